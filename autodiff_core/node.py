"""A node: a value that remembers the operation and the inputs it was computed from.

Nodes stand in for numbers and arrays while a function runs. Each operator and each NumPy function applied
to a node looks its operation up in the table and makes a new node, and so the computation graph is
recorded.
"""

from __future__ import annotations

import copy
import itertools
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autodiff_core import operations as ops
from autodiff_core.errors import GraphAttributeError, GraphError, listed
from autodiff_core.operations import Operation
from autodiff_core.values import as_value, constant, input_value, short

INTO_ARRAY = (
    "A node cannot be put into a plain NumPy array, because its gradient would be lost: "
    "use np.stack([a, b]) to make an array of nodes, and np.where to replace elements."
)

_age = itertools.count()


@dataclass
class Recording:
    """What is noted besides the nodes while a function is traced: their names and the branches taken."""

    names: dict[int, str] = field(default_factory=dict)
    branches: list[tuple[Node, bool]] = field(default_factory=list)


recording: ContextVar[Recording | None] = ContextVar("recording", default=None)


def leaf(x: Any) -> Node:
    """A new leaf for an input. Raises GraphError if `x` is not a number or an array."""
    return Node(input_value(x))


def value_of(x: Any) -> Any:
    """The value of a node; anything else is its own value."""
    return x.value if type(x) is Node else x


def describe(x: Any) -> str:
    """A node as a sentence names it: by the learner's name for it where there is one."""
    current = recording.get()
    name = current.names.get(x.age) if current and type(x) is Node else None
    return f"{name} = {short(value_of(x))}" if name else short(value_of(x))


class Node:
    """A value (float or array), the operation that made it and its inputs. A leaf has no operation.

    The operators are added by operators.py, and what NumPy's functions do with a node by numpy_functions.py.
    """

    __slots__ = ("value", "operation", "inputs", "age")
    __hash__ = object.__hash__  # nodes are told apart by identity, since == records a comparison

    def __init__(self, value: Any, operation: Operation | None = None, inputs: tuple = ()):
        self.value = value if type(value) is float else as_value(value)
        self.operation = operation
        self.inputs = inputs
        self.age = next(_age)  # parents are older than the nodes that use them: sorted by age is topological

    @staticmethod
    def _record(operation: Operation, *inputs) -> Node:
        return record(operation, *inputs)

    shape = property(lambda self: np.shape(self.value))
    ndim = property(lambda self: np.ndim(self.value))
    size = property(lambda self: np.size(self.value))
    dtype = property(lambda self: np.asarray(self.value).dtype)
    T = property(lambda self: np.transpose(self))

    def reshape(self, *shape):
        return np.reshape(self, shape[0] if len(shape) == 1 else shape)

    def transpose(self, *axes):
        return np.transpose(self, (axes[0] if len(axes) == 1 else axes) or None)

    def sum(self, axis=None, keepdims=False):
        return np.sum(self, axis=axis, keepdims=keepdims)

    def mean(self, axis=None, keepdims=False):
        return np.mean(self, axis=axis, keepdims=keepdims)

    def max(self, axis=None, keepdims=False):
        return np.max(self, axis=axis, keepdims=keepdims)

    def min(self, axis=None, keepdims=False):
        return np.min(self, axis=axis, keepdims=keepdims)

    def all(self, axis=None, keepdims=False):
        return np.all(self, axis=axis, keepdims=keepdims)

    def any(self, axis=None, keepdims=False):
        return np.any(self, axis=axis, keepdims=keepdims)

    def clip(self, min=None, max=None):
        return np.clip(self, min, max)

    def dot(self, other):
        return np.dot(self, other)

    def ravel(self):
        return np.ravel(self)

    flatten = ravel

    def __getitem__(self, index):
        if not self.shape:
            raise GraphError(f"{describe(self)} is one number: it has no element [{short(index)}].")
        index = tuple(map(_place, index)) if type(index) is tuple else _place(index)
        try:
            return record(ops.getitem, self, index)
        except IndexError:
            raise GraphError(
                f"There is no element [{short(index)}] in an array of shape {self.shape}."
            ) from None

    def __setitem__(self, index, value):
        raise GraphError(
            "An array cannot be changed in place while it is recorded: build a new one, as with np.where."
        )

    def __len__(self):
        if not self.shape:
            raise GraphError(f"{describe(self)} is one number: it has no length.")
        return len(self.value)

    def __iter__(self):
        return (self[i] for i in range(len(self)))

    def __bool__(self):
        if self.size != 1:
            raise GraphError(
                f"An array of shape {self.shape} is neither true nor false: "
                "use np.where(condition, a, b) to choose element by element."
            )
        return _branch(self)

    def _refuse_conversion(self, *_):
        raise GraphError(
            f"{describe(self)} cannot become a plain number here, because its gradient would be lost: "
            "use NumPy's functions (np.exp, not math.exp) and leave out float(), int() and round()."
        )

    __float__ = __int__ = __complex__ = __round__ = __trunc__ = __floor__ = __ceil__ = _refuse_conversion

    def __index__(self):
        raise GraphError(
            f"{describe(self)} is a value of the graph and cannot count a loop or choose an element: "
            "write the whole number itself, or a constant inside the function."
        )

    def __array__(self, dtype=None, copy=None):
        raise GraphError(INTO_ARRAY)

    def __format__(self, spec):
        return format(self.value, spec)

    def __repr__(self):
        return f"Node({short(self.value)})"

    def __getattr__(self, name):
        raise GraphAttributeError(
            f"A node has no attribute '{name}': while a function is recorded, "
            f"use NumPy's functions{f' such as np.{name}' if hasattr(np, name) else ''}."
        )

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _branch(condition: Node) -> bool:
    """The truth of a condition, noted as a branch of the function that is traced."""
    outcome = bool(condition.value)
    current = recording.get()
    if current and not (current.branches and current.branches[-1][0] is condition):
        current.branches.append((condition, outcome))
    return outcome


def _place(index: Any) -> Any:
    """One index as plain data. A mask that is computed decides what is read: that is a branch, and noted."""
    if type(index) is not Node:
        return copy.deepcopy(index)
    if index.dtype != bool:
        index.__index__()
    _branch(record(ops.all_true, record(ops.equal, index, index.value), None, False))
    return index.value


def record(operation: Operation, *inputs: Any) -> Node:
    """Apply an operation to inputs, at least one of them a node, and return the node of the result."""
    values = len(inputs) - operation.settings
    inputs = tuple([x if type(x) is Node or i >= values else constant(x) for i, x in enumerate(inputs)])
    return Node(_compute(operation, inputs), operation, inputs)


def _compute(operation: Operation, inputs: tuple) -> Any:
    try:
        return operation.forward(*[value_of(x) for x in inputs])
    except GraphError:
        raise
    except (ValueError, TypeError) as error:
        values = inputs[: len(inputs) - operation.settings]
        names = listed(describe(x) for x in values)
        shapes = [np.shape(value_of(x)) for x in values]
        if len(set(shapes)) > 1 or not any(shapes):
            shown = listed(shape or "one number" for shape in shapes)
            raise GraphError(
                f"{operation.name} cannot be computed for shapes {shown} ({names}): make the shapes agree."
            ) from None
        raise GraphError(
            f"{operation.name} of {names} cannot be computed: {error}.".replace("..", ".")
        ) from None


def call(operation: Operation, *inputs: Any) -> Any:
    """Apply an operation: recorded if any input is a node, otherwise just computed."""
    recorded = any([type(x) is Node for x in inputs])
    return record(operation, *inputs) if recorded else operation.forward(*inputs)
