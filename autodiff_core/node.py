"""A node: a value that remembers the operation and the inputs it was computed from.

Nodes stand in for numbers and arrays while a function runs. Each operator and each NumPy function applied to a node
looks its operation up in the table and makes a new node, and so the computation graph is recorded.
"""

from __future__ import annotations

import itertools
import numbers
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autodiff_core import operations as ops
from autodiff_core.errors import GraphAttributeError, GraphError, listed
from autodiff_core.operations import Operation

_age = itertools.count()


@dataclass
class Recording:
    """What is noted besides the nodes while a function is traced: their names and the branches taken."""

    names: dict[int, str] = field(default_factory=dict)
    branches: list[tuple[Node, bool]] = field(default_factory=list)


recording: ContextVar[Recording | None] = ContextVar("recording", default=None)


def as_value(x: Any) -> Any:
    """Return `x` as a node stores it: a float, a NumPy scalar of another precision, an array, or a truth value.

    Raises GraphError for what is not a real number: text, None, complex numbers, objects.
    """
    if type(x) is float or type(x) is bool:
        return x
    if isinstance(x, np.ndarray) and x.ndim and x.dtype.kind in "fb":
        return x
    if isinstance(x, (int, np.float64)) and not isinstance(x, bool):
        try:
            return float(x)
        except OverflowError:
            raise GraphError("This whole number is too large for a float: numbers up to about 1.8e308 are allowed.") from None
    try:
        array = np.asarray(x)
    except ValueError:
        raise GraphError("The rows of this list have different lengths: an array needs rows of equal length.") from None
    if array.dtype.kind == "c":
        raise GraphError(f"{short(x)} is complex: only real numbers can be differentiated here. Use its real part.")
    if array.dtype.kind in "US":
        raise GraphError(f"{short(x)} is text, not a number: write it without the quotes.")
    if array.dtype.kind not in "fiub":
        raise GraphError(f"{short(x)} is not a number: give a number, a list of numbers or a NumPy array.")
    if array.dtype.kind in "iu":
        array = array.astype(float)
    if array.ndim:
        return array
    return array[()] if array.dtype.kind == "f" and array.dtype != float else array.item()


def short(x: Any) -> str:
    """A value in a sentence, on one line and never long."""
    text = " ".join(repr(x).split())
    return text if len(text) <= 40 else text[:37] + "..."


def constant(x: Any) -> Any:
    """Return a plain number or array as it enters the graph: an array is copied, so a later change cannot reach it."""
    if type(x) is float or (type(x) is int and -(2**53) <= x <= 2**53):
        return x
    if isinstance(x, np.ndarray) and x.dtype.kind in "fiub":
        return np.array(x)
    return as_value(x)


def leaf(x: Any) -> Node:
    """A new leaf for an input. A truth value counts as 1 or 0."""
    x = constant(x)
    return Node(np.asarray(x, float)[()] if getattr(x, "dtype", type(x)) == bool else x)


def value_of(x: Any) -> Any:
    """The value of a node; anything else is its own value."""
    return x.value if type(x) is Node else x


def describe(x: Any) -> str:
    """A node as a sentence names it: by the learner's name for it where there is one."""
    current = recording.get()
    name = current.names.get(x.age) if current and type(x) is Node else None
    return f"{name} = {short(value_of(x))}" if name else short(value_of(x))


class Node:
    """A value (float or array), the operation that made it and that operation's inputs. A leaf has no operation."""

    __slots__ = ("value", "operation", "inputs", "age")
    __hash__ = object.__hash__  # nodes are told apart by identity, since == records a comparison

    def __init__(self, value: Any, operation: Operation | None = None, inputs: tuple = ()):
        self.value = value if type(value) is float else as_value(value)
        self.operation = operation
        self.inputs = inputs
        self.age = next(_age)  # parents are older than the nodes that use them: sorting by age is a topological order

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

    def dot(self, other):
        return np.dot(self, other)

    def ravel(self):
        return np.ravel(self)

    flatten = ravel

    def __getitem__(self, index):
        if not self.shape:
            raise GraphError(f"{describe(self)} is one number: it has no element [{short(index)}].")
        try:
            return record(ops.getitem, self, value_of(index))
        except IndexError:
            raise GraphError(f"There is no element [{short(index)}] in an array of shape {self.shape}.") from None

    def __setitem__(self, index, value):
        raise GraphError("An array cannot be changed in place while it is recorded: build a new one, for example with np.where.")

    def __len__(self):
        if not self.shape:
            raise GraphError(f"{describe(self)} is one number: it has no length.")
        return len(self.value)

    def __iter__(self):
        return (self[i] for i in range(len(self)))

    def __bool__(self):
        if self.size != 1:
            raise GraphError(
                f"An array of shape {self.shape} is neither true nor false: use np.where(condition, a, b) to choose element by element."
            )
        outcome = bool(self.value)
        if current := recording.get():
            current.branches.append((self, outcome))
        return outcome

    def _refuse_conversion(self):
        raise GraphError(
            f"{describe(self)} cannot become a plain number here, because its gradient would be lost: "
            "use NumPy's functions (np.exp, not math.exp) and leave out float(), int() and round()."
        )

    def __index__(self):
        raise GraphError(
            f"{describe(self)} is a value of the graph and cannot count a loop or choose an element: "
            "write the whole number itself, or a constant inside the function."
        )

    __float__ = __int__ = __complex__ = __round__ = __trunc__ = _refuse_conversion

    def __array__(self, dtype=None, copy=None):
        raise GraphError(
            "A node cannot be put into a plain NumPy array, because its gradient would be lost: "
            "use np.stack([a, b]) to make an array of nodes."
        )

    def __format__(self, spec):
        return format(self.value, spec)

    def __repr__(self):
        return f"Node({short(self.value)})"

    def __getattr__(self, name):
        raise GraphAttributeError(f"A node has no attribute '{name}': while a function is recorded, use NumPy's functions such as np.{name}.")

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def record(operation: Operation, *inputs: Any) -> Node:
    """Apply an operation to inputs, at least one of them a node, and return the node of the result."""
    inputs = tuple([x if type(x) is Node else constant(x) if rule or i == 0 else x for i, (x, rule) in enumerate(zip(inputs, operation.rules))])
    return Node(_compute(operation, inputs), operation, inputs)


