"""The cards of lesson 07: their answers counted, and the ideas behind the usual wrong ones."""

import pytest

from autodiff_core import counting, trace
from autodiff_core.cards import CARDS
from autodiff_core.lessons import NETWORK_PARAMETERS, network

PASSES, PATHS = CARDS["passes to nudge"], CARDS["paths through doublings"]
COSTS = CARDS["two costs"]


def diagnosed(card, answer):
    return (
        card.questions[0].diagnose(answer, **dict(zip(card.screened.graph.inputs, card.screened.start))).name
    )


@pytest.mark.parametrize("card, sets", [(PASSES, 20), (PATHS, 12), (COSTS, 20)])
def test_there_are_many_fresh_numbers_and_many_known_mistakes(card, sets):
    assert len(card.screened.sets) >= sets and len(card.screened.mistakes[0]) >= 6


def test_passes_are_those_that_nudging_makes():
    graph = trace(network, **NETWORK_PARAMETERS)
    steps = counting.nudging(graph, list(NETWORK_PARAMETERS)).steps
    assert PASSES.screened.numbers((4, 7))[0].right == steps / 7


@pytest.mark.parametrize(
    "answer, mistake",
    [
        (4, "forgets the cost at the start"),
        (8, "computes the start anew for each parameter"),
        (2, "nudges all parameters at once"),
        (35, "counts nodes, not passes"),
    ],
)
def test_ideas_behind_wrong_passes(answer, mistake):
    assert diagnosed(PASSES, answer) == mistake


def repeated(m, k):
    def lines(x):
        for _ in range(int(k)):
            x = sum([x] * (int(m) - 1), x)
        return x

    return lines


def test_paths_are_those_of_a_graph_that_is_recorded():
    for m, k in PATHS.screened.sets:
        if m <= 4:
            paths, _ = counting.paths(trace(repeated(m, k), x=1))
            assert PATHS.screened.numbers((m, k))[0].right == paths


@pytest.mark.parametrize(
    "answer, mistake",
    [(10, "counts the edges"), (1, "takes several edges for one"), (6, "counts the nodes")],
)
def test_ideas_behind_wrong_paths(answer, mistake):
    assert diagnosed(PATHS, answer) == mistake


def test_in_the_printed_pass_the_gradient_of_z2_stands_twice_and_is_in_all_four():
    lines = trace(network, **NETWORK_PARAMETERS).python.split("backward pass")[1].splitlines()
    right_sides = dict(line.strip().split(" = ", 1) for line in lines if line.strip().startswith("dJ_d"))
    assert sum("dJ_dz2" in right for right in right_sides.values()) == 2

    def contains(name):
        return "dJ_dz2" in right_sides[name] or any(
            contains(other) for other in right_sides if other != name and other in right_sides[name].split()
        )

    assert [contains(f"dJ_d{name}") for name in NETWORK_PARAMETERS] == [True] * 4
    (right,) = [option.text for option in CARDS["used again"].options if option.right]
    assert "twice" in right and "all 4" in right


@pytest.mark.parametrize(
    "answer, mistake",
    [
        (2500, "goes back once for both costs"),
        (5000, "goes forward twice"),
        (1_000_000, "nudges every parameter"),
    ],
)
def test_a_second_cost_takes_a_second_way_back(answer, mistake):
    assert COSTS.screened.numbers(COSTS.screened.start)[0].right == 1000 + 1500 + 1500
    assert diagnosed(COSTS, answer) == mistake
