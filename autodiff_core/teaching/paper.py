"""Homework on paper: a page of HTML for A4 with every sheet, or every key, on a page of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autodiff_core.errors import GraphError
from autodiff_core.graph import Graph
from autodiff_core.handouts.page import page, titled
from autodiff_core.handouts.saving import place, write
from autodiff_core.picture.palette import PALETTE_CSS
from autodiff_core.picture.svg import PICTURE_CSS, draw_svg
from autodiff_core.teaching.table import marked

if TYPE_CHECKING:
    from autodiff_core.teaching.problems import Problem
    from autodiff_core.teaching.sheets import Sheet

PAPER_CSS = Path(__file__).with_name("paper.css")
UPRIGHT = 1000  # pixels of a picture, up to which its page stands upright
WIDTH = re.compile(r'width="(\d+)"')
LANDSCAPE = """
@page { size: A4 landscape; }
body { --highest: 140mm; }
@media screen { body { max-width: 297mm; } }
.hw-problems { columns: 2; column-gap: 12mm; }
"""


def save(path: Any, title: str, body: str, graph: Graph) -> None:
    """Write a page to `path`, which ends in .html; a folder that is missing is made.

    Raises GraphError for another ending and for a place that cannot be written to.
    """
    path = place(path)
    if path.suffix.lower() != ".html":
        raise GraphError(f"Sheets and keys are saved as .html, to open and print, not as {path.name}.")
    css = "".join(each.read_text(encoding="utf-8") for each in (PALETTE_CSS, PICTURE_CSS, PAPER_CSS))
    write(path, page(title, body, css + LANDSCAPE * is_wide(graph)))


def is_wide(graph: Graph) -> bool:
    """True if the picture of a graph needs a page that lies on its side."""
    return int(WIDTH.search(draw_svg(graph, {}, {}, style=False))[1]) > UPRIGHT


def picture(graph: Graph, values: dict, gradients: dict) -> str:
    """The graph with these numbers, as wide as the paper."""
    return f'<figure class="hw-graph">{draw_svg(graph, values, gradients, style=False)}</figure>'


def sheet_pages(sheets: Iterable[Sheet]) -> str:
    return "\n".join(map(_sheet, sheets))


def _sheet(sheet: Sheet) -> str:
    given, output = dict(sheet.inputs), sheet.graph.output.name
    return "\n".join(
        [
            head(sheet, titled("Homework", sheet.graph.name), "<p>Name <i></i></p><p>Date <i></i></p>"),
            f'<p class="hw-given">Your numbers: <b>{escape(sheet.given)}</b>.</p>',
            picture(sheet.graph, given, {output: 1}),
            '<ol class="hw-problems">',
            *map(_problem, sheet.problems),
            "</ol></section>",
        ]
    )


def head(sheet: Sheet, title: str, between: str = "") -> str:
    """The beginning of a page: what it is, and of which sheet."""
    number = f'<p class="hw-number">Sheet <b>{sheet.number}</b></p>'
    return f'<section class="hw-sheet"><header><h1>{escape(title)}</h1>{between}{number}</header>'


def _problem(problem: Problem) -> str:
    parts = [f"<li><h2>{problem.title}</h2><p>{marked(problem.text)}</p>"]
    if problem.options:
        parts.append(f"{_options(problem.options)}<p>{marked(problem.then)}</p>")
    if problem.blanks and not problem.drawn:
        blanks = (f"<span>{escape(each.label)} = <i></i></span>" for each in problem.blanks)
        parts.append(f'<p class="hw-blanks">{"".join(blanks)}</p>')
    parts.append('<p class="hw-line"></p>' * problem.lines)
    return "".join([*parts, "</li>"])


def _options(options: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(option)}</li>" for option in options)
    return f'<ol class="hw-options" type="a">{items}</ol>'
