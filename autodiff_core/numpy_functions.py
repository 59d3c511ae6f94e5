"""What NumPy's own functions do when they meet a node: np.exp(node), np.sum(node), np.where(...) are recorded.

NumPy asks its arguments (NEP 13 for ufuncs such as np.exp, NEP 18 for functions such as np.sum); a node answers with
the two methods at the end of this module. What is not recorded is refused by name, with advice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autodiff_core import operations as ops
from autodiff_core.errors import GraphError
from autodiff_core.node import Node, call, record
from autodiff_core.operations import Operation

ADVICE = {
    "cbrt": "write x ** (1/3) for a number above 0",
    "linalg.norm": "write np.sqrt(np.sum(x**2))",
    "norm": "write np.sqrt(np.sum(x**2))",
    "prod": "write np.exp(np.sum(np.log(x))), or multiply the elements one by one",
    "var": "write np.mean((x - np.mean(x))**2)",
    "std": "write np.sqrt(np.mean((x - np.mean(x))**2))",
    "exp2": "write 2**x",
    "floor": "its derivative is 0 almost everywhere, so no gradient would pass",
    "ceil": "its derivative is 0 almost everywhere, so no gradient would pass",
    "rint": "its derivative is 0 almost everywhere, so no gradient would pass",
    "round": "its derivative is 0 almost everywhere, so no gradient would pass",
    "logaddexp": "write np.log(np.exp(a) + np.exp(b))",
    "hypot": "write np.sqrt(a**2 + b**2)",
    "heaviside": "write np.where(x > 0, 1, 0)",
    "array_equal": "compare the values after the function has run",
    "allclose": "compare the values after the function has run",
    "append": "use np.concatenate([a, b])",
    "vstack": "use np.concatenate([a, b]) or np.stack([a, b])",
    "hstack": "use np.concatenate([a, b], axis=-1)",
}


def _recorded(operation: Operation) -> Callable:
    return lambda *inputs: record(operation, *inputs)


def _maximum(a, b):
    """max(x, 0) with a plain 0 is how NumPy spells ReLU, so it is recorded as ReLU."""
    for x, other in ((a, b), (b, a)):
        if type(other) in (int, float) and other == 0:
            return record(ops.relu, x)
    return record(ops.maximum, a, b)


UFUNCS: dict[Any, Callable] = {
    getattr(np, operation.name if operation.name != "abs" else "absolute"): _recorded(operation)
    for operation in ops.TABLE.values()
    if isinstance(getattr(np, operation.name if operation.name != "abs" else "absolute", None), np.ufunc)
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
    return tuple(int(i) for i in axis) if isinstance(axis, (tuple, list)) else axis if axis is None else int(axis)


def _reduction(operation: Operation) -> Callable:
    return lambda a, axis=None, keepdims=False: record(operation, a, _axis(axis), bool(keepdims))


def _dot(a, b):
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return call(ops.multiply, a, b)
    if np.ndim(b) > 2:
        raise GraphError("np.dot is recorded for vectors and matrices: use @ for stacks of matrices.")
    return call(ops.matmul, a, b)


def _reshape(a, shape):
    return record(ops.reshape, a, tuple(int(n) for n in shape) if isinstance(shape, (tuple, list)) else int(shape))


def _new_shape(function: Callable) -> Callable:
    """A function that only arranges the elements anew: NumPy says which shape results."""
    return lambda a, *settings, **options: _reshape(a, function(np.empty(np.shape(a)), *settings, **options).shape)


def _transpose(a, axes=None):
    return record(ops.transpose, a, axes if axes is None else tuple(int(i) for i in axes))


def _swapaxes(a, axis1, axis2):
    axes = list(range(np.ndim(a)))
    axes[axis1], axes[axis2] = axes[axis2], axes[axis1]
    return _transpose(a, axes)


def _concatenate(arrays, axis=0):
    return record(ops.concatenate(len(arrays)), *arrays, int(axis))


def _where(condition, a=None, b=None):
    if a is None or b is None:
        raise GraphError("np.where is recorded with three arguments: np.where(condition, value if true, value if false).")
    return record(ops.where, condition, a, b)


FUNCTIONS: dict[Any, Callable] = {
    np.sum: _reduction(ops.total),
    np.mean: _reduction(ops.mean),
    np.max: _reduction(ops.largest),
    np.min: _reduction(ops.smallest),
    np.dot: _dot,
    np.outer: lambda a, b: np.reshape(a, (-1, 1)) * np.reshape(b, (1, -1)),
    np.where: _where,
    np.clip: lambda a, a_min=None, a_max=None: _clip(a, a_min, a_max),
    np.reshape: lambda a, shape: _reshape(a, shape),
    np.ravel: lambda a: _reshape(a, -1),
    np.expand_dims: _new_shape(np.expand_dims),
    np.squeeze: _new_shape(np.squeeze),
    np.transpose: _transpose,
    np.swapaxes: _swapaxes,
    np.broadcast_to: lambda a, shape: record(ops.broadcast_to, a, shape),
    np.concatenate: _concatenate,
    np.stack: lambda arrays, axis=0: _concatenate([np.expand_dims(a, axis) for a in arrays], axis),
    np.shape: lambda a: a.shape,
    np.ndim: lambda a: a.ndim,
    np.size: lambda a: a.size,
    np.zeros_like: lambda a: np.zeros_like(a.value),
    np.ones_like: lambda a: np.ones_like(a.value),
}


def _clip(a, low, high):
    if low is not None:
        a = np.maximum(a, low)
    return a if high is None else np.minimum(a, high)


def unknown(name: str) -> GraphError:
    advice = ADVICE.get(name) or f"write it with the recorded ones: {', '.join(sorted({f.__name__ for f in (*UFUNCS, *FUNCTIONS)}))}"
    return GraphError(f"np.{name} is not recorded here, so its gradient is not known: {advice}.")


def array_ufunc(self, ufunc, method, *inputs, **options):
    """NEP 13."""
    if "out" in options:
        raise GraphError("An array cannot be changed in place while it is recorded: write a = a + b instead of a += b.")
    operation = UFUNCS.get(ufunc)
    if method != "__call__" or operation is None or any(option is not True for option in options.values()):
        raise unknown(ufunc.__name__ if method == "__call__" else f"{ufunc.__name__}.{method}")
    return operation(*inputs)


def array_function(self, function, types, inputs, options):
    """NEP 18."""
    recorded = FUNCTIONS.get(function)
    if recorded is None:
        raise unknown(function.__name__)
    try:
        return recorded(*inputs, **options)
    except TypeError as error:
        if "unexpected keyword" not in str(error):
            raise
        option = str(error).rsplit(" ", 1)[-1]
        raise GraphError(f"np.{function.__name__} is recorded without the option {option}: leave it out.") from None


Node.__array_ufunc__ = array_ufunc
Node.__array_function__ = array_function
