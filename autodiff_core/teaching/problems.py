"""The problems of a homework sheet: what each asks, and what its answer is."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autodiff_core.numbers import format_number
from autodiff_core.questions.screened import LARGEST
from autodiff_core.teaching.answers import Answers, Blank

OPTIONS = 4  # mistakes to choose from
CLASSIC = 12  # of the mistakes that the bank names first, some are offered to choose from


@dataclass(frozen=True)
class Problem:
    """One problem. `right` is the answer in words, where `blanks` for numbers are not all of it.

    options: mistakes to choose from, by name. then: what is asked after them. lines: empty lines for writing.
    drawn: the blanks stand in the picture of the graph.
    """

    title: str
    text: str
    blanks: tuple[Blank, ...] = ()
    options: tuple[str, ...] = ()
    then: str = ""
    right: str = ""
    lines: int = 0
    drawn: bool = False

    @property
    def heading(self) -> str:
        """The title as a sentence of its own."""
        return self.title if self.title.endswith("?") else f"{self.title}."


def problems(answers: Answers, inputs: Mapping[str, float], drawn: random.Random) -> Iterator[Problem]:
    """The problems at these inputs. `drawn` chooses the nodes they ask about."""
    output = answers.graph.output.name
    yield Problem(
        "Forward",
        "Fill in the value of every node in the picture, from left to right: the upper field, with corners.",
        tuple(answers.blank(each, inputs) for each in answers.values),
        drawn=True,
    )
    yield Problem(
        "Backward",
        f"Fill in every gradient, from right to left: the lower, rounded field. d{output}/d{output} is "
        "given.",
        tuple(answers.blank(each, inputs) for each in answers.gradients),
        drawn=True,
    )
    yield _in_words(answers, inputs, drawn.choice(answers.parameters))
    yield _step(answers, inputs, drawn.choice(answers.parameters))
    yield _nudge(answers, inputs, drawn.choice(answers.parameters))
    yield from _whose_mistake(answers, inputs, drawn)


def _in_words(answers: Answers, inputs: Mapping, name: str) -> Problem:
    output, d = answers.graph.output.name, answers.gradient(name)
    slope = answers.blank(d, inputs).right
    says = (
        f"When {name} goes up by a little, {output} goes {'up' if slope > 0 else 'down'} by about "
        f"{format_number(abs(slope))} times as much."
        if slope
        else f"When {name} goes up by a little, {output} stays as it is."
    )
    return Problem(
        "In words",
        f"What does your {d} say about a small push of {name}? Write one sentence with the number in it.",
        right=f"{says} It is a rate (so much per unit of {name}), it has a sign, and it holds for a small "
        "push.",
        lines=2,
    )


def _step(answers: Answers, inputs: Mapping, name: str) -> Problem:
    return Problem(
        "One step",
        f"Take one step of gradient descent with alpha = {format_number(answers.alpha)}. What is {name} "
        "after it?",
        (answers.blank(answers.update(name), inputs),),
    )


def _nudge(answers: Answers, inputs: Mapping, name: str) -> Problem:
    output, push = answers.graph.output.name, format_number(answers.push)
    change = answers.blank(answers.change(name), inputs)
    quotient = Blank(f"divided by {push}", "", change.right / answers.push)
    d = answers.gradient(name)
    return Problem(
        "A nudge",
        f"Check {d}: let {name} go up by {push}, and work {output} out once more. By how much has it "
        f"changed? Divide the change by {push}. Is the quotient close to your {d}?",
        (change, quotient),
        right=f"Close to {d} = {format_number(answers.blank(d, inputs).right)}.",
    )


def _whose_mistake(answers: Answers, inputs: Mapping, drawn: random.Random) -> Iterator[Problem]:
    """A wrong gradient, and some mistakes of which one leads to it. None where too few can be told apart."""
    name = drawn.choice(answers.parameters)
    d = answers.gradient(name)
    wrong = answers.blank(d, inputs).wrong
    alone = [each for each in wrong if len(each.mistakes) == 1 and abs(each.number) <= LARGEST][:CLASSIC]
    if len(alone) < OPTIONS:
        return
    offered = drawn.sample(alone, OPTIONS)
    made = offered[0]
    options = [each.mistakes[0].name for each in sorted(offered, key=lambda each: alone.index(each))]
    letter = "abcd"[options.index(made.mistakes[0].name)]
    yield Problem(
        "Whose mistake?",
        f"Somebody has found {d} = {format_number(made.number)} on this graph. Which of these gives that "
        "number?",
        options=tuple(options),
        right=f"({letter}) {options['abcd'.index(letter)]}. {made.mistakes[0].thinking} Ask: "
        f"{made.mistakes[0].question}",
        then="And which question would you ask them?",
        lines=2,
    )
