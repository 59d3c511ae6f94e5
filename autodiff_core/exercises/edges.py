"""Graphs as the learner meets them in code: a dict of each node with its parents and local derivatives.

edges = {"e": [("c", 1), ("d", 1)], "c": [("b", 1)], "d": [("b", 5)], "b": [("a", 4)], "a": []}
"""

from __future__ import annotations

import itertools

from autodiff_core.graph import Graph

Edges = dict[str, list[tuple[str, float]]]


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
