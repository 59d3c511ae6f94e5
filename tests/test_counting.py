"""What gradients cost: every count against one obtained a second way, from the structure of the graph."""

import itertools

import numpy as np
import pytest
from graphs import branch, cost, fork, network, quotient
from hypothesis import given
from random_programs import complex_step, run, scalar_cases

from autodiff_core import GraphError, relu, trace
from autodiff_core.counting import (
    EPSILON,
    METHODS,
    backpropagation,
    compare,
    forward_mode,
    nudging,
    one_path_at_a_time,
    paths,
)
from autodiff_core.families import doubling, row
from autodiff_core.lessons import COST_PARAMETERS, NETWORK_PARAMETERS

EXACT = [forward_mode, one_path_at_a_time, backpropagation]


def layers(w1, w2, b, x=2):
    """Two layers of two nodes: values wait for each other, and paths part and meet."""
    h = w1 * x
    i = w2 * x
    j = h * i + b
    k = h - i
    o = relu(j) + k * k
    J = o * o / 2
    return J


GRAPHS = {
    "cost": trace(cost, **COST_PARAMETERS),
    "network": trace(network, **NETWORK_PARAMETERS),
    "network, operation by operation": trace(network, **NETWORK_PARAMETERS).unfolded(),
    "fork": trace(fork, w=2, b=1),
    "quotient": trace(quotient, x=3),
    "branch": trace(branch, x=2),
    "layers": trace(layers, w1=0.5, w2=-0.25, b=1),
    "unused": trace(lambda w, b: w * w, w=3, b=2),
    "nothing done": trace(lambda w, b: w, w=3, b=2),
    "a condition": trace(lambda w, b: np.where(w > b, w * b, b), w=3, b=2),
    "row": row(12, 5),
    "full row": row(9, 8),
    "doubling": doubling(6),
}
every_graph = pytest.mark.parametrize("graph", GRAPHS.values(), ids=GRAPHS)


# The same numbers a second way: from nodes and arrows alone, written out as plainly as possible


def nodes_of(graph):
    """The nodes with an operation, in the order of the forward pass."""
    return [node for node in graph.nodes if node.operation]


def edges_of(graph):
    return sum(len(node.parents) for node in graph.nodes)


def path_lengths(node, goal):
    """The number of edges of every path from a node back to the input `goal`, found by following each one."""
    if node.name == goal:
        return [0]
    return [1 + length for parent in node.parents for length in path_lengths(parent, goal)]


def most_waiting(graph):
    """The most values that are there at once when a forward pass keeps only what is needed later."""
    operations, most = nodes_of(graph), 0
    for now in operations:
        users = {u.index: [w.index for w in operations if u in w.parents] for u in operations}
        waiting = [
            u
            for u in operations
            if u.index <= now.index and (u in (now, graph.output) or max(users[u.index]) >= now.index)
        ]
        most = max(most, len(waiting))
    return most


def most_in_backpropagation(graph):
    """While a node passes its gradient back: its value and all before it, and the gradients there are."""
    operations, most = nodes_of(graph), 0
    for now in operations:
        values = [u for u in operations if u.index <= now.index]
        reached = {p.index for w in operations if w.index >= now.index for p in w.parents}
        gradients = [u for u in values if u.index in reached or u in (now, graph.output)]
        most = max(most, len(values) + len(gradients))
    return most


@every_graph
def test_nudging_evaluates_every_node_once_for_the_start_and_once_for_each_parameter(graph):
    count, p, n = nudging(graph), len(graph.inputs), len(nodes_of(graph))
    assert (count.nodes, count.edges, count.steps) == ((p + 1) * n, 0, (p + 1) * n)


@every_graph
def test_forward_mode_takes_every_node_and_every_edge_for_each_parameter(graph):
    count, p = forward_mode(graph), len(graph.inputs)
    assert (count.nodes, count.edges) == (p * len(nodes_of(graph)), p * edges_of(graph))


@every_graph
def test_one_path_at_a_time_passes_the_edges_of_every_path_that_there_is(graph):
    lengths = [length for name in graph.inputs for length in path_lengths(graph.output, name)]
    count = one_path_at_a_time(graph)
    assert (count.nodes, count.edges) == (len(nodes_of(graph)), sum(lengths))
    assert paths(graph) == (len(lengths), sum(lengths))


@every_graph
def test_backpropagation_takes_every_node_and_every_edge_once(graph):
    count = backpropagation(graph)
    assert (count.nodes, count.edges) == (len(nodes_of(graph)), edges_of(graph))
    assert count.edges == len(graph.edges) == sum(step.kind == "backward" for step in graph.steps())


