"""Break an engine on purpose: the same engine with one well-known mistake, for the explorers to show."""

from __future__ import annotations

import functools
import numbers
from collections.abc import Callable

from autodiff_core.errors import GraphError, listed
from autodiff_core.in_words import short
from autodiff_core.small_engine import topological_order

# Operators that wrap a plain number. (A power does not: its exponent stays a number.)
WRAPPING = {f"__{r}{name}__" for name in ("add", "mul", "sub", "truediv") for r in ("", "r")}


def broken(Value: type, mistake: str = "") -> type:
    """A copy of an engine that makes one mistake and is right otherwise. The engine itself is not touched.

    mistake: "overwrites" (= in place of += on the way back), "forgets upstream" (hands on local derivatives
    alone), "swaps" (the two local derivatives of a product) or "leaks" (a closed ReLU lets the gradient
    through). Raises GraphError for any other, and for what is no class.
    """
    if not isinstance(Value, type):
        raise GraphError(
            f"broken needs the class of your values first, and got {short(Value)}: "
            'write broken(Value, "swaps").'
        )
    if not isinstance(mistake, str) or mistake not in MISTAKES:
        raise GraphError(f"An engine can be broken in these ways: {listed(map(repr, MISTAKES))}.")
    copy = type("Value", (Value,), {})
    methods = {name: method for kind in Value.__mro__[-2::-1] for name, method in vars(kind).items()}
    spoiled, spoil = MISTAKES[mistake]
    for name, method in methods.items():
        if callable(method) and name != "__init__":
            method = _making_copies(method, Value, copy, wrap=name in WRAPPING)
            setattr(copy, name, spoil(method) if name == spoiled else method)
    return copy


def _making_copies(method: Callable, Value: type, copy: type, wrap: bool) -> Callable:
    """The same method, but what it makes is of the class `copy`; with `wrap`, numbers it takes are, too."""

    def own(v):
        return v if isinstance(v, copy) else copy(v.value, v.parents, v.local_derivatives)

    @functools.wraps(method)
    def made(*arguments):
        if wrap:
            arguments = [copy(x) if isinstance(x, numbers.Real) else x for x in arguments]
        result = method(*arguments)
        return own(result) if isinstance(result, Value) else result

    return made


def _passing_back(hand_on: Callable) -> Callable:
    """A backward pass in which `hand_on(before, upstream, local)` is what a parent then has."""

    def backward(output):
        order = topological_order(output)
        for v in order:
            v.gradient = 0.0
        output.gradient = 1.0
        for v in reversed(order):
            for parent, local in zip(v.parents, v.local_derivatives):
                parent.gradient = hand_on(parent.gradient, v.gradient, local)

    return lambda right: backward


def _believing(change: Callable) -> Callable:
    """An operation that believes in changed local derivatives."""

    def spoil(method):
        def spoiled(*arguments):
            v = method(*arguments)
            v.local_derivatives = change(v.local_derivatives)
            return v

        return spoiled

    return spoil


MISTAKES = {
    "overwrites": ("backward", _passing_back(lambda before, upstream, local: upstream * local)),
    "forgets upstream": ("backward", _passing_back(lambda before, upstream, local: before + local)),
    "swaps": ("__mul__", _believing(lambda pair: pair[::-1])),
    "leaks": ("relu", _believing(lambda one: (1.0,))),
}
