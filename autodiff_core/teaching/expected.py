"""What answers a class will give to a card or a task: computed by running the mistakes of the bank.

wrong_answers("the whole chain") prints the right answer, then each wrong one, the idea behind it, and the
question to ask next. The order is that in which a page names the mistakes: those that were written for this
card, then those of the bank, what the card's own lesson is about before what is more general.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from autodiff_core import exercises, ladder
from autodiff_core.cards import CARDS, Card
from autodiff_core.cards.card import CHOICE, DIRECTION, DOWN, FILL, NO_CHANGE, UP
from autodiff_core.errors import GraphError
from autodiff_core.exercises import Task
from autodiff_core.in_words import short
from autodiff_core.mistakes import BANK, Mistake
from autodiff_core.numbers import format_number
from autodiff_core.questions import Numbers
from autodiff_core.questions.tolerance import apart
from autodiff_core.questions.words import words_of
from autodiff_core.teaching.named import named
from autodiff_core.teaching.table import Answer, Expected
from autodiff_core.wording import fill

MOST = 6  # wrong answers that one can use in class
TASKS: Mapping[str, Task] = {**exercises.TASKS, **ladder.TASKS}


def wrong_answers(name: str, most: int | None = MOST) -> Expected:
    """The answers to expect to a card or to a task for code, with the `most` first wrong ones; None: all.

    Raises GraphError for another name, with the nearest name that there is, and for a `most` below 1.
    """
    if most is not None and (type(most) is not int or most < 1):
        given = short(most)
        raise GraphError(f"most is how many wrong answers are shown: 1, 2, 3, ..., or None, not {given}.")
    asked = named(name, {**CARDS, **TASKS}, "card and no task")
    return _of_card(asked, most) if isinstance(asked, Card) else _of_task(asked, most)


def _of_card(card: Card, most: int | None) -> Expected:
    made = {CHOICE: _chosen, DIRECTION: _directions, FILL: _blanks}.get(card.form, _numbers)
    slots = _slots(card)
    right, wrong = made(card)
    filled = [
        Answer(*(fill(card.template(text), slots, digits=7) if card.fn else text for text in answer))
        for answer in (right, *wrong)
    ]
    question = fill(card.asks(), slots) if card.fn else card.text
    return Expected(card.name, card.heading, question, filled[0], tuple(filled[1:]), most)


def _slots(card: Card) -> Mapping:
    if card.fn is None:
        return {}
    rights = [numbers.right for numbers in _all_numbers(card)]
    return card.screened.graph.slots(**card.inputs) | {"r": rights}


def _all_numbers(card: Card) -> list[Numbers]:
    return card.screened.numbers(card.screened.start)


def _numbers(card: Card) -> tuple[Answer, list[Answer]]:
    (numbers,), (kept,), (question,) = _all_numbers(card), card.screened.mistakes, card.questions
    right = Answer(format_number(numbers.right), card.right or words_of(question).right)
    return right, [_by(format_number(numbers.wrong[m.name]), m) for m in kept if _shows(numbers, m)]


def _by(answer: str, mistake: Mistake) -> Answer:
    return Answer(answer, mistake.thinking, mistake.question)


def _shows(numbers: Numbers, mistake: Mistake) -> bool:
    """True if the mistake gives another number than the right one."""
    return apart(numbers.wrong[mistake.name], numbers.right)


def _blanks(card: Card) -> tuple[Answer, list[Answer]]:
    """A mistake has one row, with the first blank at which it shows; that of the seed says too little."""
    first: dict[str, Answer] = {}
    labels = [words_of(question).short for question in card.questions]
    for label, question, numbers in zip(labels, card.questions, _all_numbers(card)):
        for mistake, _ in question.wrong:
            new = mistake.name in numbers.wrong and mistake.name not in first
            if new and question.by is not question.of and _shows(numbers, mistake):
                answer = f"{label} = {format_number(numbers.wrong[mistake.name])}"
                first[mistake.name] = _by(answer, mistake)
    order = [mistake.name for mistake in (*card.own, *BANK)]
    rights = ", ".join(f"{label} = {{r:{place}}}" for place, label in enumerate(labels))
    return Answer("all blanks", rights), [first[name] for name in dict.fromkeys(order) if name in first]


def _directions(card: Card) -> tuple[Answer, list[Answer]]:
    number = _all_numbers(card)[0].right
    right = UP if number > 0 else DOWN if number < 0 else NO_CHANGE
    answers = {option.text: Answer(option.text, *_parted(option.idea)) for option in card.options}
    return answers.pop(right), list(answers.values())


def _chosen(card: Card) -> tuple[Answer, list[Answer]]:
    wrong = [Answer(each.text, *_parted(each.idea)) for each in card.options if not each.right]
    right = next(each for each in card.options if each.right)
    return Answer(right.text, card.why), wrong


def _parted(idea: str) -> tuple[str, str]:
    """What lies behind an option, and from its first question on what leads on from there."""
    sentences = re.split(r"(?<=[.?!:]) ", idea)
    asks = next((n for n, sentence in enumerate(sentences) if sentence.endswith("?")), len(sentences))
    before, question = " ".join(sentences[:asks]), " ".join(sentences[asks:])
    if before.endswith(":"):  # two sentences then, in two cells of a table
        return f"{before[:-1]}.", f"{question[:1].upper()}{question[1:]}"
    return before, question


def _of_task(task: Task, most: int | None) -> Expected:
    """What may fail in the answers to a task for code: its properties, from the simplest on."""
    wrong = tuple(Answer(f"Not so: {each.sentence}", each.cause, each.question) for each in task.properties)
    return Expected(task.name, task.title, f"{task.todo}.", Answer("all of it holds", task.then), wrong, most)
