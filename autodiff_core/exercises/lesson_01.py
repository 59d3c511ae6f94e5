"""Lesson 01: a slope, measured; and when two numbers are close enough."""

from __future__ import annotations

from itertools import starmap

from autodiff_core import closeness
from autodiff_core.exercises.forms import AFunction
from autodiff_core.exercises.look import call, close, equal, number, said
from autodiff_core.exercises.run import Fails
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


# ---------------------------------------------------------------- close enough?

MEASURES = {  # what is said of each wrong measure
    "How far they are apart is not compared with anything.": lambda a, b: abs(a - b),
    "It is divided by the smaller of the two sizes.": lambda a, b: abs(a - b) / min(abs(a), abs(b)),
    "It is divided by the size of the gradient, be it the larger or not.": lambda a, b: abs(a - b) / abs(a),
    "It is divided by the size of the difference, be it the larger or not.": lambda a, b: abs(a - b) / abs(b),
    "The larger number is taken, and then its size: of -4 and -2 that is -2.": lambda a, b: (
        abs(a - b) / abs(max(a, b))
    ),
    "It is divided by both sizes together.": lambda a, b: abs(a - b) / (abs(a) + abs(b)),
}
PAIRS = ((2.0, 4.0), (4.0, 2.0), (6.0, 6.001), (-3.0, 6.0), (-4.0, -2.0))


def error_of(answer, gradient, difference):
    what = said("relative_error", gradient, difference)
    return call(answer, gradient, difference), what


def is_nothing_for_equal_numbers(relative_error):
    for x in (6.0, -4.0):
        causes = {1.0: "That is one number divided by the other. What is divided is how far they are apart."}
        error, what = error_of(relative_error, x, x)
        equal(error, 0.0, what, causes)


def has_no_sign(relative_error):
    for pair in PAIRS:
        error, what = error_of(relative_error, *pair)
        if number(error, what) < 0:
            raise Fails(f"{what} is {error:g}")


def is_measured_by_the_larger(relative_error):
    came = [number(*error_of(relative_error, *pair)) for pair in PAIRS]
    for (a, b), error in zip(PAIRS, came):
        wanted = closeness.relative_error(a, b, output=0.0)
        if not close(error, wanted):
            ideas = (idea for idea, wrong in MEASURES.items() if all(map(close, came, starmap(wrong, PAIRS))))
            seen = f"{said('relative_error', a, b)} is {error:g}, and it should be {wanted:g}"
            raise Fails(seen, next(ideas, ""))


def compares_zeros(relative_error):
    error, what = error_of(relative_error, 0.0, 0.0)
    equal(error, 0.0, what)


RELATIVE_ERROR = Task(
    name="relative error",
    lesson="01",
    title="Close enough?",
    difficulty=2,
    minutes=5,
    asks=AFunction("relative_error", ("gradient", "difference")),
    skeleton='''def relative_error(gradient, difference):
    """How far two numbers are apart, compared with the larger of their sizes."""
    ...''',
    todo="Complete relative_error",
    hints=(
        "Two sizes are compared: how far the numbers are apart, and how large the larger one is. "
        "Which of them is "
        "divided by which?",
        "The size of a number, without its sign, is `abs(...)`, and `max(..., ...)` is the larger of "
        "two. In which "
        "order have the two to be used, if one number is -4 and the other -2?",
        "Two lines: the larger of the two sizes; and the size of what they differ by, over that. And "
        "before the "
        "division a line that begins with `if`, for the case that both are 0.",
    ),
    properties=(
        Property(
            "Two equal numbers have the error 0.",
            is_nothing_for_equal_numbers,
            "Something else is divided than how far the two are apart.",
            "How far apart are 6 and 6?",
        ),
        Property(
            "The error is never negative.",
            has_no_sign,
            "A sign is left, of what they differ by or of what it is divided by.",
            "Is 6 nearer to 6.001 than 6.001 to 6?",
        ),
        Property(
            "It is measured by the larger of the two sizes.",
            is_measured_by_the_larger,
            "It is divided by something else.",
            "How large is -4, compared with -2?",
        ),
        Property(
            "Two zeros agree: their error is 0.",
            compares_zeros,
            "0 is divided by 0.",
            "At the lowest point of a valley gradient and difference are both 0. What should a check say?",
        ),
    ),
    then="A gradient of 6 and a forward difference of 6.001: in which band of the table is that?",
)

LESSON = (CENTRAL_DIFFERENCE, RELATIVE_ERROR)
