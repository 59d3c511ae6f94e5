"""The backward pass on recorded nodes: upstream gradient times local derivative, accumulated, youngest first.

It is pure: it returns gradients and leaves nothing behind on the nodes, so a second backward pass gives the
same numbers. Given nodes in place of numbers it records more graph, which is how derivatives of derivatives
are taken and how the backward pass is printed as a program.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any

import numpy as np

from autodiff_core.node import Node, value_of
from autodiff_core.values import as_value


def pull_back(output: Node, seed: Any, youngest_leaf: int = -1) -> dict[int, Any]:
    """Send `seed` back from `output`; return the gradients of the leaves it depends on, by age.

    Nodes up to the age `youngest_leaf` count as leaves too. The youngest node that waits is always next: all
    that use it are younger, so what flows into it is complete. That is reverse topological order; nothing
    is sorted, and there is no recursion, so the depth of a graph has no limit.
    """
    gradients: dict[int, Any] = {output.age: seed}
    reached: dict[int, Node] = {}  # nodes with a gradient that they have not yet sent on
    waiting: list[int] = []  # their ages, negative, since a heap has its smallest on top
    if output.operation is not None and output.age > youngest_leaf:
        reached[output.age] = output
        waiting.append(-output.age)
    state = gradients, reached, waiting, youngest_leaf
    while waiting:
        age = -heappop(waiting)
        node = reached.pop(age)
        g, out, inputs, rules = gradients.pop(age), node.value, node.inputs, node.operation.rules
        if len(inputs) != 2:
            values = [x.value if type(x) is Node else x for x in inputs]
            for parent, value, rule in zip(inputs, values, rules):
                if rule and type(parent) is Node:
                    arrive(rule(g, out, *values), parent, value, *state)
            continue
        # Two inputs, as most operations have: `arrive` is written out for floats, since this takes the time.
        (a, b), (to_a, to_b) = inputs, rules
        x = a.value if type(a) is Node else a
        y = b.value if type(b) is Node else b
        if to_a and type(a) is Node:
            contribution, age = to_a(g, out, x, y), a.age
            if type(contribution) is not float:
                arrive(contribution, a, x, *state)
            elif age in gradients:
                gradients[age] += contribution
            else:
                gradients[age] = contribution
                if age > youngest_leaf and a.operation is not None:
                    reached[age] = a
                    heappush(waiting, -age)
        if to_b and type(b) is Node:
            contribution, age = to_b(g, out, x, y), b.age
            if type(contribution) is not float:
                arrive(contribution, b, y, *state)
            elif age in gradients:
                gradients[age] += contribution
            else:
                gradients[age] = contribution
                if age > youngest_leaf and b.operation is not None:
                    reached[age] = b
                    heappush(waiting, -age)
    return gradients


def arrive(contribution: Any, parent: Node, like: Any, gradients, reached, waiting, youngest_leaf) -> None:
    """Add a contribution to the gradient of `parent`, whose value is `like`; let the node wait its turn."""
    age = parent.age
    contribution = contribution if type(contribution) is float else fit(contribution, like)
    gradients[age] = accumulate(gradients.get(age), contribution)
    if age > youngest_leaf and age not in reached and parent.operation is not None:
        reached[age] = parent
        heappush(waiting, -age)


def copied(output: Node, youngest_leaf: int, value: Callable[[Node], Any]) -> Node:
    """A copy of the nodes down to the leaves, with other values, for a backward pass that uses those."""
    copies: dict[int, Node] = {}
    for node in reversed(ancestors(output)):
        copy = copies[node.age] = object.__new__(Node)
        inside = node.age > youngest_leaf and node.operation
        copy.inputs = tuple([copies[x.age] if type(x) is Node else x for x in node.inputs]) if inside else ()
        copy.value, copy.operation, copy.age = value(node), inside and node.operation, node.age
    return copies[output.age]


def nodes(node: Node) -> Node:
    """As the value of a copy: its backward pass is recorded."""
    return node


def exact(x: Any) -> Any:
    """A float as a number of NumPy's, which has infinity and nan where Python's own has an exception."""
    return np.float64(x) if type(x) is float else x


def ancestors(*outputs: Node) -> list[Node]:
    """The outputs and all nodes they were computed from, youngest first: reverse topological order."""
    seen = {output.age: output for output in outputs}
    stack = list(outputs)
    while stack:
        for x in stack.pop().inputs:
            if type(x) is Node and x.age not in seen:
                seen[x.age] = x
                stack.append(x)
    return [seen[age] for age in sorted(seen, reverse=True)]


def accumulate(before: Any, contribution: Any) -> Any:
    """Gradients that arrive along several edges add up. This is the one place where they do."""
    return contribution if before is None else before + contribution


def fit(contribution: Any, like: Any) -> Any:
    """Bring a contribution to the shape and precision of the value it belongs to.

    Where that value was broadcast, the contributions to its copies are summed.
    """
    if type(contribution) is np.ndarray is type(like) and contribution.shape == like.shape:
        return contribution if contribution.dtype == like.dtype else contribution.astype(precision(like))
    if type(contribution) is complex:
        return float("nan")
    shape, wanted = np.shape(contribution), np.shape(like)
    if shape != wanted:
        extra = len(shape) - len(wanted)
        total = np.add.reduce if type(contribution) is np.ndarray else np.sum  # np.sum takes a node as well
        kept = tuple([i for i, n in enumerate(shape) if i >= extra and n != 1 and wanted[i - extra] == 1])
        if kept:
            contribution = total(contribution, axis=kept, keepdims=True)
        if extra:
            contribution = total(contribution, axis=0 if extra == 1 else tuple(range(extra)))
    if type(contribution) is Node:
        return contribution
    like = value_of(like)
    if type(like) in (float, bool):
        return float(contribution)
    return np.asarray(contribution).astype(precision(like), copy=False)[()]


def precision(value: Any) -> np.dtype:
    """The type of a gradient with respect to `value`: its own precision; a float for a truth value."""
    dtype = np.asarray(value).dtype
    return dtype if dtype.kind == "f" else np.dtype(float)


def zeros_like(value: Any) -> Any:
    """The gradient with respect to `value` of an output that does not depend on it."""
    return as_value(np.zeros(np.shape(value), precision(value)))


def one_like(value: Any) -> Any:
    """The gradient of the output with respect to itself, in the output's own precision."""
    return 1.0 if type(value) is float else np.ones_like(value_of(value))[()]