def _compute(operation: Operation, inputs: tuple) -> Any:
    try:
        return operation.forward(*[value_of(x) for x in inputs])
    except (ValueError, TypeError) as error:
        if isinstance(error, GraphError):
            raise
        arrays = [x for x, rule in zip(inputs, operation.rules) if rule]
        shapes = listed(f"{np.shape(value_of(x)) or 'one number'}" for x in arrays)
        names = listed(describe(x) for x in arrays)
        raise GraphError(f"{operation.name} cannot be computed for shapes {shapes} ({names}): make the shapes agree.") from None


def call(operation: Operation, *inputs: Any) -> Any:
    """Apply an operation: recorded if any input is a node, otherwise just computed."""
    return record(operation, *inputs) if any([type(x) is Node for x in inputs]) else operation.forward(*inputs)


def _operator(operation: Operation) -> tuple[Callable, Callable]:
    """The two methods of a Python operator: node * other, and other * node."""
    forward = operation.forward

    def method(self, other):
        if type(other) is Node:
            a, b = self.value, other.value
            if type(a) is float and type(b) is float:
                return Node(forward(a, b), operation, (self, other))
        elif type(other) is float or type(other) is int:
            return Node(forward(self.value, other), operation, (self, other))
        return record(operation, self, other)

    def reflected(self, other):
        return record(operation, other, self)

    return method, reflected


for _name, _operation in {
    "add": ops.add, "sub": ops.subtract, "mul": ops.multiply, "truediv": ops.divide, "pow": ops.power, "matmul": ops.matmul,
    "gt": ops.greater, "ge": ops.greater_equal, "lt": ops.less, "le": ops.less_equal, "eq": ops.equal, "ne": ops.not_equal,
}.items():  # fmt: skip
    _method, _reflected = _operator(_operation)
    setattr(Node, f"__{_name}__", _method)
    if _operation.name in ("add", "subtract", "multiply", "divide", "power", "matmul"):
        setattr(Node, f"__r{_name}__", _reflected)

Node.__neg__ = lambda self: record(ops.negative, self)
Node.__pos__ = lambda self: self
Node.__abs__ = lambda self: record(ops.absolute, self)


def _refused(symbol: str, advice: str) -> Callable:
    def method(self, *others):
        raise GraphError(f"The operator {symbol} has no useful derivative and is not recorded: {advice}.")

    return method


for _names, _symbol, _advice in (
    ("mod rmod floordiv rfloordiv divmod rdivmod", "% or //", "use /, or take the remainder of plain numbers before"),
    ("and rand or ror xor rxor invert", "& or |", "use np.where for conditions, and `and` and `or` for two truth values"),
    ("lshift rlshift rshift rrshift", "<< or >>", "use * and / with powers of two"),
):
    for _name in _names.split():
        setattr(Node, f"__{_name}__", _refused(_symbol, _advice))


def relu(z: Any, at_zero: float = 0.0) -> Any:
    """max(0, z), element by element. `at_zero` is the derivative to use at z = 0, from 0 to 1: a convention, 0 by default."""
    if not isinstance(at_zero, numbers.Real) or not 0 <= at_zero <= 1:
        raise GraphError(f"The derivative of ReLU at 0 can be any number from 0 to 1, such as 0, 1/2 or 1; {short(at_zero)} is not one.")
    return _checked(ops.relu_at(at_zero) if at_zero else ops.relu, z)


def sigmoid(z: Any) -> Any:
    """1 / (1 + exp(-z)), element by element, computed so that a large |z| cannot overflow."""
    return _checked(ops.sigmoid, z)


def _checked(operation: Operation, z: Any) -> Any:
    return record(operation, z) if type(z) is Node else operation.forward(as_value(z))
