"""The key: its numbers are right, every mistake it names computes the wrong number it stands for."""

import re

import pytest

from autodiff_core.lessons import TWO_USES_PARAMETERS, two_uses
from autodiff_core.mistakes import MISTAKES
from autodiff_core.numbers import format_number
from autodiff_core.questions import Question
from autodiff_core.teaching import homework
from autodiff_core.teaching.key import MOST, told


@pytest.fixture(scope="module")
def sheets():
    return homework(two_uses, 4, seed=8, **TWO_USES_PARAMETERS)


def blanks(sheet):
    return [blank for problem in sheet.problems for blank in problem.blanks if blank.asked]


def test_what_a_line_of_the_key_says_is_what_the_mistake_computes(sheets):
    for sheet in sheets:
        lines = repr(sheet.key).split("\n")
        for blank in blanks(sheet):
            numbers = Question(sheet.graph, blank.asked).numbers(**sheet.inputs)
            at = lines.index(f"   {blank.label} = {format_number(numbers.right)}")
            below = lines[at + 1 : at + 1 + len(told(blank))]
            said = [re.fullmatch(r"      (\S+): (.*)", line).groups() for line in below]
            assert said
            for number, names in said:
                assert number != format_number(numbers.right)
                for name in names.split(" or "):
                    assert format_number(numbers.wrong[name]) == number


def test_it_names_only_the_first_few_wrong_numbers(sheets):
    assert all(len(told(blank)) <= MOST for sheet in sheets for blank in blanks(sheet))


def test_the_key_of_all_is_that_of_each(sheets):
    assert repr(sheets.key) == "\n\n".join(repr(sheet.key) for sheet in sheets)


def test_every_mistake_that_is_named_is_explained_once_with_its_question(sheets, tmp_path):
    sheets.key.save(tmp_path / "key.html")
    page = (tmp_path / "key.html").read_text(encoding="utf-8")
    legend = page[page.index("The mistakes, and what to ask") :]
    named = [mistake.name for mistake in sheets.key.mistakes]
    assert re.findall(r'<th scope="row">(.*?)</th>', legend) == named and len(set(named)) == len(named) > 10
    assert all(MISTAKES[name].question in legend.replace("&amp;", "&") for name in named)
