"""A test: a function gives what is asked of a graph at many inputs; if not, the bank names the mistake.

Gives("backward", cost_graph, ("dJ/dw", "dJ/db"), POINTS)     # the test of a Property
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from autodiff_core.exercises.look import call, close, named, said
from autodiff_core.exercises.run import Fails
from autodiff_core.graph import Graph
from autodiff_core.numbers import format_number
from autodiff_core.questions import Question

EXACT = 1e-7  # an answer found by nudges is farther away
NEAR = 1e-2
ENOUGH = 2  # inputs at which the numbers of a mistake have to come out
Known = Callable[[Mapping[str, float]], float]  # a wrong number at some inputs


class Miss(NamedTuple):
    """One number that is not what it should be: the inputs, what came, and what is right."""

    inputs: Mapping[str, float]
    came: float
    right: float


@dataclass(frozen=True)
class Gives:
    """The test that a function, called with the inputs of each point in order, gives what is asked.

    `asked` is all that the function gives, in order, in the words of a Question ("dJ/dw", "c",
    "w - 0.1 * dJ/dw"); `look_at` are those that this test is about, the first of them first. `settings` are
    further inputs that are no inputs of the graph. `first` are the names of mistakes that are likelier here
    than the order of the bank says, `known` are further wrong numbers, {asked: {cause: number at a point}}.
    """

    example: str
    graph: Callable[[], Graph]
    asked: tuple[str, ...]
    points: tuple[Mapping[str, float], ...]
    look_at: tuple[str, ...] = ()
    settings: tuple[float, ...] = ()
    first: tuple[str, ...] = ()
    known: Mapping[str, Mapping[str, Known]] = field(default_factory=dict)

    def __call__(self, answer: Callable) -> None:
        given = [(point, self._numbers(answer, point)) for point in self.points]
        for asked in self.look_at or self.asked:
            question = self.questions[asked]
            rights = [question.numbers(**point).right for point in self.points]
            misses = [
                Miss(point, numbers[asked], right)
                for (point, numbers), right in zip(given, rights)
                if not close(numbers[asked], right, EXACT)
            ]
            if misses:
                all_came = [numbers[asked] for _, numbers in given]
                raise self._fails(asked, misses, all_came, rights)

    @cached_property
    def questions(self) -> dict[str, Question]:
        graph = self.graph()
        return {asked: Question(graph, asked) for asked in self.asked}

    def _numbers(self, answer: Callable, point: Mapping[str, float]) -> dict[str, float]:
        inputs = (*point.values(), *self.settings)
        return named(call(answer, *inputs), self.asked, said(self.example, *inputs))

    def _fails(self, asked: str, misses: Sequence[Miss], came: list[float], rights: list[float]) -> Fails:
        miss = misses[0]
        place = said(self.example, *miss.inputs.values(), *self.settings)
        numbers = f"{format_number(miss.came, 10)}, and it should be {format_number(miss.right)}"
        seen = f"{asked} in {place} is {numbers}"
        if math.isnan(miss.came):
            return Fails(seen, "NaN comes out of 0 / 0 and of infinity - infinity, and of all that uses it.")
        if len(misses) >= ENOUGH and len(set(came)) == 1 < len(set(rights)):
            return Fails(seen, "The same number comes out at every input. Are the inputs used at all?")
        for cause, number in self.known.get(asked, {}).items():
            if _holds(misses, [number(each.inputs) for each in misses]):
                return Fails(seen, cause)
        return Fails(seen, *self._from_the_bank(self.questions[asked], misses))

    def _from_the_bank(self, question: Question, misses: Sequence[Miss]) -> tuple[str, ...]:
        """What may lie behind the misses, and a question: of the mistake that gives these very numbers."""
        at = [question.numbers(**miss.inputs) for miss in misses]
        mistakes = [mistake for mistake, _ in question.wrong]
        for mistake in sorted(mistakes, key=lambda each: each.name not in self.first):  # stable
            if _holds(misses, [numbers.wrong[mistake.name] for numbers in at]):
                return mistake.thinking, mistake.question
        for label, _ in question.others:
            if _holds(misses, [numbers.others[label] for numbers in at]):
                between = "something between the two was left out, or they have changed places"
                return (f"That is {label}, not {question.text}: {between}.",)
        if all(close(miss.came, miss.right, NEAR) for miss in misses):
            return (
                "Close, but not it: a nudge comes near a gradient, and local derivatives give it exactly.",
            )
        return ()


def _holds(misses: Sequence[Miss], numbers: Iterable[float]) -> bool:
    """True if these numbers came at all inputs that were missed, and at no fewer than ENOUGH."""
    came = [miss.came for miss in misses]
    return len(misses) >= ENOUGH and all(close(c, number, EXACT) for c, number in zip(came, numbers))
