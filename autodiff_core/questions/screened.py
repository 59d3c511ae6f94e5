"""Number sets for practice: drawn, and screened so that the mistakes all give different answers.

Numbers hide mistakes: where x is 1, nobody sees that "times x" was forgotten. So a set is kept only if every
mistake that can show there does show, and no two of them give the same number.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from autodiff_core.errors import GraphError
from autodiff_core.mistakes import Mistake
from autodiff_core.numbers import format_number
from autodiff_core.questions.question import Numbers, Question
from autodiff_core.questions.tolerance import apart

SETS = 60
SAMPLES = 40
MOST_DRAWS = 6000
LARGEST = 200  # no answer is larger: practice is not a test of long multiplication
# What an input is drawn from, if nothing else is said; where there is only one, there is more to draw from.
EVERYDAY = tuple(x for x in range(-6, 7) if x)
ALONE = tuple(x / 2 for x in range(-24, 25) if x)
RARELY = 0.1  # of the samples: a mistake that shows in fewer is none of this question
ALWAYS = 0.9  # of the samples: a mistake that shows in so many has to show in every set
ALIKE = 0.5  # of the samples: two mistakes that give the same number in so many cannot be told apart


class Screened:
    """The number sets of some questions to one graph, and the mistakes that these sets tell apart.

    draw: {input: values to draw from}, EVERYDAY for those left out. keep: a function of the values of all
    nodes by name that is true of the sets that are wanted (a gate that is closed, say). The inputs with which
    the graph was recorded are the first set, screened or not.
    """

    def __init__(
        self,
        questions: Sequence[Question],
        draw: Mapping[str, Sequence[float]] | None = None,
        keep: Callable[[dict], bool] = lambda values: True,
        count: int = SETS,
    ):
        self.questions, self.graph = tuple(questions), questions[0].graph
        self.start = tuple(float(value) for value in self.graph.inputs.values())
        everyday = ALONE if len(self.graph.inputs) == 1 else EVERYDAY
        self._draw = {name: tuple((draw or {}).get(name, everyday)) for name in self.graph.inputs}
        self._keep = keep
        at_start = self._values_at(self.start)
        samples = list(itertools.islice(filter(None, map(self._values_at, self._drawn())), SAMPLES))
        self._plain = not at_start or all(_is_plain(q.numbers_at(at_start).right) for q in self.questions)
        self.mistakes: list[tuple[Mistake, ...]] = []
        self._always: list[set[str]] = []
        for question in self.questions:  # one after the other: all their numbers at once are megabytes
            numbers = [question.numbers_at(values) for values in samples]
            kept = _told_apart(question, numbers, at_start and question.numbers_at(at_start))
            self.mistakes.append(kept)
            self._always.append({m.name for m in kept if _share(numbers, m) >= ALWAYS})
        self.sets = self._screened(count)

    def numbers(self, inputs: Sequence[float]) -> list[Numbers]:
        """For each question all answers at these inputs: of the mistakes only those that are told apart."""
        values = list(self.graph.forward(**dict(zip(self.graph.inputs, inputs))).values())
        return [self._only_kept(place, q.numbers_at(values)) for place, q in enumerate(self.questions)]

    def _only_kept(self, place: int, numbers: Numbers) -> Numbers:
        return numbers._replace(wrong={m.name: numbers.wrong[m.name] for m in self.mistakes[place]})

    # ---------------------------------------------------------------- drawing

    def _drawn(self) -> Iterator[tuple[float, ...]]:
        """Inputs, drawn at random and each only once: the same ones on every run."""
        drawn = random.Random(0)
        choices = list(self._draw.values())
        if math.prod(map(len, choices)) <= MOST_DRAWS:
            everything = list(itertools.product(*choices))
            drawn.shuffle(everything)
        else:
            everything = _each_once(tuple(map(drawn.choice, choices)) for _ in range(MOST_DRAWS))
        return (tuple(map(float, inputs)) for inputs in everything)

    def _values_at(self, inputs: Sequence[float]) -> list | None:
        """The values of all nodes; None if the graph has none at these inputs, or the set is not wanted."""
        try:
            values = self.graph.forward(**dict(zip(self.graph.inputs, inputs)))
        except GraphError:  # another branch, or outside the domain of an operation
            return None
        return list(values.values()) if self._keep(values) else None

    def _screened(self, count: int) -> list[tuple[float, ...]]:
        sets = [self.start]
        for inputs in self._drawn():
            if len(sets) == count:
                break
            if inputs != self.start and self._is_good(inputs):
                sets.append(inputs)
        return sets

    def _is_good(self, inputs: Sequence[float]) -> bool:
        """True if every answer can be worked out on paper and tells the mistakes apart."""
        values = self._values_at(inputs)
        if values is None:
            return False
        # One question after the other: most sets fail at the first ones.
        answers = ((place, question.numbers_at(values)) for place, question in enumerate(self.questions))
        return all(self._is_handy(n.right) and self._is_telling(place, n) for place, n in answers)

    def _is_handy(self, right: float) -> bool:
        return abs(right) <= LARGEST and (_is_plain(right) or not self._plain)

    def _is_telling(self, place: int, numbers: Numbers) -> bool:
        told: list[float] = []
        for mistake in self.mistakes[place]:
            number = numbers.wrong[mistake.name]
            if not math.isfinite(number):
                continue
            if not apart(number, numbers.right):
                if mistake.name in self._always[place]:
                    return False
                continue
            if not all(apart(number, other) for other in told):
                return False
            told.append(number)
        return True


def _each_once(draws: Iterable[tuple]) -> Iterator[tuple]:
    """The draws in their order, without those that were there before. Few are asked for, so few are made."""
    seen = set()
    for inputs in draws:
        if inputs not in seen:
            seen.add(inputs)
            yield inputs


def _is_plain(number: float) -> bool:
    """True for a number that has at most four digits: 6, -1.75, 0.125."""
    return math.isfinite(number) and float(format_number(number, 4)) == number


def _told_apart(question: Question, samples: Sequence[Numbers], start: Numbers | None) -> tuple[Mistake, ...]:
    """The mistakes that show in some samples. Of those that give the same number in most of them, or with the
    numbers at the start, only the first.
    """
    kept: list[Mistake] = []
    for mistake, _ in question.wrong:
        name = mistake.name
        shows = [n for n in samples if apart(n.wrong[name], n.right)]
        if len(shows) <= RARELY * len(samples):
            continue
        alike = [
            other
            for other in kept
            if sum(not apart(n.wrong[name], n.wrong[other.name]) for n in shows) >= ALIKE * len(shows)
            or (start and _collide(start, name, other.name))
        ]
        if not alike:
            kept.append(mistake)
    return tuple(kept)


def _collide(numbers: Numbers, one: str, other: str) -> bool:
    """True if two mistakes show and give the same number."""
    return apart(numbers.wrong[one], numbers.right) and not apart(numbers.wrong[one], numbers.wrong[other])


def _share(samples: Sequence[Numbers], mistake: Mistake) -> float:
    """The share of the samples in which a mistake shows."""
    return sum(apart(n.wrong[mistake.name], n.right) for n in samples) / max(1, len(samples))
