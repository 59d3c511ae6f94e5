"""The rules of operations that take more than one line: the table of operations names them.

Forward rules take values. Derivative rules take the upstream gradient `g`, the result `out` and the
arguments: see operations.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np


def float_or_array(on_float: Callable, on_array: Callable) -> Callable:
    """One forward rule from two: `math` is many times faster on a float, NumPy does all the rest."""

    def forward(a):
        if isinstance(a, float):  # also a np.float64
            try:
                return on_float(a)
            except (ValueError, OverflowError):  # math raises where IEEE 754 has nan or infinity
                with np.errstate(all="ignore"):
                    return float(on_array(a))
        return on_array(a)

    return forward


cos, sin = float_or_array(math.cos, np.cos), float_or_array(math.sin, np.sin)
cosh, sinh = float_or_array(math.cosh, np.cosh), float_or_array(math.sinh, np.sinh)
log = float_or_array(math.log, np.log)
sign = float_or_array(lambda a: float(int(a > 0) - int(a < 0)) if a == a else a, np.sign)


def of_numbers(on_numbers: Callable, on_arrays: Callable) -> Callable:
    """One forward rule of several arguments from two, as `float_or_array`."""

    def forward(*arguments):
        numbers = all([isinstance(x, (float, int, np.bool_)) for x in arguments])
        return on_numbers(*arguments) if numbers else on_arrays(*arguments)

    return forward


maximum = of_numbers(lambda a, b: float(a if a > b or a != a else b), np.maximum)
minimum = of_numbers(lambda a, b: float(a if a < b or a != a else b), np.minimum)
where = of_numbers(lambda c, a, b: float(a if c else b), np.where)
logical_and = of_numbers(lambda a, b: bool(a and b), np.logical_and)
logical_or = of_numbers(lambda a, b: bool(a or b), np.logical_or)
logical_not = of_numbers(lambda a: not a, np.logical_not)


def divide(a, b):
    try:
        return a / b
    except ZeroDivisionError:  # IEEE 754 has infinity or nan here, Python has an exception
        with np.errstate(all="ignore"):
            return float(np.divide(a, b))


def power(a, b):
    if isinstance(a, float) and (a > 0 or type(b) is int):
        try:
            return a**b
        except (ZeroDivisionError, OverflowError):
            pass
    if type(a) is np.ndarray and a.dtype.kind == "f":
        return a**b
    with np.errstate(all="ignore"):
        return np.power(np.asarray(a, dtype=None if hasattr(a, "dtype") else float), b)


def sigmoid(a):
    if isinstance(a, float):
        z = math.exp(-abs(a))  # at most 1, so it cannot overflow
        return (z if a < 0 else 1.0) / (1.0 + z)
    z = np.exp(-np.abs(a))
    return np.where(a < 0, z, 1) / (1 + z)


def relu(a, at_zero):
    if isinstance(a, float):
        return 0.0 if a <= 0.0 else a  # nan is not <= 0 and passes through
    return np.maximum(a, 0)


def power_to_base(g, out, a, b):
    if type(b) in (int, float):  # the everyday exponents, written as one writes them by hand
        return g * (b * a) if b == 2 else g * b if b in (0, 1) else g * (b * a ** (b - 1))
    # x ** 0 is flat, also where x ** -1 is infinite or nan
    flat = logical_and(b == 0, logical_or(abs(a) < 1e-300, a != a))
    return g * (b * where(flat, 1, a) ** (b - 1))


def power_to_exponent(g, out, a, b):
    return g * (out * log(a + (a == 0)))  # 0 ** b is flat in b, and 0 * log(0) would be nan


def spread(g, a, axis, keepdims):
    """Give every element that was summed the gradient of the sum."""
    shape = np.shape(a)
    if axis is not None and not keepdims:
        axes = {i % len(shape) for i in (axis if isinstance(axis, tuple) else (axis,))}
        g = np.reshape(g, tuple([1 if i in axes else n for i, n in enumerate(shape)]))
    return np.full(shape, g) if isinstance(g, (float, np.generic, np.ndarray)) else np.broadcast_to(g, shape)


def share_of_largest(g, out, a, axis, keepdims):
    largest = (spread(out, a, axis, keepdims) == a) * np.ones_like(a)
    ties = np.sum(largest, axis=axis, keepdims=True)  # equal elements share the gradient
    return spread(g, a, axis, keepdims) * largest / ties


def relu_to_input(g, out, a, at_zero):
    return g * (a > 0) + at_zero * g * (a == 0) if at_zero else g * (a > 0)


def _swap(a):
    return a.T if a.ndim == 2 else np.swapaxes(a, -1, -2)


def matmul_to_left(g, out, a, b):
    if b.ndim == 1:
        return np.expand_dims(g, -1) * b
    if a.ndim == 1:
        return np.reshape(np.expand_dims(g, -2) @ _swap(b), np.shape(g)[:-1] + np.shape(a))
    return g @ _swap(b)


def matmul_to_right(g, out, a, b):
    if a.ndim == 1:
        return g * a if b.ndim == 1 else np.expand_dims(g, -2) * np.expand_dims(a, -1)
    if b.ndim == 1:
        return np.sum(np.expand_dims(g, -1) * a, axis=tuple(range(a.ndim - 1)))
    return _swap(a) @ g


def scatter(g, shape, index):
    """Zeros of the given shape, with `g` added where `index` reads: twice where it reads twice."""
    out = np.zeros(shape, np.asarray(g).dtype)
    np.add.at(out, index, g)
    return out


def reduction(name):
    """The method of arrays that has this name: sum, mean, max, min, all, any."""
    return lambda a, axis, keepdims: getattr(a, name)(axis=axis, keepdims=keepdims)


def concatenate(*arguments):
    return np.concatenate(arguments[:-1], axis=arguments[-1])


def unpermute(g, axes):
    return np.transpose(g) if axes is None else np.transpose(g, tuple(int(i) for i in np.argsort(axes)))


def sum_to_input(g, out, a, axis, keepdims):
    return spread(g, a, axis, keepdims)


def mean_to_input(g, out, a, axis, keepdims):
    axes = range(np.ndim(a)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    return spread(g, a, axis, keepdims) / math.prod(np.shape(a)[i] for i in axes)