@every_graph
def test_the_numbers_kept_are_those_that_are_still_needed(graph):
    waiting, n = most_waiting(graph), len(nodes_of(graph))
    assert nudging(graph).kept == waiting + 1  # and the cost at the start
    assert forward_mode(graph).kept == 2 * waiting  # each value with its derivative
    assert one_path_at_a_time(graph).kept == n + 1  # and the product along the path
    assert backpropagation(graph).kept == most_in_backpropagation(graph)


@every_graph
def test_when_a_method_is_done_nothing_is_left_but_what_it_says(graph):
    assert forward_mode(graph).held == backpropagation(graph).held == 0
    assert nudging(graph).held == 1


@every_graph
def test_all_methods_find_the_gradients_of_the_graph(graph):
    right = {name: gradient for name, gradient in graph.backward().items() if name in graph.inputs}
    for method in EXACT:
        assert method(graph).gradients == pytest.approx(right, rel=1e-12), method.__name__
    assert nudging(graph).gradients == pytest.approx(right, rel=0.02, abs=0.02)


@every_graph
def test_the_gradients_agree_with_central_differences(graph):
    for name, value in graph.inputs.items():
        high, low = (graph.forward(**{name: value + e})[graph.output.name] for e in (1e-6, -1e-6))
        assert backpropagation(graph).gradients[name] == pytest.approx((high - low) / 2e-6, abs=1e-6)


@given(scalar_cases())
def test_all_methods_agree_on_random_graphs(case):
    program, inputs = case
    values = dict(zip("abc", map(float, inputs)))
    graph = trace(lambda a, b, c: run(program, (a, b, c)), **values)
    right = dict(zip("abc", map(float, complex_step(program, inputs))))
    for method in EXACT:
        assert method(graph).gradients == pytest.approx(right, rel=1e-8, abs=1e-8)
    start = run(program, tuple(values.values()))
    for name, found in nudging(graph).gradients.items():
        moved = run(program, tuple((values | {name: values[name] + EPSILON}).values()))
        assert found == pytest.approx((moved - start) / EPSILON, rel=1e-6, abs=1e-6)
    lengths = [length for name in graph.inputs for length in path_lengths(graph.output, name)]
    assert one_path_at_a_time(graph).edges == sum(lengths)
    assert backpropagation(graph).edges == len(graph.edges)
    assert backpropagation(graph).kept == most_in_backpropagation(graph)
    assert forward_mode(graph).kept == 2 * most_waiting(graph)


def test_the_network_of_the_source_document_by_hand():
    parameters = list(NETWORK_PARAMETERS)
    found = {name: run(GRAPHS["network"], parameters).steps for name, run in METHODS.items()}
    by_hand = {
        "nudging": 5 * 7,  # a start and four nudges, seven nodes each
        "forward mode": 4 * (7 + 12),  # four parameters, seven nodes and twelve edges each
        "one path at a time": 7 + (7 + 6 + 4 + 3),  # the way from J to w1, b1, w2, b2
        "backpropagation": 7 + 12,
    }
    assert found == by_hand


# Families of graphs


@pytest.mark.parametrize(
    "n, p", [(n, p) for n, p in itertools.product((2, 3, 10, 50), (1, 2, 9, 49)) if p < n]
)
def test_a_row_has_n_nodes_p_parameters_and_steps_that_grow_as_n_plus_p(n, p):
    graph = row(n, p)
    assert (len(nodes_of(graph)), len(graph.inputs), edges_of(graph)) == (n, p, n - 1 + p)
    assert backpropagation(graph).steps == 2 * n + p - 1
    assert nudging(graph).steps == n * (p + 1)
    assert forward_mode(graph).steps == p * (2 * n + p - 1)
    assert all(gradient > 0 for gradient in backpropagation(graph).gradients.values())


def test_the_parameters_of_a_row_are_spread_evenly_weights_and_biases_in_turn():
    codes = [node.code.partition(" = ")[2] for node in nodes_of(row(8, 4))]
    assert codes == [
        "1 * w1", "v + b1", "relu(v_2)", "v_3 * w2", "relu(v_4)", "v_5 + b2", "relu(v_6)", "v_7**2 / 2",
    ]  # fmt: skip
    spaced = [i for i, node in enumerate(nodes_of(row(101, 20))) if any(p.is_leaf for p in node.parents)]
    assert spaced == list(range(0, 100, 5))


@pytest.mark.parametrize("n, p", [(5, 5), (5, 900)])
def test_a_row_without_room_is_refused(n, p):
    with pytest.raises(GraphError, match=f"A row of {n} nodes has room for 1 to {n - 1} parameters"):
        row(n, p)


@pytest.mark.parametrize("wrong", ["7", None, True, -1, 0, 2.5, np.nan, [3], 10**6, 10**400])
def test_a_size_that_is_none_gets_one_sentence_at_once(wrong):
    sentence = r"^[npk] needs to be a whole number from [12] to 1000, not [^\n]{,45}$"
    for build in (lambda: row(wrong, 1), lambda: row(9, wrong), lambda: doubling(wrong)):
        with pytest.raises(GraphError, match=sentence):
            build()


