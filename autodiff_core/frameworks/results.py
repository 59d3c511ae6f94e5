"""The answer of every column to one task: live where the framework is installed, stored where not."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from autodiff_core.frameworks import process, reference, snippets
from autodiff_core.frameworks.columns import COLUMNS, OTHERS, OURS, Framework, advice, is_installed


class Result(NamedTuple):
    """The answer of one column, or None; and a sentence to print below the table, or an empty one."""

    framework: Framework
    answer: dict[str, Any] | None
    note: str = ""


def of_question(question: str) -> tuple[Result, ...]:
    """All columns' answers to a question. A framework answers all questions at once, when first asked."""
    place = snippets.QUESTIONS.index(question)
    return _all(
        Result(OURS, snippets.run(question, OURS.key)),
        lambda framework: [snippets.task(each, framework.key) for each in snippets.QUESTIONS],
        place,
    )


def of_function(task: dict[str, Any], ours: dict[str, Any]) -> tuple[Result, ...]:
    """All columns' answers to a function with inputs."""
    return _all(Result(OURS, ours), lambda framework: [task], 0)


def _all(ours: Result, tasks: Callable[[Framework], list], place: int) -> tuple[Result, ...]:
    """The frameworks run side by side, since most of their time goes into being imported."""
    with ThreadPoolExecutor(len(COLUMNS)) as pool:
        others = list(pool.map(lambda framework: _one(framework, tasks(framework), place), OTHERS))
    return (ours, *others)


def _one(framework: Framework, tasks: list[dict[str, Any]], place: int) -> Result:
    stored = reference.answer(framework.key, tasks[place])
    if is_installed(framework):
        try:
            return Result(framework, process.answers(framework.key, framework.title, tasks)[place])
        except process.NoAnswer as error:
            return Result(framework, stored, f"{error}{' Its stored answer is shown.' if stored else ''}")
    return Result(framework, stored, "" if stored else advice(framework))
