"""A graph and its numbers as text."""

import builtins

import numpy as np
import pytest
from graphs import cost, fork, quotient

from autodiff_core import GraphError, trace
from autodiff_core.report import cell


def test_the_table_of_the_four_node_cost():
    assert trace(cost, w=5, b=-3).table().splitlines() == [
        "node  code          value  gradient",
        "w     w                 5         6",
        "b     b                -3         3",
        "x     x                 2        15",
        "y     y                 4        -3",
        "c     c = w * x        10         3",
        "a     a = c + b         7         3",
        "d     d = a - y         3         3",
        "J     J = d**2 / 2    4.5         1",
    ]


def test_a_table_is_what_a_graph_prints_and_the_same_every_time():
    assert repr(trace(cost, w=5, b=-3)) == repr(trace(cost, w=5, b=-3)) == trace(cost, w=5, b=-3).table()
    assert "122" in trace(cost, w=5, b=-3).table(w=61)


def test_a_long_graph_prints_one_line():
    def f(x):
        for _ in range(100):
            x = x + 1
        return x

    assert repr(trace(f, x=1)) == "f: a graph of 101 nodes"


def test_nan_and_infinity_are_reported_by_name():
    assert "the value of v is infinity" in trace(quotient, x=1).notes()
    assert "the gradient of u is NaN" in trace(quotient, x=1).notes()
    assert trace(quotient, x=2).notes() == ()
    assert "note: the value of v is infinity" in repr(trace(quotient, x=1))


def test_a_nan_that_was_given_passes_through_and_is_reported():
    notes = trace(cost, w=float("nan"), b=0).notes()
    assert notes[0] == "the value of w is NaN" and "the value of J is NaN" in notes


@pytest.mark.parametrize(
    "number, text",
    [
        (0.1 + 0.2, "0.3"),
        (True, "True"),
        (np.float32(0.5), "0.5"),
        (np.array([1.0, -2.0]), "[1, -2]"),
        (np.ones((2, 2)), "[1, 1, 1, 1]"),
        (np.ones((3, 2)), "array (3, 2)"),
    ],
)
def test_a_number_in_a_table_is_short(number, text):
    assert cell(number) == text


def test_the_transcript_numbers_every_step():
    lines = trace(fork, w=2, b=1).transcript().splitlines()
    assert lines[0].startswith("1. Forward: compute p")
    steps = len(trace(fork, w=2, b=1).steps())
    assert [line for line in lines if line.startswith(f"{steps}. ")]


def test_a_transcript_of_arrays_is_refused():
    with pytest.raises(GraphError, match="made for single numbers"):
        trace(lambda x: np.sum(x), x=[1, 2]).transcript()


def test_the_dot_program_names_nodes_numbers_and_local_derivatives():
    pytest.importorskip("graphviz")
    source = trace(cost, w=5, b=-3).to_dot().source
    for text in ("digraph cost", "c = w * x", "value 10", "dJ/dw 6", "shape=ellipse", "n4 -> n5"):
        assert text in source
    assert source == trace(cost, w=5, b=-3).to_dot().source
    assert trace(lambda x: x * x, x=3).to_dot().source.count("n0 -> n1") == 2


def test_without_graphviz_to_dot_says_what_to_install(monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name == "graphviz":
            raise ImportError
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(GraphError, match="pip install graphviz"):
        trace(cost, w=5, b=-3).to_dot()
