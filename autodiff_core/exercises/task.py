"""What a task is, as data, and what a check says about an answer."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from autodiff_core.exercises.forms import Form
from autodiff_core.exercises.run import CAUSES, Cause
from autodiff_core.wording import effort

RIGHT, OPEN, WRONG = "Right", "Not attempted yet", "Not yet"
LINE = 100  # characters of a line of feedback


class Property(NamedTuple):
    """A sentence that is true of a right answer, and the test of it.

    `test` is given the learner's answer and raises Fails, or anything else, where the sentence is not true.
    It may return a remark for a right answer. `cause` is what lies behind a failure most often, and
    `question` leads on from there; a Fails that knows better brings its own.
    """

    sentence: str
    test: Callable[[Any], str | None]
    cause: str
    question: str


@dataclass(frozen=True)
class Task:
    """Something the learner writes, with what is true of it when it is right.

    `asks` is the form of the answer (forms.py), `needs` are the names of tasks it builds on, `causes` say
    what Python's messages most often mean here, `skeleton` is the cell of the notebook, still to be filled.
    """

    name: str
    lesson: str  # "03"
    title: str
    difficulty: int  # from 1 to 5
    minutes: int
    asks: Form
    todo: str
    hints: tuple[str, str, str]
    properties: tuple[Property, ...]
    then: str  # a pointer for whoever has it right
    skeleton: str = ""
    needs: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = CAUSES
    kind: str = "exercise"

    @property
    def effort(self) -> str:
        """Difficulty and minutes, in words and in dots."""
        return effort(self.difficulty, self.minutes)


@dataclass(frozen=True)
class Feedback:
    """What a check says. It is true if the answer is right, and prints as a few plain lines."""

    status: str
    lines: tuple[str, ...] = ()
    failed: str = ""  # the sentence of the property that fails

    def __bool__(self) -> bool:
        return self.status == RIGHT

    def __repr__(self) -> str:
        first = f"{self.status}: {self.failed}" if self.failed else f"{self.status}."
        lines = [line for text in (first, *self.lines) if text for line in text.split("\n")]
        return "\n".join(textwrap.fill(line, LINE) for line in lines)
