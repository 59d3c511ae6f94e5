"""Judge an answer by one task: right, not attempted yet, or which property fails and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from autodiff_core.errors import listed
from autodiff_core.exercises.limit import TooLong, limited
from autodiff_core.exercises.run import ENDLESS, Fails, failure, quiet
from autodiff_core.exercises.task import OPEN, RIGHT, WRONG, Feedback, Property, Task

MISSING = object()  # no answer at all


def judge(task: Task, answer: Any = MISSING, tasks: Mapping[str, Task] | None = None) -> Feedback:
    """The feedback for an answer to a task. Raises nothing, whatever the answer is or does.

    `tasks` are those in which the needs of the task are found. (KeyboardInterrupt is let through: somebody
    wants to stop.)
    """
    if answer is MISSING:
        example, noun = task.asks.example, task.asks.noun
        too = f'Hand over your {noun}, too: check("{task.name}", {example}).'
        return Feedback(WRONG, (too,), f"{'an' if noun[0] == 'a' else 'a'} {noun} is missing.")
    try:
        with quiet(), limited():
            judged = failure(lambda answer: _judged(task, answer, tasks or {}), answer, task.causes)
    except TooLong:
        judged = Fails(ENDLESS)
    if isinstance(judged, Fails):
        return Feedback(WRONG, (_sentence(judged.seen), judged.cause), "this cannot be looked at.")
    return judged


def failures(task: Task, answer: Any) -> list[tuple[Property, Fails]]:
    """Every property that does not hold, and what came instead."""
    with quiet():
        outcomes = [(each, failure(each.test, answer, task.causes)) for each in task.properties]
    return [(each, outcome) for each, outcome in outcomes if isinstance(outcome, Fails)]


def _judged(task: Task, answer: Any, tasks: Mapping[str, Task]) -> Feedback:
    if answer is None or answer is ...:
        return _open(task)
    if refusal := task.asks.refuses(answer):
        return Feedback(WRONG, (refusal.instead,), refusal.what)
    if not task.asks.begun(answer):
        return _open(task)
    for need in task.needs:
        if not judge(tasks[need], answer, tasks):
            see = f'What is missing there? check("{need}", {task.asks.example}) says it.'
            return Feedback(WRONG, (see,), f"this builds on the task {need!r}, which is open.")
    if gaps := task.asks.gaps(answer):
        return Feedback(WRONG, (f"{task.todo}.",), f"{listed(gaps)} is still empty.")
    return _verdict(task, answer)


def _verdict(task: Task, answer: Any) -> Feedback:
    """The first property that fails, or what can be said of a right answer."""
    remarks = []
    for each in task.properties:
        outcome = failure(each.test, answer, task.causes)
        if isinstance(outcome, Fails):
            because, question = _because(outcome.cause or each.cause), outcome.question or each.question
            return Feedback(WRONG, (_sentence(outcome.seen), because, question), each.sentence)
        if outcome:
            remarks.append(outcome)
    count = len(task.properties)
    holds = "The property holds." if count == 1 else f"All {count} properties hold."
    told = remarks if len(remarks) == count else [holds, *remarks]  # each may speak for itself
    return Feedback(RIGHT, (*told, task.then))


def _because(cause: str) -> str:
    """What lies behind it. The mistakes of the bank say "Perhaps you ..."."""
    return f"Probably {cause[8:]}" if cause.startswith("Perhaps ") else f"Probably: {cause}"


def _open(task: Task) -> Feedback:
    return Feedback(OPEN, (f"{task.todo}. {task.asks.again}",))


def _sentence(seen: str) -> str:
    """With a capital letter, unless it begins with a piece of code."""
    return re.sub(r"^[a-z]{2,}(?= )", lambda word: word[0].capitalize(), seen) + "."
