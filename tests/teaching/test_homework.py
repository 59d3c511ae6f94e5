"""Homework: numbers that tell mistakes apart, the same for the same seed; a lecturer's own are taken."""

import numpy as np
import pytest

from autodiff_core import GraphError, trace
from autodiff_core.lessons import COST_PARAMETERS, TELLING_INPUTS, cost, moons_cost, network, twice
from autodiff_core.teaching import homework
from autodiff_core.teaching.answers import Answers


def inputs(sheets):
    return [tuple(sheet.inputs.values()) for sheet in sheets]


@pytest.fixture(scope="module")
def sheets():
    return homework(cost, 12, seed=5, **COST_PARAMETERS)


def test_every_sheet_has_numbers_of_its_own_and_none_those_of_the_lesson(sheets):
    assert [sheet.number for sheet in sheets] == list(range(1, 13))
    assert len(set(inputs(sheets))) == 12
    assert (5, -3, 2, 4) not in inputs(sheets)
    assert sheets.remarks == ()


def test_the_same_seed_gives_the_same_sheets_and_another_one_others(sheets):
    again = homework(cost, 12, seed=5, **COST_PARAMETERS)
    assert repr(again) == repr(sheets) and repr(again.key) == repr(sheets.key)
    assert list(map(repr, again)) == list(map(repr, sheets))
    assert inputs(homework(cost, 12, seed=6, **COST_PARAMETERS)) != inputs(sheets)


def test_no_two_mistakes_give_the_same_gradient_of_a_parameter_and_none_the_right_one(sheets):
    answers = Answers(trace(cost, **COST_PARAMETERS), 0.1, 0.01)
    for sheet in sheets:
        for name in ("w", "b"):
            blank = answers.blank(f"dJ/d{name}", sheet.inputs)
            assert len(blank.wrong) > 10 and all(len(wrong.mistakes) == 1 for wrong in blank.wrong)


def test_gradients_of_parameters_are_not_0_where_they_were_not():
    for sheet in homework(network, 6, seed=1, **TELLING_INPUTS):
        gradients = sheet.graph.backward(**sheet.inputs)
        assert all(gradients[name] for name in ("w1", "b1", "w2", "b2"))


def test_numbers_come_from_where_they_are_to_be_drawn_and_are_wanted():
    drawn = homework(cost, 6, draw={"x": (2, 3)}, keep=lambda values: values["d"] > 0, **COST_PARAMETERS)
    assert {sheet.inputs["x"] for sheet in drawn} <= {2, 3}
    assert all(sheet.graph.forward(**sheet.inputs)["d"] > 0 for sheet in drawn)


def test_the_name_of_a_card_stands_for_its_graph_and_its_numbers():
    for sheet in homework("fill in the network", 5, seed=2):
        values = sheet.graph.forward(**sheet.inputs)
        assert values["z1"] > 0 and values["z2"] > 0 and sheet.inputs["x"] in (2, 3, 4, 5)


def test_more_sheets_than_sets_of_numbers_say_so():
    many = homework(twice, 100, a=3)
    assert len(many) == 100 and len(set(inputs(many))) < 100
    assert f"apart: {len(set(inputs(many)))}. So some sheets have the same." in many.remarks[0]


def test_a_lecturers_own_numbers_are_taken_and_what_is_left_out_is_the_default():
    own = homework(cost, [{"w": 5, "b": -3}, {"w": 1, "b": 2, "y": 7}])
    assert inputs(own) == [(5, -3, 2, 4), (1, 2, 2, 7)]
    assert inputs(homework(cost, [{"w": 5, "b": -3, "x": 7}, {"w": 1, "b": 2}]))[1] == (1, 2, 2, 4)


def test_own_numbers_that_hide_a_mistake_are_allowed_and_named():
    own = homework(cost, [{"w": 3, "b": -2, "x": 4, "y": 5}, {"w": 2, "b": 1, "x": 1, "y": 4}])
    assert all(remark.startswith("Sheet 2 ") for remark in own.remarks)
    unseen, alike = own.remarks[0].split(" at dJ/dw: ")[1].split("; ")
    assert unseen == "whoever leaves out the last local derivative finds the right number, -1"
    assert alike == "'forgets the upstream gradient' and 'passes the gradient on unchanged' both give 1."


@pytest.mark.parametrize(
    "asked, options, says",
    [
        ((cost, 0), COST_PARAMETERS, "There can be 1 to 500 sheets, not 0."),
        ((cost, 501), COST_PARAMETERS, "1 to 500"),
        ((cost, []), {}, "Say how many sheets"),
        ((cost, True), {}, "Say how many sheets"),
        ((cost, "many"), {}, "Say how many sheets"),
        ((cost, [5, -3]), {}, "Say how many sheets"),
        ((cost, [{"w": 5, "b": -3}, {"w": 5, "q": 1}]), {}, "Sheet 2 cannot be made. "),
        ((cost, [{"w": 5, "b": -3}, {"w": "5"}]), {}, "Sheet 2 cannot be made. "),
        ((cost, [{"w": 5, "b": -3}, {"w": 1}]), {}, "Sheet 2 cannot be made. cost needs a value for b"),
        ((cost, [{"w": 1e200, "b": 0, "x": 1e200}]), {}, "A value or a gradient would be infinite"),
        ((cost, [{1: 2}]), {}, "Say how many sheets"),
        ((lambda w: w, 1), {"w": 1}, "there is nothing to work out"),
        ((cost, 1), {**COST_PARAMETERS, "alpha": "a"}, "alpha is a number above 0, such as 0.1, not 'a'."),
        ((cost, 1), {**COST_PARAMETERS, "push": 0}, "push is a number above 0"),
        ((cost, 1), {**COST_PARAMETERS, "push": float("nan")}, "push is a number above 0"),
        ((cost, 1), {**COST_PARAMETERS, "seed": [1]}, "The seed is a whole number or a text, not [1]."),
        ((cost, 1), {**COST_PARAMETERS, "draw": {"x": 3}}, "which numbers it is drawn from"),
        ((cost, 1), {**COST_PARAMETERS, "draw": {"x": ["a"]}}, "which numbers it is drawn from"),
        ((cost, 1), {**COST_PARAMETERS, "draw": [1, 2]}, "which numbers it is drawn from"),
        ((cost, 2), {"w": 5}, "b"),
        ((cost, 2), {**COST_PARAMETERS, "draw": {"q": (1, 2)}}, "q"),
        ((cost, 2), {**COST_PARAMETERS, "keep": lambda values: False}, "No numbers were found for cost"),
        (("fill in the netwrk", 2), {}, "Did you mean 'fill in the network'"),
        (("four tests", 2), {}, "There is no card with a graph called 'four tests'"),
        ((3, 2), {}, "A function or a graph is needed here, not 3"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(asked, options, says):
    with pytest.raises(GraphError) as error:
        homework(*asked, **options)
    assert says in str(error.value) and "\n" not in str(error.value)


def test_arrays_are_no_homework():
    arrays = {"W1": np.ones((2, 3)), "b1": np.ones(3), "W2": np.ones(3), "b2": 0.0}
    with pytest.raises(GraphError, match="works on arrays"):
        homework(moons_cost, 1, points=np.ones((4, 2)), labels=np.ones(4), **arrays)
