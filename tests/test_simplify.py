"""Local derivatives read as one writes them by hand, and keep their value."""

import numpy as np
import pytest
from graphs import cost, fork, network, square

from autodiff_core import operations as ops
from autodiff_core import trace
from autodiff_core.node import Node
from autodiff_core.printer import Printer
from autodiff_core.simplify import simplify

x, y = Node(3.0), Node(-2.0)

SIMPLER = {
    "x": [
        0.5 * (2 * x),
        1 * x,
        x * 1,
        -1 * -x,
        x / 1,
        x + 0,
        0 + x,
        2 * x / 2,
        Node(3.0, ops.identity, (x,)),
    ],
    "-x": [-1 * x, -x, x * -1, 2 * x / -2],
    "-2 * x": [-(2 * x), x * -2, -(x * 2)],
    "2 * (x * y)": [x * y * 2, 2 * (x * y)],
    "12 * (x + 1)": [3 * (4 * (x + 1))],
    "0 * x": [0 * x, x * 0],  # not 0: x can be infinite
    "x - x": [x - x],
    "x / x": [x / x],
    "-(x - y)": [-(x - y)],
    "x * y": [1 * x * (1 * y)],
    "np.exp(x)": [np.exp(x + 0) * 1],
}


@pytest.mark.parametrize("text, expression", [(text, e) for text in SIMPLER for e in SIMPLER[text]])
def test_constants_are_gathered(text, expression):
    simpler = simplify(expression, {x.age, y.age})
    assert Printer({x.age: "x", y.age: "y"}).text(simpler) == text
    assert simpler.value == expression.value


def test_what_has_a_name_stays_as_it_is():
    named = 1 * x
    assert simplify(named, {x.age, named.age}) is named
    assert simplify(0.5, set()) == 0.5


def test_arithmetic_of_constants_alone_is_a_number():
    two = Node(6.0, ops.multiply, (2.0, 3.0))
    assert simplify(two, set()) == 6


@pytest.mark.parametrize(
    "fn, inputs, local",
    [
        (cost, {"w": 5, "b": -3}, "x w 1 1 1 -1 d"),
        (square, {"x": 3}, "x x"),
    ],
)
def test_edges_carry_the_formulas_of_the_source_document(fn, inputs, local):
    assert [edge.local for edge in trace(fn, **inputs).edges] == local.split()


def test_edges_of_longer_lines():
    assert [e.local for e in trace(fork, w=2, b=1).edges] == ["x", "w", "1", "1", "-1", "2 * r", "2 * w"]
    last = trace(network, w1=2, b1=0, w2=3, b2=1).edges[-2:]
    assert [(repr(e), e.local) for e in last] == [("a2 -> J", "a2 - y"), ("y -> J", "-(a2 - y)")]
