"""Python's operators on nodes: `w * x` looks up the operation multiply and records it."""

from __future__ import annotations

from collections.abc import Callable

from autodiff_core import operations as ops
from autodiff_core.errors import GraphError
from autodiff_core.node import Node, record
from autodiff_core.operations import Operation
from autodiff_core.recording import refusal
from autodiff_core.scope import joined
from autodiff_core.values import EXACT

ARITHMETIC = {
    "add": ops.add,
    "sub": ops.subtract,
    "mul": ops.multiply,
    "truediv": ops.divide,
    "pow": ops.power,
    "matmul": ops.matmul,
    "and": ops.logical_and,
    "or": ops.logical_or,
}
COMPARISONS = {
    "gt": ops.greater,
    "ge": ops.greater_equal,
    "lt": ops.less,
    "le": ops.less_equal,
}
EQUALITIES = {
    "eq": ops.equal,
    "ne": ops.not_equal,
}
REFUSED = {
    "mod rmod floordiv rfloordiv divmod rdivmod": (
        "% or //",
        "use /, or take the remainder of plain numbers before",
    ),
    "xor rxor": ("^", "write x**2 for a power, and a != b for two truth values"),
    "lshift rlshift rshift rrshift": ("<< or >>", "use * and / with powers of two"),
}


def _operator(operation: Operation) -> tuple[Callable, Callable]:
    """The two methods of an operator: node * other, and other * node."""
    forward = operation.forward

    def method(self, other):
        tape = self.tape
        if type(other) is Node:
            b = other.value
            if tape is not other.tape:
                tape = joined(tape, other.tape)
        elif type(other) is float or (type(other) is int and -EXACT <= other <= EXACT):
            b = other
        else:
            return record(operation, self, other)
        try:
            return Node(forward(self.value, b), operation, (self, other), tape)
        except (TypeError, ValueError) as error:
            raise refusal(operation, (self, other), error) from None

    def reflected(self, other):
        if type(other) is not float and not (type(other) is int and -EXACT <= other <= EXACT):
            return record(operation, other, self)
        try:
            return Node(forward(other, self.value), operation, (other, self), self.tape)
        except (TypeError, ValueError) as error:
            raise refusal(operation, (other, self), error) from None

    return method, reflected


def _negative(x: Node) -> Node:
    if type(x.value) is not float:
        return record(ops.negative, x)
    return Node(-x.value, ops.negative, (x,), x.tape)


def _equality(operation: Operation) -> Callable:
    compare, _ = _operator(operation)

    def method(self, other):
        if other is None or isinstance(other, str):
            return NotImplemented  # a number is equal to neither, as everywhere in Python
        return compare(self, other)

    return method


def _condition(operation: Operation) -> tuple[Callable, Callable]:
    """& and | on truth values. On numbers they would be arithmetic with bits."""

    def method(self, other):
        return record(operation, _truth(self), _truth(other))

    return method, method


def _truth(x):
    if type(x) is Node and x.dtype != bool:
        raise GraphError(
            "The operators & and | join conditions and bind more tightly than >: "
            "put each condition into brackets, as in (x > 0) & (x < 1)."
        )
    return x


def _refused(symbol: str, advice: str) -> Callable:
    def method(self, *others):
        raise GraphError(f"The operator {symbol} has no useful derivative and is not recorded: {advice}.")

    return method


for _name, _operation in ARITHMETIC.items():
    _methods = _condition(_operation) if _name in ("and", "or") else _operator(_operation)
    for _prefix, _method in zip(("__", "__r"), _methods):
        setattr(Node, f"{_prefix}{_name}__", _method)
for _name, _operation in COMPARISONS.items():
    setattr(Node, f"__{_name}__", _operator(_operation)[0])
for _name, _operation in EQUALITIES.items():
    setattr(Node, f"__{_name}__", _equality(_operation))
for _names, _reason in REFUSED.items():
    for _name in _names.split():
        setattr(Node, f"__{_name}__", _refused(*_reason))
Node.__hash__ = object.__hash__
Node.__neg__ = _negative
Node.__pos__ = lambda self: self
Node.__abs__ = lambda self: record(ops.absolute, self)
Node.__invert__ = lambda self: record(ops.logical_not, _truth(self))
