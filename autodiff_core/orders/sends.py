"""The orders of a backward pass: which node sends its gradient back along which edge, and when.

An order depends on the structure of the graph alone. It is a sequence of edges: for each, the node at its end
sends what it has received so far, times the local derivative, to the parent. Three of the orders differ only
in the choice of the next node; the fourth, plain recursion, lets a node send again and again.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from autodiff_core.errors import GraphError, listed
from autodiff_core.in_words import short
from autodiff_core.orders.words import fill

if TYPE_CHECKING:
    from autodiff_core.fold import GraphNode
    from autodiff_core.graph import Graph
    from autodiff_core.steps import Edge

MOST_SENDS = 2000  # plain recursion goes along every path, and there may be more than anybody can wait for
BY_HAND = "by hand"
BY_HAND_RULE = "You say which node sends next. Each node sends once."


class Order(NamedTuple):
    """One order: its rule in a sentence, the edges it goes along, and whether a node may send again."""

    rule: str
    edges: Callable[[Graph], Iterator[Edge]]
    again: bool = False


def _sends(graph: Graph) -> dict[GraphNode, list[Edge]]:
    """For each node the edges along which it sends its gradient back, in the order of its arguments."""
    sends: dict[GraphNode, list[Edge]] = {node: [] for node in graph.nodes}
    for edge in graph.edges:
        sends[edge.node].append(edge)
    return sends


def _once(take: Callable[[list], GraphNode]) -> Callable[[Graph], Iterator[Edge]]:
    """Every node sends once. Of the nodes reached that have not sent yet, `take` takes out the next."""

    def edges(graph: Graph) -> Iterator[Edge]:
        sends, waiting, reached = _sends(graph), [graph.output], {graph.output}
        while waiting:
            for edge in sends[take(waiting)]:
                yield edge
                if edge.parent not in reached:
                    reached.add(edge.parent)
                    waiting.append(edge.parent)

    return edges


def _last_line_of_code(waiting: list) -> GraphNode:
    return waiting.pop(waiting.index(max(waiting, key=lambda node: node.index)))


def _recursion(graph: Graph) -> Iterator[Edge]:
    """What a function that calls itself does, with a stack in place of the calls: no limit on the depth."""
    sends = _sends(graph)
    calls = [iter(sends[graph.output])]
    while calls:
        edge = next(calls[-1], None)
        if edge is None:
            calls.pop()
        else:
            yield edge
            calls.append(iter(sends[edge.parent]))


ORDERS = {
    "topological": Order(
        "A node sends once. Of the nodes reached, the last line of code sends next: "
        "by then all its contributions have arrived.",
        _once(_last_line_of_code),
    ),
    "depth-first": Order(
        "A node sends once. Of the nodes reached, the one reached last sends next (a stack).",
        _once(lambda waiting: waiting.pop()),
    ),
    "breadth-first": Order(
        "A node sends once. Of the nodes reached, the one reached first sends next (a queue).",
        _once(lambda waiting: waiting.pop(0)),
    ),
    "plain recursion": Order(
        "Whenever something arrives at a node, it sends its whole gradient on at once, again and again.",
        _recursion,
        again=True,
    ),
}


def sends_of(graph: Graph, order: str | Sequence[str]) -> tuple[Edge, ...]:
    """The edges along which gradients are sent, one after the other.

    order: a name of ORDERS, or the names of nodes in the order in which they send (by hand). Raises
    GraphError for an unknown order, a node that cannot send then, and for more than MOST_SENDS sends.
    """
    if isinstance(order, (list, tuple)):
        return tuple(_by_hand(graph, order))
    if not isinstance(order, str) or order not in ORDERS:
        names = listed(map(repr, ORDERS))
        raise GraphError(f"The orders are {names}, or a list of nodes, not {short(order)}.")
    edges = tuple(itertools.islice(ORDERS[order].edges(graph), MOST_SENDS + 1))
    if len(edges) > MOST_SENDS:
        raise GraphError(
            f"In {graph.name} the order {order!r} sends more than {MOST_SENDS} gradients: "
            "take a smaller graph."
        )
    return edges


def _by_hand(graph: Graph, names: Iterable[str]) -> Iterator[Edge]:
    nodes = {node.name: node for node in graph.nodes if not node.is_leaf}
    sends, reached, sent = _sends(graph), {graph.output}, set()
    for name in names:
        node = nodes.get(name) if isinstance(name, str) else None
        if node is None:
            raise GraphError(f"The nodes that can send are {listed(nodes)}, not {short(name)}.")
        if node in sent:
            raise GraphError(fill("sent already", node=name))
        if node not in reached:
            raise GraphError(fill("nothing yet", node=name))
        sent.add(node)
        for edge in sends[node]:
            reached.add(edge.parent)
            yield edge
