"""Families of graphs whose size the learner chooses, to count what gradients cost."""

from __future__ import annotations

import inspect
import numbers
from collections.abc import Callable

from autodiff_core.activations import relu
from autodiff_core.errors import GraphError
from autodiff_core.graph import Graph, trace
from autodiff_core.in_words import short

LARGEST = 1000  # n and k: above that, all four methods take longer to count than anybody waits
WEIGHTS = (2.0, 0.5)  # in turn: the product stays near 1, so long rows neither explode nor fade away
BIAS = 0.125


def row(n: int, p: int) -> Graph:
    """A row of n nodes (2 to 1000) with p parameters (1 to n - 1): times a weight, plus a bias, ReLU, a cost.

    The parameters are spread evenly over the row, weights and biases in turn, at most one at a node; a node
    without one is a ReLU. The last node is the cost J = v**2 / 2.
    """
    n, p = _whole("n", n, 2), _whole("p", p, 1)
    if p >= n:
        raise GraphError(f"A row of {n} nodes has room for 1 to {n - 1} parameters, not for {p}.")
    values = parameter_values(p)

    def network(**given):
        parameters, v = iter(given.values()), 1.0
        for k in range(n - 1):
            used, due = _rounded_up(k * p, n - 1), _rounded_up((k + 1) * p, n - 1)
            if due == used:
                v = relu(v)
            else:
                v = v * next(parameters) if used % 2 == 0 else v + next(parameters)
        J = v**2 / 2
        return J

    return trace(_with_inputs(network, values), **values)


def _whole(name: str, value: int, least: int) -> int:
    """`value` as a whole number from `least` to LARGEST, or GraphError."""
    if isinstance(value, bool) or not isinstance(value, numbers.Integral) or not least <= value <= LARGEST:
        raise GraphError(f"{name} needs to be a whole number from {least} to {LARGEST}, not {short(value)}.")
    return int(value)


def _rounded_up(a: int, b: int) -> int:
    return -(-a // b)


def parameter_values(p: int) -> dict[str, float]:
    """The p parameters of a row by name: w1, b1, w2, b2, ..."""
    names = [f"{'wb'[i % 2]}{i // 2 + 1}" for i in range(p)]
    return {name: BIAS if name[0] == "b" else WEIGHTS[i // 2 % 2] for i, name in enumerate(names)}


def doubling(k: int) -> Graph:
    """x = x + x, k times (1 to 1000): k + 1 nodes, and 2**k paths that lead from the end to x."""
    k = _whole("k", k, 1)

    def double(x):
        for _ in range(k):
            x = x + x
        return x

    return trace(double, x=1)


def _with_inputs(function: Callable, names) -> Callable:
    """Give a function of **inputs one named input for each of the names, as `trace` wants it."""
    kind = inspect.Parameter.KEYWORD_ONLY
    function.__signature__ = inspect.Signature([inspect.Parameter(name, kind) for name in names])
    return function
