"""The table of operations: what each one computes, and its derivative with respect to each argument.

A row holds, in this order: the name, how it is written in Python, how it is written in JavaScript, the
forward rule, and one derivative rule per argument. A rule `lambda g, out, a, b: g * b` takes the upstream
gradient `g`, the operation's own result `out` and its arguments, and returns the contribution to that
argument: the upstream gradient times the local derivative. Rules use plain Python operators, so one rule
serves numbers and NumPy arrays, and given nodes it records more graph, which is all that derivatives of
derivatives need.

How an operation is written is an operator (`*`), a function (`np.exp`) or a template (`{0}[{1}]`).
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from autodiff_core import rules


class Operation(NamedTuple):
    """One row of the table.

    `rules` has one entry per argument; None marks one that no gradient flows to (a condition, an axis).
    `domain` says in words where the operation is defined, if that is not everywhere.
    `kink` gives, from the arguments, a number whose change of sign means that the slope jumps.
    `settings` counts the arguments, the last ones, that are no values: an axis, a shape, an index.
    `javascript` is for single numbers; for arrays a page has a function of this name: array_program.py.
    """

    name: str
    python: str
    javascript: str | None
    forward: Callable
    rules: tuple[Callable | None, ...]
    domain: str = ""
    kink: Callable | None = None
    settings: int = 0


LN2, LN10 = math.log(2), math.log(10)
TABLE: dict[str, Operation] = {}


def _row(name, python, javascript, forward, *derivatives, domain="", kink=None, settings=0) -> Operation:
    TABLE[name] = Operation(name, python, javascript, forward, derivatives, domain, kink, settings)
    return TABLE[name]


def _function(name, on_float, derivative, domain="") -> Operation:
    """A function of one number that Python's math, NumPy and JavaScript all have."""
    forward = rules.float_or_array(on_float, getattr(np, name))
    return _row(name, f"np.{name}", f"Math.{on_float.__name__}", forward, derivative, domain=domain)


# fmt: off
# Arithmetic
add      = _row("add",      "+",  "+",     operator.add, lambda g, out, a, b: g,
                                                         lambda g, out, a, b: g)
subtract = _row("subtract", "-",  "-",     operator.sub, lambda g, out, a, b: g,
                                                         lambda g, out, a, b: -g)
multiply = _row("multiply", "*",  "*",     operator.mul, lambda g, out, a, b: g * b,
                                                         lambda g, out, a, b: g * a)
divide   = _row("divide",   "/",  "/",     rules.divide, lambda g, out, a, b: g / b,
                                                         lambda g, out, a, b: -g * a / b**2)
power    = _row("power",    "**", "power", rules.power,  rules.power_to_base,
                                                         rules.power_to_exponent,
                domain="a negative number has no real power that is not whole")
negative = _row("negative", "-{0}", "-{0}", operator.neg, lambda g, out, a: -g)
matmul   = _row("matmul",   "@",    None,   operator.matmul, rules.matmul_to_left, rules.matmul_to_right)

# Functions of one number
exp      = _function("exp",    math.exp,   lambda g, out, a: g * out)
expm1    = _function("expm1",  math.expm1, lambda g, out, a: g * (out + 1))
log      = _function("log",    math.log,   lambda g, out, a: g / a,          "log needs a number above 0")
log1p    = _function("log1p",  math.log1p, lambda g, out, a: g / (1 + a),    "log1p needs a number above -1")
log2     = _function("log2",   math.log2,  lambda g, out, a: g / (a * LN2),  "log2 needs a number above 0")
log10    = _function("log10",  math.log10, lambda g, out, a: g / (a * LN10), "log10 needs a number above 0")
sqrt     = _function("sqrt",   math.sqrt,  lambda g, out, a: g / (2 * out),  "sqrt needs a number from 0")
sin      = _function("sin",    math.sin,   lambda g, out, a: g * rules.cos(a))
cos      = _function("cos",    math.cos,   lambda g, out, a: -g * rules.sin(a))
tan      = _function("tan",    math.tan,   lambda g, out, a: g * (1 + out**2))
arctan   = _function("arctan", math.atan,  lambda g, out, a: g / (1 + a**2))
sinh     = _function("sinh",   math.sinh,  lambda g, out, a: g * rules.cosh(a))
cosh     = _function("cosh",   math.cosh,  lambda g, out, a: g * rules.sinh(a))
tanh     = _function("tanh",   math.tanh,  lambda g, out, a: g * (1 - out**2))
sigmoid  = _row("sigmoid", "sigmoid", "sigmoid", rules.sigmoid, lambda g, out, a: g * (out * (1 - out)))

# Functions with a kink: at the kink the derivative is a convention, said here
relu     = _row("relu",     "relu({0}, at_zero={1})", "relu({0})", rules.relu, rules.relu_to_input, None,
                kink=lambda a, at_zero: a, settings=1)
absolute = _row("abs",      "abs",        "Math.abs",   abs,   lambda g, out, a: g * rules.sign(a),
                kink=lambda a: a)
