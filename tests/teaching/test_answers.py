"""What a homework asks of its graph, and that wrong numbers are those of the mistakes they name."""

import pytest

from autodiff_core import trace
from autodiff_core.lessons import COST_PARAMETERS, TWO_USES_PARAMETERS, cost, two_uses
from autodiff_core.questions import Question
from autodiff_core.questions.tolerance import apart
from autodiff_core.teaching.answers import Answers

AT = {"w": 3, "b": -2, "x": 4, "y": 5}


@pytest.fixture(scope="module")
def answers():
    return Answers(trace(cost, **COST_PARAMETERS), 0.1, 0.01)


def test_everything_that_is_no_input_is_asked_for_forwards_and_all_but_the_output_backwards(answers):
    assert answers.values == ["c", "a", "d", "J"]
    assert answers.gradients == [f"dJ/d{name}" for name in "dacyxbw"]


def test_what_is_given_takes_no_step(answers):
    assert answers.parameters == ["w", "b"]


def test_without_parameters_every_input_takes_steps():
    def all_given(u=2, v=3):
        J = u * v
        return J

    assert Answers(trace(all_given), 0.1, 0.01).parameters == ["u", "v"]


def test_wrong_numbers_are_what_their_mistakes_compute(answers):
    for asked, question in answers.questions.items():
        blank, numbers = answers.blank(asked, AT), question.numbers(**AT)
        assert blank.right == numbers.right and blank.wrong
        for wrong in blank.wrong:
            assert apart(wrong.number, blank.right)
            assert all(not apart(numbers.wrong[m.name], wrong.number) for m in wrong.mistakes)


def test_mistakes_that_give_the_same_number_stand_together():
    blank = Answers(trace(cost, **COST_PARAMETERS), 0.1, 0.01).blank("dJ/dw", AT | {"x": 1, "b": 3, "y": 4})
    assert any(len(wrong.mistakes) > 1 for wrong in blank.wrong)
    assert len({wrong.number for wrong in blank.wrong}) == len(blank.wrong)


def test_a_mistake_that_gives_the_right_number_is_not_seen(answers):
    unseen = answers.blank("dJ/dw", AT | {"x": 1}).unseen
    assert "leaves out the last local derivative" in [mistake.name for mistake in unseen]


def test_the_rate_and_the_push_are_those_that_were_asked_for():
    answers = Answers(trace(two_uses, **TWO_USES_PARAMETERS), 0.05, 0.001)
    assert answers.update("w") == "w - 0.05 * de/dw" and answers.change("b") == "change of e for b + 0.001"
    assert Question(answers.graph, answers.update("w")).right is not None
