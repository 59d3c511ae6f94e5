"""The tasks of lesson 10: give the bug of each patient its name."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Any

from autodiff_core.clinic.bugs import BY_NAME, NAMES, Bug
from autodiff_core.clinic.cases import CASES
from autodiff_core.clinic.graphs import alike, difference, silent
from autodiff_core.clinic.ward import has, patient
from autodiff_core.errors import listed
from autodiff_core.exercises import Fails, Property, Task
from autodiff_core.exercises.forms import Refusal
from autodiff_core.numbers import format_number

LONGEST = 100  # characters of an answer that are looked at


class AName:
    """The learner says one of the names of the list, in quotation marks."""

    example = '"..."'
    noun = "name from the list"
    again = "Then run this cell again."

    def refuses(self, answer: Any) -> Refusal | None:
        if not isinstance(answer, str):
            return Refusal("a name is a text in quotation marks.", "NAMES shows the list of the ten names.")
        if not self.begun(answer) or plain(answer) in BY_NAME:
            return None
        near = difflib.get_close_matches(plain(answer), NAMES, n=1)
        more = f'Did you mean "{near[0]}"?' if near else f"The names are: {', '.join(NAMES)}."
        return Refusal("this name is not in the list.", more)

    def begun(self, answer: str) -> bool:
        return plain(answer).strip("._ ") != ""

    def gaps(self, answer: str) -> list[str]:
        return []


def plain(answer: str) -> str:
    """A name as the list writes it, also if it was said as a sentence or in capitals."""
    words = " ".join(answer[:LONGEST].casefold().split()).strip(" .")
    return words.removeprefix("the engine ").removeprefix("it ")


def _test_of(number: int) -> Callable[[str], str]:
    """The test of a name for one patient. Of a wrong one it shows a number that tells the two apart."""

    def test(answer: str) -> str:
        bug = BY_NAME[plain(answer)]
        if not has(number, bug):
            raise _not_this(number, bug)
        lines = f"Patient {number} {bug.name}. Its {bug.place} is not the right one:\n{bug.diff}"
        unseen = ", ".join(test.name for test in silent(patient(number)))
        return f"{lines}\nTests that do not see it: {unseen}." if unseen else lines

    return test


def _not_this(number: int, bug: Bug) -> Fails:
    """A number that this patient gives, and that an engine with the other bug would not give."""
    own, other = patient(number), bug.engine()
    found = difference(own, other)
    is_right = ", which is right" if found.one == found.right else ""
    seen = (
        f"{found.test.call(f'patient({number})')} shows {found.of} = {format_number(found.one)}{is_right}; "
        f"an engine that {bug.name} says {format_number(found.other)} there"
    )
    same = [test.name for test in alike(own, other)]
    cause = (
        f"on {listed(same)} you have seen numbers that both mistakes give. Another graph has to decide."
        if same
        else "it was a suspicion, without a number yet that this mistake alone would give."
    )
    where = f"a graph on which patient {number} is wrong" if found.test in silent(own) else found.test.name
    return Fails(seen, cause, f"Take {where}, and come from the output: which node is the first wrong one?")


def _task(number: int) -> Task:
    case = CASES[number - 1]
    return Task(
        name=f"patient {number}",
        lesson="10",
        title=f"Patient {number}",
        difficulty=case.difficulty,
        minutes=case.minutes,
        asks=AName(),
        skeleton=f'check("patient {number}", ...)',
        todo=f"Examine patient {number}, and put a name from the list in place of the dots",
        hints=case.hints,
        properties=(Property(f"patient {number} has another bug.", _test_of(number), "", ""),),
        then="Which is the smallest graph that shows it?",
    )


TASKS = {task.name: task for task in map(_task, range(1, len(CASES) + 1))}
