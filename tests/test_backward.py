"""The backward pass on recorded nodes: youngest first, accumulated, pure, and without recursion."""

import gc
import sys

import numpy as np
import pytest

from autodiff_core import grad, value_and_grad
from autodiff_core.backward import (
    accumulate,
    ancestors,
    exact,
    fit,
    nodes,
    one_like,
    precision,
    pull_back,
    pull_back_on_copy,
    zeros_like,
)
from autodiff_core.node import Node


def test_gradients_accumulate():
    assert accumulate(None, 3.0) == 3.0
    assert accumulate(2.0, 3.0) == 5.0


def test_ancestors_are_youngest_first_and_each_once():
    x = Node(2.0)
    y = x * x
    z = y + x
    assert ancestors(z) == [z, y, x]
    assert ancestors(y, z) == [z, y, x]


def operations_of(output):
    return [node for node in ancestors(output)[::-1] if node.operation]


def test_gradients_of_the_leaves_are_returned_and_nothing_is_left_on_the_nodes():
    x, y, unused = Node(2.0), Node(3.0), Node(4.0)
    z = x * y + x
    tape = operations_of(z)
    assert pull_back(tape, z, 1.0, [x, y, unused]) == [4.0, 2.0, 0.0]
    assert all(node.upstream is None for node in (x, y, unused, *tape))
    assert pull_back(tape, z, 1.0, [x, y, unused]) == [4.0, 2.0, 0.0]


def test_an_output_that_is_a_leaf_gets_the_seed():
    x = Node(2.0)
    assert pull_back([], x, 5.0, [x]) == [5.0]


def test_what_the_output_does_not_depend_on_is_passed_over():
    x = Node(2.0)
    z = x * x
    aside = z * 7
    assert pull_back([z, aside], z, 1.0, [x]) == [4.0]


def test_nodes_up_to_the_youngest_leaf_count_as_leaves():
    outer = Node(3.0)
    inner = outer * 1
    square = inner * inner
    assert pull_back_on_copy(square, 1.0, [inner], lambda node: node.value, inner.age) == [6.0]


def test_a_node_is_visited_when_all_that_use_it_have_sent_their_share():
    x = Node(2.0)
    early = x * 3
    late = early * early
    output = early + late * early
    assert pull_back(operations_of(output), output, 1.0, [x]) == [3 * (1 + 3 * 36)]


def test_on_a_copy_with_nodes_as_values_the_pass_is_recorded():
    x = Node(3.0)
    z = x * x
    (gradient,) = pull_back_on_copy(z, 1.0, [x], nodes, x.age)
    assert type(gradient) is Node and gradient.value == 6.0
    assert pull_back(operations_of(gradient), gradient, 1.0, [x]) == [2.0]


def test_on_a_copy_with_exact_values_nothing_raises():
    x = Node(0.0)
    with np.errstate(all="ignore"):
        found = pull_back_on_copy(1 / x, np.float64(1), [x], lambda node: exact(node.value))
    assert found == [-np.inf]


def test_a_contribution_gets_the_shape_and_precision_of_its_value():
    ones = np.ones((2, 3))
    assert fit(ones, 1.0) == 6.0
    np.testing.assert_array_equal(fit(ones, np.ones(3)), [2, 2, 2])
    np.testing.assert_array_equal(fit(ones, np.ones((2, 1))), [[3], [3]])
    assert fit(ones, np.ones(3, np.float32)).dtype == np.float32
    assert np.isnan(fit(1j, 1.0))


def test_gradients_have_the_precision_of_their_values_and_truth_values_have_floats():
    assert {precision(x).name for x in (True, 1.0, np.ones(2, bool))} == {"float64"}
    assert precision(np.float32(1)) == np.float32
    assert one_like(np.float32(3)).dtype == np.float32 and one_like(3.0) == 1.0
    assert zeros_like(np.ones(2, np.float32)).dtype == np.float32


def chain(x):
    for _ in range(1_000_000):
        x = x * 1.0
    return x


def test_a_chain_of_a_million_operations_is_differentiated():
    assert grad(chain)(3.0) == 1.0


def operations(n):
    def f(w):
        y = w
        for _ in range(n):
            y = y + w
        return y

    return f


def test_a_node_costs_two_hundred_bytes_and_two_objects_that_the_collector_traces():
    tracemalloc = pytest.importorskip("tracemalloc")
    n, x = 20_000, Node(1.0)
    gc.collect()
    before = len(gc.get_objects())
    tracemalloc.start()
    output = operations(n)(x)
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert taken / n <= 200
    assert (len(gc.get_objects()) - before) / n <= 2.01
    assert output.value == n + 1


def test_a_graph_that_is_dropped_is_gone_at_once_and_needs_no_collector():
    gc.collect()
    gc.disable()
    try:
        before = len(gc.get_objects())
        value_and_grad(operations(5000))(1.0)
        assert len(gc.get_objects()) - before < 100
    finally:
        gc.enable()


def test_depth_needs_no_other_recursion_limit():
    assert grad(operations(3 * sys.getrecursionlimit()))(1.0) == 3 * sys.getrecursionlimit() + 1
