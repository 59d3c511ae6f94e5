"""The passes: pure, in topological order, without recursion, one place where gradients accumulate."""

import gc
import time

import numpy as np
import pytest
from graphs import cost, fork

from autodiff_core import grad, relu, trace
from autodiff_core.passes import apply_rule, backward_flow, forward_pass


def test_the_forward_pass_computes_every_node_in_order():
    graph = trace(cost, w=5, b=-3)
    assert forward_pass(graph.nodes, (1.0, 2.0, 3.0, 4.0)) == [1, 2, 3, 4, 3, 5, 1, 0.5]


def test_a_value_can_be_replaced_on_the_way_forward():
    graph = trace(cost, w=5, b=-3)
    moved = forward_pass(graph.nodes, (5.0, -3.0, 2.0, 4.0), lambda i, v: v + 1 if i == 5 else v)
    assert moved == [5, -3, 2, 4, 10, 8, 4, 8]


def test_the_backward_pass_goes_node_by_node_in_reverse_and_edge_by_edge_forward():
    graph = trace(fork, w=2, b=1)
    flows = backward_flow(graph.nodes, list(graph.forward().values()), graph.output)
    nodes = [flow.node.index for flow in flows]
    assert nodes == sorted(nodes, reverse=True)
    assert all(a.position < b.position for a, b in zip(flows, flows[1:]) if a.node is b.node)


def test_every_flow_is_upstream_times_local_added_to_what_was_before():
    graph = trace(fork, w=2, b=1)
    for flow in backward_flow(graph.nodes, list(graph.forward().values()), graph.output):
        assert flow.contribution == flow.upstream * flow.local
        assert flow.after == (flow.before or 0) + flow.contribution


def test_a_node_that_only_a_condition_uses_has_its_backward_steps():
    def f(x, y):
        m = x > y
        J = np.where(m, x, y)
        return J

    graph = trace(f, x=3, y=2)
    steps = [str(step.edge) for step in graph.steps() if step.kind == "backward"]
    assert steps == ["m -> J", "x -> J", "y -> J", "x -> m", "y -> m"]
    assert graph.backward() == {"x": 1, "y": 0, "m": 0, "J": 1}
    assert graph._compiled.flows([3.0, 2.0, True, 3.0])


def test_a_division_by_zero_inside_a_rule_follows_ieee_754():
    with np.errstate(all="ignore"):
        assert apply_rule(lambda g, out, a: g / a, 1.0, 0.0, [0.0], 0.0) == float("inf")
        assert apply_rule(lambda g, out, a: g * a**999, 1.0, 0.0, [1e300], 0.0) == float("inf")


def test_where_no_rule_is_no_gradient_flows():
    assert apply_rule(None, 1.0, 2.0, [3.0], 3.0) == 0.0
    np.testing.assert_array_equal(apply_rule(None, 1.0, 2.0, [], np.ones(2, bool)), [0.0, 0.0])


def chain(n):
    def f(x):
        y = x
        for _ in range(n):
            y = y * 1.0
        return y

    return f


def test_a_traced_chain_of_twenty_thousand_operations_runs_and_goes_away():
    graph = trace(chain(20_000), x=3)
    assert len(graph.nodes) == 20_001
    assert graph.backward(x=2)["x"] == 1.0
    del graph
    gc.collect()


def doubled(x):
    for _ in range(50):
        x = x + x
    return x


def test_doubling_fifty_times_takes_fifty_steps_and_not_two_to_the_fiftieth():
    start = time.perf_counter()
    assert grad(doubled)(1.0) == 2.0**50
    graph = trace(doubled, x=1)
    assert graph.backward()["x"] == 2.0**50
    assert len(graph.steps()) == 50 + 1 + 100
    assert time.perf_counter() - start < 5


def test_a_fork_of_one_value_into_many_adds_up():
    assert grad(lambda x: sum([x * i for i in range(1000)]))(1.0) == sum(range(1000))


def many(n):
    def f(x):
        J = relu(x)
        while J < n:
            J = J + x
        return J

    return f


@pytest.mark.parametrize("n", [10, 3000])
def test_a_loop_whose_length_depends_on_a_value_is_checked_at_every_turn(n):
    graph = trace(many(n), x=1.0)
    assert len(graph.guards) == n
    assert graph.backward(x=1.0)["x"] == n
