"""The cards of lesson 02: their answers, and that the ideas behind the usual wrong ones are found."""

import pytest

from autodiff_core import trace
from autodiff_core.cards import CARDS
from autodiff_core.lessons import cost

COST, FILL = CARDS["the cost of one example"], CARDS["fill in the forward pass"]
TWO_MORE, PUSH = CARDS["b goes up by 2"], CARDS["a push at r"]
START = {"w": 5, "b": -3, "x": 2, "y": 4}


@pytest.mark.parametrize("card", [COST, TWO_MORE, PUSH], ids=lambda card: card.name)
def test_there_are_many_fresh_numbers_and_many_known_mistakes(card):
    assert len(card.screened.sets) >= 20 and len(card.screened.mistakes[0]) >= 6


def test_each_answer_is_that_of_plain_python():
    for w, b, x, y in COST.screened.sets:
        assert COST.screened.numbers((w, b, x, y))[0].right == (w * x + b - y) ** 2 / 2
    for w, b, x, y in TWO_MORE.screened.sets:
        change = cost(w, b + 2, x, y) - cost(w, b, x, y)
        assert TWO_MORE.screened.numbers((w, b, x, y))[0].right == change
    for p, q, r in PUSH.screened.sets:
        change = (p + q) * (q * (r + 1)) - (p + q) * (q * r)
        assert PUSH.screened.numbers((p, q, r))[0].right == change


@pytest.mark.parametrize(
    "card, inputs, answer, mistake",
    [
        (COST, START, 40.5, "loses the sign of b"),
        (COST, START, 9, "forgets to divide"),
        (COST, START, 0, "adds where it should multiply"),
        (COST, START, 2.25, "halves before it squares"),
        (COST, START, 24.5, "leaves out the target"),
        (COST, START, 18, "leaves out what is added"),
        (TWO_MORE, START, 6, "takes the rate at the start for all of the way"),
        (TWO_MORE, START, 12.5, "gives the new value for the change"),
        (TWO_MORE, START, 2, "gives the push for the change"),
        (TWO_MORE, START, 16, "forgets the half"),
        (TWO_MORE, START, -4, "goes down instead of up"),
        (PUSH, {"p": 1, "q": 3, "r": 2}, 3, "stops at v"),
        (PUSH, {"p": 1, "q": 3, "r": 2}, 21, "lets u move, too"),
        (PUSH, {"p": 1, "q": 3, "r": 2}, 36, "gives the new value for the change"),
    ],
)
def test_ideas_behind_wrong_answers(card, inputs, answer, mistake):
    assert card.questions[0].diagnose(answer, **inputs).name == mistake
    assert mistake in card.screened.numbers(list(inputs.values()))[0].wrong


def test_only_values_are_to_be_filled_in():
    assert [question.text for question in FILL.questions] == ["c", "a", "d", "J"]
    w, b, x, y = FILL.screened.start
    right = [numbers.right for numbers in FILL.screened.numbers((w, b, x, y))]
    assert right == [w * x, w * x + b, w * x + b - y, (w * x + b - y) ** 2 / 2] == [12, 10, 5, 12.5]


@pytest.mark.parametrize(
    "node, answer, mistake",
    [
        ("c", 7, "adds where it should multiply"),
        ("a", 12, "leaves out what is added"),
        ("d", -5, "reverses a difference"),
        ("J", 25, "forgets to divide"),
    ],
)
def test_ideas_behind_what_is_filled_in(node, answer, mistake):
    (question,) = [question for question in FILL.questions if question.text == node]
    inputs = dict(zip("wbxy", FILL.screened.start))
    assert question.diagnose(answer, **inputs).name == mistake


def test_who_notices_b_is_who_depends_on_it():
    graph = trace(cost, **START)
    before, after = graph.forward(), graph.forward(b=-1)
    moved = [name for name in "cadJ" if before[name] != after[name]]
    (right,) = [option.text for option in CARDS["who notices b"].options if option.right]
    assert moved == ["a", "d", "J"] and right == "a, d and J"
