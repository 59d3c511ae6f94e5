"""What counts as a number here, and how numbers and arrays enter a graph."""

from __future__ import annotations

import numbers
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import numpy as np

from autodiff_core.errors import GraphError
from autodiff_core.in_words import short
from autodiff_core.scope import held

EXACT = 2**53  # whole numbers up to this one are floats exactly
TOO_LARGE = "This whole number is too large for a float: numbers up to about 1.8e308 are allowed."
UNEQUAL_ROWS = "The rows of this list have different lengths: an array needs rows of equal length."


def as_value(x: Any) -> Any:
    """Return `x` as a node stores it: a float, a NumPy scalar of another precision, an array, a truth value.

    Raises GraphError for what is not a real number: text, None, complex numbers, objects.
    """
    if type(x) is float or type(x) is bool:
        return x
    if isinstance(x, np.ndarray) and x.ndim and x.dtype.kind in "fb":
        return x
    if isinstance(x, np.floating):
        return float(x) if isinstance(x, float) else x
    if isinstance(x, (numbers.Real, Decimal)) and not isinstance(x, np.generic):
        try:
            return float(x)
        except OverflowError:
            raise GraphError(TOO_LARGE) from None
    try:
        array = np.asarray(x)
    except ValueError as error:
        raise error if isinstance(error, GraphError) else GraphError(UNEQUAL_ROWS) from None
    kind = array.dtype.kind
    if kind == "c":
        raise GraphError(
            f"{short(x)} is complex: only real numbers are differentiated here. Use its real part."
        )
    if kind in "US":
        raise GraphError(f'{short(x)} is text, not a number: leave out the quotes, str() or f"...".')
    if kind not in "fiub":
        what = re.sub("^(an?|the) ", lambda found: found[0].capitalize(), short(x))
        raise GraphError(f"{what} is not a number: give a number, a list of numbers or a NumPy array.")
    if kind in "iu":
        array = array.astype(float)
    if array.ndim:
        return array
    return array[()] if kind == "f" and array.dtype != float else array.item()


def constant(x: Any) -> Any:
    """A plain number or array as it enters the graph. An array is held, or copied: see scope.py."""
    if type(x) is float or (type(x) is int and -EXACT <= x <= EXACT):
        return x
    if isinstance(x, np.ndarray) and x.ndim and x.dtype.kind in "fiub":
        return held(x)
    value = as_value(x)
    return locked(value) if isinstance(value, np.ndarray) else value


def input_value(x: Any) -> Any:
    """The value of an input: a float or an array of floats, its own copy. A truth value counts as 1 or 0."""
    given, x = x, constant(x)
    if isinstance(x, np.ndarray):
        if not x.size and isinstance(given, list):
            raise GraphError("An empty list has no numbers: give at least one.")
        return x if x.dtype.kind == "f" else locked(x.astype(float))
    return as_value(float(x) if type(x) is bool else x)


def input_like(recorded: Any, x: Any, name: str) -> Any:
    """A new value for the input `name`, in the precision of the recorded one. GraphError says why not."""
    try:
        value = input_value(x)
    except GraphError as error:
        raise GraphError(f"The input {name} is not usable. {error}") from None
    if np.shape(value) != np.shape(recorded):
        was, now = (
            f"an array of shape {np.shape(x)}" if np.ndim(x) else "one number" for x in (recorded, value)
        )
        raise GraphError(
            f"The input {name} was recorded as {was} and is now {now}: "
            "trace the function again for the new shape."
        )
    return value if type(value) is type(recorded) is float else as_value(in_precision_of(recorded, value))


def locked(array: np.ndarray) -> np.ndarray:
    array.flags.writeable = False
    return array


def in_precision_of(recorded: Any, value: Any) -> Any:
    """`value` in the precision of `recorded`: what was recorded in float32 is computed in float32."""
    dtype = np.asarray(recorded).dtype
    return value if np.asarray(value).dtype == dtype else np.asarray(value, dtype)[()]


def unshared(values: Iterable[Any]) -> list:
    """The same values, every array its own and free to be changed: no view, none locked."""
    seen: set[int] = set()
    own = []
    for x in values:
        if isinstance(x, np.ndarray):
            if id(x) in seen or not x.flags.owndata or not x.flags.writeable:
                x = x.copy()
            seen.add(id(x))
        own.append(x)
    return own
