"""The code exercises: what every right, empty, typical wrong and hostile answer is told."""

import functools
import inspect
import math
import operator
import re

import numpy as np
import pytest
from exercise_answers import RIGHT, WRONG
from hypothesis import given
from hypothesis import strategies as st

from autodiff_core import exercises, ladder
from autodiff_core.exercises import OPEN, TASKS, failures, judge
from autodiff_core.exercises import RIGHT as SAYS_RIGHT
from autodiff_core.exercises import WRONG as SAYS_WRONG
from autodiff_core.exercises.forms import AFunction
from autodiff_core.exercises.gradients import Gives
from autodiff_core.exercises.look import close
from autodiff_core.exercises.task import LINE

every_task = pytest.mark.parametrize("name", TASKS)


def answer_of(name, code):
    """The function that comes of running a cell."""
    space = {}
    exec(code, space)
    return space[TASKS[name].asks.example]


def words(feedback):
    return " ".join(repr(feedback).split()).lower()


# What a task is


def test_every_task_has_a_right_answer_and_typical_wrong_ones_here():
    assert set(RIGHT) == set(TASKS)
    assert all(sum(wrong.task == name for wrong in WRONG) >= 6 for name in TASKS)


def test_names_are_lower_case_words_and_no_other_task_has_them():
    assert all(re.fullmatch(r"[a-z][a-z ]*", name) for name in TASKS)
    assert not set(TASKS) & set(ladder.TASKS)


def test_every_lesson_with_exercises_has_one_or_two_in_order():
    lessons = [task.lesson for task in TASKS.values()]
    assert sorted(set(lessons)) == ["01", "02", "03", "04", "05", "06", "07", "09"]
    assert lessons == sorted(lessons) and all(lessons.count(lesson) <= 2 for lesson in lessons)


@every_task
def test_a_task_says_how_hard_it_is_and_how_long_it_takes(name):
    task = TASKS[name]
    assert 1 <= task.difficulty <= 5 and 2 <= task.minutes <= 15
    assert task.effort.startswith(f"Difficulty {task.difficulty} of 5 ")
    assert task.title and task.kind == "exercise" and task.then.endswith("?")


@every_task
def test_a_skeleton_fits_into_a_cell_and_has_the_inputs_that_are_handed_in(name):
    task = TASKS[name]
    lines = task.skeleton.split("\n")
    assert len(lines) <= 12 and "#" not in task.skeleton and all(len(line) <= 100 for line in lines)
    assert lines[-1].strip() == "..." and '"""' in lines[1]
    assert tuple(inspect.signature(answer_of(name, task.skeleton)).parameters) == task.asks.inputs


@every_task
def test_properties_are_sentences_and_questions_are_questions(name):
    for each in TASKS[name].properties:
        assert (
            each.sentence.endswith((".", "x * x."))
            and each.cause.endswith(".")
            and each.question.endswith("?")
        )
    assert len(set(TASKS[name].hints)) == 3


@every_task
def test_no_line_of_a_solution_stands_in_what_a_learner_reads(name):
    task = TASKS[name]
    texts = [task.skeleton, task.todo, task.then, *task.hints]
    readable = "\n".join(texts + [text for each in task.properties for text in each if isinstance(text, str)])
    for line in map(str.strip, RIGHT[name].splitlines()):
        if len(line.split()) > 3 and not line.startswith(("def ", "for ")):
            assert line not in readable, line


# Right, and empty


@every_task
def test_a_right_answer_is_right_and_leads_on(name):
    feedback = judge(TASKS[name], answer_of(name, RIGHT[name]))
    assert feedback and feedback.status == SAYS_RIGHT
    assert repr(feedback).startswith(f"Right.\nAll {len(TASKS[name].properties)} properties hold.\n")
    assert failures(TASKS[name], answer_of(name, RIGHT[name])) == []


