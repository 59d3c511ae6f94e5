"""The gradient check of an engine, node by node: what it says beside the central difference."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from autodiff_core.engines import Engine, EngineGraph, trace_with
from autodiff_core.gradient_check import TOLERANCE, CheckedInput, checked
from autodiff_core.numbers import format_number
from autodiff_core.text_table import text_table


@dataclass(frozen=True, repr=False)
class Examination:
    """Every node, from the output back to the inputs. True if all gradients agree."""

    graph: EngineGraph
    rows: tuple[CheckedInput, ...]

    @property
    def wrong(self) -> dict[str, float]:
        """The gradients that differ from the central difference, by name."""
        return {row.name: row.gradient for row in self.rows if row.verdict == "DIFFERS"}

    def __bool__(self) -> bool:
        return not self.wrong

    def _code(self, line: str) -> str:
        """A line of code with the constants of the formula as numbers: an engine makes Values of them."""
        shown = set(computed_nodes(self.graph))
        for node in self.graph.nodes:
            if node.name not in shown:
                line = re.sub(rf"\b{re.escape(node.name)}\b", format_number(node.value), line)
        return line

    def __repr__(self) -> str:
        code = {node.name: self._code(node.code) for node in self.graph.nodes}
        heading = ("node", "code", "engine says", "central difference", "")
        rows = [
            (r.name, code[r.name], format_number(r.gradient), format_number(r.central), r.verdict)
            for r in self.rows
        ]
        return text_table(heading, rows, left=(0, 1, 4))


def examine(engine: type | Engine, fn: Callable, /, **inputs) -> Examination:
    """Run `fn` on an engine's Values and compare the gradient of every node with a central difference.

    The nudges are done forward, with the engine's own numbers; constants are left out. Prints as a table,
    from the output back. Raises GraphError as `trace_with` does.
    """
    graph = trace_with(engine, fn, **inputs)
    values, gradients = graph.forward(), graph.backward()
    rows = [
        row
        for name in computed_nodes(graph)[::-1]
        for row in checked(graph, name, values, gradients[name], TOLERANCE)
    ]
    return Examination(graph, tuple(rows))


def computed_nodes(graph: EngineGraph) -> list[str]:
    """The names of all nodes, but for the constants of the formulas."""
    return [node.name for node in graph.nodes if node.parents or node.name in graph.inputs]
