"""What a card asks, as data: a prediction, an exercise or the exit question of a lesson."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from autodiff_core.graph import Graph, trace
from autodiff_core.mistakes import Mistake, Scene
from autodiff_core.questions import Question, Screened
from autodiff_core.questions.words import given, words_of

NUMBER, DIRECTION, CHOICE, FILL = "number", "direction", "choice", "fill"
UP, DOWN, NO_CHANGE = "up", "down", "no change"
KINDS = {"predict": "Predict", "exercise": "Exercise", "exit": "Exit question"}


@dataclass(frozen=True)
class Option:
    """One answer to choose, and the idea behind it: why it is right, or what leads on from it."""

    text: str
    idea: str
    right: bool = False


@dataclass(frozen=True)
class Card:
    """One card. `name` is unique over all lessons.

    form NUMBER: `asked` of the graph of `fn` at `inputs` (see questions), with fresh numbers from `draw` that
    satisfy `keep`. DIRECTION: the sign of what is asked, with an Option (UP, DOWN, NO_CHANGE) for each.
    CHOICE: the options, one of them right; no graph. FILL: the whole graph with blanks, or, `asked` "values",
    with blanks for the values alone.

    text: the question in words. Here, in the hints, in `right` and in the ideas, {w} is the value of the node
    w, and `w` is code. Without it the question says what is asked at which inputs. hints, solution: own ones
    in place of those made from the steps (of the way back, which comes only in lesson 03); in them {r:0} is
    the right answer. A CHOICE needs three hints.
    seen: False if the learner does not see the lines of `fn`, which only works the answer out.
    right: own words why the answer is right. own: mistakes of this card alone. fresh: False if the numbers
    are part of the question.
    """

    name: str
    lesson: str
    kind: str
    form: str = NUMBER
    title: str = ""
    text: str = ""
    fn: Callable | None = None
    inputs: Mapping[str, float] = field(default_factory=dict)
    asked: str = ""
    options: tuple[Option, ...] = ()
    hints: tuple[str, ...] = ()
    solution: tuple[str, ...] = ()
    right: str = ""
    own: tuple[Mistake, ...] = ()
    draw: Mapping[str, Sequence[float]] = field(default_factory=dict)
    keep: Callable[[dict], bool] = lambda values: True
    fresh: bool = True
    seen: bool = True
    difficulty: int = 0
    minutes: int = 0

    @property
    def heading(self) -> str:
        return ": ".join(filter(None, (KINDS[self.kind], self.title)))

    @property
    def why(self) -> str:
        """Why the right answer is right, in own words: for a CHOICE the idea behind the right option."""
        return self.right or next((option.idea for option in self.options if option.right), "")

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What is asked of the graph: one question; for FILL one for each blank; without a graph none."""
        if self.fn is None:
            return ()
        graph: Graph = trace(self.fn, **self.inputs)
        if self.form != FILL:
            return (Question(graph, self.asked, self.own, self.lesson, self.seen),)
        values = [node.name for node in graph.nodes if not node.is_leaf]
        asked = () if self.asked == "values" else reversed(graph.nodes)
        gradients = [f"d{graph.output.name}/d{node.name}" for node in asked]
        scene = Scene(graph)
        return tuple(
            Question(graph, asked, self.own, self.lesson, scene=scene) for asked in (*values, *gradients)
        )

    @cached_property
    def screened(self) -> Screened:
        """The number sets of the card, and the mistakes they tell apart. Only for cards with a graph."""
        count = {FILL: 12}.get(self.form, 60) if self.fresh else 1
        return Screened(self.questions, self.draw, self.keep, count)

    def asks(self) -> str:
        """The question as one template (see wording.py)."""
        if self.text or not self.questions:
            return self.template(self.text)
        question = self.questions[0]
        asks = "fill in every blank." if self.form == FILL else words_of(question).asks
        return f"{given(question.graph)}: {asks[0].lower()}{asks[1:]}"

    def template(self, text: str) -> str:
        """Own words as a template: {w} becomes the slot for the value of the node w."""
        nodes = self.questions[0].graph.nodes if self.fn else ()
        places = {node.name: node.index for node in nodes}
        return re.sub(
            r"\{(\(?)(\w+)(\)?)\}",
            lambda m: f"{{{m[1]}v:{places[m[2]]}{m[3]}}}" if m[2] in places else m[0],
            text,
        )