@every_task
def test_no_answer_and_an_untouched_skeleton_are_not_attempted(name):
    skeleton = answer_of(name, TASKS[name].skeleton)
    example = TASKS[name].asks.example
    empty = [skeleton, None, ..., answer_of(name, TASKS[name].skeleton.replace("...", "pass"))]
    empty.append(answer_of(name, TASKS[name].skeleton.replace("...", "return ...")))
    for answer in empty:
        feedback = judge(TASKS[name], answer)
        assert feedback.status == OPEN and f"Complete {example}" in repr(feedback)


@every_task
def test_an_answer_that_is_missing_is_asked_for(name):
    assert f'check("{name}", {TASKS[name].asks.example})' in " ".join(repr(judge(TASKS[name])).split())


@pytest.mark.parametrize("name", [name for name in RIGHT if "    return" in RIGHT[name]])
def test_a_forgotten_return_is_told_and_no_other_cause(name):
    right = answer_of(name, RIGHT[name])
    names = ", ".join(inspect.signature(right).parameters)
    prints = eval(f"lambda {names}: print(right({names}))", {"right": right})
    told = repr(judge(TASKS[name], prints))
    assert "None (is there a return?)" in " ".join(told.split()) and "There is no line with return" in told


@every_task
@pytest.mark.parametrize("result", ["four", 0, [1, 2], {}, (math.nan, math.nan), "<b>"], ids=repr)
def test_a_result_of_another_kind_is_said_as_it_is(name, result):
    code = f"return {result!r}".replace("nan", "float('nan')")
    told = repr(judge(TASKS[name], answer_of(name, TASKS[name].skeleton.replace("...", code))))
    assert told.startswith("Not yet:") and "  " not in told and "too large" not in told


@pytest.mark.parametrize("container", [list, np.array], ids=["list", "array"])
def test_several_numbers_may_come_as_a_list_or_an_array(container):
    right = answer_of("backward pass", RIGHT["backward pass"])
    assert judge(TASKS["backward pass"], lambda *inputs: container(right(*inputs)))


def test_several_numbers_may_come_as_a_dict_with_their_names():
    right = answer_of("forward pass", RIGHT["forward pass"])
    assert judge(TASKS["forward pass"], lambda *inputs: dict(zip("cadJ", right(*inputs))))
    wrong = judge(TASKS["forward pass"], lambda *inputs: {"c": 1})
    assert "a dict without a, d and j" in words(wrong)


def test_numbers_of_numpy_are_numbers():
    right = answer_of("central difference", RIGHT["central difference"])
    for kind in (np.float64, np.array):
        assert judge(TASKS["central difference"], lambda f, w, e: kind(right(f, w, e)))  # noqa: B023


def test_more_calls_than_needed_are_a_remark():
    right = answer_of("central difference", RIGHT["central difference"])
    wasteful = judge(TASKS["central difference"], lambda f, w, e: f(w) * 0 + right(f, w, e))
    assert wasteful and "f was called 3 times for one slope; two are enough" in words(wasteful)


# Typical wrong answers


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: f"{wrong.task}: {wrong.idea}")
def test_a_wrong_answer_is_told_which_property_fails_and_why(wrong):
    feedback = judge(TASKS[wrong.task], answer_of(wrong.task, wrong.code))
    first, *rest = repr(feedback).split("\n")
    assert not feedback and feedback.status == SAYS_WRONG
    assert feedback.failed.startswith(wrong.fails)
    assert wrong.says.lower() in words(feedback)
    if "other inputs" not in feedback.failed:
        assert any(line.startswith("Probably") for line in rest) and rest[-1].endswith("?")
    assert all(len(line) <= LINE for line in rest)


def test_every_property_fails_for_some_wrong_answer():
    told = {(wrong.task, wrong.fails) for wrong in WRONG if wrong.fails}
    for name, task in TASKS.items():
        for each in task.properties:
            assert any(each.sentence.startswith(start) for at, start in told if at == name), each.sentence


