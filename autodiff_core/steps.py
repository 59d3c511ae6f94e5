"""The stream of step records: what the stepper, the transcript and the picture of a pass are made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from autodiff_core import wording
from autodiff_core.passes import Flow

if TYPE_CHECKING:
    from autodiff_core.fold import GraphNode
    from autodiff_core.graph import Graph


@dataclass(frozen=True, eq=False)
class Edge:
    """`parent` is used by `node` as its argument number `argument` (an index into node.parents)."""

    index: int
    parent: GraphNode
    node: GraphNode
    argument: int
    local: str  # the local derivative d node / d parent as a formula; empty for arrays

    def __repr__(self) -> str:
        return f"{self.parent} -> {self.node}"


@dataclass(frozen=True, eq=False)
class Step:
    """One step of a pass. `words`, `symbols` and `sum` are templates: see wording.py."""

    kind: str  # "forward", "seed" or "backward"
    node: GraphNode
    words: str
    symbols: str
    edge: Edge | None = None
    value: Any = None
    upstream: Any = None
    local: Any = None
    contribution: Any = None
    before: Any = None
    after: Any = None
    sum: str = ""


def stream(graph: Graph, values: Sequence, flows: Sequence[Flow]) -> tuple[Step, ...]:
    """A forward step for every operation, the seed, and a backward step for every edge."""
    output = graph.output
    steps = [
        Step("forward", node, wording.forward_words(node), wording.forward_symbols(node), value=value)
        for node, value in list(zip(graph.nodes, values))[len(graph.inputs) :]
    ]
    steps.append(Step("seed", output, wording.seed_words(output), wording.seed_symbols(output), after=1.0))
    leaving = [edge.parent.index for edge in graph.edges]
    for flow in flows:
        edge = graph.edge_of(flow)
        alone = leaving.count(edge.parent.index) == 1
        steps.append(
            Step(
                "backward",
                flow.node,
                wording.backward_words(edge, output),
                wording.backward_symbols(edge, output, alone),
                edge,
                upstream=flow.upstream,
                local=flow.local,
                contribution=flow.contribution,
                before=_or_zero(flow.before),
                after=flow.after,
                sum=wording.backward_sum(edge),
            )
        )
    return tuple(steps)


def slots(graph: Graph, values: Sequence, gradients: Sequence, flows: Sequence[Flow]) -> dict[str, list]:
    """The numbers for the slots of the templates: by node v and g, by edge l, c, b and a (see wording.py)."""
    by_edge = {graph.edge_of(flow).index: flow for flow in flows}
    ordered = [by_edge[edge.index] for edge in graph.edges]
    return {
        "v": list(values),
        "g": list(gradients),
        "l": [flow.local for flow in ordered],
        "c": [flow.contribution for flow in ordered],
        "b": [_or_zero(flow.before) for flow in ordered],
        "a": [flow.after for flow in ordered],
    }


def _or_zero(before: Any) -> Any:
    """What a gradient was before its first contribution: 0."""
    return 0.0 if before is None else before
