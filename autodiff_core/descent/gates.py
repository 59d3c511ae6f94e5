"""The gates and the kinks of a graph, by name: which ReLU is shut, and which stands exactly on its corner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autodiff_core import operations as ops
from autodiff_core.backward import ancestors
from autodiff_core.graph import Graph
from autodiff_core.node import Node
from autodiff_core.passes import recompute


@dataclass(frozen=True)
class Gate:
    """An operation whose slope jumps where its input changes sign: ReLU, abs, the larger of two numbers.

    place: its number among the `kinks` that the printed JavaScript returns. name: the learner's name for
    the input, or where it stands. line: the index of the node whose line it belongs to. slope_at_zero: of
    a ReLU, the convention at 0; None for what bends and never shuts.
    """

    place: int
    name: str
    line: int
    slope_at_zero: float | None = None

    def is_closed(self, at: float) -> bool:
        """True for a ReLU whose input `at` lets no gradient through."""
        return self.slope_at_zero is not None and (at < 0 or at == 0 == self.slope_at_zero)


def gates(graph: Graph) -> tuple[Gate, ...]:
    """The gates of a graph, in the order in which they are computed."""
    line_of = _lines(graph)
    found = []
    for place, node in enumerate(_with_kink(graph)):
        if not any(node.operation.rules):
            continue  # a comparison: no gradient passes it in any case
        line = line_of[node.age]
        argument = node.inputs[0]
        simple = type(argument) is Node and node.operation in (ops.relu, ops.absolute)
        name = graph._variables.get(argument.age) if simple else None
        slope = float(node.inputs[1]) if node.operation is ops.relu else None
        found.append(Gate(place, name or f"{node.operation.name} in {line.name}", line.index, slope))
    return tuple(found)


def gate_inputs(graph: Graph, values: Mapping[str, float], places: Sequence[Gate]) -> list[float]:
    """The number at each gate that decides by its sign, for the values of all nodes."""
    by_age = {node.recorded.age: values[node.name] for node in graph.nodes}
    with np.errstate(all="ignore"):
        known = recompute(ancestors(graph._trace.output)[::-1], by_age)
        kinks = [
            node.operation.kink(*[known[x.age] if type(x) is Node else x for x in node.inputs])
            for node in _with_kink(graph)
        ]
    return [float(kinks[gate.place]) for gate in places]


def _with_kink(graph: Graph) -> list[Node]:
    """Everything recorded that has a kink, oldest first, as program.py prints it."""
    return [n for n in ancestors(graph._trace.output)[::-1] if n.operation and n.operation.kink]


def _lines(graph: Graph) -> dict:
    """The node of the graph that every recorded operation belongs to, by age."""
    own = {node.recorded.age for node in graph.nodes}
    line_of = {}
    for line in graph.nodes:
        stack = [line.recorded]
        while stack:
            node = stack.pop()
            line_of[node.age] = line
            stack += [x for x in node.inputs if type(x) is Node and x.age not in own]
    return line_of
