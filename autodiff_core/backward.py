"""The backward pass on recorded nodes: upstream gradient times local derivative, accumulated, youngest first.

It leaves nothing behind on the nodes, so a second backward pass gives the same numbers. Given nodes in place
of numbers it records more graph, which is how derivatives of derivatives are taken and how the backward
pass is printed as a program.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autodiff_core.node import Node, value_of
from autodiff_core.values import as_value


def pull_back(tape: Sequence[Node], output: Node, seed: Any, leaves: Sequence[Node]) -> list:
    """Send `seed` back from `output` through the operations on `tape`; return the gradient of each leaf.

    The tape is in the order of recording, so all that use a node come after it. Read backwards, what flows
    into a node is complete when its turn comes: reverse topological order, without a search or recursion.
    """
    output.upstream = seed
    for node in reversed(tape):
        g = node.upstream
        if g is None or node.operation is None:
            continue  # the output does not depend on it, or it is a leaf of a call inside this one
        node.upstream = None
        out, inputs, rules = node.value, node.inputs, node.operation.rules
        if len(inputs) != 2:
            values = [x.value if type(x) is Node else x for x in inputs]
            for parent, value, rule in zip(inputs, values, rules):
                if rule and type(parent) is Node:
                    arrive(rule(g, out, *values), parent, value)
            continue
        # Two inputs, as most operations have: `arrive` is written out for floats, since this takes the time.
        (a, b), (to_a, to_b) = inputs, rules
        x = a.value if type(a) is Node else a
        y = b.value if type(b) is Node else b
        if to_a and x is not a:
            contribution = to_a(g, out, x, y)
            if type(contribution) is float:
                a.upstream = contribution if a.upstream is None else a.upstream + contribution
            else:
                arrive(contribution, a, x)
        if to_b and y is not b:
            contribution = to_b(g, out, x, y)
            if type(contribution) is float:
                b.upstream = contribution if b.upstream is None else b.upstream + contribution
            else:
                arrive(contribution, b, y)
    gradients = []
    for leaf in leaves:
        gradients.append(zeros_like(value_of(leaf.value)) if leaf.upstream is None else leaf.upstream)
        leaf.upstream = None
    return gradients


def arrive(contribution: Any, parent: Node, like: Any) -> None:
    """Add a contribution to the gradient of `parent`, whose value is `like`."""
    if type(contribution) is not float:
        contribution = fit(contribution, like)
    parent.upstream = accumulate(parent.upstream, contribution)


def pull_back_on_copy(
    output: Node, seed: Any, leaves: Sequence[Node], value: Callable[[Node], Any], youngest: int = -1
) -> list:
    """As `pull_back`, on a copy of the nodes with other values. All up to the age `youngest` are leaves."""
    copies: dict[int, Node] = {}
    tape = []
    for node in reversed(ancestors(output)):
        copy = copies[node.age] = Node.__new__(Node)
        copy.value, copy.age, copy.operation, copy.upstream = value(node), node.age, None, None
        if node.age > youngest and node.operation:
            copy.operation = node.operation
            copy.inputs = tuple([copies[x.age] if type(x) is Node else x for x in node.inputs])
            tape.append(copy)
    return pull_back(tape, copies[output.age], seed, [copies.get(leaf.age, leaf) for leaf in leaves])


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
    if type(contribution) is np.ndarray is type(like):
        if contribution.shape != like.shape:
            contribution = _summed(contribution, contribution.shape, like.shape, np.add.reduce)
        same = contribution.dtype is like.dtype
        return contribution if same else contribution.astype(precision(like), copy=False)
    if type(contribution) is complex:
        return float("nan")
    shape, wanted = np.shape(contribution), np.shape(like)
    if shape != wanted:
        contribution = _summed(contribution, shape, wanted, np.sum)
    if type(contribution) is Node:
        return contribution
    like = value_of(like)
    if type(like) in (float, bool):
        return float(contribution)
    return np.asarray(contribution).astype(precision(like), copy=False)[()]


def _summed(contribution: Any, shape: tuple, wanted: tuple, total: Callable) -> Any:
    """Sum over the axes that broadcasting has added in front, and over those it has stretched."""
    extra = len(shape) - len(wanted)
    if shape[extra:] != wanted:
        stretched = [i for i, n in enumerate(shape) if i >= extra and n != 1 and wanted[i - extra] == 1]
        contribution = total(contribution, axis=tuple(stretched), keepdims=True)
    return total(contribution, axis=tuple(range(extra))) if extra else contribution


def precision(value: Any) -> np.dtype:
    """The type of a gradient with respect to `value`: its own precision; a float for a truth value."""
    dtype = np.asarray(value).dtype
    return dtype if dtype.kind == "f" else np.dtype(float)


def zeros_like(value: Any) -> Any:
    """The gradient with respect to `value` of an output that does not depend on it."""
    return as_value(np.zeros(np.shape(value), precision(value)))


def one_like(value: Any) -> Any:
    """The gradient of the output with respect to itself, in the output's own precision."""
    if type(value) is float:
        return 1.0
    value = value_of(value)
    return type(value)(1) if isinstance(value, (float, np.floating)) else np.ones_like(value)[()]
