"""Sheets: as text, by place, with their solution and their key."""

import pytest

from autodiff_core.lessons import COST_PARAMETERS, cost
from autodiff_core.teaching import homework


@pytest.fixture(scope="module")
def sheets():
    return homework(cost, 4, seed=5, **COST_PARAMETERS)


def test_sheets_are_counted_from_1_and_found_by_place(sheets):
    assert len(sheets) == 4 and [sheet.number for sheet in sheets[1:3]] == [2, 3]


def test_all_sheets_print_as_a_table_of_their_numbers(sheets):
    heading, first, *_ = repr(sheets).split("\n")
    assert heading.split() == ["sheet", "w", "b", "x", "y"]
    assert first.split() == ["1", *(f"{value:g}" for value in sheets[0].inputs.values())]


def test_the_key_of_a_sheet_is_for_this_sheet_alone(sheets):
    assert sheets[2].key.sheets == (sheets[2],) and sheets.key.sheets == sheets.sheets


def test_the_solution_of_a_sheet_is_at_its_numbers(sheets):
    assert sheets[3].solution.inputs == sheets[3].inputs


def test_a_sheet_in_words_has_every_problem_and_a_place_for_each_number(sheets):
    text = repr(sheets[0])
    assert text.count("____") == sum(len(problem.blanks) for problem in sheets[0].problems)
    assert [line[0] for line in text.split("\n") if line[:1].isdigit()] == list("123456")
    assert max(map(len, text.split("\n"))) <= 100
