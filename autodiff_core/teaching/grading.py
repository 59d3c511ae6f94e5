"""The marks of an assignment, given by its hidden tests: a point for each right number, words for others."""

from __future__ import annotations

import numbers
from collections.abc import Mapping
from typing import Any

from autodiff_core.exercises import OPEN, TASKS, judge
from autodiff_core.graph import Graph
from autodiff_core.in_words import short
from autodiff_core.numbers import format_number
from autodiff_core.questions import Question
from autodiff_core.questions.tolerance import same


def mark_numbers(graph: Graph, asked: Mapping[str, str], answers: Mapping[str, Any]) -> int:
    """How many of the answers are right. `asked` says for the name of each what is asked (see questions).

    Prints a line for each; a wrong number that the bank knows is met with what lies behind it and a question.
    """
    points = 0
    for name, question in asked.items():
        verdict = _verdict(Question(graph, question), answers.get(name, ...))
        points += verdict == "right"
        print(f"{name}: {verdict}")
    return points


def _verdict(question: Question, answer: Any) -> str:
    if answer is ... or answer is None:
        return "no answer"
    if not isinstance(answer, numbers.Real):
        return f"{short(answer)} is not a number"
    if same(float(answer), question.numbers().right):
        return "right"
    mistake = question.diagnose(float(answer))
    behind = f". {mistake.thinking} {mistake.question}" if mistake else ""
    return f"{format_number(answer)} is not right{behind}"


def mark_letter(right: str, answer: Any) -> int:
    """1 if the answer is this letter, else 0."""
    return int(isinstance(answer, str) and answer.strip(" ().").lower() == right)


def mark_task(name: str, points: int, answer: Any) -> int:
    """All points if the answer to a task for code is right, else none; prints what a check would say."""
    feedback = judge(TASKS[name], answer, TASKS)
    print("no answer" if feedback.status == OPEN else feedback)
    return points if feedback else 0
