"""The test graphs of the clinic, from small to large, and what an engine says on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from autodiff_core import lessons
from autodiff_core.clinic.again import two_passes
from autodiff_core.engines import Engine, trace_with
from autodiff_core.graph import trace
from autodiff_core.numbers import format_number

CLOSED_GATE = lessons.NETWORK_PARAMETERS | {"b1": -8}  # the first gate is closed, the second one is open


class Test(NamedTuple):
    """A function at some inputs; and one backward pass, or two, one after the other."""

    fn: Callable
    inputs: Mapping[str, Any]
    name: str
    twice: bool = False

    def call(self, engine: str) -> str:
        """What a learner writes to see it."""
        inputs = ", ".join(f"{name}={format_number(value)}" for name, value in self.inputs.items())
        return f"examine({f'two_passes({engine})' if self.twice else engine}, {self.fn.__name__}, {inputs})"

    def engine(self, engine: type | Engine) -> type | Engine:
        return two_passes(engine) if self.twice else engine


TESTS = (
    Test(lessons.squared, {"x": 3}, "squared"),
    Test(lessons.two_roads, {"a": 2}, "two_roads"),
    Test(lessons.short_cut, {"a": 2}, "short_cut"),
    Test(lessons.cost, lessons.COST_PARAMETERS, "cost"),
    Test(lessons.two_uses, lessons.TWO_USES_PARAMETERS, "two_uses"),
    Test(lessons.network, lessons.TELLING_INPUTS, "network"),
    Test(lessons.network, CLOSED_GATE, "closed gate"),
    Test(lessons.cost, lessons.COST_PARAMETERS, "two passes", twice=True),
)


@cache
def said(engine: type, number: int) -> dict[str, float]:
    """The gradients that an engine finds in a test, for the lines of the code, from the output back."""
    test = TESTS[number]
    found = trace_with(test.engine(engine), test.fn, **test.inputs).backward()
    return {name: float(found[name]) for name in right(number)}


@cache
def right(number: int) -> dict[str, float]:
    """The right gradients in a test, in the same order."""
    test = TESTS[number]
    gradients = trace(test.fn, **test.inputs).backward()
    return {name: float(gradients[name]) for name in reversed(gradients)}


class Difference(NamedTuple):
    """The first test in which two engines say different things, and the node nearest to the output there."""

    test: Test
    node: str
    of: str  # dJ/dw
    one: float
    other: float
    right: float


def difference(one: type, other: type) -> Difference | None:
    """Where two engines differ first; None if they say the same on every test graph."""
    for number, test in enumerate(TESTS):
        numbers, others = said(one, number), said(other, number)
        for name in numbers:
            if numbers[name] != others[name]:
                of = f"d{next(iter(numbers))}/d{name}"
                return Difference(test, name, of, numbers[name], others[name], right(number)[name])
    return None


def alike(one: type, other: type) -> list[Test]:
    """The tests in which two engines say the same, and the same wrong thing."""
    return [
        test for number, test in enumerate(TESTS) if said(one, number) == said(other, number) != right(number)
    ]


def silent(engine: type) -> list[Test]:
    """The tests in which everything that an engine says is right."""
    return [test for number, test in enumerate(TESTS) if said(engine, number) == right(number)]