@pytest.mark.parametrize("k", [1, 2, 7, 12])
def test_doublings_have_two_to_the_k_paths_and_k_plus_1_nodes(k):
    graph = doubling(k)
    assert len(graph.nodes) == k + 1
    assert paths(graph) == (2**k, k * 2**k)
    assert one_path_at_a_time(graph).edges == k * 2**k
    assert backpropagation(graph).edges == 2 * k
    assert backpropagation(graph).gradients == {"x": 2.0**k}


def test_paths_that_cannot_be_walked_are_counted_and_the_sentence_says_how_many():
    graph = doubling(20)
    assert paths(graph) == (1_048_576, 20 * 1_048_576)
    with pytest.raises(GraphError, match="has 1048576 paths to x: one at a time that is 20971520 multiplic"):
        one_path_at_a_time(graph)
    assert "one path at a time: not run, 1048576 paths\n" in repr(compare(graph))


def test_only_paths_to_the_chosen_parameters_are_walked():
    def long_way_round(w, x=1):
        for _ in range(40):
            x = x + x
        J = x * w
        return J

    graph = trace(long_way_round, w=3)
    assert paths(graph) == (1 + 2**40, 1 + 41 * 2**40)
    assert one_path_at_a_time(graph, ["w"]).edges == 1


def test_an_engine_that_walks_back_by_recursion_calls_itself_two_million_times():
    calls = [1]  # at the end of 0 doublings
    for _ in range(20):
        calls.append(1 + 2 * calls[-1])

    def walk(node):
        return 1 + sum(walk(parent) for parent in node.parents)

    assert [walk(doubling(k).output) for k in range(1, 13)] == calls[1:13]
    assert calls[20] == 2_097_151


# The table, and what is refused


def test_the_table_compares_the_methods_for_the_parameters_without_a_default():
    table = compare(network, **NETWORK_PARAMETERS)
    assert [line[:5] for line in table.rows] == [
        ("nudging", 35, 0, 35, 3),
        ("forward mode", 28, 48, 76, 4),
        ("one path at a time", 7, 20, 27, 8),
        ("backpropagation", 7, 12, 19, 9),
    ]
    assert [line[5] for line in table.rows] == pytest.approx([0.0045, 0, 0, 0])
    assert compare(GRAPHS["network"], list(NETWORK_PARAMETERS)).rows == table.rows
    assert compare(GRAPHS["network"]).rows[0][1] == 7 * 7  # all six inputs


def test_a_nudge_is_off_by_what_epsilon_brings_in():
    graph = trace(lambda w: w**2, w=3)
    assert nudging(graph).gradients["w"] == pytest.approx(6 + EPSILON, abs=1e-9)
    assert nudging(graph, epsilon=0.1).gradients["w"] == pytest.approx(6.1)
    assert compare(graph).rows[0][5] == 0.001


def test_what_cannot_be_counted_gets_a_sentence():
    with pytest.raises(GraphError, match="has no input called v: they are w, b, x and y."):
        compare(cost, ["v"], w=5, b=-3)
    with pytest.raises(GraphError, match="computes with arrays, and counting is made for single numbers"):
        compare(lambda w: np.sum(w * w), w=[1, 2])
    with pytest.raises(GraphError, match="A graph is counted as it was recorded"):
        compare(GRAPHS["cost"], w=3)
    with pytest.raises(GraphError, match="needs a value for w"):
        compare(cost, b=3)
    for method in (paths, *METHODS.values()):
        with pytest.raises(GraphError, match="A graph is needed here, not the function cost: record one"):
            method(cost)
        with pytest.raises(GraphError, match="A graph is needed here, not 'text'"):
            method("text")


@pytest.mark.parametrize("wrong", ["w", 3, True, np.array(["w"])])
def test_parameters_are_a_list_of_names(wrong):
    for count in (lambda: compare(cost, wrong, w=5, b=-3), lambda: paths(GRAPHS["cost"], wrong)):
        with pytest.raises(GraphError, match=r"parameters need to be a list of names, such as \['w', 'b'"):
            count()


def test_a_parameter_named_twice_is_counted_once():
    assert compare(cost, ["w", "w"], w=5, b=-3) == compare(cost, ["w"], w=5, b=-3)


def test_numbers_that_leave_the_range_are_shown_without_a_warning(recwarn):
    assert "NaN" in repr(compare(cost, w=1e300, b=1))
    assert not recwarn.list


def test_counting_leaves_the_graph_as_it_was():
    graph = trace(cost, **COST_PARAMETERS)
    before = repr(graph)
    compare(graph)
    assert repr(graph) == before
