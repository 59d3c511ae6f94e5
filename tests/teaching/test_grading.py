"""The marks: a point for each right number, and a reason for a wrong one."""

import pytest

from autodiff_core import trace
from autodiff_core.lessons import COST_PARAMETERS, cost
from autodiff_core.mistakes import MISTAKES
from autodiff_core.teaching.grading import mark_letter, mark_numbers, mark_task

GRAPH = trace(cost, **COST_PARAMETERS)
ASKED = {"J": "J", "dJ_dw": "dJ/dw", "new_w": "w - 0.1 * dJ/dw"}


def test_every_right_number_is_a_point(capsys):
    assert mark_numbers(GRAPH, ASKED, {"J": 4.5, "dJ_dw": 6, "new_w": 4.4, "other": 1}) == 3
    assert capsys.readouterr().out == "J: right\ndJ_dw: right\nnew_w: right\n"


def test_a_wrong_number_that_the_bank_knows_gets_its_question(capsys):
    assert mark_numbers(GRAPH, ASKED, {"J": 4.5, "dJ_dw": 2, "new_w": 1000}) == 1
    mistake = MISTAKES["forgets the upstream gradient"]
    said = capsys.readouterr().out.split("\n")
    assert said[1] == f"dJ_dw: 2 is not right. {mistake.thinking} {mistake.question}"
    assert said[2] == "new_w: 1000 is not right"


@pytest.mark.parametrize(
    "answer, said", [(..., "no answer"), (None, "no answer"), ("6", "'6' is not a number")]
)
def test_what_is_no_number_is_no_point_and_no_error(answer, said, capsys):
    assert mark_numbers(GRAPH, {"dJ_dw": "dJ/dw"}, {"dJ_dw": answer}) == 0
    assert capsys.readouterr().out == f"dJ_dw: {said}\n"


def test_what_is_missing_is_no_answer(capsys):
    assert mark_numbers(GRAPH, {"dJ_dw": "dJ/dw"}, {}) == 0
    assert "no answer" in capsys.readouterr().out


@pytest.mark.parametrize("answer, points", [("b", 1), ("(B) ", 1), ("a", 0), (..., 0), (2, 0)])
def test_a_letter_is_right_or_wrong(answer, points):
    assert mark_letter("b", answer) == points


def test_a_task_has_all_its_points_or_none(capsys):
    def right(w, b, x, y):
        d = w * x + b - y
        return d, d, d, d * x, d

    def wrong(w, b, x, y):
        d = w * x + b - y
        return d, d, d, d * w, d

    def empty(w, b, x, y): ...

    assert [mark_task("backward pass", 2, each) for each in (right, wrong, empty)] == [2, 0, 0]
    said = capsys.readouterr().out
    assert "At the product the gradient for w is multiplied by the other factor." in said
    assert said.endswith("no answer\n")
