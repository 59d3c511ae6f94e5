"""Measure, print the tables, and write them into README.md. usage: python -m benchmarks [PART ...]

The file is written only when all parts were measured.
"""

import sys

from benchmarks.document import DOCUMENT, tables, versions, written
from benchmarks.goals import GOALS, PARTS
from benchmarks.parts import measured
from benchmarks.progress import progress


def main(*parts: str) -> None:
    unknown = sorted(set(parts) - set(PARTS))
    if unknown:
        raise SystemExit(f"There is no part {', '.join(unknown)}: the parts are {', '.join(PARTS)}.")
    rows = []
    for part in parts or PARTS:
        progress(f"{part}: {GOALS[PARTS[part][1]]}")
        rows += measured(part)
    progress("done\n")
    text = f"{versions()}\n{tables(rows)}"
    print(text)
    if not parts:
        DOCUMENT.write_text(written(DOCUMENT.read_text(encoding="utf-8"), text), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
