"""Where a recorded graph stops being what its function computes: at a branch, at a kink, outside a domain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autodiff_core.backward import ancestors
from autodiff_core.errors import GraphError
from autodiff_core.node import Node
from autodiff_core.passes import explain_undefined, recompute
from autodiff_core.printer import Printer
from autodiff_core.tracing import Trace


def guards(trace: Trace, variables: Mapping[int, str]) -> tuple[str, ...]:
    """A sentence for every branch the function took while it was recorded."""
    printer = Printer(variables)
    printer.prepare([condition for condition, _ in trace.branches])
    return tuple(
        f"{trace.name} was recorded where {printer.text(condition)} is {str(outcome).lower()}. "
        f"Here it is {str(not outcome).lower()}, so {trace.name} would take its other branch: "
        "trace it again with these inputs."
        for condition, outcome in trace.branches
    )


def check(trace: Trace, inputs: Sequence, values: Sequence, variables: Mapping[int, str]) -> None:
    """Raise GraphError for inputs with which the function would branch elsewhere, or leave a domain."""
    for number in other_branches(trace, inputs):
        raise GraphError(guards(trace, variables)[number])
    if any([v != v if type(v) is float else np.isnan(v).any() for v in values]):
        explain_undefined(_recorded(trace), _computed(trace, inputs), variables)


def other_branches(trace: Trace, inputs: Sequence) -> list[int]:
    """The branches, by number, that the function would not take again with these inputs."""
    if not trace.branches:
        return []
    known = _computed(trace, inputs)
    return [
        i for i, (condition, outcome) in enumerate(trace.branches) if bool(known[condition.age]) != outcome
    ]


def _computed(trace: Trace, inputs: Sequence) -> dict[int, Any]:
    """The values of all that was recorded, by age, at these inputs."""
    with np.errstate(all="ignore"):
        known = {leaf.age: value for leaf, value in zip(trace.inputs.values(), inputs)}
        return recompute(_recorded(trace), known)


def kink_between(trace: Trace, one: Mapping[int, Any], other: Mapping[int, Any]) -> bool:
    """True if a kink (of ReLU, abs, a maximum) or a branch lies between two sets of values, given by age."""
    order = _recorded(trace)
    kinks = [node for node in order if node.operation and node.operation.kink]
    sides = []
    with np.errstate(all="ignore"):
        for values in (one, other):
            known = recompute(order, dict(values))
            signs = [np.sign(n.operation.kink(*[_known(x, known) for x in n.inputs])) for n in kinks]
            sides.append(signs + [bool(known[condition.age]) for condition, _ in trace.branches])
    return any(np.any(a != b) for a, b in zip(*sides))


def _recorded(trace: Trace) -> list[Node]:
    """Everything the output and the branches depend on, oldest first."""
    return ancestors(trace.output, *[condition for condition, _ in trace.branches])[::-1]


def _known(x: Any, known: Mapping[int, Any]) -> Any:
    return known[x.age] if type(x) is Node else x
