"""A node is a named line: operations fold into lines, and no gradient changes by it."""

import numpy as np
import pytest
from graphs import cost, fork, network, quotient, square

from autodiff_core import trace
from autodiff_core.fold import MOST_ARGUMENTS, MOST_OPERATIONS, fold
from autodiff_core.node import Node


def shared(x):
    s = np.sin(x) * 2
    J = s**2 + s
    return J


def many_operations(x):
    h = x
    J = sum(h * k for k in range(MOST_OPERATIONS))
    return J


def many_arguments(x):
    h = [x * k for k in range(MOST_ARGUMENTS + 1)]
    J = sum(h)
    return J


def test_two_operations_on_one_line_are_one_node():
    x = Node(3.0)
    power = x**2
    J = power / 2
    lines = fold(J, [x], {J.age: "J"})
    assert [line.nodes for line in lines] == [[power, J]]
    operation, arguments = lines[0].operation()
    assert arguments == (x,)
    assert operation.forward(3.0) == 4.5
    assert operation.rules[0](1.0, 4.5, 3.0) == 3


def test_without_names_or_unfolded_every_operation_is_a_node():
    x = Node(3.0)
    J = x**2 / 2
    assert [len(line.nodes) for line in fold(J, [x], {})] == [1, 1]
    assert [len(line.nodes) for line in fold(J, [x], {J.age: "J"}, line_by_line=False)] == [1, 1]


def test_a_value_that_two_lines_use_has_its_own_node():
    x = Node(3.0)
    common = x * 2
    a, b = common + 1, common - 1
    J = a * b
    lines = fold(J, [x], {a.age: "a", b.age: "b", J.age: "J"})
    assert [line.root for line in lines] == [common, a, b, J]


@pytest.mark.parametrize(
    "fn, inputs, parents",
    [
        (cost, {"w": 5, "b": -3}, [["w", "x"], ["c", "b"], ["a", "y"], ["d"]]),
        (square, {"x": 3}, [["x", "x"]]),
        (fork, {"w": 2, "b": 1}, [["w", "x", "b"], ["y", "p"], ["r", "w"]]),
        (lambda x: x - x, {"x": 3}, [["x", "x"]]),
    ],
)
def test_parents_come_in_the_order_in_which_the_line_reads_them(fn, inputs, parents):
    nodes = [node for node in trace(fn, **inputs).nodes if node.operation]
    assert [[parent.name for parent in node.parents] for node in nodes] == parents


@pytest.mark.parametrize(
    "fn, inputs",
    [
        (cost, {"w": 5, "b": -3}),
        (network, {"w1": 2, "b1": -3, "w2": 2, "b2": -4, "x": 3}),
        (fork, {"w": 2, "b": 1}),
        (quotient, {"x": 3}),
        (shared, {"x": 0.7}),
    ],
)
def test_folding_changes_no_value_and_no_gradient(fn, inputs):
    graph = trace(fn, **inputs)
    finer = graph.unfolded()
    assert len(finer.nodes) > len(graph.nodes) or fn is quotient
    for lines, operations in ((graph.forward(), finer.forward()), (graph.backward(), finer.backward())):
        assert lines == pytest.approx({name: operations[name] for name in lines}, rel=1e-14)


@pytest.mark.parametrize("fn", [many_operations, many_arguments])
def test_a_crowded_line_is_shown_operation_by_operation(fn):
    graph = trace(fn, x=1)
    assert all(len(node.parents) <= 2 for node in graph.nodes)
    assert graph.output.name == "J"


def test_leaves_have_no_parents_and_nodes_of_arrays_are_no_scalars():
    graph = trace(lambda x, y: np.sum(x) * y, x=[1, 2], y=3)
    assert [node.is_leaf for node in graph.nodes] == [True, True, False, False]
    assert [node.is_scalar for node in graph.nodes] == [False, True, False, True]
    assert repr(graph.nodes[1]) == "y"
