"""Recorded expressions over a graph as numbers: replayed from the values of its nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff_core.node import Node
from autodiff_core.passes import between, replay

if TYPE_CHECKING:
    from autodiff_core.graph import Graph


def evaluate(graph: Graph, expressions: Sequence, values: Mapping[str, Any]) -> list[float]:
    """The numbers of expressions in the nodes of a graph, for given values of all nodes, by name."""
    known = {node.recorded.age: values[node.name] for node in graph.nodes}
    _, order = between(expressions, known)
    with np.errstate(all="ignore"):
        replay(order, known)
    return [float(known[x.age] if type(x) is Node else x) for x in expressions]
