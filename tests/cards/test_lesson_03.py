"""The cards of lesson 03: every idea that used to stand in a table is found again in what a card says."""

import pytest
from wrong_answers import asked, told

from autodiff_core.cards import CARDS
from autodiff_core.lessons import cost


def half_square(w, b, x, y):
    return (w * x + b - y) ** 2 / 2


@pytest.mark.parametrize(
    "number, mistake",
    [
        (66, "right"),
        (25, "adds in the last step"),
        (22, "leaves out the last local derivative"),
        (3, "forgets the upstream gradient"),
        (6, "squares x instead of y"),
        (33, "forgets the exponent"),
    ],
)
def test_two_links(number, mistake):
    assert told("two links", number) == mistake


@pytest.mark.parametrize(
    "number, mistake",
    [
        (6, "right"),
        (2, "forgets the upstream gradient"),
        (3, "leaves out the last local derivative"),
        (5, "adds in the last step"),
        (7, "adds along the path"),
        (12, "leaves out a constant divisor"),
        (15, "takes its own factor"),
        (9, "takes the output for its slope"),
        (-6, "takes the error as y - a"),
    ],
)
def test_the_whole_chain(number, mistake):
    assert told("the whole chain", number) == mistake


@pytest.mark.parametrize("number, mistake", [(-12, "right"), (12, "subtracts the wrong way round")])
def test_the_way_back_to_w_in_the_graph_to_fill_in(number, mistake):
    assert told("fill in the cost", number, asked("fill in the cost").index("dJ/dw")) == mistake


def test_a_forgotten_half_in_the_graph_to_fill_in_is_not_taken_for_a_second_pass():
    place = asked("fill in the cost").index("dJ/dd")
    assert told("fill in the cost", -8, place) == "leaves out a constant divisor"


def test_a_whole_unit_is_the_difference_of_two_costs():
    for w, b, x, y in CARDS["one unit more"].screened.sets:
        difference = cost(w + 1, b, x, y) - half_square(w, b, x, y)
        assert told("one unit more", difference, w=w, b=b, x=x, y=y) == "right"


@pytest.mark.parametrize(
    "number, mistake",
    [
        (6, "takes the gradient for the change of a whole unit"),
        (12.5, "gives the new cost for the change"),
        (2, "squares the change of d alone"),
        (16, "forgets the half"),
        (-8, "reverses a difference"),
    ],
)
def test_a_whole_unit_and_what_is_taken_for_it(number, mistake):
    assert told("one unit more", number) == mistake


def test_the_numbers_of_the_exit_question_are_true():
    w, b, x, y = CARDS["fill in the cost"].screened.start
    assert half_square(w, b, x, y) == 8
    up, down = half_square(w + 1e-6, b, x, y), half_square(w - 1e-6, b, x, y)
    assert (up - down) / 2e-6 == pytest.approx(-12)
    assert half_square(w + 0.001, b, x, y) - 8 == pytest.approx(-0.012, rel=1e-3)
    assert half_square(w + 1, b, x, y) - 8 != pytest.approx(-12)
    for name, gradient in {"b": -4, "x": -8}.items():
        inputs = {"w": w, "b": b, "x": x, "y": y}
        moved = half_square(**inputs | {name: inputs[name] + 1e-6})
        assert (moved - 8) / 1e-6 == pytest.approx(gradient, rel=1e-4)
