"""A graph as a mistake sees it: values, local derivatives and gradients as recorded expressions.

Nothing here is a number yet. A wrong pass over these expressions records more graph, as the right one does,
so that it can be evaluated at any inputs, in Python and, printed, in the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from autodiff_core.node import Node

if TYPE_CHECKING:
    from autodiff_core.fold import GraphNode
    from autodiff_core.graph import Graph
    from autodiff_core.steps import Edge


class Scene:
    """The nodes and edges of a graph of single numbers; whatever is listed by node or edge goes by index."""

    def __init__(self, graph: Graph):
        self.graph = graph
        self.nodes: tuple[GraphNode, ...] = graph.nodes
        self.output: GraphNode = graph.output
        self.values: list[Node] = [node.recorded for node in graph.nodes]
        self.flows = [(graph.edge_of(flow), flow) for flow in graph._symbolic]
        self.locals: dict[int, Any] = {edge.index: flow.local for edge, flow in self.flows}
        self._found: dict[Callable, list] = {}

    def found_by(self, wrong: Callable[[Scene], list]) -> list:
        """What a mistake finds for every node. It is worked out once, whichever node is asked for."""
        if wrong not in self._found:
            self._found[wrong] = wrong(self)
        return self._found[wrong]

    @property
    def edges(self) -> list[Edge]:
        """The edges in the order in which the right backward pass goes along them."""
        return [edge for edge, _ in self.flows]

    @cached_property
    def gradients(self) -> list:
        """The right gradient of the output with respect to every node."""
        found = {self.output.index: 1.0} | {edge.parent.index: flow.after for edge, flow in self.flows}
        return [found.get(node.index, 0.0) for node in self.nodes]

    @cached_property
    def fine(self) -> Scene:
        """The same graph with a node for every operation, where the rules of single operations are seen."""
        return Scene(self.graph.unfolded())

    def from_fine(self, listed: Sequence) -> list:
        """What is listed by node of the fine graph, for the nodes of this one."""
        by_age = {node.recorded.age: each for node, each in zip(self.fine.nodes, listed)}
        return [by_age.get(node.recorded.age, 0.0) for node in self.nodes]

    def users(self, node: GraphNode) -> list[Edge]:
        """The edges that leave a node, in the order of the backward pass."""
        return [edge for edge in self.edges if edge.parent is node]

    def depends_on(self, node: GraphNode) -> set[int]:
        """The indices of a node and of all nodes that are computed from it."""
        found = {node.index}
        for each in self.nodes:
            if any(parent.index in found for parent in each.parents):
                found.add(each.index)
        return found

    def local_at(self, edge: Edge, values: Sequence) -> Any:
        """The local derivative of an edge if the arguments of its node had these values."""
        position = argument_of(edge)
        rule = edge.node.operation.rules[position]
        out = self.values[edge.node.index]
        return rule(1.0, out, *edge.node.arguments_from(values)) if rule else 0.0


def argument_of(edge: Edge) -> int:
    """The position of an edge among the arguments of its node, constants counted."""
    return [position for position, _ in edge.node.slots()][edge.argument]


def pass_back(
    scene: Scene,
    contribution: Callable = lambda upstream, local: upstream * local,
    combine: Callable = lambda before, arrived: before + arrived,
    seed: Any = 1.0,
    locals: dict[int, Any] | None = None,
    edges: Sequence[Edge] | None = None,
) -> list:
    """A backward pass in which everything can be wrong: what is handed on, and how it is added to what is
    there; what the output starts with, the local derivatives, and the order of the edges.
    """
    locals = scene.locals if locals is None else locals
    gradients: dict[int, Any] = {scene.output.index: seed}
    for edge in scene.edges if edges is None else edges:
        arrived = contribution(gradients[edge.node.index], locals[edge.index])
        before = gradients.get(edge.parent.index)
        gradients[edge.parent.index] = arrived if before is None else combine(before, arrived)
    return [gradients.get(node.index, 0.0) for node in scene.nodes]
