"""Parameters that accumulate, and the dict of edges: the numbers are those of the engine."""

import pytest

from autodiff_core import trace
from autodiff_core.errors import GraphError
from autodiff_core.exercises.accumulating import Accumulating, Parameter
from autodiff_core.exercises.edges import Counted, TooManyLooks, edges_of, order_of
from autodiff_core.lessons import cost, squared, two_roads, two_uses


def test_each_backward_pass_adds_to_grad():
    w, b = Parameter(5.0), Parameter(-3.0)
    J = Accumulating(cost, w, b)
    J().backward()
    assert (w.grad, b.grad) == (6, 3)
    J().backward()
    assert (w.grad, b.grad) == (12, 6)
    w.grad = None
    J().backward()
    assert (w.grad, b.grad) == (6, 9)


def test_a_forward_pass_reads_the_values_of_that_moment():
    w, b = Parameter(5.0), Parameter(-3.0)
    J = Accumulating(cost, w, b)
    before = J()
    w.value = 4.4
    assert (before.value, J().value) == (4.5, pytest.approx(1.62))
    before.backward()
    assert w.grad == 6
    assert (repr(w), repr(before)) == ("Parameter(value=4.4, grad=6)", "J = 4.5")


def test_a_second_backward_pass_through_one_forward_pass_is_refused():
    J = Accumulating(two_uses, Parameter(2.0), Parameter(1.0))()
    J.backward()
    with pytest.raises(GraphError, match="each one needs a forward pass of its own"):
        J.backward()


def test_the_edges_are_those_of_the_lesson():
    written = {"e": [("c", 1), ("d", 1)], "c": [("b", 1)], "d": [("b", 5)], "b": [("a", 4)], "a": []}
    graph = trace(two_roads, a=2)
    assert edges_of(graph) == written
    assert order_of(graph) == list("edcba")
    assert edges_of(trace(squared, x=3), x=-2) == {"e": [("x", -2), ("x", -2)], "x": []}


def test_a_counted_dict_says_when_it_was_looked_into_too_often():
    edges = Counted({"a": []}, 2)
    assert edges["a"] == edges.get("a") == []
    assert edges.get("b", 7) == 7
    with pytest.raises(TooManyLooks):
        edges.get("a")
