"""What NumPy's own functions do when they meet a node: np.exp(node), np.sum(node) are recorded.

NumPy asks its arguments (NEP 13 for ufuncs such as np.exp, NEP 18 for functions such as np.sum); a node
answers with the two methods at the end of this module. What is not recorded is refused by name, with
advice.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from autodiff_core import operations as ops
from autodiff_core.errors import GraphError, listed
from autodiff_core.node import Node, call, record
from autodiff_core.operations import Operation

FLAT = "its derivative is 0 almost everywhere, so no gradient would pass"
NORM = "write np.sqrt(np.sum(x**2))"
COMPARE = "compare the values after the function has run"
OTHERWISE = (
    "write it with +, -, *, /, **, @ and functions such as np.exp, np.log, np.sqrt, np.sum, np.mean, "
    "np.maximum and np.where"
)
ADVICE = {
    "cbrt": "write x ** (1/3) for a number above 0",
    "norm": NORM,
    "prod": "write np.exp(np.sum(np.log(x))), or multiply the elements one by one",
    "var": "write np.mean((x - np.mean(x))**2)",
    "std": "write np.sqrt(np.mean((x - np.mean(x))**2))",
    "average": "use np.mean, or np.sum(weights * x) / np.sum(weights)",
    "median": "use np.mean",
    "cumsum": "add the elements one by one, or use np.sum",
    "diff": "write x[1:] - x[:-1]",
    "inner": "write np.sum(a * b)",
    "vdot": "write np.sum(a * b)",
    "vecdot": "write np.sum(a * b)",
    "einsum": "use @ for products of matrices, and np.sum(a * b)",
    "tensordot": "use @ for products of matrices, and np.sum(a * b)",
    "take": "write x[index]",
    "argmax": "use np.max(x), or compare with ==",
    "argmin": "use np.min(x), or compare with ==",
    "sort": "use np.max, np.min or comparisons",
    "exp2": "write 2**x",
    "floor": FLAT,
    "ceil": FLAT,
    "rint": FLAT,
    "round": FLAT,
    "trunc": FLAT,
    "logaddexp": "write np.log(np.exp(a) + np.exp(b))",
    "hypot": "write np.sqrt(a**2 + b**2)",
    "heaviside": "write np.where(x > 0, 1, 0)",
    "isnan": "write x != x",
    "array_equal": COMPARE,
    "allclose": COMPARE,
    "isclose": COMPARE,
    "append": "use np.concatenate([a, b])",
    "linspace": "multiply: start + (stop - start) * np.linspace(0, 1, n)",
}


def _recorded(operation: Operation) -> Callable:
    return lambda *inputs: record(operation, *inputs)


def _maximum(a, b):
    """max(x, 0) with a plain 0 is how NumPy spells ReLU, so it is recorded as ReLU."""
    for x, other in ((a, b), (b, a)):
        if type(other) in (int, float) and other == 0:
            return record(ops.relu, x, 0.0)
    return record(ops.maximum, a, b)


UFUNCS: dict[Any, Callable] = {
    getattr(np, name): _recorded(operation)
    for name, operation in ops.TABLE.items()
    if isinstance(getattr(np, name, None), np.ufunc)
}
UFUNCS |= {
    np.maximum: _maximum,
    np.fabs: _recorded(ops.absolute),
    np.float_power: _recorded(ops.power),
    np.positive: lambda x: x,
    np.square: lambda x: record(ops.power, x, 2),
    np.reciprocal: lambda x: record(ops.divide, 1, x),
}


def _axis(axis):
    return (
        tuple(int(i) for i in axis)
        if isinstance(axis, (tuple, list))
        else axis
        if axis is None
        else int(axis)
    )


def _reduction(operation: Operation) -> Callable:
    def reduction(a, axis=None, *, keepdims=False):
        truth = operation in (ops.all_true, ops.any_true)
        if a.shape or (truth and a.dtype != bool):
            return record(operation, a, _axis(axis), bool(keepdims))
        return a  # one number is its own sum, mean and maximum

    return reduction


def _dot(a, b):
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return call(ops.multiply, a, b)
    if np.ndim(b) > 2:
        raise GraphError("np.dot is recorded for vectors and matrices: use @ for stacks of matrices.")
    return call(ops.matmul, a, b)


def _reshape(a, shape):
    return record(
        ops.reshape, a, tuple(int(n) for n in shape) if isinstance(shape, (tuple, list)) else int(shape)
    )


def _new_shape(function: Callable) -> Callable:
    """A function that only arranges the elements anew: NumPy says which shape results."""
    return lambda a, *settings, **options: _reshape(
        a, function(np.empty(np.shape(a)), *settings, **options).shape
    )


def _transpose(a, axes=None):
    if not np.ndim(a):
        return a
    return record(ops.transpose, a, axes if axes is None else tuple(int(i) for i in axes))


def _swapaxes(a, axis1, axis2):
    axes = list(range(np.ndim(a)))
    axes[axis1], axes[axis2] = axes[axis2], axes[axis1]
    return _transpose(a, axes)


def _concatenate(arrays, axis=0):
    return record(ops.concatenate(len(arrays)), *arrays, int(axis))


def _stack(arrays, axis=0):
    return _concatenate([np.expand_dims(a, axis) for a in arrays], axis)


def _hstack(arrays):
    arrays = [np.reshape(a, -1) if np.ndim(a) == 0 else a for a in arrays]
    return _concatenate(arrays, min(1, np.ndim(arrays[0]) - 1))


def _vstack(arrays):
    return _concatenate([np.reshape(a, (1, -1)) if np.ndim(a) < 2 else a for a in arrays])


def _where(condition, x=None, y=None):
    if x is None or y is None:
        raise GraphError(
            "np.where is recorded with three arguments: np.where(condition, value if true, value if false)."
        )
    return record(ops.where, condition, x, y)


def _clip(a, a_min=None, a_max=None, *, min=None, max=None):
    low, high = (a_min if min is None else min), (a_max if max is None else max)
    if low is not None:
        a = np.maximum(a, low)
    return a if high is None else np.minimum(a, high)


FUNCTIONS: dict[Any, Callable] = {
    np.sum: _reduction(ops.total),
    np.mean: _reduction(ops.mean),
    np.max: _reduction(ops.largest),
    np.min: _reduction(ops.smallest),
    np.amax: _reduction(ops.largest),
    np.amin: _reduction(ops.smallest),
    np.all: _reduction(ops.all_true),
    np.any: _reduction(ops.any_true),
    np.dot: _dot,
    np.outer: lambda a, b: np.reshape(a, (-1, 1)) * np.reshape(b, (1, -1)),
    np.where: _where,
    np.clip: _clip,
    np.reshape: _reshape,
    np.ravel: lambda a: _reshape(a, -1),
    np.expand_dims: _new_shape(np.expand_dims),
    np.squeeze: _new_shape(np.squeeze),
    np.transpose: _transpose,
    np.swapaxes: _swapaxes,
    np.broadcast_to: lambda array, shape: record(ops.broadcast_to, array, shape),
    np.concatenate: _concatenate,
    np.stack: _stack,
    np.hstack: _hstack,
    np.vstack: _vstack,
    np.shape: lambda a: a.shape,
    np.ndim: lambda a: a.ndim,
    np.size: lambda a: a.size,
    np.zeros_like: lambda a: np.zeros_like(a.value),
    np.ones_like: lambda a: np.ones_like(a.value),
}


def unknown(name: str) -> GraphError:
    """The refusal of a NumPy function that is not in the tables above, with what to use instead."""
    advice = ADVICE.get(name.rsplit(".", 1)[-1], OTHERWISE)
    return GraphError(f"np.{name} is not recorded here, so its gradient is not known: {advice}.")


def array_ufunc(self, ufunc, method, *inputs, **options):
    """NEP 13."""
    operation = UFUNCS.get(ufunc)
    if operation and method == "__call__" and not options:
        return operation(*inputs)
    if "out" in options:
        raise GraphError(
            "An array cannot be changed in place while it is recorded: write a = a + b instead of a += b."
        )
    if method != "__call__" or operation is None:
        raise unknown(ufunc.__name__ if method == "__call__" else f"{ufunc.__name__}.{method}")
    if any(option is not True for option in options.values()):
        raise GraphError(f"np.{ufunc.__name__} is recorded without options: leave out {listed(options)}.")
    return operation(*inputs)


def array_function(self, function, types, inputs, options):
    """NEP 18."""
    recorded = FUNCTIONS.get(function)
    try:
        if recorded is not None:
            return recorded(*inputs, **options)
    except GraphError:
        raise
    except (TypeError, ValueError, IndexError) as error:
        reason = str(error)
    name = f"{function.__module__}.{function.__name__}".removeprefix("numpy.")
    if recorded is None:
        raise unknown(name)
    signature = inspect.signature(recorded)
    try:
        signature.bind(*inputs, **options)
    except TypeError:
        raise GraphError(
            f"np.{name} is recorded with fewer options than NumPy has: it takes "
            f"{listed(signature.parameters)}."
        ) from None
    raise GraphError(f"np.{name} cannot be computed for these arguments: {reason}.")


Node.__array_ufunc__ = array_ufunc
Node.__array_function__ = array_function
