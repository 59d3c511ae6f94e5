"""What is said of a name for a bug: right and which line, or a number that tells the two mistakes apart."""

import json
import re
from itertools import combinations
from pathlib import Path

import pytest

from autodiff_core import lessons
from autodiff_core.clinic import NAMES, TASKS, examine, patient, symptoms, two_passes
from autodiff_core.clinic.bugs import BUGS, BY_NAME
from autodiff_core.clinic.ward import has
from autodiff_core.exercises import OPEN, RIGHT, WRONG, judge

NUMBERS = range(1, 11)
every_patient = pytest.mark.parametrize("number", NUMBERS)


def ask(number, *answer):
    return judge(TASKS[f"patient {number}"], *answer)


@every_patient
def test_exactly_one_name_is_right(number):
    assert [name for name in NAMES if ask(number, name)] == [bug.name for bug in BUGS if has(number, bug)]


@every_patient
def test_a_right_name_shows_the_line_of_the_engine(number):
    (bug,) = [bug for bug in BUGS if has(number, bug)]
    feedback = ask(number, bug.name)
    assert feedback.status == RIGHT
    told = repr(feedback).splitlines()
    for sign, lines in (("-", bug.right), ("+", bug.wrong)):
        assert all(f"    {sign} {line}" in told for line in lines.splitlines())
    assert f"Patient {number} {bug.name}. Its {bug.place} is not the right one:" in told


SHOWN = re.compile(
    r"(examine\(.*\)) shows d\w+/d(\w+) = (\S+?)(, which is right)?; "
    r"an engine that (.*) says (\S+) there\."
)


def run(call, engine):
    """What a learner sees who runs the call of a feedback, with this engine in place of the patient."""
    names = {"examine": examine, "two_passes": two_passes, "patient": lambda number: engine}
    return eval(call, vars(lessons) | names)


@every_patient
@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_name_is_told_a_number_that_is_really_different(number, name):
    feedback = ask(number, name)
    if feedback:
        return
    assert feedback.status == WRONG and feedback.failed == f"patient {number} has another bug."
    call, node, own, is_right, mistake, other = SHOWN.fullmatch(feedback.lines[0]).groups()
    assert mistake == name and own != other

    def gradient(engine):
        return {row.name: (row.gradient, row.verdict) for row in run(call, engine).rows}[node]

    found, verdict = gradient(patient(number))
    assert found == pytest.approx(float(own), rel=1e-5)
    assert (verdict == "agrees") == bool(is_right)
    assert gradient(BY_NAME[name].engine())[0] == pytest.approx(float(other), rel=1e-5)


def test_two_mistakes_with_the_same_symptom_are_told_apart_by_another_graph():
    (number,) = [n for n in NUMBERS if has(n, BY_NAME["counts two arrows from one node once"])]
    told = ask(number, "overwrites at a fork").lines
    assert told[0].startswith(f"examine(patient({number}), two_roads, a=2) shows de/db = 6, which is right")
    assert told[1].startswith("Probably: on squared you have seen numbers that both mistakes give.")


@every_patient
@pytest.mark.parametrize("answer", [..., None, "", "  ", "...", "___"])
def test_without_a_name_nothing_is_attempted(number, answer):
    assert ask(number, answer).status == OPEN
    assert repr(ask(number, answer)).splitlines()[1].endswith("Then run this cell again.")


def test_the_name_may_be_a_sentence():
    (number,) = [n for n in NUMBERS if has(n, BY_NAME["overwrites at a fork"])]
    for answer in ("The engine overwrites at a fork.", " OVERWRITES  at a fork", "It overwrites at a fork"):
        assert ask(number, answer)


def test_an_unknown_name_gets_the_nearest_or_the_list():
    assert ask(2, "overwrite at fork").lines == ('Did you mean "overwrites at a fork"?',)
    assert all(name in ask(2, "nonsense").lines[0] for name in NAMES)
    assert ask(2).status == ask(2, 7).status == ask(2, patient(2)).status == WRONG


class Evil(str):
    def casefold(self):
        raise SystemExit


@pytest.mark.parametrize(
    "answer", ["x" * 10**6, "<b>w</b>", "٣", "\x00", Evil("w"), [], {}, float("nan"), 10**400, print]
)
def test_no_answer_breaks_the_check(answer):
    feedback = ask(4, answer)
    assert not feedback and 0 < len(repr(feedback)) < 600


@every_patient
def test_every_task_has_its_effort_and_three_different_hints(number):
    task = TASKS[f"patient {number}"]
    assert task.lesson == "10" and 1 <= task.difficulty <= 5 and 3 <= task.minutes <= 10
    assert len(set(task.hints)) == 3
    assert not any(name in " ".join(task.hints) for name in NAMES)


def test_the_minutes_leave_room_in_an_hour():
    assert sum(task.minutes for task in TASKS.values()) <= 45


LESSON = json.loads(
    (Path(lessons.__file__).parents[1] / "notebooks" / "10_debugging_clinic.ipynb").read_text("utf-8")
)
CELLS = ["".join(cell["source"]) for cell in LESSON["cells"]]


@pytest.mark.parametrize("number", range(2, 11))
def test_the_lesson_says_how_hard_a_patient_is_and_has_a_cell_for_its_name(number):
    task = TASKS[f"patient {number}"]
    (place,) = [i for i, cell in enumerate(CELLS) if cell.startswith(f"### {task.title}\n")]
    assert f"*{task.effort}.*" in CELLS[place]
    assert CELLS[place + 1].startswith(f"examine(patient({number}), ")
    assert CELLS[place + 2] == task.skeleton


def test_the_exit_question_has_one_answer_four_tests_and_no_fewer():
    finders = {name: {test for test, wrong in row.items() if wrong} for name, row in symptoms().items()}
    names = next(iter(symptoms().values())).keys()
    enough = [
        set(few)
        for n in (3, 4)
        for few in combinations(names, n)
        if all(map(set(few).__and__, finders.values()))
    ]
    assert enough == [{"squared", "two_roads", "closed gate", "two passes"}]
    assert len([found for found in finders.values() if len(found) == 1]) == 4
