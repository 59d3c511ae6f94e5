"""Simplify a recorded local derivative, so that it reads as one writes it by hand: 0.5 * (2 * d) becomes d.

Only the arithmetic of constants is done, nothing that could change which numbers are infinite or NaN.
"""

from __future__ import annotations

from typing import Any

from autodiff_core import operations as ops
from autodiff_core.backward import ancestors
from autodiff_core.node import Node


def simplify(expression: Any, known: set[int]) -> Any:
    """Return an equal expression, its constants gathered. Nodes whose age is in `known` stay."""
    if type(expression) is not Node or expression.age in known:
        return expression
    simpler: dict[int, Any] = {}
    for node in reversed(ancestors(expression)):
        if node.age in known or node.operation is None:
            simpler[node.age] = node
        else:
            inputs = [simpler[x.age] if type(x) is Node else x for x in node.inputs]
            simpler[node.age] = _gather(node, inputs)
    return simpler[expression.age]


def _gather(node: Node, inputs: list) -> Any:
    """Apply one operation to simplified inputs, with the rules of arithmetic that a reader expects."""
    operation = node.operation
    if operation is ops.power and _is(inputs[1], 1):
        return inputs[0]
    if operation in (ops.add, ops.subtract, ops.multiply, ops.divide, ops.negative, ops.identity):
        if not any(type(x) is Node for x in inputs):
            return operation.forward(*inputs)
        a, b = (*inputs, None)[:2]
        if operation is ops.identity or (operation is ops.divide and _is(b, 1)):
            return a
        if operation is ops.negative:
            return _times(-1, a)
        if operation is ops.multiply and (type(a) is not Node or type(b) is not Node):
            return _times(*((b, a) if type(a) is Node else (a, b)))
        if operation is ops.divide and type(b) is not Node and _factor(a)[0] != 1:
            return (
                _times(_factor(a)[0] / b, _factor(a)[1]) if b else Node(node.value, operation, tuple(inputs))
            )
        if operation is ops.add and (_is(a, 0) or _is(b, 0)):
            return b if _is(a, 0) else a
    return Node(node.value, operation, tuple(inputs))


def _is(x: Any, number: float) -> bool:
    return type(x) in (int, float) and x == number


def _factor(x: Any) -> tuple[Any, Any]:
    """An expression as a constant times the rest."""
    if type(x) is Node and x.operation is ops.multiply and type(x.inputs[0]) in (int, float):
        return x.inputs
    if type(x) is Node and x.operation is ops.negative:
        return -1, x.inputs[0]
    return 1, x


def _times(constant: Any, x: Node) -> Any:
    factor, rest = _factor(x)
    constant = constant * factor
    if _is(constant, 1):
        return rest
    if _is(constant, -1):
        return Node(-rest.value, ops.negative, (rest,))
    return Node(constant * rest.value, ops.multiply, (constant, rest))
