"""The graph: nodes, edges, passes and steps of the four-node cost, and what a graph says of itself."""

import math

import numpy as np
import pytest
from graphs import branch, chain, cost, fork, square

from autodiff_core import GraphError, trace

VALUES = {"w": 5, "b": -3, "x": 2, "y": 4, "c": 10, "a": 7, "d": 3, "J": 4.5}
GRADIENTS = {"w": 6, "b": 3, "x": 15, "y": -3, "c": 3, "a": 3, "d": 3, "J": 1}


def four():
    return trace(cost, w=5, b=-3)


def largest(x, y):
    J = max(x, y) * 2
    return J


def doubled(x):
    while x < 10:
        x = x * 2
    return x


def undefined(x):
    a = x - 3
    J = np.log(a)
    return J


def pole(x):
    a = x - 1
    J = x / a
    return J


def unused(w, b):
    J = w * w
    return J


def long(x):
    for _ in range(20_000):
        x = x + 0.5
    return x


def test_nodes_come_in_topological_order_inputs_first():
    nodes = four().nodes
    assert [node.name for node in nodes] == ["w", "b", "x", "y", "c", "a", "d", "J"]
    assert [node.index for node in nodes] == list(range(8))
    assert [node.is_leaf for node in nodes] == [True] * 4 + [False] * 4
    assert all(parent.index < node.index for node in trace(fork, w=2, b=1).nodes for parent in node.parents)


def test_edges_carry_the_argument_index_and_a_square_has_two():
    edges = [(repr(e), e.index, e.argument) for e in trace(square, x=3).edges]
    assert edges == [("x -> J", 0, 0), ("x -> J", 1, 1)]
    assert [repr(e) for e in four().edges] == [
        "w -> c", "x -> c", "c -> a", "b -> a", "a -> d", "y -> d", "d -> J"]  # fmt: skip


def test_values_and_gradients_of_every_node():
    graph = four()
    assert (graph.forward(), graph.backward()) == (VALUES, GRADIENTS)
    assert (graph.inputs, graph.output.name, graph.name) == ({"w": 5, "b": -3, "x": 2, "y": 4}, "J", "cost")


def test_inputs_not_given_keep_their_values_and_passes_leave_nothing_behind():
    graph = four()
    assert graph.forward(w=1)["J"] == 12.5
    assert graph.backward(w=1)["w"] == -10
    assert (graph.forward(), graph.backward()) == (VALUES, GRADIENTS)


def test_the_twelve_steps_of_the_four_node_graph():
    steps = four().steps()
    assert [(s.kind, s.node.name) for s in steps] == [
        *[("forward", name) for name in "cadJ"],
        ("seed", "J"),
        *[("backward", name) for name in "Jddaacc"],
    ]
    assert [s.value for s in steps[:4]] == [10, 7, 3, 4.5]
    numbers = [(s.upstream, s.local, s.contribution, s.before, s.after) for s in steps[5:]]
    assert numbers == [
        (1, 3, 3, 0, 3),
        (3, 1, 3, 0, 3),
        (3, -1, -3, 0, -3),
        (3, 1, 3, 0, 3),
        (3, 1, 3, 0, 3),
        (3, 2, 6, 0, 6),
        (3, 5, 15, 0, 15),
    ]


def test_an_unused_input_and_a_constant_have_gradient_zero():
    assert trace(unused, w=3, b=2).backward() == {"w": 6, "b": 0, "J": 1}
    assert list(trace(lambda x: 7, x=1).backward().values()) == [0, 1]
    assert trace(lambda x: x, x=1).backward() == {"x": 1}


@pytest.mark.parametrize(
    "fn, recorded, moved, condition",
    [
        (branch, {"x": 1}, {"x": -1}, "x > 0 is true. Here it is false"),
        (branch, {"x": -1}, {"x": 1}, "x > 0 is false. Here it is true"),
        (largest, {"x": 1, "y": 2}, {"x": 3}, "y > x is true. Here it is false"),
        (doubled, {"x": 3}, {"x": 2}, "x_3 < 10 is false. Here it is true"),
        (doubled, {"x": 3}, {"x": 11}, "x < 10 is true. Here it is false"),
    ],
)
def test_inputs_that_would_take_the_other_branch_are_refused(fn, recorded, moved, condition):
    graph, name = trace(fn, **recorded), fn.__name__
    for run in (graph.forward, graph.backward, graph.steps):
        with pytest.raises(GraphError) as refusal:
            run(**moved)
        assert str(refusal.value) == (
            f"{name} was recorded where {condition}, so {name} would take its other branch: "
            "trace it again with these inputs."
        )


@pytest.mark.parametrize(
    "inputs, sentence",
    [
        ({"ww": 1}, "cost has no input called ww: its inputs are w, b, x and y. Did you mean w?"),
        (
            {"w": [1, 2]},
            "The input w was recorded as one number and is now an array of shape (2,): "
            "trace the function again for the new shape.",
        ),
        (
            {"w": "5"},
            "The input w is not usable. '5' is text, not a number: leave out the quotes, str() or f\"...\".",
        ),
    ],
)
def test_inputs_that_do_not_fit_are_refused(inputs, sentence):
    with pytest.raises(GraphError) as refusal:
        four().forward(**inputs)
    assert str(refusal.value) == sentence


def test_the_logarithm_of_a_negative_number_names_the_variable():
    sentence = "log of a = -2.0 is not defined: log needs a number above 0."
    for attempt in (lambda: trace(undefined, x=1), lambda: trace(undefined, x=5).forward(x=1)):
        with pytest.raises(GraphError) as refusal:
            attempt()
        assert str(refusal.value) == sentence


def test_nan_and_infinity_pass_through_and_are_named():
    graph = trace(pole, x=1)
    assert graph.forward()["J"] == math.inf
    assert graph.notes() == (
        "the value of J is infinity",
        "the gradient of x is NaN",
        "the gradient of a is -infinity",
    )
    assert graph.notes(x=2) == ()
    assert math.isnan(four().forward(w=math.nan)["J"])


def test_depth_and_number_of_paths_do_not_matter():
    graph = trace(long, x=1.0)
    assert len(graph.nodes) == 20_001
    assert graph.forward()[graph.output.name] == 10_001
    assert graph.backward()["x"] == 1
    assert repr(trace(chain, x=1)) == "chain: a graph of 301 nodes"


def test_an_input_may_be_called_self():
    graph = trace(eval("lambda self: self * self"), **{"self": 2.0})
    for method in (graph.table, graph.notes, graph.transcript, graph.forward, graph.backward):
        assert method(**{"self": 3.0}) is not None


def test_a_name_that_is_no_name_is_neither_shown_whole_nor_taken_for_the_name_of_a_function():
    def square(w):
        return w**2

    square.__name__ = "a\nb"
    with pytest.raises(GraphError, match=r"^f has no input called w{37}\.\.\.: its inputs are w\."):
        trace(square, w=1).forward(**{"w" * 10_000: 1})


def test_a_nudge_in_quotes_is_refused():
    with pytest.raises(GraphError, match="'0.1' is text"):
        trace(lambda w: w * w, w=1).nudged("w", "0.1")
