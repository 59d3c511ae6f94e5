"""The cards of lesson 01: their answers, and that the ideas behind the usual wrong ones are found."""

import pytest

from autodiff_core.cards import CARDS

STEP, HILL = CARDS["one small step"], CARDS["the other side of the hill"]
SECANT, FURTHER = CARDS["the slope of a secant"], CARDS["a little further on"]


@pytest.mark.parametrize("card", [STEP, HILL, SECANT, FURTHER], ids=lambda card: card.name)
def test_there_are_many_fresh_numbers_and_many_known_mistakes(card):
    assert len(card.screened.sets) >= 20 and len(card.screened.mistakes[0]) >= 6


def test_each_answer_is_that_of_the_square_worked_out_twice():
    for card in (STEP, HILL):
        for (w,) in card.screened.sets:
            assert card.screened.numbers((w,))[0].right == pytest.approx((w + 0.001) ** 2 - w**2)
    for w, e in SECANT.screened.sets:
        assert SECANT.screened.numbers((w, e))[0].right == pytest.approx(2 * w + e)
    for J, slope, push in FURTHER.screened.sets:
        assert FURTHER.screened.numbers((J, slope, push))[0].right == pytest.approx(J + slope * push)


def test_the_hill_rises_on_one_side_and_falls_on_the_other():
    assert all(STEP.screened.numbers(inputs)[0].right > 0 for inputs in STEP.screened.sets)
    assert all(HILL.screened.numbers(inputs)[0].right < 0 for inputs in HILL.screened.sets)


@pytest.mark.parametrize(
    "card, inputs, answer, mistake",
    [
        (STEP, {"w": 3}, 0.001, "gives the push for the change"),
        (STEP, {"w": 3}, 0.000001, "squares the push"),
        (STEP, {"w": 3}, 0.009, "multiplies the value by the push"),
        (STEP, {"w": 3}, 6, "gives the rate for the change"),
        (STEP, {"w": 3}, 9.006, "gives the new value for the change"),
        (STEP, {"w": 3}, 0, "expects so small a step to change nothing"),
        (HILL, {"w": -3}, 0.006, "walks up on the other side"),
        (HILL, {"w": -3}, -6, "gives the rate for the change"),
        (HILL, {"w": -3}, 0, "stays at its height"),
        (SECANT, {"w": 3, "e": 0.5}, 6, "gives the slope of the tangent"),
        (SECANT, {"w": 3, "e": 0.5}, 3.25, "gives the change, not the quotient"),
        (SECANT, {"w": 3, "e": 0.5}, 0.5, "squares only the nudge"),
        (SECANT, {"w": 3, "e": 0.5}, 5.5, "goes to the left"),
        (FURTHER, {"J": 8, "slope": -3, "push": 0.1}, 8.3, "goes the other way"),
        (FURTHER, {"J": 8, "slope": -3, "push": 0.1}, 5, "goes the whole rate"),
        (FURTHER, {"J": 8, "slope": -3, "push": 0.1}, 8.8, "takes the rate of the height"),
    ],
)
def test_ideas_behind_wrong_answers(card, inputs, answer, mistake):
    assert card.questions[0].diagnose(answer, **inputs).name == mistake
    assert mistake in card.screened.numbers(list(inputs.values()))[0].wrong


def test_the_answers_that_the_lesson_gives_are_right():
    assert STEP.questions[0].diagnose(0.006, w=3) is None
    assert HILL.questions[0].diagnose(-0.006, w=-3) is None


def test_a_place_from_which_nothing_moves_is_never_within_the_tolerance():
    for J, slope, push in FURTHER.screened.sets:
        assert abs(slope * push) > 0.01 * abs(J + slope * push)


def test_one_divided_by_w_falls():
    card = CARDS["one divided by w"]
    assert card.screened.numbers((2,))[0].right == pytest.approx((1 / 2.0005 - 1 / 1.9995) / 0.001, rel=1e-6)
    assert "-0.25" in card.right and card.screened.numbers((2,))[0].right == -0.25


def test_the_smallest_nudge_finds_nothing():
    w, epsilon = 3, 1e-16
    (right,) = [option.text for option in CARDS["ever smaller nudges"].options if option.right]
    assert ((w + epsilon) ** 2 - w**2) / epsilon == float(right) == 0
