"""The ladder of lesson 08: six small tasks, each with a check that says which property fails."""

from __future__ import annotations

from typing import Any

from autodiff_core import small_engine
from autodiff_core.errors import listed
from autodiff_core.exercises.judge import MISSING, failures, judge
from autodiff_core.exercises.task import WRONG, Feedback, Task
from autodiff_core.ladder.broken import broken
from autodiff_core.ladder.rungs.backward import BACKWARD
from autodiff_core.ladder.rungs.local_derivatives import LOCAL_DERIVATIVES
from autodiff_core.ladder.rungs.node import NODE
from autodiff_core.ladder.rungs.operators import OPERATORS
from autodiff_core.ladder.rungs.relu import RELU
from autodiff_core.ladder.rungs.topological_order import TOPOLOGICAL_ORDER
from autodiff_core.text_table import text_table

__all__ = ["TASKS", "Feedback", "Task", "broken", "check", "check_all", "failures", "finished"]

LADDER = (NODE, OPERATORS, LOCAL_DERIVATIVES, TOPOLOGICAL_ORDER, BACKWARD, RELU)
TASKS = {task.name: task for task in LADDER}


def check(name: Any = None, answer: Any = MISSING) -> Feedback:
    """Check one task. The answer is the learner's class, with all that has been attached to it.

    Never an exception: right, not attempted yet, or which property fails and what probably caused it.
    """
    if type(name) is not str or name not in TASKS:
        return Feedback(WRONG, (f"The tasks are {listed(map(repr, TASKS))}.",), "there is no such task.")
    return judge(TASKS[name], answer, TASKS)


class Ladder(dict):
    """The feedback for every task, by name; it prints as a table, and is true if all are right."""

    def __bool__(self) -> bool:
        return all(self.values())

    def __repr__(self) -> str:
        rows = [
            (str(n), t.title, "●" * t.difficulty, str(t.minutes), self[t.name].status.lower())
            for n, t in enumerate(LADDER, start=1)
        ]
        return text_table(("", "task", "difficulty", "minutes", "state"), rows, left=(1, 2, 4))


def check_all(answer: Any = None) -> Ladder:
    """Check all tasks at once."""
    return Ladder({name: check(name, answer) for name in TASKS})


def finished(answer: Any = None) -> type:
    """The learner's class if all tasks are right. Otherwise the package's small engine, and a line that says
    so."""
    feedback = check_all(answer)
    if feedback:
        return answer
    number, task = next((n, t) for n, t in enumerate(LADDER, start=1) if not feedback[t.name])
    print(f"Task {number} ({task.title}) is open, so the package's small engine stands in for yours.")
    return small_engine.Value
