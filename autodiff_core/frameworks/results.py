"""The answer of every column to one task: live where the framework is installed, stored where not."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from autodiff_core.frameworks import examples, process, reference, snippets
from autodiff_core.frameworks.columns import OTHERS, OURS, Framework, advice, is_installed


class Result(NamedTuple):
    """The answer of one column, or None; and a sentence to print below the table, or an empty one."""

    framework: Framework
    answer: dict[str, Any] | None
    note: str = ""


def of_question(question: str) -> tuple[Result, ...]:
    """All columns' answers to a question."""
    return _all(Result(OURS, snippets.run(question, OURS.key)), lambda key: snippets.task(question, key))


def of_function(task: dict[str, Any], ours: dict[str, Any]) -> tuple[Result, ...]:
    """All columns' answers to a function with inputs."""
    return _all(Result(OURS, ours), lambda key: task)


def _all(ours: Result, task: Callable[[str], dict[str, Any]]) -> tuple[Result, ...]:
    """The frameworks run side by side, since most of their time goes into being imported."""
    with ThreadPoolExecutor(len(OTHERS)) as pool:
        return (ours, *pool.map(lambda framework: _one(framework, task(framework.key)), OTHERS))


def _one(framework: Framework, task: dict[str, Any]) -> Result:
    stored = reference.answer(framework.key, task)
    if not is_installed(framework):
        return Result(framework, stored, "" if stored else advice(framework))
    try:
        return Result(framework, _live(framework, task))
    except process.NoAnswer as error:
        return Result(framework, stored, f"{error}{' Its stored answer is shown.' if stored else ''}")


def _live(framework: Framework, task: dict[str, Any]) -> dict[str, Any]:
    """Run the framework. What the lesson asks is asked all at once, so that it is imported once only."""
    lesson = examples.tasks(framework.key)
    asked = lesson if task in lesson else [task]
    return process.answers(framework.key, framework.title, asked)[asked.index(task)]
