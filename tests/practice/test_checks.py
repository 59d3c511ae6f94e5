"""check("name", answer): one function for all tasks; hints one by one; progress is noted."""

import pytest
from exercise_answers import RIGHT
from hypothesis import given
from hypothesis import strategies as st

from autodiff_core import exercises, ladder, progress
from autodiff_core.practice import check
from autodiff_core.practice.checks import KNOWN, Checks
from autodiff_core.small_engine import Value

NAME = "central difference"


def right(name=NAME):
    space = {}
    exec(RIGHT[name], space)
    return space[exercises.TASKS[name].asks.example]


@pytest.fixture
def fresh():
    """A check that has shown no hints yet."""
    return Checks(*KNOWN)


def words(said):
    return " ".join(repr(said).split())


def test_exercises_the_ladder_and_the_clinic_are_known():
    assert check(NAME, right()) and check("node", Value)
    assert "this builds on" in words(check("backward", type("Value", (), {"backward": lambda self: 1})))
    assert "10" in {task.lesson for task in check.tasks.values()}
    assert sum(map(len, KNOWN)) == len(check.tasks), "a name is used twice"


def test_the_feedback_is_that_of_the_ladder():
    assert check("relu", Value) == ladder.check("relu", Value)
    assert check("relu") == ladder.check("relu")


@pytest.mark.parametrize(
    "answer, status",
    [
        (right(), "right"),
        (lambda f, w, e: 1, "tried"),
        (7, "tried"),
        (None, None),
        (lambda f, w, e: ..., None),
    ],
)
def test_what_came_of_it_is_noted(fresh, answer, status):
    fresh(NAME, answer)
    found = progress.known().get(NAME)
    assert (found and found.status) == status


def test_what_is_asked_without_an_answer_is_not_noted(fresh):
    fresh(), fresh(NAME), fresh("no such task", 3), fresh.hint(NAME)
    assert progress.known() == {}


def test_hints_come_one_by_one_and_the_last_one_stays(fresh):
    hints = exercises.TASKS[NAME].hints
    said = [words(fresh.hint(NAME)) for _ in range(5)]
    assert said[0] == f"First hint: {hints[0]}" and said[1] == f"Second hint: {hints[1]}"
    assert said[2] == f"Third and last hint: {hints[2]}"
    assert said[3] == said[4] == f"That was the last of the hints: {hints[2]}"
    assert repr(fresh.hint("forward pass")).startswith("First hint: ")  # each task counts its own


def test_who_has_seen_all_hints_was_helped(fresh):
    fresh.hint(NAME), fresh.hint(NAME)
    fresh(NAME, right())
    assert progress.known()[NAME].status == "right"
    for _ in range(3):
        fresh.hint("forward pass")
    fresh("forward pass", right("forward pass"))
    assert progress.known()["forward pass"].status == "helped"


def test_hints_are_plain_text(fresh):
    assert "$" in ladder.TASKS["relu"].hints[0] and "$" not in repr(fresh.hint("relu"))


def test_without_a_name_all_names_are_listed():
    said = words(check())
    assert said.startswith("Not yet: the name of a task is missing.")
    assert all(f'"{name}"' in said for name in check.tasks)
    assert 'Lesson 05: "accumulate", "sending order"' in said


@pytest.mark.parametrize("lesson", ["05", 5])
def test_with_the_number_of_a_lesson_its_names_are_listed(lesson):
    said = words(check(lesson))
    assert '"accumulate", "sending order"' in said and "forward pass" not in said


@pytest.mark.parametrize("name", ["central diference", "Central Difference", "central  difference"])
def test_the_nearest_name_is_offered(name):
    assert f'Did you mean "{NAME}"?' in words(check(name, right()))
    assert f'Did you mean "{NAME}"?' in words(check.hint(name))


def test_an_answer_in_the_place_of_the_name_is_told_what_comes_first():
    assert f'quotation marks: check("{NAME}", slope).' in words(check(right()))
    assert 'check("name", answer).' in words(check(lambda: 1))


class Odd:
    __hash__ = None

    def __eq__(self, other):
        raise ValueError

    __repr__ = __str__ = __bool__ = __eq__


@pytest.mark.parametrize(
    "name", [None, ..., 3.5, -1, 10**30, [], {}, Odd(), Odd, b"x", "", "x" * 10**5, True]
)
def test_whatever_is_given_as_a_name_is_answered_in_lines(name):
    for said in (check(name), check(name, 3), check.hint(name)):
        assert 0 < len(repr(said)) < 900


@given(st.text() | st.integers() | st.floats() | st.binary() | st.lists(st.text()))
def test_any_text_as_a_name_is_answered_in_lines(name):
    assert not check(name, name) and 0 < len(repr(check.hint(name))) < 900


def test_it_says_how_it_is_used():
    assert repr(check).startswith('check("name", answer) checks an answer')
