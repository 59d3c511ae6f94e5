"""The cards of lesson 09: what they say comes back is what the frameworks have answered."""

import pytest

from autodiff_core.cards import CARDS
from autodiff_core.exercises.accumulating import Accumulating, Parameter
from autodiff_core.frameworks import reference

SECOND, PART = CARDS["the second pass"], CARDS["where they part"]


@pytest.mark.parametrize("card", [SECOND, PART], ids=lambda card: card.name)
def test_there_are_many_fresh_numbers_and_many_known_mistakes(card):
    assert len(card.screened.sets) >= 20 and len(card.screened.mistakes[0]) >= 6


def test_the_second_number_is_that_of_a_parameter_that_nobody_empties():
    def square(w):
        J = w**2
        return J

    for (start,) in SECOND.screened.sets[:10]:
        w = Parameter(start)
        J = Accumulating(square, w)
        for _ in range(2):
            J().backward()
        assert SECOND.screened.numbers((start,))[0].right == w.grad


@pytest.mark.parametrize(
    "answer, mistake",
    [(6, "returns a gradient as its result"), (36, "begins at the old gradient")],
)
def test_ideas_behind_wrong_second_numbers(answer, mistake):
    assert SECOND.questions[0].diagnose(answer, w=3).name == mistake


def test_at_the_w_where_they_part_z_is_0():
    for b, x, y in PART.screened.sets:
        w = PART.screened.numbers((b, x, y))[0].right
        assert w * x + b == pytest.approx(0) and y != 0
    assert PART.questions[0].diagnose(3.5, b=-3, x=2, y=4).name == "looks where the cost is lowest"


# What the frameworks have answered


def answered(framework, question):
    answers = reference.load()["frameworks"][framework]["answers"]
    (lines,) = [answers[key]["lines"] for key in answers if key.startswith(f"{question} ")]
    return lines


def right_option(name):
    (option,) = [option for option in CARDS[name].options if option.right]
    return option.text


def test_pytorch_has_printed_what_the_card_takes_for_right():
    (numbers,) = SECOND.screened.numbers((3,))
    assert [float(line) for line in answered("pytorch", "second_backward")] == [6, numbers.right]


@pytest.mark.parametrize("framework", ["pytorch", "tensorflow"])
def test_what_nobody_watches_has_come_back_as_none(framework):
    assert f"`{answered(framework, 'unwatched')[1]}`" == right_option("nobody watches")


@pytest.mark.parametrize("framework", ["pytorch", "tensorflow", "jax"])
def test_all_frameworks_have_found_6_and_3(framework):
    assert [float(line) for line in answered(framework, "gradients")] == [4.5, 6, 3]
    assert right_option("four programs").startswith("Exactly")


def test_at_the_kink_they_have_differed():
    slopes = {tuple(map(float, answered(each, "kinks"))) for each in ("pytorch", "tensorflow", "jax")}
    assert len(slopes) > 1 and {relu for relu, _, _ in slopes} == {0}
    assert right_option("at a kink") == "No: they differ."
