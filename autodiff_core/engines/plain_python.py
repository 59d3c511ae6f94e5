"""What Python has for plain numbers takes nodes too while an engine is recorded: float, int and math.

An engine may say float(data), isinstance(data, float) or math.exp(self.data). Python makes a plain number
of whatever these are given, and the recording would end there. So the engine's own names for them stand for
something else meanwhile, which treats a plain number as ever and records what is done with a node.
"""

from __future__ import annotations

import builtins
import math
import operator
import threading
import types
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import numpy as np

from autodiff_core.node import Node

_one_at_a_time = threading.RLock()  # while an engine is recorded, names in its module are changed


class _Kind(type):
    """A kind of number, to which nodes belong too."""

    def __instancecheck__(cls, x: Any) -> bool:
        return type(x) is Node or isinstance(x, cls.__base__)

    def __eq__(cls, other: Any) -> bool:  # so that `type(x) in (int, float)` is what it was
        return other is cls or other is cls.__base__

    def __hash__(cls) -> int:
        return hash(cls.__base__)


class Float(float, metaclass=_Kind):
    """float(x): a node stays one, and a recorded truth value becomes 1 or 0."""

    def __new__(cls, x: Any = 0.0) -> Any:
        return _as_number(x) if type(x) is Node else builtins.float(x)


class Int(int, metaclass=_Kind):
    """int(x): a recorded truth value becomes 1 or 0. Another node cannot be cut to a whole number."""

    def __new__(cls, x: Any = 0, *base: Any) -> Any:
        is_truth = type(x) is Node and isinstance(x.value, bool)
        return _as_number(x) if is_truth else builtins.int(x, *base)


def _as_number(x: Node) -> Node:
    return x * 1.0 if isinstance(x.value, bool) else x


def _recording(original: Callable, recorded: Callable) -> Callable:
    """A function of math that is `recorded` if it is given a node."""
    return lambda *numbers: (recorded if Node in map(type, numbers) else original)(*numbers)


SAME_NAME = "exp expm1 log1p log2 log10 sqrt sin cos tan sinh cosh tanh".split()  # in math and in NumPy
RECORDED = {name: getattr(np, name) for name in SAME_NAME} | {
    "atan": np.arctan,
    "fabs": np.abs,
    "log": lambda x, *base: np.log(x) / np.log(*base) if base else np.log(x),
    "pow": operator.pow,
}
MATH = types.ModuleType("math")
vars(MATH).update(vars(math))
vars(MATH).update({name: _recording(getattr(math, name), recorded) for name, recorded in RECORDED.items()})
STAND_INS = {id(math): MATH} | {id(getattr(math, name)): getattr(MATH, name) for name in RECORDED}


@contextmanager
def plain_python_takes_nodes(kind: type) -> Iterator[None]:
    """Meanwhile float, int and math, as the methods of a class know them, take nodes too."""
    functions = [
        each for owner in kind.__mro__ for method in vars(owner).values() for each in _inside(method)
    ]
    with _one_at_a_time, ExitStack() as undo:
        for names in {id(each.__globals__): each.__globals__ for each in functions}.values():
            for name, original in [*names.items()]:
                if id(original) in STAND_INS:
                    names[name] = STAND_INS[id(original)]
                    undo.callback(names.__setitem__, name, original)
            for name, stand_in in (("float", Float), ("int", Int)):
                if name not in names:
                    names[name] = stand_in
                    undo.callback(names.pop, name, None)
        for cell in [cell for each in functions for cell in each.__closure__ or ()]:
            if id(original := _held_by(cell)) in STAND_INS:
                cell.cell_contents = STAND_INS[id(original)]
                undo.callback(setattr, cell, "cell_contents", original)
        yield


def _inside(method: Any) -> list[types.FunctionType]:
    """The functions that a method, a property or a static method is made of."""
    parts = [getattr(method, name, None) for name in ("__func__", "fget", "fset")]
    return [each for each in (method, *parts) if isinstance(each, types.FunctionType)]


def _held_by(cell: types.CellType) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # nothing yet
        return None
