"""Every card of every lesson: where it stands, what it says, and that its numbers tell mistakes apart."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

from autodiff_core import trace
from autodiff_core.cards import ALL, CARDS
from autodiff_core.cards.card import CHOICE, DIRECTION, DOWN, FILL, NO_CHANGE, NUMBER, UP
from autodiff_core.catalogue import ITEMS, KINDS
from autodiff_core.practice.card_spec import spec_of_card
from autodiff_core.questions.tolerance import apart, same
from autodiff_core.wording import SLOT

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9][0-9]_*.ipynb"))
LESSONS = [path.name[:2] for path in NOTEBOOKS]
every_lesson = pytest.mark.parametrize("lesson", LESSONS)


def cards(*forms):
    found = [card for card in CARDS.values() if card.form in forms]
    return pytest.mark.parametrize("card", found, ids=lambda card: card.name)


every_card = cards(NUMBER, DIRECTION, CHOICE, FILL)


def calls(lesson, function):
    """The first argument of every call of a function in the cells of a lesson."""
    [path] = [path for path in NOTEBOOKS if path.name.startswith(lesson)]
    cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    found = [node for source in cells for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        ast.literal_eval(call.args[0])
        for call in found
        if isinstance(call.func, ast.Name) and call.func.id == function and call.args
    ]


# Where the items stand


@every_lesson
def test_a_lesson_shows_each_of_its_cards_once_and_in_their_order(lesson):
    assert calls(lesson, "card") == [card.name for card in CARDS.values() if card.lesson == lesson]


@every_lesson
def test_a_lesson_checks_each_of_its_code_exercises(lesson):
    tasks = {item.name for item in ITEMS if item.lesson == lesson} - set(CARDS)
    checked = calls(lesson, "check")
    assert tasks <= set(checked)
    assert set(checked) <= {item.name for item in ITEMS}


@every_lesson
def test_a_lesson_has_predictions_exercises_and_one_exit_question(lesson):
    count = {kind: sum(i.lesson == lesson and i.kind == kind for i in ITEMS) for kind in KINDS}
    assert 2 <= count["predict"] <= 3, count
    assert count["exercise"] >= 2 and (count["exercise"] <= 4 or lesson in ("08", "10")), count
    assert count["exit"] == 1, count


def test_names_are_unique_and_titles_and_efforts_are_there():
    assert len(CARDS) == len(ALL) and len({item.name for item in ITEMS}) == len(ITEMS)
    for item in ITEMS:
        assert item.name == item.name.strip().lower() and item.title and item.lesson in LESSONS
        assert (1 <= item.difficulty <= 5 and 1 <= item.minutes <= 20) == (item.kind == "exercise"), item


def test_a_title_begins_with_a_capital_letter_unless_it_begins_with_a_symbol():
    small = {item.title for item in ITEMS if not item.title[0].isupper()}
    assert small == {"a + a", "w in two places"}


# What a card says


def sentences(card):
    spec = spec_of_card(card)
    blanks = spec["blanks"]
    yield from spec["text"]
    yield from (option[key] for option in spec["options"] for key in ("text", "idea"))
    for blank in blanks:
        yield from (blank["right"], *blank["hints"], *blank["solution"])
    yield from (mistake[key] for mistake in spec["mistakes"] for key in ("name", "thinking", "question"))


@every_card
def test_every_sentence_is_there_and_every_slot_can_be_filled(card):
    nodes = len(card.questions[0].graph.nodes) if card.fn else 0
    for text in sentences(card):
        assert text and text == text.strip() and "  " not in text
        assert text.count("`") % 2 == 0
        for slot in SLOT.finditer(text):
            if slot[2] in "vg":
                assert int(slot[3]) < nodes
        assert not re.search(r"\{|\}", SLOT.sub("", text)), text
    for blank in spec_of_card(card)["blanks"]:
        assert len(blank["hints"]) == 3 and blank["right"]


@every_card
def test_a_solution_walks_back_only_from_the_lesson_that_teaches_it(card):
    assert card.lesson >= "03" or card.solution or card.form in (CHOICE, FILL)


@cards(CHOICE)
def test_a_choice_has_one_right_option_and_an_idea_behind_each(card):
    assert 3 <= len(card.options) <= 4 and sum(option.right for option in card.options) == 1
    assert len({option.text for option in card.options}) == len(card.options)
    assert all(option.idea.endswith((".", "?")) for option in card.options) and card.why


@cards(DIRECTION)
def test_a_direction_has_an_idea_behind_each_way(card):
    assert [option.text for option in card.options] == [UP, DOWN, NO_CHANGE]
    assert all(option.idea.endswith((".", "?")) for option in card.options)


# What a card computes

with_numbers = cards(NUMBER, DIRECTION, FILL)


@with_numbers
def test_the_right_answers_are_those_of_a_central_difference(card):
    for inputs in card.screened.sets[:8]:
        for question, numbers in zip(card.questions, card.screened.numbers(inputs)):
            graph, asked = question.graph, question.asked
            given = dict(zip(graph.inputs, inputs))
            if asked.kind == "value":
                fresh = trace(card.fn, **given)
                assert numbers.right == pytest.approx(fresh.forward()[asked.of])
                continue
            if asked.kind == "change":
                moved = graph.nudged(asked.by, asked.amount, **given)[asked.of]
                assert numbers.right == pytest.approx(moved - graph.forward(**given)[asked.of])
                continue
            up, down = [graph.nudged(asked.by, e, **given)[asked.of] for e in (1e-6, -1e-6)]
            slope = (up - down) / 2e-6
            right = slope if asked.kind == "derivative" else given[asked.by] - asked.amount * slope
            assert numbers.right == pytest.approx(right, rel=1e-5, abs=1e-5)


@with_numbers
def test_no_two_mistakes_of_one_question_share_a_number(card):
    for inputs in card.screened.sets:
        for numbers in card.screened.numbers(inputs):
            told = [n for n in numbers.wrong.values() if abs(n) < float("inf") and apart(n, numbers.right)]
            for place, number in enumerate(told):
                assert not same(number, numbers.right)
                assert all(apart(number, other) for other in told[place + 1 :]), (inputs, numbers)


@with_numbers
def test_every_mistake_of_a_card_alone_has_a_number_of_its_own_and_can_be_said(card):
    kept = {mistake.name for place in card.screened.mistakes for mistake in place}
    assert {mistake.name for question in card.questions for mistake in question.own} <= kept


@cards(NUMBER)
def test_nothing_is_said_of_the_lines_of_a_function_that_only_works_the_answer_out(card):
    [question] = card.questions
    is_model = card.fn.__module__.startswith("autodiff_core.cards") and question.asked.kind == "value"
    assert card.seen != is_model
    if is_model:
        assert set(card.screened.mistakes[0]) <= set(card.own) and question.others == []


@cards(NUMBER)
def test_a_number_can_be_practised_again_and_again_and_knows_its_mistakes(card):
    if card.fresh:
        assert len(card.screened.sets) >= 12
    assert len(card.screened.mistakes[0]) >= 3


@cards(FILL)
def test_a_graph_to_fill_in_has_fresh_numbers_too(card):
    assert len(card.screened.sets) >= 6
