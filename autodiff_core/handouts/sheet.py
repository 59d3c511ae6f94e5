"""The sheet of a worked solution as HTML: function, picture, both passes, and the checked gradients."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from autodiff_core.handouts.figures import figures, size
from autodiff_core.picture.palette import PALETTE_CSS
from autodiff_core.picture.svg import PICTURE_CSS, draw_svg
from autodiff_core.steps import Step
from autodiff_core.wording import pieces

if TYPE_CHECKING:
    from autodiff_core.handouts.solution import Solution

SHEET_CSS = Path(__file__).with_name("sheet.css")
TALL = 800  # pixels of the picture, about half a page: it then comes last, and leaves no page half empty
MOST_NODES = 120  # that a picture on paper can show
KINDS = {"v": "value", "l": "local"}  # of a number in a sentence; all others are gradients
LEGEND = ("value", "gradient", "local derivative")
CHECK = (
    "Check: each node in turn is moved a little up and down, and what follows from it is computed anew. "
    "The change of the output, divided by the distance, is the central difference."
)


def sheet(solution: Solution, heading: int) -> str:
    """The whole solution as one <article> with its style; its title is a heading of the level `heading`."""
    css = "".join(path.read_text(encoding="utf-8") for path in (PALETTE_CSS, PICTURE_CSS, SHEET_CSS))
    forward = [step for step in solution.steps if step.kind == "forward"]
    backward = solution.steps[len(forward) :]
    title = f"h{heading}"

    def part(name: str, content: Iterable[str], aside: str = "") -> list[str]:
        head = f'<div class="part"><h{heading + 1}>{name}</h{heading + 1}>{aside}</div>'
        return ["<section>", head, *content, "</section>"]

    figures, tall = _picture(solution)
    graph = part("The graph", figures, _legend())
    return "\n".join(
        [
            '<article class="ad-sheet">',
            f"<style>{css}</style>",
            f'<header><{title} class="title">{escape(solution.title)}</{title}>',
            f'<p class="numbers">{escape(solution.numbers)}</p></header>',
            f"<pre>{escape(solution.code)}</pre>",
            *([] if tall else graph),
            *(part("Forward pass", _steps(solution, forward, 0)) if forward else []),
            *part("Backward pass", _steps(solution, backward, len(forward))),
            *part("All gradients", _table(solution)),
            *(graph if tall else []),
            "</article>",
        ]
    )


def _legend() -> str:
    """What the shapes and colours of the picture, and the colours of the steps, stand for."""
    kinds = ("value", "gradient", "local")
    items = "".join(f'<li class="{kind}">{name}</li>' for kind, name in zip(kinds, LEGEND))
    return f'<ul class="legend">{items}</ul>'


def _picture(solution: Solution) -> tuple[list[str], bool]:
    """The picture in strips, and whether one of them takes most of a page."""
    graph = solution.graph
    if len(graph.nodes) > MOST_NODES:
        return [f"<p>A graph of {len(graph.nodes)} nodes is too large for a picture on paper.</p>"], False
    svg = draw_svg(graph, solution.values, solution.gradients, solution.slots["l"], style=False)
    made = figures(svg)
    return made, max(size(each)[1] for each in made) > TALL


def _steps(solution: Solution, steps: Iterable[Step], before: int) -> Iterable[str]:
    """A numbered list of steps. The sum before + contribution = after stands where several edges add up."""
    uses = Counter(edge.parent.index for edge in solution.graph.edges)
    yield f'<ol start="{before + 1}" style="--before: {before}">'
    for step in steps:
        lines = {"symbols": step.symbols, "words": step.words}
        if step.edge and uses[step.edge.parent.index] > 1:
            lines["sum"] = step.sum
        filled = (f'<p class="{kind}">{_filled(text, solution.slots)}</p>' for kind, text in lines.items())
        yield f'<li class="{step.kind}">{"".join(filled)}</li>'
    yield "</ol>"


def _filled(template: str, slots: dict) -> str:
    """A template with its numbers, each in the colour of its quantity."""
    return "".join(
        f'<b class="{KINDS.get(kind, "gradient")}">{text}</b>' if kind else escape(text)
        for kind, text in pieces(template, slots)
    )


def _table(solution: Solution) -> Iterable[str]:
    heading, *rows = solution.heading, *solution.table
    yield f"<table><thead><tr>{''.join(f'<th>{cell}</th>' for cell in heading)}</tr></thead><tbody>"
    for row in rows:
        yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
    yield "</tbody></table>"
    notes = " ".join(f"{note[:1].upper()}{note[1:]}." for note in solution.notes)
    yield f"<p>{escape(notes)}</p>"
    yield f"<p>{CHECK}</p>"
