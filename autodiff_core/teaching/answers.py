"""What a homework asks of its graph: the right numbers, and which mistake each wrong one gives away."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from autodiff_core.graph import Graph
from autodiff_core.mistakes import Mistake
from autodiff_core.mistakes.passes import is_parameter
from autodiff_core.numbers import format_number
from autodiff_core.questions import Question, Screened
from autodiff_core.questions.tolerance import apart
from autodiff_core.questions.words import words_of
from autodiff_core.wording import gradient


class Wrong(NamedTuple):
    """A wrong number, and the mistakes that lead to it: one, where the numbers are well chosen."""

    number: float
    mistakes: tuple[Mistake, ...]


class Blank(NamedTuple):
    """A place for a number: its label ("dJ/dw"), what is asked (see questions), and what may be written."""

    label: str
    asked: str
    right: float
    wrong: tuple[Wrong, ...] = ()
    unseen: tuple[Mistake, ...] = ()  # mistakes that give the right number at these inputs


class Answers:
    """The questions to one graph of single numbers, and their answers at any inputs.

    alpha: the learning rate of a step. push: how far an input is nudged.
    """

    def __init__(self, graph: Graph, alpha: float, push: float):
        self.graph, self.alpha, self.push = graph, alpha, push
        leaves = [node for node in graph.nodes if node.name in graph.inputs]
        scene = Question(graph, graph.output.name).scene
        self.parameters = [n.name for n in leaves if is_parameter(scene, n)] or list(graph.inputs)
        self.values = [node.name for node in graph.nodes if not node.is_leaf]
        before = [node for node in reversed(graph.nodes) if node is not graph.output]
        self.gradients = [gradient(graph.output, node) for node in before]

    def gradient(self, name: str) -> str:
        return f"d{self.graph.output.name}/d{name}"

    def update(self, name: str) -> str:
        return f"{name} - {format_number(self.alpha)} * {self.gradient(name)}"

    def change(self, name: str) -> str:
        return f"change of {self.graph.output.name} for {name} + {format_number(self.push)}"

    @property
    def screened(self) -> list[Question]:
        """What numbers are chosen for, so that every mistake shows there: the gradients of all parameters."""
        return [self.questions[self.gradient(name)] for name in self.parameters]

    @cached_property
    def questions(self) -> dict[str, Question]:
        changes = map(self.change, self.parameters)
        asked = (*self.values, *self.gradients, *map(self.update, self.parameters), *changes)
        return {each: Question(self.graph, each) for each in asked}

    @cached_property
    def _told_apart(self) -> dict[str, tuple[Mistake, ...]]:
        """For each question the mistakes that it can show, and tell apart at some inputs."""
        return dict(zip(self.questions, Screened(list(self.questions.values()), count=1).mistakes))

    def blank(self, asked: str, inputs: Mapping[str, float]) -> Blank:
        """The answers to one question at these inputs. Raises GraphError where the graph has no values."""
        question = self.questions[asked]
        numbers = question.numbers(**inputs)
        told = [(m, numbers.wrong[m.name]) for m in self._told_apart[asked]]
        told = [(m, number) for m, number in told if math.isfinite(number)]
        unseen = tuple(m for m, number in told if not apart(number, numbers.right))
        wrong = _grouped((m, number) for m, number in told if apart(number, numbers.right))
        return Blank(words_of(question).short, asked, numbers.right, wrong, unseen)


def _grouped(told: Iterable[tuple[Mistake, float]]) -> tuple[Wrong, ...]:
    """The wrong numbers, in the order of their first mistakes, each with all of its mistakes."""
    groups: list[Wrong] = []
    for mistake, number in told:
        at = next((n for n, group in enumerate(groups) if not apart(number, group.number)), None)
        if at is None:
            groups.append(Wrong(number, (mistake,)))
        else:
            groups[at] = groups[at]._replace(mistakes=(*groups[at].mistakes, mistake))
    return tuple(groups)
