"""The cards of lesson 00: their answers, and that the ideas behind the usual wrong ones are found."""

import pytest

from autodiff_core.cards import CARDS

FIRST = CARDS["one more unit of w"]
RATE_TO_CHANGE = CARDS["a tenth of a unit"]
TWO_PLACES = CARDS["a product and w again"]


@pytest.mark.parametrize("card", [FIRST, RATE_TO_CHANGE, TWO_PLACES], ids=lambda card: card.name)
def test_there_are_many_fresh_numbers_and_many_known_mistakes(card):
    assert len(card.screened.sets) >= 20 and len(card.screened.mistakes[0]) >= 6


def test_each_answer_is_that_of_the_product_worked_out_twice():
    for w, x in FIRST.screened.sets:
        assert FIRST.screened.numbers((w, x))[0].right == (w + 1) * x - w * x
    for w, x in RATE_TO_CHANGE.screened.sets:
        assert RATE_TO_CHANGE.screened.numbers((w, x))[0].right == pytest.approx((w + 0.1) * x - w * x)
    for w, x in TWO_PLACES.screened.sets:
        assert TWO_PLACES.screened.numbers((w, x))[0].right == x + 1


@pytest.mark.parametrize(
    "answer, mistake",
    [
        (8, "gives the new value for the change"),
        (1, "moves J as far as w"),
        (3, "takes w for the factor"),
        (4, "gives the new w for the change of J"),
        (6, "lets both factors grow"),
        (-2, "turns the change round"),
    ],
)
def test_ideas_behind_wrong_answers_to_the_first_card(answer, mistake):
    assert FIRST.questions[0].diagnose(answer, w=3, x=2).name == mistake
    assert FIRST.screened.numbers((3, 2))[0].wrong[mistake] == answer


def test_a_rate_is_told_from_a_change_and_two_places_from_one():
    (question,) = RATE_TO_CHANGE.questions
    assert question.diagnose(-3, w=4, x=-3).name == "gives the rate for the change"
    assert question.diagnose(-12.3, w=4, x=-3).name == "gives the new value for the change"
    (question,) = TWO_PLACES.questions
    assert question.diagnose(2, w=5, x=2).name == "looks at the product only"
    assert question.diagnose(1, w=5, x=2).name == "looks at the lone w only"


def test_below_0_a_larger_w_makes_the_product_smaller():
    card = CARDS["a factor below 0"]
    (numbers,) = card.screened.numbers((3, -2))
    assert 4 * -2 < 3 * -2 and numbers.right < 0
    assert card.screened.sets == [(3, -2)], "the ideas name these numbers"
    assert "from -6 to -8" in card.right
