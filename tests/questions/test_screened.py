"""Screened numbers: every set tells the mistakes apart, and no two share a number."""

import pytest

from autodiff_core import trace
from autodiff_core.lessons import COST_PARAMETERS, TELLING_INPUTS, cost, network, square, twice, two_uses
from autodiff_core.questions import Question, Screened
from autodiff_core.questions.screened import EVERYDAY, LARGEST
from autodiff_core.questions.tolerance import apart

COST = trace(cost, **COST_PARAMETERS)
OPEN = {"keep": lambda v: v["z1"] > 0 and v["z2"] > 0}
CASES = {
    "dJ/dw of the cost": (COST, "dJ/dw", {}),
    "J of the cost": (COST, "J", {}),
    "a step": (COST, "w - 0.1 * dJ/dw", {}),
    "a change": (COST, "change of J for w + 0.001", {}),
    "the network": (trace(network, **TELLING_INPUTS), "dJ/dw1", OPEN),
    "two uses": (trace(two_uses, w=2, b=1), "de/dw", {}),
    "a + a": (trace(twice, a=3), "de/da", {}),
    "the square": (trace(square, w=3), "dJ/dw", {}),
}


@pytest.mark.parametrize("graph, asked, how", CASES.values(), ids=CASES)
def test_no_two_mistakes_share_a_number_and_none_has_the_right_one(graph, asked, how):
    screened = Screened([Question(graph, asked)], **how)
    assert len(screened.sets) >= 20 and len(set(screened.sets)) == len(screened.sets)
    assert len(screened.mistakes[0]) >= 6
    for inputs in screened.sets:
        [numbers] = screened.numbers(inputs)
        showing = [n for n in numbers.wrong.values() if abs(n) < float("inf") and apart(n, numbers.right)]
        assert len(showing) >= 5
        for place, number in enumerate(showing):
            assert all(apart(number, other) for other in showing[place + 1 :])


def test_sets_are_the_same_on_every_run_and_begin_with_the_recorded_inputs():
    first, second = [Screened([Question(COST, "dJ/dw")]).sets for _ in range(2)]
    assert first == second and first[0] == (5, -3, 2, 4)


def test_what_is_drawn_and_kept_can_be_said():
    graph = trace(network, **TELLING_INPUTS)
    screened = Screened([Question(graph, "dJ/dw2")], {"x": (2, 3)}, lambda v: v["z1"] > 0 and v["z2"] > 0)
    for inputs in screened.sets[1:]:
        values = graph.forward(**dict(zip(graph.inputs, inputs)))
        assert values["x"] in (2, 3) and values["z1"] > 0 and values["z2"] > 0
        assert all(values[name] in EVERYDAY for name in graph.inputs if name != "x")
        assert abs(screened.numbers(inputs)[0].right) <= LARGEST


def test_several_questions_of_one_graph_share_their_sets():
    screened = Screened([Question(COST, "J"), Question(COST, "dJ/dw"), Question(COST, "dJ/dx")], count=10)
    assert len(screened.sets) == 10 and len(screened.mistakes) == 3
    assert [numbers.right for numbers in screened.numbers(screened.start)] == [4.5, 6, 15]


def test_where_x_is_1_the_set_is_not_kept():
    screened = Screened([Question(COST, "dJ/dw")])
    assert not any(inputs[2] == 1 for inputs in screened.sets)


def test_numbers_that_lead_to_another_branch_are_not_kept():
    def bent(w, k=2):
        if w > 0:
            J = k * w * w
        else:
            J = -w
        return J

    screened = Screened([Question(trace(bent, w=3), "dJ/dw")])
    assert len(screened.sets) > 10 and all(w > 0 for w, _ in screened.sets)
