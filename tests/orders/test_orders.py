"""Orders of the backward pass: what each does, what it gets wrong, and numbers found a second way."""

import re

import numpy as np
import pytest
from graphs import chain
from hypothesis import given, settings
from hypothesis import strategies as st
from random_programs import run, scalar_cases

from autodiff_core import GraphError, check_gradients, lessons, nudge, trace
from autodiff_core.orders import BY_HAND_RULE, MOST_SENDS, ORDERS, backward_in_order, sends_of

TWO_ROADS = trace(lessons.two_roads, a=2)
SHORT_CUT = trace(lessons.short_cut, a=2)
COST = trace(lessons.two_uses, **lessons.TWO_USES_PARAMETERS)


def found(graph, order, node):
    return backward_in_order(graph, order).gradients[node]


def sends(graph, order):
    return [f"{edge.node} to {edge.parent}" for edge in sends_of(graph, order)]


# A second way, without the engine: the graphs as literals, and the four passes as one would write them.

ROADS = {"e": [("c", 1), ("d", 1)], "c": [("b", 1)], "d": [("b", 5)], "b": [("a", 4)], "a": []}
CUT = {"e": [("b", 1), ("d", 1)], "d": [("c", 5)], "c": [("b", 1)], "b": [("a", 4)], "a": []}


def simulated_once(graph, next_of):
    grad, waiting, seen = dict.fromkeys(graph, 0) | {"e": 1}, ["e"], {"e"}
    while waiting:
        node = next_of(waiting)
        for parent, local in graph[node]:
            grad[parent] += grad[node] * local
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)
    return grad


def simulated_recursion(graph):
    grad = dict.fromkeys(graph, 0) | {"e": 1}

    def send(node):
        for parent, local in graph[node]:
            grad[parent] += grad[node] * local
            send(parent)

    send("e")
    return grad


def paths_summed(graph, node):
    """The right gradient, by brute force: the products of the local derivatives along all paths, added up."""
    if node == "e":
        return 1
    users = [(user, local) for user in graph for parent, local in graph[user] if parent == node]
    return sum(local * paths_summed(graph, user) for user, local in users)


@pytest.mark.parametrize(("graph", "literal"), [(TWO_ROADS, ROADS), (SHORT_CUT, CUT)])
def test_every_order_gives_what_a_simulation_without_the_engine_gives(graph, literal):
    latest_line = lambda waiting: waiting.pop(waiting.index(max(waiting)))  # noqa: E731
    assert backward_in_order(graph, "topological").gradients == simulated_once(literal, latest_line)
    assert backward_in_order(graph, "depth-first").gradients == simulated_once(literal, list.pop)
    first = lambda waiting: waiting.pop(0)  # noqa: E731
    assert backward_in_order(graph, "breadth-first").gradients == simulated_once(literal, first)
    assert backward_in_order(graph, "plain recursion").gradients == simulated_recursion(literal)
    assert graph.backward() == {node: paths_summed(literal, node) for node in literal}


# The numbers of the lesson


@pytest.mark.parametrize(
    ("graph", "order", "gradient"),
    [
        (TWO_ROADS, "topological", 24),
        (TWO_ROADS, "depth-first", 20),
        (TWO_ROADS, "breadth-first", 24),
        (TWO_ROADS, "plain recursion", 28),
        (SHORT_CUT, "topological", 24),
        (SHORT_CUT, "depth-first", 24),
        (SHORT_CUT, "breadth-first", 4),
        (SHORT_CUT, "plain recursion", 28),
    ],
)
def test_24_is_right_and_each_wrong_order_has_its_own_wrong_number(graph, order, gradient):
    assert found(graph, order, "a") == gradient
    assert nudge(graph, "a", 0.001).central == pytest.approx(24)


def test_two_uses_of_w_add_up():
    assert COST.forward()["e"] == 13
    right = COST.backward()
    assert [right[name] for name in "wxby"] == [-14, -12, -6, 6]
    assert check_gradients(COST)
    to_w = [s.contribution for s in backward_in_order(COST).sends if s.edge.parent.name == "w"]
    assert sorted(to_w) == [-18, 4]


@pytest.mark.parametrize("order", ORDERS)
def test_a_fork_at_an_input_is_right_in_every_order_since_an_input_sends_nothing(order):
    assert not backward_in_order(COST, order).wrong


