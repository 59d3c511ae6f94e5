"""The forward pass and the backward pass, and the rule by which gradients accumulate.

Passes are pure: they return values and gradients and leave nothing behind on the graph, so a second
backward pass gives the same numbers. Given nodes in place of numbers they record more graph, which is how
the backward pass is printed as a program and how derivatives of derivatives are taken.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from autodiff_core.backward import accumulate, fit, one_like, zeros_like
from autodiff_core.errors import GraphError, listed
from autodiff_core.in_words import short
from autodiff_core.node import Node, call, value_of

if TYPE_CHECKING:
    from autodiff_core.fold import GraphNode


class Flow(NamedTuple):
    """What travels back along one edge: `upstream` times `local` is the `contribution`, added to `before`."""

    node: GraphNode
    position: int  # which of the node's arguments the edge comes from
    upstream: Any
    local: Any  # None for arrays, where the local derivative is a matrix that nobody needs to build
    contribution: Any
    before: Any
    after: Any


def forward_pass(nodes: Sequence[GraphNode], inputs: Sequence, at: Callable | None = None) -> list:
    """Return the value of every node, in order. `at(index, value)` may replace one: that is a nudge."""
    at = at or (lambda index, value: value)
    values: list = []
    for node in nodes:
        if node.index < len(inputs):
            value = inputs[node.index]
        elif node.operation is None:
            value = node.value
        else:
            value = node.operation.forward(*node.arguments_from(values))
        values.append(at(node.index, value))
    return values


def backward_flow(
    nodes: Sequence[GraphNode], values: Sequence, output: GraphNode, tidy: Callable | None = None
) -> list[Flow]:
    """Return what flows back along every edge, from the output to the inputs, in reverse topological order.

    The values are numbers; or they are nodes, and then the pass is recorded, with `tidy` applied to each
    local derivative.
    """
    seed = one_like(values[output.index])
    gradients: dict[int, Any] = {output.index: Node(seed) if tidy else seed}
    untouched: set[int] = set()  # nodes to which no gradient has flowed yet, only the 0 of a condition
    flows = []
    for node in reversed(nodes[: output.index + 1]):
        upstream = gradients.get(node.index)
        if upstream is None or node.operation is None:
            continue
        arguments = node.arguments_from(values)
        for position, parent in node.slots():
            rule, like = node.operation.rules[position], values[parent.index]
            if node.is_scalar:
                local = apply_rule(rule, 1.0, values[node.index], arguments, like)
                local = tidy(local) if tidy else local
                contribution = upstream * local
            else:
                local = None
                contribution = apply_rule(rule, upstream, values[node.index], arguments, like)
            before = gradients.get(parent.index)
            if rule:
                after = accumulate(None if parent.index in untouched else before, contribution)
                untouched.discard(parent.index)
            else:
                after = contribution if before is None else before
                untouched |= {parent.index} if before is None else set()
            gradients[parent.index] = after
            flows.append(Flow(node, position, upstream, local, contribution, before, after))
    return flows


def apply_rule(rule: Callable | None, g: Any, out: Any, arguments: Sequence, like: Any) -> Any:
    """Return the contribution to one argument, in the shape and precision of that argument's value `like`."""
    if rule is None:
        return zeros_like(value_of(like))
    try:
        contribution = rule(g, out, *arguments)
    except (ZeroDivisionError, OverflowError):  # IEEE 754 has infinity or nan here, Python has an exception
        exact = [np.float64(x) if type(x) in (float, int) else x for x in (g, out, *arguments)]
        contribution = rule(*exact)
    return contribution if type(contribution) is float else fit(contribution, like)


def between(expressions: Iterable, known: Container[int]) -> tuple[list[int], list[Node]]:
    """The ages of the known nodes that expressions are computed from, and the nodes between, oldest first."""
    used, inside = set(), {}
    stack = [x for x in expressions if type(x) is Node]
    while stack:
        node = stack.pop()
        if node.age in known:
            used.add(node.age)
        elif node.age not in inside:
            inside[node.age] = node
            stack += [x for x in node.inputs if type(x) is Node]
    return sorted(used), [inside[age] for age in sorted(inside)]


def recompute(order: Sequence[Node], known: dict[int, Any]) -> dict[int, Any]:
    """Compute recorded nodes (oldest first) again from known values, by age."""
    for node in order:
        if node.age not in known:
            inputs = [known[x.age] if type(x) is Node else x for x in node.inputs]
            known[node.age] = call(node.operation, *inputs) if node.operation else node.value
    return known


def explain_undefined(order: Sequence[Node], known: Mapping[int, Any], names: Mapping[int, str]) -> None:
    """Raise GraphError for the first operation used outside its domain, with names and values."""

    def is_nan(x: Node) -> bool:
        return bool(np.isnan(known[x.age]).any())

    for node in order:
        if node.operation and node.operation.domain and is_nan(node):
            inputs = [x for x in node.inputs if type(x) is Node]
            if not any(map(is_nan, inputs)):
                shown = [(names.get(x.age), short(known[x.age])) for x in inputs]
                culprits = listed(f"{name} = {value}" if name else value for name, value in shown)
                raise GraphError(
                    f"{node.operation.name} of {culprits} is not defined: {node.operation.domain}."
                )
