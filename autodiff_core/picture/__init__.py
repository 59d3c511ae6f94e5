"""Pictures of graphs: `draw` shows a graph with its numbers, as a drawing and as a plain table."""

from __future__ import annotations

import numpy as np

from autodiff_core.derivatives import graph_of
from autodiff_core.numbers import format_number
from autodiff_core.picture.svg import draw_svg
from autodiff_core.report import table


class Picture:
    """A drawing that does not move. `svg` is the drawing, `text` says the same in plain text."""

    def __init__(self, svg: str, text: str):
        self.svg, self.text = svg, text

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {"image/svg+xml": self.svg, "text/plain": self.text}


def draw(graph_or_fn, *, values=True, gradients=True, locals=True, **inputs) -> Picture:
    """Draw a graph, or the graph of a function, at the inputs given (a graph's own where none are given).

    values, gradients, locals: whether to show the value and the gradient of each node and the local
    derivative of each edge. Raises GraphError for an input that the graph does not have and for anything
    that is no graph.
    """
    __tracebackhide__ = True
    graph = graph_of(graph_or_fn, inputs)
    numbers = graph.forward(**inputs) if values else None
    slopes = graph.backward(**inputs) if gradients else None
    edges = graph.slots(**inputs)["l"] if locals and graph.is_scalar else None
    svg = draw_svg(graph, _shown(numbers), _shown(slopes), edges)
    return Picture(svg, table(graph, inputs, values, gradients))


def _shown(numbers):
    """What a card has room for: a number, or the shape of an array."""
    if numbers is None:
        return None
    return {
        name: f"{np.shape(x)}".replace(",)", ")") if np.ndim(x) else format_number(x)
        for name, x in numbers.items()
    }
