"""What a task of the ladder is, as data, and what a check says about an answer."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

RIGHT, OPEN, WRONG = "Right", "Not attempted yet", "Not yet"
LINE = 100  # characters of a line of feedback


class Fails(Exception):
    """A property does not hold. `seen` says what came instead; `cause` why, where the test can tell."""

    def __init__(self, seen: str, cause: str = ""):
        super().__init__(seen)
        self.seen, self.cause = seen, cause


class Property(NamedTuple):
    """A sentence that is true of a right answer, and the test of it.

    `test` is given the learner's class and raises Fails, or anything else, where the sentence is not true. It
    may return a remark for a right answer. `cause` is what lies behind a failure most often, and `question`
    leads on from there.
    """

    sentence: str
    test: Callable[[type], str | None]
    cause: str
    question: str


class Task(NamedTuple):
    """One rung of the ladder. `methods` are what the learner writes, `needs` the tasks it builds on."""

    name: str
    title: str
    difficulty: int  # from 1 to 5
    minutes: int
    methods: tuple[str, ...]
    needs: tuple[str, ...]
    todo: str
    hints: tuple[str, str, str]
    properties: tuple[Property, ...]
    then: str  # a pointer for whoever has it right
    begun: Callable[[type], bool] | None = None  # another sign, besides its methods, that the task is begun

    @property
    def effort(self) -> str:
        """Difficulty and minutes, in words and in dots."""
        dots = "●" * self.difficulty + "○" * (5 - self.difficulty)
        return f"Difficulty {self.difficulty} of 5 {dots}, about {self.minutes} minutes"


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
        return "\n".join(textwrap.fill(line, LINE) for line in (first, *self.lines) if line)
