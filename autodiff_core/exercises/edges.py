"""Graphs as the learner meets them in code: a dict of each node with its parents and local derivatives.

edges = {"e": [("c", 1), ("d", 1)], "c": [("b", 1)], "d": [("b", 5)], "b": [("a", 4)], "a": []}
"""

from __future__ import annotations

import functools
import itertools

from autodiff_core.graph import Graph, trace
from autodiff_core.lessons import cost, short_cut, squared, two_roads, two_uses

Edges = dict[str, list[tuple[str, float]]]
# A function, and two points at which its graph is looked at.
CHAIN = (cost, {"w": 5, "b": -3}, {"w": -1.5, "b": 2})
ARROWS = (squared, {"x": 3}, {"x": -2.5})
FORK = (two_uses, {"w": 2, "b": 1}, {"w": -1, "b": 4})
ROADS = (two_roads, {"a": 2}, {"a": -1})
SHORT_CUT = (short_cut, {"a": 2}, {"a": -1})


class TooManyLooks(Exception):
    """A dict of edges was looked into more often than any walk needs that visits every node once."""


def edges_of(graph: Graph, **inputs: float) -> Edges:
    """The edges of a graph at these inputs: {node: [(parent, local derivative), ...]}, the output first."""
    found: Edges = {node.name: [] for node in reversed(graph.nodes)}
    for step in graph.steps(**inputs):
        if step.kind == "backward":
            found[step.node.name].append((step.edge.parent.name, step.local))
    return found


def order_of(graph: Graph) -> list[str]:
    """The nodes, from the output back: each stands behind all that use it."""
    return [node.name for node in reversed(graph.nodes)]


class Counted(dict):
    """A dict that can be looked into `budget` times, and then raises TooManyLooks."""

    def __init__(self, edges: Edges, budget: int):
        super().__init__(edges)
        self._looks, self._budget = itertools.count(1), budget

    def __getitem__(self, name):
        if next(self._looks) > self._budget:
            raise TooManyLooks
        return super().__getitem__(name)

    def get(self, name, default=None):
        return self[name] if name in self else default


@functools.cache
def graph_of(function, *inputs):
    return trace(function, **dict(inputs))


def recorded(function, *points):
    """The graph of a function, and the points at which it is looked at."""
    return graph_of(function, *points[0].items()), points


def mixed(edges):
    """The same edges, the nodes in the order of the alphabet: an order in which they may not send."""
    return {name: edges[name] for name in sorted(edges)}
