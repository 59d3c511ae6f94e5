"""Judge the learner's class by one task: right, not attempted yet, or which property fails and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from autodiff_core.errors import listed
from autodiff_core.ladder.run import failure, name_of_method, quiet, untouched
from autodiff_core.ladder.task import OPEN, RIGHT, WRONG, Fails, Feedback, Property, Task

MISSING = object()  # no answer at all


def judge(tasks: Mapping[str, Task], name: Any, answer: Any) -> Feedback:
    """The feedback for an answer to the task of this name. Raises nothing, whatever the answer does."""
    task = tasks.get(name) if isinstance(name, str) else None
    if task is None:
        return Feedback(WRONG, (f"The tasks are {listed(map(repr, tasks))}.",), "there is no such task.")
    if answer is MISSING:
        return Feedback(
            WRONG, (f'Hand over your class, too: check("{name}", Value).',), "a class is missing."
        )
    if answer is None or answer is ...:
        return _open(task)
    if not isinstance(answer, type):
        return Feedback(WRONG, ("Hand over the class itself, without brackets: Value.",), "this is no class.")
    with quiet():
        if not _begun(task, answer):
            return _open(task)
        for need in task.needs:
            if not judge(tasks, need, answer):
                see = f'What is missing there? check("{need}", Value) says it.'
                return Feedback(WRONG, (see,), f"this builds on the task {need!r}, which is open.")
        return _verdict(task, answer)


def failures(task: Task, answer: type) -> list[tuple[Property, Fails]]:
    """Every property that does not hold, and what came instead."""
    with quiet():
        outcomes = [(each, failure(each.test, answer)) for each in task.properties]
    return [(each, outcome) for each, outcome in outcomes if isinstance(outcome, Fails)]


def _verdict(task: Task, answer: type) -> Feedback:
    """The first property that fails, or what can be said of a right answer."""
    if empty := [name_of_method(answer, method) for method in task.methods if untouched(answer, method)]:
        return Feedback(WRONG, (f"{task.todo}.",), f"{listed(empty)} is still empty.")
    remarks = []
    for each in task.properties:
        outcome = failure(each.test, answer)
        if isinstance(outcome, Fails):
            lines = (_sentence(outcome.seen), f"Probably: {outcome.cause or each.cause}", each.question)
            return Feedback(WRONG, lines, each.sentence)
        if outcome:
            remarks.append(outcome)
    return Feedback(RIGHT, (f"All {len(task.properties)} properties hold.", *remarks, task.then))


def _begun(task: Task, answer: type) -> bool:
    """True unless everything the task asks for is missing, or still the empty skeleton."""
    if not all(untouched(answer, method) for method in task.methods):
        return True
    return task.begun is not None and failure(task.begun, answer) is True


def _open(task: Task) -> Feedback:
    return Feedback(OPEN, (f"{task.todo}. Then run that cell, and this one again.",))


def _sentence(seen: str) -> str:
    """With a capital letter, unless it begins with a piece of code."""
    return re.sub(r"^[a-z]{2,}(?= )", lambda word: word[0].capitalize(), seen) + "."
