"""Expressions recorded over the nodes of a graph as functions of their own, in Python and in JavaScript.

They are printed as the passes of the graph are (program.py). A question to a graph is made of them: its right
answer and the wrong ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff_core.node import Node
from autodiff_core.passes import between, recompute
from autodiff_core.printer import Printer
from autodiff_core.program import Layout, compiled_function, indented

if TYPE_CHECKING:
    from autodiff_core.graph import Graph


def function_of(graph: Graph, expressions: Sequence) -> Callable[[Sequence], list[float]]:
    """Expressions over the nodes of a graph as one function: values of all nodes -> their numbers."""
    layout = Layout(graph, exact=True)
    printer = layout.printer(len(graph.nodes))
    printer.prepare(expressions)
    names = "".join(f"{name}, " for name in layout.nodes)
    result = ", ".join(map(printer.text, expressions))
    run = compiled_function(f"({names}) = inputs", printer, f"return [{result}]")

    def numbers(values: Sequence) -> list[float]:
        try:
            with np.errstate(all="ignore"):
                return [float(x) for x in run(values)]
        except (ArithmeticError, ValueError, TypeError):  # where Python and IEEE 754 part ways: 1 / 0
            return _replayed(graph, expressions, values)

    return numbers


def _replayed(graph: Graph, expressions: Sequence, values: Sequence) -> list[float]:
    known = {node.recorded.age: value for node, value in zip(graph.nodes, values)}
    _, order = between(expressions, known)
    with np.errstate(all="ignore"):
        recompute(order, known)
    return [float(known[x.age] if type(x) is Node else x) for x in expressions]


def javascript_function_of(graph: Graph, name: str, result: list) -> str:
    """An exported JavaScript function: values of all nodes -> `result`, nested lists of expressions."""
    layout = Layout(graph, javascript=True)
    printer = layout.printer(len(graph.nodes))
    printer.prepare(_flat(result))
    head = f"export function {name}([{', '.join(layout.nodes)}]) {{\n"
    return head + indented([*printer.lines, f"return {_nested(printer, result)};"])


def _flat(result: Any) -> list:
    return [x for part in result for x in _flat(part)] if isinstance(result, list) else [result]


def _nested(printer: Printer, result: Any) -> str:
    if isinstance(result, list):
        return f"[{', '.join(_nested(printer, part) for part in result)}]"
    return printer.text(result)