maximum  = _row("maximum",  "np.maximum", "maximum",    rules.maximum,  # a tie is shared, half each
                lambda g, out, a, b: g * (a > b) + 0.5 * g * (a == b),
                lambda g, out, a, b: g * (a < b) + 0.5 * g * (a == b), kink=lambda a, b: a - b)
minimum  = _row("minimum",  "np.minimum", "minimum",    rules.minimum,
                lambda g, out, a, b: g * (a < b) + 0.5 * g * (a == b),
                lambda g, out, a, b: g * (a > b) + 0.5 * g * (a == b), kink=lambda a, b: a - b)
where    = _row("where",    "np.where",   "(+({0}) !== 0 ? {1} : {2})", rules.where, None,
                lambda g, out, c, a, b: rules.where(c, g, 0),
                lambda g, out, c, a, b: rules.where(c, 0, g))
sign     = _row("sign",     "np.sign",    "Math.sign",  rules.sign, None, kink=lambda a: a)
identity = _row("identity", "{0}",        "{0}",        lambda a: a, lambda g, out, a: g)

# Conditions are recorded too, so that a branch can be checked when the graph runs again
greater       = _row("greater",       ">",  ">",   operator.gt, None, None, kink=lambda a, b: a - b)
greater_equal = _row("greater_equal", ">=", ">=",  operator.ge, None, None, kink=lambda a, b: a - b)
less          = _row("less",          "<",  "<",   operator.lt, None, None, kink=lambda a, b: a - b)
less_equal    = _row("less_equal",    "<=", "<=",  operator.le, None, None, kink=lambda a, b: a - b)
equal         = _row("equal",         "==", "===", operator.eq, None, None)
not_equal     = _row("not_equal",     "!=", "!==", operator.ne, None, None)
logical_and   = _row("logical_and", "np.logical_and", "+(+({0}) !== 0 && +({1}) !== 0)", rules.logical_and,
                     None, None)
logical_or    = _row("logical_or",  "np.logical_or",  "+(+({0}) !== 0 || +({1}) !== 0)", rules.logical_or,
                     None, None)
logical_not   = _row("logical_not", "np.logical_not", "+(+({0}) === 0)", rules.logical_not, None)

# Arrays: sums, shapes and parts
total         = _row("sum",  "np.sum({0}, axis={1}, keepdims={2})",  None, rules.reduction("sum"),
                     rules.sum_to_input, None, None, settings=2)
mean          = _row("mean", "np.mean({0}, axis={1}, keepdims={2})", None, rules.reduction("mean"),
                     rules.mean_to_input, None, None, settings=2)
largest       = _row("max",  "np.max({0}, axis={1}, keepdims={2})",  None, rules.reduction("max"),
                     rules.share_of_largest, None, None, settings=2)
smallest      = _row("min",  "np.min({0}, axis={1}, keepdims={2})",  None, rules.reduction("min"),
                     rules.share_of_largest, None, None, settings=2)
all_true      = _row("all",  "np.all({0}, axis={1}, keepdims={2})",  None, rules.reduction("all"),
                     None, None, None, settings=2)
any_true      = _row("any",  "np.any({0}, axis={1}, keepdims={2})",  None, rules.reduction("any"),
                     None, None, None, settings=2)
reshape       = _row("reshape",      "np.reshape",      None, np.reshape,
                     lambda g, out, a, shape: np.reshape(g, np.shape(a)), None, settings=1)
transpose     = _row("transpose",    "np.transpose",    None, np.transpose,
                     lambda g, out, a, axes: rules.unpermute(g, axes), None, settings=1)
broadcast_to  = _row("broadcast_to", "np.broadcast_to", None, np.broadcast_to,
                     lambda g, out, a, shape: g, None, settings=1)
getitem       = _row("getitem",      "{0}[{1}]",        None, operator.getitem,
                     lambda g, out, a, index: scatter_into(g, np.shape(a), index), None, settings=1)
scatter       = _row("scatter",      "scatter({0}, {1}, np.s_[{2}])", None, rules.scatter,
                     lambda g, out, a, shape, index: g[index], None, None, settings=2)
# fmt: on


def scatter_into(g: Any, shape: tuple, index: Any):
    """The derivative of reading a part of an array (see rules.scatter): recorded if `g` is a node."""
    return g.scattered(shape, index) if hasattr(g, "scattered") else rules.scatter(g, shape, index)


def concatenate(count: int) -> Operation:
    """The operation that joins `count` arrays along an axis (its last argument)."""

    def rule(position):
        def part(g, out, *arguments):
            axis = arguments[-1] % np.ndim(g)
            start = sum(np.shape(a)[axis] for a in arguments[:position])
            stop = start + np.shape(arguments[position])[axis]
            return g[(slice(None),) * axis + (slice(start, stop),)]

        return part

    places = ", ".join(f"{{{i}}}" for i in range(count))
    text = f"np.concatenate([{places}], axis={{{count}}})"
    derivatives = (*map(rule, range(count)), None)
    return Operation("concatenate", text, None, rules.concatenate, derivatives, settings=1)


TABLE["concatenate"] = concatenate(2)  # the row for two arrays; joining more makes its own
