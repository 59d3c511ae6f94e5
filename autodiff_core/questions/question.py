"""One question to a graph: its right answer and all wrong ones that the bank knows, as expressions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from autodiff_core.expressions import function_of
from autodiff_core.graph import Graph
from autodiff_core.mistakes import BANK, Mistake, Scene
from autodiff_core.mistakes.passes import is_parameter
from autodiff_core.mistakes.rules import forward
from autodiff_core.questions.asked import parse
from autodiff_core.questions.tolerance import same
from autodiff_core.wording import gradient

LAST = "99"  # a lesson behind which there is none


class Numbers(NamedTuple):
    """The right answer at some inputs, the wrong one of each mistake by name, and others by label."""

    right: float
    wrong: dict[str, float]
    others: dict[str, float]


class Question:
    """`Question(trace(cost, w=5, b=-3), "dJ/dw")`. For graphs of single numbers.

    `graph` ends at the node whose derivative is asked for. `wrong` has every mistake that can be made here,
    also those that give the right number or the number of another one: Screened chooses among them. `own`
    are mistakes of this question alone (of the kind "own"), which come before those of the bank. lesson: the
    bank's mistakes are those that a learner can have met up to there. seen: False if the learner does not see
    the graph, which only works the answer out; then nothing is said of its lines and of its other nodes.
    scene: the one of another question to this graph, where several are asked.
    """

    def __init__(
        self,
        graph: Graph,
        asked: str,
        own: Sequence[Mistake] = (),
        lesson: str = LAST,
        seen: bool = True,
        scene: Scene | None = None,
    ):
        self.text, self.own, self.lesson, self.seen = asked, tuple(own), lesson, seen
        self.asked = parse(asked, graph)
        whole = self.asked.kind == "value" or self.asked.of == graph.output.name
        self.graph = graph if whole else graph.up_to(self.asked.of)
        self.scene = scene if scene and scene.graph is self.graph else Scene(self.graph)
        self.of = self._node(self.asked.of)
        self.by = self._node(self.asked.by) if self.asked.by else None

    def _node(self, name: str):
        return next(node for node in self.graph.nodes if node.name == name)

    @cached_property
    def right(self) -> Any:
        """The right answer."""
        return self._answer(self.scene.gradients)

    @cached_property
    def wrong(self) -> list[tuple[Mistake, Any]]:
        """Every mistake that can be made here, with its answer, in the order of the bank; those that only an
        update or a change knows come first there, for they say more ("climbs", where a sign is wrong).
        """
        bank = sorted(BANK, key=lambda mistake: mistake.kind != self.asked.kind)
        met = [mistake for mistake in bank if self.seen and mistake.lesson <= self.lesson]
        with np.errstate(all="ignore"):
            made = [(m, getattr(self, f"_{m.kind}")(m.wrong)) for m in (*self.own, *met)]
        return [(mistake, answer) for mistake, answer in made if answer is not None]

    @cached_property
    def others(self) -> list[tuple[str, Any]]:
        """Answers to other questions of the same kind on this graph, each with a label."""
        if not self.seen:
            return []
        kind, scene = self.asked.kind, self.scene
        others = [node for node in self.graph.nodes if node not in (self.by or self.of, self.graph.output)]
        if kind == "derivative":
            return [(gradient(self.of, node), scene.gradients[node.index]) for node in others]
        if kind == "update":
            parameters = [node for node in others if is_parameter(scene, node)]  # nobody steps what is given
            steps = [(node, self._stepped(node, scene.gradients)) for node in parameters]
            found = [(f"the new {node.name}", step) for node, step in steps]
            return [*found, (gradient(self.of, self.by), scene.gradients[self.by.index])]
        if kind == "value":
            return [(node.name, scene.values[node.index]) for node in self.graph.nodes if node is not self.of]
        return [(self.of.name, scene.values[self.of.index])]

    # ---------------------------------------------------------------- numbers

    def numbers(self, /, **inputs) -> Numbers:
        """All answers at these inputs."""
        return self.numbers_at(list(self.graph.forward(**inputs).values()))

    def numbers_at(self, values: Sequence) -> Numbers:
        """All answers for these values of all nodes of `graph`, in order."""
        right, *rest = self._compute(values)
        names = [mistake.name for mistake, _ in self.wrong]
        labels = [label for label, _ in self.others]
        return Numbers(right, dict(zip(names, rest)), dict(zip(labels, rest[len(names) :])))

    def diagnose(self, number: float, /, **inputs) -> Mistake | None:
        """The mistake that gives this wrong number at these inputs; None for the right one and others."""
        found = self.numbers(**inputs)
        if same(number, found.right):
            return None
        return next((m for m, _ in self.wrong if same(number, found.wrong[m.name])), None)

    @cached_property
    def expressions(self) -> list:
        """The right answer, the wrong ones and the others, in this order."""
        return [self.right, *[x for _, x in self.wrong], *[x for _, x in self.others]]

    @cached_property
    def _compute(self) -> Callable[[Sequence], list[float]]:
        return function_of(self.graph, self.expressions)

    # ---------------------------------------------------------------- what each kind of mistake answers

    def _answer(self, gradients: Sequence) -> Any:
        """The answer of somebody who has these gradients, and makes no mistake besides."""
        kind, scene = self.asked.kind, self.scene
        if kind == "value":
            return scene.values[self.of.index]
        if kind == "derivative":
            return gradients[self.by.index]
        if kind == "update":
            return self._stepped(self.by, gradients)
        return self._after_push - scene.values[self.of.index]

    def _stepped(self, node: Any, gradients: Sequence) -> Any:
        return self.scene.values[node.index] - self.asked.amount * gradients[node.index]

    @cached_property
    def _after_push(self) -> Any:
        fine, push = self.scene.fine, (self.by.recorded.age, self.asked.amount)
        return forward(fine, nudged=push)[fine.output.index]

    def _backward(self, wrong: Callable) -> Any:
        """None for a value or a change: both are found on the way forward."""
        if self.asked.kind in ("value", "change"):
            return None
        return self._answer(self.scene.found_by(wrong))

    def _forward(self, wrong: Callable) -> Any:
        return self.scene.found_by(wrong)[self.of.index] if self.asked.kind == "value" else None

    def _own(self, wrong: Callable) -> Any:
        return wrong({node.name: value for node, value in zip(self.graph.nodes, self.scene.values)})

    def _update(self, wrong: Callable) -> Any:
        if self.asked.kind != "update":
            return None
        place = self.by.index
        return wrong(self.scene.values[place], self.scene.gradients[place], self.asked.amount)

    def _change(self, wrong: Callable) -> Any:
        if self.asked.kind != "change":
            return None
        before, rate = self.scene.values[self.of.index], self.scene.gradients[self.by.index]
        return wrong(self.asked.amount, before, self._after_push, rate)
