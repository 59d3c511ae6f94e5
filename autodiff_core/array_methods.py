"""What a node answers where it is used as an array, and what it refuses where its gradient would be lost."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np

from autodiff_core import operations as ops
from autodiff_core.errors import GraphAttributeError, GraphError
from autodiff_core.in_words import short
from autodiff_core.node import Node, record
from autodiff_core.recording import describe, recording

INTO_ARRAY = (
    "A node cannot be put into a plain NumPy array, because its gradient would be lost: "
    "use np.stack([a, b]) to make an array of nodes, and np.where to replace elements."
)

IN_PLACE = "An array cannot be changed in place while it is recorded: build a new one, as with np.where."


class Methods:
    """The methods that every node gets, at the end of this module."""

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

    def scattered(self, shape, index):
        return record(ops.scatter, self, shape, index)

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
        raise GraphError(IN_PLACE)

    def __len__(self):
        if not self.shape:
            raise GraphError(f"{describe(self)} is one number: it has no length.")
        return len(self.value)

    def __iter__(self):
        if not self.shape:
            raise GraphError(f"{describe(self)} is one number: it has no elements to go through.")
        return (self[i] for i in range(len(self)))

    def __call__(self, *_, **__):
        what = "an array" if self.shape else "a number"
        raise GraphError(
            f"{describe(self)} is {what} and cannot be called: is a * missing in front of the bracket?"
        )

    def __bool__(self):
        if self.size != 1:
            raise GraphError(
                f"An array of shape {self.shape} is neither true nor false. Choose element by element: "
                "np.where(condition, a, b) for if, np.maximum and np.minimum for max and min, "
                "& and | for and and or."
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
        if name in ("grad", "gradient", "backward"):
            raise GraphAttributeError(
                "A node has no gradient while the function is recorded: ask the graph for it, "
                "as in trace(f, w=3).backward()."
            )
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


for _name, _method in vars(Methods).items():
    if _name not in ("__module__", "__doc__", "__dict__", "__weakref__"):
        setattr(Node, _name, _method)
