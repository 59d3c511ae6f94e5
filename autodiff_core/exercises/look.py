"""Look at what an answer gave: numbers, close or not, by name. Fails says what came instead."""

from __future__ import annotations

import copy
import numbers
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autodiff_core.errors import listed
from autodiff_core.exercises.run import Fails, shown
from autodiff_core.numbers import format_number

NOTHING = "There is no line with return, or it is never reached, or it gives something still empty."
NO_NUMBER = "What stands there is of another kind, and cannot be compared with a number."


def nothing(x: Any) -> str:
    """The cause of a result that is None; "" for any other."""
    return NOTHING if x is None else ""


def number(x: Any, what: str, cause: str = NO_NUMBER) -> float:
    """`x` as a float, if it is a number at all. `cause` "": the property says itself why it is none."""
    if isinstance(x, np.ndarray) and x.ndim == 0:  # np.where of one number
        x = x.item()
    if not isinstance(x, numbers.Real):
        raise Fails(f"{what} is {shown(x)}, not a number", nothing(x) or cause)
    try:
        return float(x)
    except OverflowError:
        raise Fails(f"{what} is a whole number too large for a float") from None


def equal(x: Any, wanted: float, what: str, causes: Mapping[float, str] | None = None) -> None:
    """`x` is this number. `causes` says of wrong numbers which idea leads to them."""
    x = number(x, what)
    if not close(x, wanted):
        known = [cause for value, cause in (causes or {}).items() if close(x, value)]
        raise Fails(f"{what} is {x:g}, and it should be {wanted:g}", *known[:1])


def close(a: float, b: float, tolerance: float = 1e-9) -> bool:
    """Equal up to rounding: the difference is at most `tolerance` times |b|, or times 1 if b is smaller."""
    return abs(a - b) <= tolerance * max(1.0, abs(b))


def call(function: Callable, *inputs: Any) -> Any:
    """What the learner's function gives. It gets its own copy of every list and dict."""
    return function(*copy.deepcopy(inputs))


def said(name: str, *inputs: Any) -> str:
    """A call in a sentence: slope(f, 3, 0.001)."""
    return f"{name}({', '.join(x if isinstance(x, str) else format_number(x) for x in inputs)})"


def named(x: Any, names: Sequence[str], what: str) -> dict[str, float]:
    """The numbers of a result by name: a tuple, list or array in this order, or a dict with these names."""
    if len(names) == 1 and not isinstance(x, (tuple, list, dict)):
        x = (x,)
    if isinstance(x, np.ndarray) and x.ndim == 1:
        x = tuple(x.tolist())
    if isinstance(x, dict):
        if missing := [name for name in names if name not in x]:
            raise Fails(f"{what} gives a dict without {listed(missing)}")
        x = tuple(x[name] for name in names)
    if not isinstance(x, (tuple, list)):
        cause = nothing(x) or f"One line gives all: return {', '.join(names)}."
        raise Fails(f"{what} gives {shown(x)}, and not {len(names)} numbers", cause)
    if len(x) != len(names):
        order = f"They are asked for in this order: {', '.join(names)}."
        raise Fails(f"{what} gives {len(x)} number{'s'[: len(x) != 1]}, and not {len(names)}", order)
    return {name: number(each, f"{name} in {what}") for name, each in zip(names, x)}


def a_dict(x: Any, what: str) -> dict:
    """`x`, if it is a dict."""
    if not isinstance(x, dict):
        cause = nothing(x) or "What is asked for is one dict, with a number for every node."
        raise Fails(f"{what} gives {shown(x)}, and not a dict", cause)
    return x
