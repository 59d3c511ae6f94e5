"""Lesson 01: a slope, measured."""

from __future__ import annotations

from autodiff_core.exercises.forms import AFunction
from autodiff_core.exercises.look import call, equal, said
from autodiff_core.exercises.task import Property, Task
from autodiff_core.lessons import cube, square

TWICE_AS_FAR = (
    "The difference is divided by epsilon. But from w - epsilon to w + epsilon it is twice as far: 2 * "
    "epsilon."
)


def five_times(w):
    return 5 * w


def finds_the_slope_of_a_line(slope):
    for w, epsilon in ((3.0, 0.2), (-2.0, 0.4)):
        rise, run = 10 * epsilon, 2 * epsilon
        causes = {
            10.0: TWICE_AS_FAR,
            rise: "The change is not divided by anything.",
            rise / 2: "The change is not divided by anything, and only one side is nudged.",
            -5.0: "One of the two differences is taken the wrong way round.",
            2.5: "Only one side is nudged, and it is divided by the way from one side to the other.",
            rise
            / 2
            * epsilon: "Python divides by 2 first and then multiplies: put brackets round 2 * epsilon.",
            5 * (w + epsilon)
            - 5 * (w - epsilon) / run: "Brackets round the difference of the two values are missing.",
        }
        equal(call(slope, five_times, w, epsilon), 5.0, said("slope", "five_times", w, epsilon), causes)


def looks_to_both_sides(slope):
    for w, epsilon in ((3.0, 0.5), (-1.0, 0.25)):
        causes = {
            2 * w + epsilon: "That is the forward difference: it looks to the right only.",
            2 * w - epsilon: "That is the backward difference: it looks to the left only.",
        }
        equal(call(slope, square, w, epsilon), 2 * w, said("slope", "square", w, epsilon), causes)


def uses_the_epsilon_it_is_given(slope):
    calls = []

    def watched(w):
        calls.append(w)
        return cube(w)

    for epsilon in (0.5, 0.1):
        wanted = 3 * 2.0**2 + epsilon**2  # multiplied out
        what = said("slope", "cube", 2.0, epsilon)
        own = "Another number takes the place of epsilon, or the rule for a power that of a nudge."
        equal(slope(watched, 2.0, epsilon), wanted, what, {12.0: own, 12.000001: own, 12.0001: own})
    return f"f was called {len(calls) // 2} times for one slope; two are enough." if len(calls) > 4 else None


CENTRAL_DIFFERENCE = Task(
    name="central difference",
    lesson="01",
    title="A slope from two values",
    difficulty=2,
    minutes=5,
    asks=AFunction("slope", ("f", "w", "epsilon")),
    skeleton='''def slope(f, w, epsilon):
    """The central difference of the function f at w."""
    ...''',
    todo="Complete slope",
    hints=(
        "A central difference needs two values of `f`, and neither of them is `f(w)`. Where are they taken?",
        "The change is the value on the right minus the value on the left. How far is it from the left place "
        "to the right place?",
        "The change of `f` from `w - epsilon` to `w + epsilon`, in brackets, over the way between them, in "
        "brackets too. And a line that begins with `return`.",
    ),
    properties=(
        Property(
            "Of the straight line f(w) = 5 * w the slope is 5, whatever epsilon is.",
            finds_the_slope_of_a_line,
            "The quotient is not change of f by change of w.",
            "From w - epsilon to w + epsilon, how far is that? And how much does f change on the way?",
        ),
        Property(
            "Of f(w) = w**2 the slope is exactly 2 * w, for large nudges too.",
            looks_to_both_sides,
            "The two places do not lie equally far to both sides of w.",
            "What does the bend of the curve add on the right, and what does it take away on the left?",
        ),
        Property(
            "It nudges by the epsilon that it is given.",
            uses_the_epsilon_it_is_given,
            "Another number is nudged by than the one that was handed over.",
            "If epsilon is 0.5, which two values of f are needed at w = 2?",
        ),
    ),
    then="At the corner of abs, at w = 0: what will your function say, and would you believe it?",
)

LESSON = (CENTRAL_DIFFERENCE,)
