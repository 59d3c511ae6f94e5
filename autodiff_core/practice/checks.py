"""check("name", answer): what a learner wrote is judged, hints are given one by one, progress is noted."""

from __future__ import annotations

import difflib
import textwrap
import types
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autodiff_core import clinic, exercises, ladder, progress
from autodiff_core.exercises import MISSING, OPEN, WRONG, Feedback, Task, judge
from autodiff_core.exercises.task import LINE
from autodiff_core.practice import bars

KNOWN: tuple[Mapping[str, Task], ...] = (exercises.TASKS, ladder.TASKS, clinic.TASKS)
ORDINALS = ("First", "Second", "Third")


@dataclass(frozen=True)
class Hint:
    """One hint, or a sentence in its place; it prints as plain text."""

    text: str

    def __repr__(self) -> str:
        return "\n".join(textwrap.fill(line, LINE) for line in self.text.replace("$", "").split("\n"))


class Checks:
    """`check("name", answer)` says what holds and what does not; `check.hint("name")` gives the next hint."""

    def __init__(self, *known: Mapping[str, Task]):
        self.tasks = {name: task for tasks in known for name, task in tasks.items()}
        self._shown: Counter[str] = Counter()

    def __call__(self, name: Any = MISSING, answer: Any = MISSING) -> Feedback:
        """Judge an answer. Never an exception: right, not attempted yet, or which property fails and why.

        Without a name: the names of all tasks. With the number of a lesson, "05": the names of that lesson.
        """
        task = self._task(name)
        if task is None:
            missing = (
                "the name of a task is missing." if name is MISSING else "there is no task of this name."
            )
            return Feedback(WRONG, self._instead(name), missing)
        feedback = judge(task, answer, self.tasks)
        if answer is not MISSING and feedback.status != OPEN:
            progress.note(task.name, self._status(task, feedback))
            bars.refresh(task.lesson)
        return feedback

    def hint(self, name: Any = MISSING) -> Hint:
        """The next of the three hints of a task. The last one stays; who has seen it was helped."""
        task = self._task(name)
        if task is None:
            return Hint("\n".join(self._instead(name)))
        seen = self._shown[task.name]
        self._shown[task.name] = min(seen + 1, len(task.hints))
        if seen >= len(task.hints):
            return Hint(f"That was the last of the hints: {task.hints[-1]}")
        last = " and last" if seen == len(task.hints) - 1 else ""
        return Hint(f"{ORDINALS[seen]}{last} hint: {task.hints[seen]}")

    def __repr__(self) -> str:
        return 'check("name", answer) checks an answer, check.hint("name") gives a hint, check() all names.'

    def _task(self, name: Any) -> Task | None:
        return self.tasks.get(name) if type(name) is str else None

    def _status(self, task: Task, feedback: Feedback) -> str:
        if not feedback:
            return "tried"
        return "helped" if self._shown[task.name] >= len(task.hints) else "right"

    def _instead(self, name: Any) -> tuple[str, ...]:
        """What to write, for a name that is none: the nearest one, those of a lesson, or all."""
        if type(name) is types.FunctionType or isinstance(name, type):
            called = name.__name__
            tasks = [task for task in self.tasks.values() if task.asks.example == called]
            example = f'check("{tasks[0].name}", {called})' if tasks else 'check("name", answer)'
            return (f"The name of the task comes first, in quotation marks: {example}.",)
        if type(name) is str and (near := difflib.get_close_matches(name[:LINE].lower(), self.tasks, 1)):
            return (f'Did you mean "{near[0]}"?',)
        lessons = sorted({task.lesson for task in self.tasks.values()})
        asked = f"{name:02d}" if type(name) is int and 0 <= name < 100 else name
        if type(asked) is str and asked in lessons:
            lessons = [asked]
        return tuple(f"Lesson {lesson}: {self._names_of(lesson)}" for lesson in lessons)

    def _names_of(self, lesson: str) -> str:
        return ", ".join(f'"{task.name}"' for task in self.tasks.values() if task.lesson == lesson)


check = Checks(*KNOWN)