def test_a_value_used_twice_in_one_line_is_two_sends():
    assert sends(trace(lessons.twice, a=3), "topological") == ["e to a"] * 2
    assert found(trace(lessons.twice, a=3), "topological", "a") == 2
    assert found(trace(lessons.squared, x=3), "topological", "x") == 6


# The sequences


def test_the_sequences_of_the_two_graphs():
    start = ["e to c", "e to d"]
    assert sends(TWO_ROADS, "topological") == [*start, "d to b", "c to b", "b to a"]
    assert sends(TWO_ROADS, "depth-first") == [*start, "d to b", "b to a", "c to b"]
    assert sends(TWO_ROADS, "breadth-first") == [*start, "c to b", "d to b", "b to a"]
    recursive = ["e to c", "c to b", "b to a", "e to d", "d to b", "b to a"]
    assert sends(TWO_ROADS, "plain recursion") == recursive
    assert sends(SHORT_CUT, "breadth-first") == ["e to b", "e to d", "b to a", "d to c", "c to b"]


def test_an_order_depends_on_the_structure_alone():
    moved = trace(lessons.two_roads, a=-7.5)
    assert all(sends(moved, order) == sends(TWO_ROADS, order) for order in ORDERS)


def test_a_send_says_before_plus_upstream_times_local_is_after():
    for order in ORDERS:
        for s in backward_in_order(COST, order).sends:
            assert s.before + s.upstream * s.local == s.before + s.contribution == s.after


def test_the_moment_at_which_it_goes_wrong_is_said():
    first, second, third, early, late = backward_in_order(TWO_ROADS, "depth-first").sends
    assert repr(early) == (
        "Too early: b sends 5 back to a, but only 1 of its 2 contributions have arrived. "
        "What comes later is not passed on.\nbefore 0 + upstream 5 × local 4 = after 20"
    )
    assert "Too late: b has sent already. This 1 stays at b and goes no further." in repr(late)
    assert [s.too_early for s in (first, second, third, early, late)] == [False, False, False, True, False]
    again = backward_in_order(TWO_ROADS, "plain recursion").sends
    assert "When more comes, b will send again." in repr(again[2])
    assert "The 1 in it has been passed on before" in repr(again[-1])
    assert repr(again[-1]).endswith("before 4 + upstream 6 × local 4 = after 28")


def test_who_was_too_early_and_the_verdicts():
    assert backward_in_order(TWO_ROADS, "topological").too_early == ()
    assert backward_in_order(TWO_ROADS, "depth-first").too_early == ("b",)
    verdict = {order: backward_in_order(TWO_ROADS, order).verdicts["a"] for order in ORDERS}
    assert verdict == {
        "topological": "✓ right",
        "depth-first": "✗ wrong: 1 of 2 paths missing",
        "breadth-first": "✓ right",
        "plain recursion": "✗ wrong: 3 paths added up instead of 2",
    }
    assert backward_in_order(TWO_ROADS, "depth-first").summary == "✗ wrong: a 20 instead of 24"
    assert backward_in_order(TWO_ROADS, "topological").summary == "✓ all gradients right"


def test_a_right_number_on_the_wrong_paths_is_called_luck():
    def flat(a, k=0):
        b = 4 * a
        c = b * k
        d = 5 * b
        e = c + d
        return e

    graph = trace(flat, a=2)
    assert "by luck: 1 paths instead of 2" in backward_in_order(graph, "depth-first").verdicts["a"]
    assert backward_in_order(graph, "depth-first", k=1).gradients["a"] == 20
    assert backward_in_order(graph, "depth-first", k=1).right["a"] == 24


def test_it_prints_as_a_table():
    assert repr(backward_in_order(TWO_ROADS, "plain recursion")).splitlines()[:2] == [
        "node  plain recursion  right",
        "a                  28     24  ✗ wrong: 3 paths added up instead of 2",
    ]


# By hand


def test_by_hand_any_order_of_nodes():
    assert found(TWO_ROADS, ["e", "c", "d", "b"], "a") == 24
    assert found(TWO_ROADS, ["e", "c", "b", "d"], "a") == 4
    assert found(TWO_ROADS, ["e", "d", "b", "c"], "a") == 20
    assert found(TWO_ROADS, [], "e") == 1
    assert backward_in_order(TWO_ROADS, ["e"]).order == "by hand" and "once" in BY_HAND_RULE


