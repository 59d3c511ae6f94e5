"""The table of operations: what each one computes, and its derivative with respect to each argument.

A row holds, in this order: the name, how it is written in Python, how it is written in JavaScript, the forward
rule, and one derivative rule per argument. A rule `lambda g, out, a, b: g * b` takes the upstream gradient `g`, the
operation's own result `out` and its arguments, and returns the contribution to that argument: the upstream
gradient times the local derivative. Rules use plain Python operators, so one rule serves numbers and NumPy arrays,
and given nodes it records more graph, which is all that derivatives of derivatives need.

How an operation is written is an operator (`*`), a function (`np.exp`) or a template (`{0}[{1}]`).
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np


class Operation(NamedTuple):
    """One row of the table.

    `rules` has one entry per argument; None marks an argument that no gradient flows to (an axis, a condition).
    `domain` says in words where the operation is defined, if that is not everywhere.
    `kink` gives, from the arguments, a number whose change of sign means that the slope jumps.
    """

    name: str
    python: str
    javascript: str | None
    forward: Callable
    rules: tuple[Callable | None, ...]
    domain: str = ""
    kink: Callable | None = None


def _either(on_float: Callable, on_array: Callable) -> Callable:
    """One forward rule from two: `math` is many times faster on a float, NumPy does all the rest."""

    def forward(a):
        if type(a) is float:
            try:
                return on_float(a)
            except (ValueError, OverflowError):  # math raises where IEEE 754 has nan or infinity
                pass
        return on_array(a)

    return forward


def _divide(a, b):
    try:
        return a / b
    except ZeroDivisionError:  # IEEE 754 has infinity or nan here, Python has an exception
        return np.divide(a, b)


def _power(a, b):
    if type(a) is float and (a > 0 or type(b) is int):
        try:
            return a**b
        except (ZeroDivisionError, OverflowError):
            pass
    return np.power(np.asarray(a, dtype=None if hasattr(a, "dtype") else float), b)


def _sigmoid(a):
    z = np.exp(-np.abs(a))  # at most 1, so it cannot overflow
    return np.where(a >= 0, 1.0, z) / (1.0 + z) if np.ndim(a) else (z if a < 0 else 1.0) / (1.0 + z)


def _relu(a):
    if type(a) is float:
        return 0.0 if a <= 0.0 else a  # nan is not <= 0 and passes through
    return np.maximum(a, 0)


def _power_to_base(g, out, a, b):
    if type(b) is int and b in (0, 1, 2):  # the everyday exponents, written as one writes them by hand
        return g * (b * a) if b == 2 else g * b
    return g * (b * a ** (b - (b != 0)))  # b = 0 gives 0, also at a = 0


def _spread(g, a, axis, keepdims):
    """Give every element that was summed the gradient of the sum."""
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return np.broadcast_to(g, np.shape(a))


def _share_of_largest(g, out, a, axis, keepdims):
    largest = _spread(out, a, axis, keepdims) == a
    ties = np.sum(largest, axis=axis, keepdims=True)  # equal elements share the gradient
    return _spread(g, a, axis, keepdims) * largest / ties


def _swap(a):
    return np.swapaxes(a, -1, -2)


def _matmul_to_left(g, out, a, b):
    if np.ndim(b) == 1:
        return np.expand_dims(g, -1) * b
    return g @ _swap(b) if np.ndim(a) > 1 else np.reshape(np.expand_dims(g, -2) @ _swap(b), np.shape(g)[:-1] + np.shape(a))


def _matmul_to_right(g, out, a, b):
    if np.ndim(a) == 1:
        return np.expand_dims(g, -2) * np.expand_dims(a, -1) if np.ndim(b) > 1 else g * a
    return _swap(a) @ g if np.ndim(b) > 1 else np.sum(np.expand_dims(g, -1) * a, axis=tuple(range(np.ndim(a) - 1)))


def _scatter(g, a, index):
    """Zeros of the shape of `a`, with `g` added where `index` reads: an element read twice is added to twice."""
    out = np.zeros(np.shape(a), np.asarray(g).dtype)
    np.add.at(out, index, g)
    return out


def _unpermute(g, axes):
    return np.transpose(g) if axes is None else np.transpose(g, tuple(int(i) for i in np.argsort(axes)))


def _mean_count(a, axis):
    shape = np.shape(a)
    return math.prod(shape if axis is None else [shape[i] for i in (axis if isinstance(axis, tuple) else (axis,))])


TABLE: dict[str, Operation] = {}


def _row(name, python, javascript, forward, *rules, domain="", kink=None) -> Operation:
    TABLE[name] = Operation(name, python, javascript, forward, rules, domain, kink)
    return TABLE[name]


# fmt: off
# Arithmetic
add      = _row("add",      "+",  "+",  operator.add, lambda g, out, a, b: g,
                                                      lambda g, out, a, b: g)
subtract = _row("subtract", "-",  "-",  operator.sub, lambda g, out, a, b: g,
                                                      lambda g, out, a, b: -g)
multiply = _row("multiply", "*",  "*",  operator.mul, lambda g, out, a, b: g * b,
                                                      lambda g, out, a, b: g * a)
divide   = _row("divide",   "/",  "/",  _divide,      lambda g, out, a, b: g / b,
                                                      lambda g, out, a, b: -g * a / b**2)
power    = _row("power",    "**", "power", _power,    _power_to_base,
                                                      lambda g, out, a, b: g * (out * np.log(a + (a == 0))),
                domain="a negative number has no real power that is not whole")
negative = _row("negative", "-{0}", "-{0}", operator.neg, lambda g, out, a: -g)
matmul   = _row("matmul",   "@",  None, operator.matmul, _matmul_to_left, _matmul_to_right)

# Functions of one number
exp      = _row("exp",      "np.exp",     "Math.exp",   _either(math.exp, np.exp),      lambda g, out, a: g * out)
expm1    = _row("expm1",    "np.expm1",   "Math.expm1", _either(math.expm1, np.expm1),  lambda g, out, a: g * (out + 1))
log      = _row("log",      "np.log",     "Math.log",   _either(math.log, np.log),      lambda g, out, a: g / a,
                domain="log needs a number above 0")
log1p    = _row("log1p",    "np.log1p",   "Math.log1p", _either(math.log1p, np.log1p),  lambda g, out, a: g / (1 + a),
                domain="log1p needs a number above -1")
log2     = _row("log2",     "np.log2",    "Math.log2",  _either(math.log2, np.log2),    lambda g, out, a: g / (a * math.log(2)),
                domain="log2 needs a number above 0")
log10    = _row("log10",    "np.log10",   "Math.log10", _either(math.log10, np.log10),  lambda g, out, a: g / (a * math.log(10)),
                domain="log10 needs a number above 0")
sqrt     = _row("sqrt",     "np.sqrt",    "Math.sqrt",  _either(math.sqrt, np.sqrt),    lambda g, out, a: g / (2 * out),
                domain="sqrt needs a number that is not negative")
sin      = _row("sin",      "np.sin",     "Math.sin",   _either(math.sin, np.sin),      lambda g, out, a: g * np.cos(a))
cos      = _row("cos",      "np.cos",     "Math.cos",   _either(math.cos, np.cos),      lambda g, out, a: -g * np.sin(a))
tan      = _row("tan",      "np.tan",     "Math.tan",   _either(math.tan, np.tan),      lambda g, out, a: g * (1 + out**2))
arctan   = _row("arctan",   "np.arctan",  "Math.atan",  _either(math.atan, np.arctan),  lambda g, out, a: g / (1 + a**2))
sinh     = _row("sinh",     "np.sinh",    "Math.sinh",  _either(math.sinh, np.sinh),    lambda g, out, a: g * np.cosh(a))
cosh     = _row("cosh",     "np.cosh",    "Math.cosh",  _either(math.cosh, np.cosh),    lambda g, out, a: g * np.sinh(a))
tanh     = _row("tanh",     "np.tanh",    "Math.tanh",  _either(math.tanh, np.tanh),    lambda g, out, a: g * (1 - out**2))
sigmoid  = _row("sigmoid",  "sigmoid",    "sigmoid",    _sigmoid,                       lambda g, out, a: g * (out * (1 - out)))

# Functions with a kink: at the kink the derivative is a convention, said here
relu     = _row("relu",     "relu",       "relu",       _relu,                          lambda g, out, a: g * (a > 0),
                kink=lambda a: a)
absolute = _row("abs",      "abs",        "Math.abs",   abs,                            lambda g, out, a: g * np.sign(a),
                kink=lambda a: a)
maximum  = _row("maximum",  "np.maximum", "maximum",    np.maximum,  # a tie is shared, half each
                lambda g, out, a, b: g * (a > b) + 0.5 * g * (a == b), lambda g, out, a, b: g * (a < b) + 0.5 * g * (a == b),
                kink=lambda a, b: a - b)
minimum  = _row("minimum",  "np.minimum", "minimum",    np.minimum,
                lambda g, out, a, b: g * (a < b) + 0.5 * g * (a == b), lambda g, out, a, b: g * (a > b) + 0.5 * g * (a == b),
                kink=lambda a, b: a - b)
where    = _row("where",    "np.where",   "({0} ? {1} : {2})", np.where, None,
                lambda g, out, c, a, b: np.where(c, g, 0), lambda g, out, c, a, b: np.where(c, 0, g))
sign     = _row("sign",     "np.sign",    "Math.sign",  np.sign, None, kink=lambda a: a)
identity = _row("identity", "{0}",        "{0}",        lambda a: a, lambda g, out, a: g)

# Comparisons are recorded too, so that a branch can be checked when the graph runs again
greater       = _row("greater",       ">",  ">",   operator.gt, None, None, kink=lambda a, b: a - b)
greater_equal = _row("greater_equal", ">=", ">=",  operator.ge, None, None, kink=lambda a, b: a - b)
less          = _row("less",          "<",  "<",   operator.lt, None, None, kink=lambda a, b: a - b)
less_equal    = _row("less_equal",    "<=", "<=",  operator.le, None, None, kink=lambda a, b: a - b)
equal         = _row("equal",         "==", "===", operator.eq, None, None)
not_equal     = _row("not_equal",     "!=", "!==", operator.ne, None, None)

# Arrays: sums, shapes and parts
total        = _row("sum",  "np.sum({0}, axis={1}, keepdims={2})",  None, lambda a, axis, keepdims: np.sum(a, axis=axis, keepdims=keepdims),
                    lambda g, out, a, axis, keepdims: _spread(g, a, axis, keepdims), None, None)
mean         = _row("mean", "np.mean({0}, axis={1}, keepdims={2})", None, lambda a, axis, keepdims: np.mean(a, axis=axis, keepdims=keepdims),
                    lambda g, out, a, axis, keepdims: _spread(g, a, axis, keepdims) / _mean_count(a, axis), None, None)
largest      = _row("max",  "np.max({0}, axis={1}, keepdims={2})",  None, lambda a, axis, keepdims: np.max(a, axis=axis, keepdims=keepdims),
                    _share_of_largest, None, None)
smallest     = _row("min",  "np.min({0}, axis={1}, keepdims={2})",  None, lambda a, axis, keepdims: np.min(a, axis=axis, keepdims=keepdims),
                    _share_of_largest, None, None)
reshape      = _row("reshape",      "np.reshape",      None, np.reshape,      lambda g, out, a, shape: np.reshape(g, np.shape(a)), None)
transpose    = _row("transpose",    "np.transpose",    None, np.transpose,    lambda g, out, a, axes: _unpermute(g, axes), None)
broadcast_to = _row("broadcast_to", "np.broadcast_to", None, np.broadcast_to, lambda g, out, a, shape: g, None)
getitem      = _row("getitem",      "{0}[{1}]",        None, operator.getitem, lambda g, out, a, index: scatter_into(g, a, index), None)
scatter      = _row("scatter",      "scatter",         None, _scatter,        lambda g, out, a, like, index: g[index], None, None)
# fmt: on


def scatter_into(g: Any, a: Any, index: Any):
    """The derivative of reading `a[index]`: see `_scatter`. A node records it, an array computes it."""
    record = getattr(g, "_record", None)
    return record(scatter, g, np.zeros(np.shape(a)), index) if record else _scatter(g, a, index)


def relu_at(at_zero: float) -> Operation:
    """ReLU with another derivative at 0 than 0: any number up to 1 is a fair choice at a kink."""
    text = f"relu({{0}}, at_zero={at_zero:g})"
    return relu._replace(python=text, rules=(lambda g, out, a: g * (a > 0) + at_zero * g * (a == 0),))


def concatenate(count: int) -> Operation:
    """The operation that joins `count` arrays along an axis (its last argument)."""

    def forward(*arguments):
        return np.concatenate(arguments[:-1], axis=arguments[-1])

    def rule(position):
        def part(g, out, *arguments):
            axis = arguments[-1] % np.ndim(g)
            start = sum(np.shape(a)[axis] for a in arguments[:position])
            stop = start + np.shape(arguments[position])[axis]
            return g[(slice(None),) * axis + (slice(start, stop),)]

        return part

    places = ", ".join(f"{{{i}}}" for i in range(count))
    text = f"np.concatenate([{places}], axis={{{count}}})"
    return Operation("concatenate", text, None, forward, (*map(rule, range(count)), None))
