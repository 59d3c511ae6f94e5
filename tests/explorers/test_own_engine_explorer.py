"""Every explorer takes the graph of a learner's own engine."""

import pytest
from engines_of_learners import Scalar, broken
from graphs import branch

from autodiff_core import GraphError, small_engine
from autodiff_core.engines import trace_with
from autodiff_core.explorers import DerivativeExplorer, DescentExplorer, GraphExplorer, OrderExplorer
from autodiff_core.lessons import COST_PARAMETERS, NETWORK_PARAMETERS, cost, network, two_uses

ENGINES = pytest.mark.parametrize(
    "Value", [small_engine.Value, Scalar], ids=["small engine", "micrograd style"]
)


def codes(explorer):
    return [node["code"] for node in explorer.spec["nodes"]]


@ENGINES
def test_an_explorer_shows_the_numbers_of_the_engine(Value):
    explorer = GraphExplorer(trace_with(Value, cost, **COST_PARAMETERS))
    explorer.w = 2.5
    w = Value(2.5)
    J = cost(w, Value(-3), Value(2), Value(4))
    J.backward()
    gradient = w.gradient if Value is small_engine.Value else w.grad
    assert explorer.gradients["w"] == gradient == -4
    assert explorer.values["J"] == 2
    assert "c = w * x" in explorer.plain() and "c = w * x" in explorer.svg()


def test_what_does_not_fit_is_said_in_the_table_and_to_the_page():
    explorer = GraphExplorer(trace_with(broken("overwrites"), two_uses, w=2, b=1))
    sentence = "Your engine says de/dw = 4, but the contributions on its edges add up to -14: look at how"
    assert sentence in explorer.plain()
    assert any("Your engine says de/dw = {m:" in each for each in explorer.spec["checks"]["sentences"])
    forgetful = GraphExplorer(trace_with(broken("forgets a parent"), two_uses, w=2, b=1))
    assert len(forgetful.spec["remarks"]) == 1 and "x is not among the parents of c" in forgetful.plain()


def test_an_ordinary_graph_has_nothing_to_check():
    spec = GraphExplorer(two_uses, w=2, b=1).spec
    assert spec["remarks"] == [] and spec["checks"]["sentences"] == []
    assert "checks" not in spec["program"]


def test_a_gate_that_is_a_branch_has_the_engine_recorded_again():
    explorer = GraphExplorer(trace_with(Scalar, network, **NETWORK_PARAMETERS), step=12)
    program = explorer.spec["program"]
    explorer.w1 = -1
    assert explorer.values["a1"] == 0 and explorer.gradients["w1"] == 0
    assert explorer.spec["program"] != program and explorer.step == 12
    assert [each["start"] for each in explorer.spec["inputs"]] == [2, 0, 3, 1, 1, 5]
    explorer.w1 = 2
    assert explorer.values["a1"] == 2 and explorer.gradients["w1"] == 6


def test_another_branch_is_another_picture():
    explorer = GraphExplorer(branch, x=2, step=4, ranges={"x": (-3, 3)})
    assert codes(explorer) == ["x", "k", "z = k * x"]
    explorer.x = -2
    assert codes(explorer) == ["x", "k", "z = -x"] and explorer.step == explorer.last_step == 3
    assert explorer.spec["inputs"][0]["min"] == -3 and "z = -x" in explorer.plain()


def test_a_graph_is_shown_on_the_branch_of_the_inputs_it_starts_with():
    graph = GraphExplorer(branch, x=2).graph
    assert codes(GraphExplorer(graph, x=-2)) == ["x", "k", "z = -x"]


def test_where_the_function_cannot_be_recorded_the_page_stays_as_it_is():
    def fn(x):
        if x < 0:
            raise RuntimeError
        return 2 * x

    explorer = GraphExplorer(fn, x=2)
    spec = explorer.spec
    explorer.x = -1
    assert explorer.spec is spec and "trace it again with these inputs" in explorer.plain()


def test_an_explorer_of_orders_stays_with_its_graph():
    explorer = OrderExplorer(branch, x=2)
    spec = explorer.spec
    explorer.x = -2
    assert explorer.spec is spec


@ENGINES
def test_the_other_explorers_take_it_too(Value):
    graph = trace_with(Value, cost, **COST_PARAMETERS)
    derivative = DerivativeExplorer(trace_with(Value, lambda w: w**2, w=3))
    assert derivative.derivative == 6 and derivative.forward_difference == pytest.approx(6.001)
    order = OrderExplorer(graph)
    assert order.found == order.gradients == graph.backward()
    assert DescentExplorer(graph).plain()


def test_a_division_by_zero_in_the_engine_is_one_sentence_in_place_of_the_table():
    explorer = GraphExplorer(trace_with(small_engine.Value, lambda u, v: u / v, u=1, v=2))
    explorer.v = 0
    assert explorer.plain().startswith("Your code stopped with ZeroDivisionError")
    assert "<svg" in explorer.svg()
    with pytest.raises(GraphError):
        explorer.values  # noqa: B018
