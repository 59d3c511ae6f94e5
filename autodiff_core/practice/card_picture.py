"""A card where nothing runs: one SVG of its question and the empty place for the answer, and no answer."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from autodiff_core.explorers.still import picture
from autodiff_core.picture.lettering import text

WIDTH, PAD, HEAD = 640, 22, 46
COLUMNS = 76  # characters of a line that fit at the font size below
LINE, ROW = 22, 40
STYLE = """
text { font: 15px system-ui, sans-serif; fill: var(--adc-text); }
.heading { font-size: 17px; font-weight: 700; }
.quiet { font-size: 13px; fill: var(--adc-quiet); }
.asked { font: 600 16px ui-monospace, monospace; }
.paper { fill: var(--adc-background); stroke: var(--adc-line); }
.head { fill: color-mix(in srgb, var(--adc-value) 13%, var(--adc-background)); }
.field { fill: none; stroke: var(--adc-value); stroke-width: 2; }
.option { fill: none; stroke: var(--adc-quiet); }
"""


def draw(
    heading: str, effort: str, question: Sequence[str], asked: str, options: Sequence[str], note: str
) -> str:
    """SVG text. question: its paragraphs; options: what can be chosen, if anything; note: the last line."""
    parts = [
        f'<rect class="head" x="1" y="1" width="{WIDTH - 2}" height="{HEAD}" rx="8"/>',
        text("heading", PAD, 30, heading),
        text("quiet", WIDTH - PAD, 29, effort, "end"),
    ]
    y = HEAD + 12
    for paragraph in question:
        for line in textwrap.wrap(paragraph.replace("`", ""), COLUMNS):
            y += LINE
            parts.append(text("words", PAD, y, line))
        y += LINE / 4
    y += 14
    if options:
        for option in options:
            parts += _option(y, textwrap.shorten(option.replace("`", ""), COLUMNS, placeholder="…"))
            y += ROW
    else:
        parts += _field(y, asked)
        y += ROW
    y += 24
    parts.append(text("quiet", PAD, y, note))
    title = f"{heading}: {' '.join(question)}"
    choices = "; ".join(option.replace("`", "").rstrip(".") for option in options)
    answer = f"To choose from: {choices}" if options else f"To fill in: {asked}"
    return picture("ad-card-static", WIDTH, round(y + 16), title, f"{answer}. {note}", STYLE, parts)


def _option(y: float, words: str) -> list[str]:
    return [
        f'<circle class="option" cx="{PAD + 9}" cy="{y + 15:g}" r="7"/>',
        text("words", PAD + 28, y + 20, words),
    ]


def _field(y: float, asked: str) -> list[str]:
    x = PAD + 9.8 * (len(asked) + 3)
    return [
        text("asked", PAD, y + 23, f"{asked} ="),
        f'<rect class="field" x="{x:g}" y="{y:g}" width="150" height="34" rx="6"/>',
    ]