# The bank


def judged_by_the_bank():
    for name, task in TASKS.items():
        for each in task.properties:
            if isinstance(each.test, Gives) and not each.test.settings:
                for asked in each.test.look_at:
                    yield pytest.param(
                        each.test, asked, id=f"{name}: {asked} at {next(iter(each.test.points))}"
                    )


@pytest.mark.parametrize("test, asked", list(judged_by_the_bank()))
def test_the_numbers_of_a_mistake_are_told_its_name_or_that_of_one_with_the_same_numbers(test, asked):
    rights = {tuple(p.values()): {a: q.numbers(**p) for a, q in test.questions.items()} for p in test.points}
    seen = 0
    for mistake, _ in test.questions[asked].wrong:
        theirs = {at: numbers[asked].wrong[mistake.name] for at, numbers in rights.items()}
        missed = [at for at, number in theirs.items() if not close(number, rights[at][asked].right, 1e-7)]
        if len(missed) < 2 or not all(map(math.isfinite, theirs.values())):
            continue

        def answer(*inputs):
            right = {a: numbers.right for a, numbers in rights[inputs].items()}
            return tuple((right | {asked: theirs[inputs]}).values())  # noqa: B023

        with pytest.raises(exercises.Fails) as fails:
            test(answer)
        alike = {
            other.thinking
            for other, _ in test.questions[asked].wrong
            if all(close(theirs[at], rights[at][asked].wrong[other.name], 1e-6) for at in missed)
        }
        constant = len(set(theirs.values())) == 1
        assert fails.value.cause in alike or constant or fails.value.cause in test.known[asked], mistake.name
        seen += 1
    assert seen >= 2


def test_numbers_of_no_mistake_are_not_given_a_name():
    right = answer_of("backward pass", RIGHT["backward pass"])
    feedback = judge(TASKS["backward pass"], lambda *inputs: [17.3 * inputs[0] + 1, *right(*inputs)[1:]])
    assert "probably: something else than the slope of half of d squared" in words(feedback)


def test_one_number_of_a_mistake_is_not_enough_for_its_name():
    right = answer_of("backward pass", RIGHT["backward pass"])

    def answer(w, *others):
        first, *rest = right(w, *others)
        return first * (2 if w == 5 else 1), *rest

    assert "the half (or whatever" not in words(judge(TASKS["backward pass"], answer))


# Hostile answers


class Unfriendly(type):
    def __getattr__(cls, name):
        raise RuntimeError(name)

    def __instancecheck__(cls, x):
        raise RuntimeError("no")


class Odd:
    """Cannot be compared, shown or hashed, has every attribute, and can be called."""

    __hash__ = None

    def __eq__(self, other):
        raise ValueError("incomparable")

    __lt__ = __bool__ = __float__ = __iter__ = __len__ = __contains__ = __eq__

    def __repr__(self):
        raise ValueError("unspeakable")

    def __getattr__(self, name):
        return Odd()

    def __call__(self, *anything):
        return Odd()


class Faked:
    """Claims to be of every kind, with an error."""

    @property
    def __class__(self):
        raise SystemExit("who is asking?")

    __signature__ = __class__

    def __call__(self, *anything):
        raise SystemExit("bye")


class SilentError(Exception):
    def __str__(self):
        raise ValueError("not even this")


class Shouting(dict):
    def __contains__(self, key):
        raise SilentError

    __getitem__ = keys = items = __iter__ = __contains__


def raising(error):
    def raises(*anything):
        raise error

    return raises


def endless_recursion(*anything):
    return endless_recursion(*anything)


def generator(*anything):
    yield from anything


async def coroutine(*anything):
    return anything


def prints(*anything):
    print("<b>here I am</b>")


def leaves(*anything):
    exit()