def test_by_hand_nothing_is_judged_before_all_nodes_have_sent():
    played = backward_in_order(TWO_ROADS, ["e", "d", "b"])
    assert set(played.verdicts.values()) == {played.summary} == {"not finished"} and not played.wrong
    assert backward_in_order(TWO_ROADS, ["e", "d", "b", "c"]).summary == "✗ wrong: a 20 instead of 24"


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        ("random", "The orders are 'topological', 'depth-first', 'breadth-first' and 'plain recursion'"),
        (["e", "e"], "e has sent already. Each node sends once."),
        (["b"], "b has nothing to send yet: no contribution has arrived."),
        (["e", "a"], "The nodes that can send are b, c, d and e, not 'a'."),
        ([["e"]], "The nodes that can send are b, c, d and e, not ['e']."),
        (None, "The orders are 'topological', 'depth-first', 'breadth-first' and 'plain recursion'"),
        (np.array([1, 2]), "The orders are 'topological', 'depth-first', 'breadth-first' and"),
        (3, "The orders are 'topological', 'depth-first', 'breadth-first' and 'plain recursion'"),
    ],
)
def test_what_cannot_be_gets_one_sentence(order, sentence):
    with pytest.raises(GraphError, match="^" + re.escape(sentence)):
        backward_in_order(TWO_ROADS, order)


def test_a_function_is_no_graph_yet():
    with pytest.raises(GraphError, match="A graph is needed here, not the function two_roads: record one"):
        backward_in_order(lessons.two_roads, a=2)


def test_an_array_gets_one_sentence():
    with pytest.raises(GraphError, match="orders are played with single numbers"):
        backward_in_order(trace(lambda w: (w * w).sum(), w=[1.0, 2.0]), "topological")


# Size


def doubling(depth):
    def walk(a):
        for _ in range(depth):
            a = a + a
        return a

    return trace(walk, a=1.0)


def test_plain_recursion_grows_like_the_number_of_paths_and_is_stopped_by_a_sentence():
    counts = [len(sends_of(doubling(depth), "plain recursion")) for depth in range(1, 7)]
    assert counts == [2 ** (depth + 1) - 2 for depth in range(1, 7)]
    assert [len(sends_of(doubling(depth), "topological")) for depth in range(1, 7)] == [2, 4, 6, 8, 10, 12]
    with pytest.raises(GraphError, match=f"sends more than {MOST_SENDS} gradients: take a smaller graph"):
        sends_of(doubling(30), "plain recursion")


@pytest.mark.parametrize("order", ORDERS)
def test_a_deep_chain_is_no_problem_and_without_a_fork_every_order_is_right(order):
    graph = trace(chain, x=2)
    assert backward_in_order(graph, order).gradients["x"] == pytest.approx(1.01**300)


# Any graph


@settings(max_examples=60, deadline=None)
@given(scalar_cases(8))
def test_topological_is_right_on_any_graph_and_nobody_is_too_early(case):
    program, inputs = case
    graph = trace(lambda p, q, r: run(program, (p, q, r)), **dict(zip("pqr", inputs)))
    played = backward_in_order(graph, "topological")
    assert played.gradients == played.right and not played.too_early and not played.wrong
    assert played.paths == played.all_paths


@settings(max_examples=60, deadline=None)
@given(scalar_cases(6))
def test_sending_once_never_counts_a_path_twice_and_recursion_never_leaves_one_out(case):
    program, inputs = case
    graph = trace(lambda p, q, r: run(program, (p, q, r)), **dict(zip("pqr", inputs)))
    edges = len(graph.edges)
    for order in ("depth-first", "breadth-first"):
        played = backward_in_order(graph, order)
        assert len(played.sends) == edges
        assert all(paths <= played.all_paths[name] for name, paths in played.paths.items())
        assert bool(played.wrong) <= bool(played.too_early), "a wrong gradient has its reason"
    played = backward_in_order(graph, "plain recursion")
    assert len(played.sends) >= edges
    assert all(paths >= played.all_paths[name] for name, paths in played.paths.items())


@given(st.permutations(["c", "d", "b"]))
def test_by_hand_is_right_exactly_if_b_comes_last(names):
    if names[0] == "b":
        return  # nothing has arrived there yet
    assert (found(TWO_ROADS, ["e", *names], "a") == 24) == (names[-1] == "b")
