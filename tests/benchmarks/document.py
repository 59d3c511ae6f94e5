"""What was measured as text: the tables, the versions, and their place in README.md."""

import datetime
import importlib.metadata
import os
import platform
import re
from collections.abc import Iterable
from pathlib import Path

from benchmarks.rows import Row, table

DOCUMENT = Path(__file__).parent / "README.md"
TABLES = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- /measured -->)", re.S)
PACKAGES = "numpy micrograd autograd mygrad torch jax jupyterlab ipykernel ipywidgets".split()


def tables(rows: Iterable[Row]) -> str:
    """What has a goal, and then what stands beside it to compare with; and how many goals are reached."""
    rows = list(rows)
    to_reach = [row for row in rows if row.limit is not None or row.measured is None]
    beside = [row for row in rows if row not in to_reach]
    reached = sum(row.reached is True for row in to_reach)
    text = f"{reached} of {len(to_reach)} reached.\n\n{table(to_reach)}"
    return text + (f"\nBeside them, to compare with:\n\n{table(beside)}" if beside else "")


def processor() -> str:
    """The name of the processor, where the system tells it."""
    info = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*: (.*)", info.read_text()) if info.exists() else []
    return names[0] if names else platform.processor() or platform.machine()


def versions() -> str:
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            found.append(f"without {name}")
    today = datetime.date.today()
    return (
        f"{today.day} {today:%B %Y}: Python {platform.python_version()}, {', '.join(found)}; "
        f"{os.cpu_count()} cores, {processor()}.\n"
    )


def written(document: str, text: str) -> str:
    """The document with new tables between its marks."""
    return TABLES.sub(lambda _: text, document)
