"""The answers to expect: all of them come from the card and the bank, at the card's own numbers."""

import pytest

from autodiff_core import GraphError
from autodiff_core.cards import CARDS
from autodiff_core.cards.card import CHOICE, DIRECTION, FILL, NUMBER
from autodiff_core.mistakes import MISTAKES
from autodiff_core.numbers import format_number
from autodiff_core.teaching import wrong_answers
from autodiff_core.teaching.expected import TASKS


def of_form(form):
    return [name for name, card in CARDS.items() if card.form == form]


@pytest.mark.parametrize("name", of_form(NUMBER))
def test_a_wrong_number_is_what_its_mistake_gives_and_never_the_right_one(name):
    card, expected = CARDS[name], wrong_answers(name, most=None)
    (numbers,) = card.screened.numbers(card.screened.start)
    assert expected.right.answer == format_number(numbers.right)
    behind = {(m.thinking, m.question): m.name for m in card.screened.mistakes[0]}
    assert expected.wrong
    for each in expected.wrong:
        assert each.answer == format_number(numbers.wrong[behind[each.idea, each.question]])
        assert each.answer != expected.right.answer


def test_every_mistake_that_a_card_tells_apart_and_that_shows_is_there():
    assert len(wrong_answers("two links", most=None).wrong) == len(CARDS["two links"].screened.mistakes[0])


def test_those_that_were_written_for_the_card_come_first():
    own = [mistake.thinking for mistake in CARDS["one small step"].own]
    assert [each.idea for each in wrong_answers("one small step").wrong][: len(own)] == own


@pytest.mark.parametrize("name", of_form(FILL))
def test_a_graph_to_fill_in_has_one_row_for_each_mistake_with_a_blank_where_it_shows(name):
    card, expected = CARDS[name], wrong_answers(name, most=None)
    told = {m for kept in card.screened.mistakes for m in kept}
    assert len({each[1:] for each in expected.wrong}) == len(expected.wrong) > 5
    rows = zip(card.questions, card.screened.numbers(card.screened.start))
    numbers = {question.text: each for question, each in rows}
    for each in expected.wrong:
        blank, number = each.answer.split(" = ")
        behind = [m.name for m in told if (m.thinking, m.question) == (each.idea, each.question)]
        assert number in [format_number(numbers[blank].wrong.get(m, float("nan"))) for m in behind]
        assert number != format_number(numbers[blank].right)


def test_at_a_fork_the_mistakes_of_the_fork_come_first():
    assert wrong_answers("fill in the fork").wrong[0].idea == MISTAKES["overwrites at a fork"].thinking


@pytest.mark.parametrize("name", [*of_form(CHOICE), *of_form(DIRECTION)])
def test_a_choice_has_every_option_once_and_says_of_each_all_that_the_card_says(name):
    card, expected = CARDS[name], wrong_answers(name)
    assert {expected.right.answer, *[w.answer for w in expected.wrong]} == {o.text for o in card.options}
    assert len(expected.wrong) == len(card.options) - 1
    if card.form == CHOICE:
        ideas = {option.text: option.idea for option in card.options}
        for w in expected.wrong:
            said = f"{w.idea} {w.question}".strip()
            assert said.lower() == ideas[w.answer].replace(": ", ". ").lower() or said == ideas[w.answer]


def test_the_right_direction_is_the_sign_of_the_number():
    assert wrong_answers("a factor below 0").right.answer == "down"


@pytest.mark.parametrize("name", CARDS)
def test_no_slot_is_left_open(name):
    assert "{" not in repr(wrong_answers(name, most=None))


@pytest.mark.parametrize("name", TASKS)
def test_a_task_for_code_says_for_each_property_what_is_behind_a_failure(name):
    task, expected = TASKS[name], wrong_answers(name, most=None)
    assert [(w.idea, w.question) for w in expected.wrong] == [(p.cause, p.question) for p in task.properties]


def test_only_the_first_few_are_shown():
    assert len(wrong_answers("the whole chain").shown) == 6
    assert len(wrong_answers("the whole chain", most=2).shown) == 2


@pytest.mark.parametrize(
    "name, near", [("the hole chain", "the whole chain"), ("backward pas", "backward pass")]
)
def test_a_name_that_does_not_exist_gets_the_nearest_one(name, near):
    with pytest.raises(GraphError, match=f"Did you mean '{near}'"):
        wrong_answers(name)


@pytest.mark.parametrize("most", [0, -1, 2.5, True, "all"])
def test_most_is_a_number_of_rows(most):
    with pytest.raises(GraphError, match="most is how many"):
        wrong_answers("two links", most)


def test_an_idea_that_ends_in_a_colon_and_its_question_become_two_sentences():
    (up, *_) = wrong_answers("one divided by w").wrong
    assert up.idea.endswith("Here one is divided by w.") and up.question == "Is 1/3 more than 1/2?"
    every = [each for name in CARDS for each in wrong_answers(name, most=None).wrong]
    assert not any(each.idea.endswith(":") for each in every)
