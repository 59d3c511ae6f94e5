"""What a page weighs: itself and all that it loads, as it is and as a server sends it, with gzip."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from autodiff_core.text_table import text_table

LOADED = re.compile(r'<(?:link rel="(?:stylesheet|icon)"[^>]* href|script defer src|img [^>]*src)="([^"]+)"')
EXPLORER = re.compile(r'<div class="explorer"')


class Weight(NamedTuple):
    """Bytes of a page with all that it loads, and how many explorers are in it."""

    page: str
    bytes: int
    zipped: int
    explorers: int


def weight(page: Path) -> Weight:
    """Weigh one page of a site that was built."""
    html = page.read_text(encoding="utf-8")
    files = [page, *(page.parent / each for each in dict.fromkeys(LOADED.findall(html)))]
    contents = [file.read_bytes() for file in files]
    zipped = sum(len(gzip.compress(each, mtime=0)) for each in contents)
    return Weight(page.name, sum(map(len, contents)), zipped, len(EXPLORER.findall(html)))


def table(weights: Iterable[Weight]) -> str:
    """The weights as text, in kilobytes of 1000 bytes."""
    rows = [(page, f"{full / 1e3:.0f}", f"{zipped / 1e3:.0f}", str(n)) for page, full, zipped, n in weights]
    return text_table(("page", "kB", "kB with gzip", "explorers"), rows, left=(0,))
