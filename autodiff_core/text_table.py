"""Tables as plain text: words to the left, numbers to the right."""

from __future__ import annotations

from collections.abc import Sequence


def text_table(heading: Sequence[str], rows: Sequence[Sequence[str]], left: Sequence[int]) -> str:
    """Lay out rows of texts under a heading. The columns `left` hold words, and start at the left."""
    widths = [max(map(len, column)) for column in zip(heading, *rows)]
    lines = []
    for row in (heading, *rows):
        cells = [f"{x:<{w}}" if i in left else f"{x:>{w}}" for i, (x, w) in enumerate(zip(row, widths))]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