DEEP = functools.reduce(lambda inner, _: (inner,), range(5000), ())
VALUES = [
    True, 0, -1, 10**400, 1e308, math.nan, math.inf, 1j, "", "6", "６", "<b>6</b>", "x" * 10**5, "\x00", b"6",
    (), (1,), (1, 2), (1, 2, 3, 4), [1] * 5, ["1"] * 5, {}, {"w": 1}, {1, 2}, (None,) * 4, (...,) * 2, DEEP,
    np.array(3), np.array([1.0, 2.0]), np.zeros((2, 2)), np.array(["a"]), np.float32(2), np.array([1, None]),
    range(5), iter([1, 2]), (x for x in "ab"), Odd(), Faked(), Shouting(), Shouting(w=1), object(), len,
    Exception("x"), NotImplemented, type("<script>" * 50, (), {})(), memoryview(b"1"), exercises,
]  # fmt: skip
FUNCTIONS = [
    Odd(), Faked(), functools.partial(max, 1), max, min, print, len, dict, operator.add, np.add, str.upper,
    endless_recursion, generator, coroutine, prints, leaves, lambda: 1, lambda *a: a, lambda *a: a[0],
    lambda *, w: w, lambda f, w, epsilon: f, lambda *a: a[0](a[0]), lambda *a: [].pop(), lambda *a: 1 / 0,
    lambda *a: a[0].clear(), lambda *a: a[0].append(a), lambda *a: setattr(a[0][0], "value", "x"),
    lambda *a: lambda *b: a, lambda *a: globals().get("nothing").thing,
    *map(raising, [SystemExit("bye"), GeneratorExit(), SilentError(), StopIteration(), MemoryError(),
                   RecursionError("x" * 10**4), Exception(Odd()), BaseException(), UnicodeError("é" * 1000),
                   AssertionError("<script>alert(1)</script>")]),
]  # fmt: skip
CLASSES = [object, int, str, bool, Exception, Odd, Faked, Unfriendly("Value", (), {}), type, SilentError]


def harmless(feedback):
    text = repr(feedback)
    assert not feedback
    assert text.startswith(("Not yet: ", "Not attempted yet."))
    assert len(text) <= 900 and text.count("\n") <= 12
    return True


@every_task
def test_nothing_makes_a_check_raise(name, capsys):
    for answer in [*VALUES, *FUNCTIONS, *CLASSES]:
        assert harmless(judge(TASKS[name], answer))
    for value in [*VALUES, *FUNCTIONS, *CLASSES]:
        assert harmless(judge(TASKS[name], lambda *anything, value=value: value))
        assert harmless(judge(TASKS[name], lambda *anything, value=value: (value,) * 4))
        assert harmless(judge(TASKS[name], lambda *anything, value=value: dict.fromkeys("cadJwb", value)))
    assert capsys.readouterr() == ("", "")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner) | st.sets(st.text())
    ),
    max_leaves=6,
)


@every_task
@given(value=anything)
def test_whatever_an_answer_is_or_gives_the_feedback_is_a_few_lines(name, value):
    assert harmless(judge(TASKS[name], value))
    assert harmless(judge(TASKS[name], lambda *inputs: value))


@every_task
@given(numbers=st.lists(st.floats(), min_size=1, max_size=6))
def test_whatever_numbers_come_the_feedback_is_a_few_lines(name, numbers):
    assert harmless(judge(TASKS[name], lambda *inputs: tuple(numbers)))


@every_task
def test_a_function_with_other_inputs_is_told_which_are_handed_in(name):
    form = TASKS[name].asks
    assert isinstance(form, AFunction)
    feedback = judge(TASKS[name], lambda one: one)
    assert f"it is called with {len(form.inputs)}" in words(feedback)


@every_task
def test_an_answer_that_was_called_is_told_to_leave_out_the_brackets(name):
    assert f"without brackets: {TASKS[name].asks.example}" in " ".join(repr(judge(TASKS[name], 6.0)).split())
