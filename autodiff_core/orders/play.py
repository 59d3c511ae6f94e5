"""A backward pass played in some order: every send with its numbers, and what is wrong with the gradients.

Why a gradient is wrong is seen by counting paths: in the right one every path to the output is once. An order
that sends too early has left paths out, one that sends again has put paths in twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autodiff_core.errors import GraphError
from autodiff_core.graph import Graph, need_graph
from autodiff_core.numbers import format_number
from autodiff_core.orders.sends import BY_HAND, ORDERS, sends_of
from autodiff_core.orders.words import fill
from autodiff_core.text_table import text_table

if TYPE_CHECKING:
    from autodiff_core.steps import Edge

LUCKY = 1e-9  # relative difference up to which a gradient from wrong paths is the right number all the same


@dataclass(frozen=True)
class Sent:
    """One send along one edge: before + upstream × local = after, and how the sender stood at that moment."""

    edge: Edge
    upstream: float
    local: float
    contribution: float
    before: float
    after: float
    arrived: int  # how many of the sender's contributions had arrived
    expected: int  # how many it gets in all: one for each edge that leaves it
    already: float | None  # what it sent along this edge before, if it did
    kinds: tuple[str, ...]  # the sentences that hold

    @property
    def too_early(self) -> bool:
        return self.arrived < self.expected

    def __repr__(self) -> str:
        parts = vars(self) | {"node": self.edge.node.name, "parent": self.edge.parent.name}
        return "\n".join(fill(kind, **parts) for kind in (*self.kinds, "sum"))


@dataclass(frozen=True, repr=False)
class Played:
    """A backward pass in some order: every send, and for each node what was found and what is right."""

    order: str
    sends: tuple[Sent, ...]
    gradients: dict[str, float]
    right: dict[str, float]
    paths: dict[str, int]  # how many paths to the output the gradient found has in it
    all_paths: dict[str, int]  # how many there are
    finished: bool  # by hand, nodes may be left that have not sent

    @property
    def too_early(self) -> tuple[str, ...]:
        """The nodes that sent before all their contributions had arrived."""
        return tuple(dict.fromkeys(sent.edge.node.name for sent in self.sends if sent.too_early))

    @property
    def verdicts(self) -> dict[str, str]:
        """For each node: right, or wrong and why, in a few words."""
        return {name: self._verdict(name) for name in self.gradients}

    @property
    def wrong(self) -> dict[str, float]:
        """The gradients found that are not the right numbers, by name."""
        return {name: x for name, x in self.gradients.items() if self.verdicts[name].startswith("✗")}

    @property
    def summary(self) -> str:
        """One line on all gradients: right, or which of them are wrong."""
        parts = [
            fill("instead", node=name, found=found, right=self.right[name])
            for name, found in self.wrong.items()
        ]
        if not self.finished:
            return fill("unfinished")
        return fill("not all right", wrong=", ".join(parts)) if parts else fill("all right")

    def _verdict(self, name: str) -> str:
        if not self.finished:
            return fill("unfinished")
        paths, all_paths = self.paths[name], self.all_paths[name]
        kind = _kind(self.gradients[name], self.right[name], paths, all_paths)
        return fill(kind, paths=paths, all=all_paths, missing=all_paths - paths)

    def __repr__(self) -> str:
        heading = ("node", self.order, "right", "")
        rows = [
            (name, format_number(found), format_number(self.right[name]), self.verdicts[name])
            for name, found in self.gradients.items()
        ]
        return text_table(heading, rows, left=(0, 3))


def _kind(found: float, right: float, paths: int, all_paths: int) -> str:
    if paths == all_paths:
        return "right"
    if abs(found - right) <= LUCKY * max(abs(found), abs(right)):
        return "luck"
    return "missing" if paths < all_paths else "too often"


def backward_in_order(graph: Graph, order: str | Sequence[str] = "topological", /, **inputs) -> Played:
    """Play a backward pass in some order (see `sends_of`) with numbers, and hold it against the right one.

    Raises GraphError for a graph of arrays, where a local derivative is no single number, and as `sends_of`.
    """
    if not need_graph(graph).is_scalar:
        raise GraphError(f"{graph.name} computes with arrays, and orders are played with single numbers.")
    by_hand = not isinstance(order, str)
    edges, local = sends_of(graph, order), [float(x) for x in graph.slots(**inputs)["l"]]
    sends, gradients, paths = _play(graph, edges, local, not by_hand and ORDERS[order].again)
    right, names = graph.backward(**inputs), [node.name for node in graph.nodes]
    _, _, all_paths = _play(graph, sends_of(graph, "topological"), local, False)
    return Played(
        BY_HAND if by_hand else order,
        sends,
        dict(zip(names, gradients)),
        {name: float(x) for name, x in right.items()},
        dict(zip(names, paths)),
        dict(zip(names, all_paths)),
        not by_hand or len(edges) == len(graph.edges),
    )


def _play(graph: Graph, edges: Sequence[Edge], local: Sequence[float], again: bool) -> tuple:
    """The sends with their numbers, the gradients in the end, and the number of paths in each of them.

    Paths are counted as gradients are: the output starts with 1, and every edge passes on what is there.
    """
    gradients, paths = [0.0] * len(graph.nodes), [0] * len(graph.nodes)
    gradients[graph.output.index], paths[graph.output.index] = 1.0, 1
    uses = Counter(edge.parent.index for edge in graph.edges)
    expected = [uses[node.index] for node in graph.nodes]
    arrived: list[set[int]] = [set() for _ in graph.nodes]
    sent: dict[int, float] = {}
    senders: set[int] = set()
    sends = []
    for edge in edges:
        node, parent, already = edge.node.index, edge.parent.index, sent.get(edge.index)
        upstream, before = gradients[node], gradients[parent]
        contribution = upstream * local[edge.index]
        counts = len(arrived[node]), expected[node]
        kinds = [_kind_of_send(edge.node is graph.output, counts, already is not None, again)]
        kinds += ["late"] if parent in senders and not again else []
        gradients[parent] += contribution
        paths[parent] += paths[node]
        arrived[parent].add(edge.index)
        sent[edge.index] = upstream
        senders.add(node)
        numbers = upstream, local[edge.index], contribution, before, gradients[parent]
        sends.append(Sent(edge, *numbers, *counts, already, tuple(kinds)))
    return tuple(sends), gradients, paths


def _kind_of_send(output: bool, counts: tuple[int, int], before: bool, again: bool) -> str:
    if output:
        return "seed"
    if before:
        return "again"
    if counts[0] == counts[1]:
        return "in time"
    return "early, and again later" if again else "early"
