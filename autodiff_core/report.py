"""A graph and its numbers as text: the table, the transcript of all steps, the DOT program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff_core import wording
from autodiff_core.errors import GraphError
from autodiff_core.numbers import format_number
from autodiff_core.text_table import text_table
from autodiff_core.unseen import spelled_out

if TYPE_CHECKING:
    import graphviz

    from autodiff_core.graph import Graph

LONGEST = 500  # characters of a text in a picture by Graphviz


def table(graph: Graph, inputs: dict[str, Any], values: bool = True, gradients: bool = True) -> str:
    """Name, line of code and, where asked for, value and gradient of every node, with the notes below."""
    columns = {"node": [n.name for n in graph.nodes], "code": [n.code for n in graph.nodes]}
    if values:
        columns["value"] = list(map(cell, graph.forward(**inputs).values()))
    if gradients:
        columns["gradient"] = list(map(cell, graph.backward(**inputs).values()))
    lines = [text_table(list(columns), list(zip(*columns.values())), left=(0, 1))]
    if values or gradients:
        lines += [f"note: {note}" for note in graph.notes(**inputs)]
    return "\n".join(lines)


def notes(graph: Graph, inputs: dict[str, Any]) -> tuple[str, ...]:
    """A sentence for every value and gradient that is NaN or infinite."""
    found = []
    for what, numbers in (("value", graph.forward(**inputs)), ("gradient", graph.backward(**inputs))):
        for name, number in numbers.items():
            if not np.isfinite(number).all():
                found.append(f"the {what} of {name} is {cell(number)}")
    return tuple(found)


def transcript(graph: Graph, digits: int, inputs: dict[str, Any]) -> str:
    """All steps, numbered: words, symbols and numbers."""
    numbers = graph.slots(**inputs)
    lines = []
    for number, step in enumerate(graph.steps(**inputs), 1):
        lines.append(f"{number}. {wording.fill(step.words, numbers, digits)}")
        lines += [f"   {wording.fill(text, numbers, digits)}" for text in (step.symbols, step.sum) if text]
    return "\n".join(lines)


def dot(graph: Graph, inputs: dict[str, Any]) -> graphviz.Digraph:
    """The graph in the DOT language. Raises GraphError if the package graphviz is not there."""
    try:
        import graphviz
    except ImportError:
        raise GraphError("to_dot needs the package graphviz: pip install graphviz.") from None
    values, gradients = graph.forward(**inputs), graph.backward(**inputs)
    name = _cut(spelled_out(graph.name))
    stem = re.sub(r"[^a-zA-Z0-9_-]", "_", name)[:60]  # of the file that it is rendered to
    drawing = graphviz.Digraph(graphviz.escape(name), filename=f"{stem}.gv", graph_attr={"rankdir": "LR"})
    for node in graph.nodes:
        gradient = f"{_cut(wording.gradient(graph.output, node))} {cell(gradients[node.name])}"
        label = graphviz.escape(f"{_cut(node.code)}\nvalue {cell(values[node.name])}\n{gradient}")
        drawing.node(f"n{node.index}", label, shape="box" if node.operation else "ellipse")
    for edge in graph.edges:
        drawing.edge(f"n{edge.parent.index}", f"n{edge.node.index}", label=graphviz.escape(_cut(edge.local)))
    return drawing


def _cut(text: str) -> str:
    """A text in the DOT language, of which no string may have more than 16,384 characters."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def cell(number: Any) -> str:
    """A value or gradient in a table: a number, a short array, or the shape of a long one."""
    if np.ndim(number) and np.size(number) > 4:
        return f"array {np.shape(number)}"
    if np.ndim(number):
        return "[" + ", ".join(map(format_number, np.ravel(number))) + "]"
    return str(number) if isinstance(number, bool) else format_number(float(number))
