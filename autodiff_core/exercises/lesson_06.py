"""Lesson 06: one step of gradient descent, all of it from one backward pass."""

from __future__ import annotations

from autodiff_core.exercises.forms import AFunction
from autodiff_core.exercises.gradients import Gives
from autodiff_core.exercises.lesson_02 import POINTS, cost_graph
from autodiff_core.exercises.look import call, named, said
from autodiff_core.exercises.task import Property, Task

ALPHA, OTHER = 0.1, 0.02
LIKELY = (
    "climbs",
    "steps without alpha",
    "stays where it is",
    "gives the step for the place",
    "gives the length of the step for the place",
    "takes the gradient for the new value",
    "leaves out a constant divisor",
    "takes its own factor",
    "leaves out the last local derivative",
)
OF_ANOTHER_PASS = (
    "{moved} has taken its step before the gradient of {name} was computed: that is the gradient of another "
    "place, half way."
)
FIXED = f"The learning rate is a number of its own, {ALPHA:g}, and not the alpha that is handed over."


def asked(alpha):
    return f"w - {alpha:g} * dJ/dw", f"b - {alpha:g} * dJ/db"


def stepped(name, point, alpha, moved=None):
    """Where a step leads from this point; with `moved`, if that parameter has moved before."""
    start = dict(point) if moved is None else dict(point) | {moved: stepped(moved, point, alpha)}
    return point[name] - alpha * cost_graph().backward(**start)[name]


def gives(place, alpha=ALPHA):
    name, moved = "wb"[place], "bw"[place]
    known = {OF_ANOTHER_PASS.format(moved=moved, name=name): lambda point: stepped(name, point, alpha, moved)}
    if alpha != ALPHA:
        known[FIXED] = lambda point: stepped(name, point, ALPHA)
    look_at = asked(alpha)[place]
    return Gives("step", cost_graph, asked(alpha), POINTS, (look_at,), (alpha,), LIKELY, {look_at: known})


def gives_two_numbers(step):
    inputs = (*POINTS[0].values(), ALPHA)
    named(call(step, *inputs), ("w", "b"), said("step", *inputs))


def takes_any_alpha(step):
    gives(0, OTHER)(step)
    gives(1, OTHER)(step)


ONE_STEP = Task(
    name="one step",
    lesson="06",
    title="One step downhill",
    difficulty=2,
    minutes=6,
    asks=AFunction("step", ("w", "b", "x", "y", "alpha")),
    skeleton='''def step(w, b, x, y, alpha):
    """The new w and b after one step of gradient descent on the four-node cost."""
    ...''',
    todo="Complete step",
    hints=(
        "Three things, one after the other: a forward pass as far as d, the two gradients, the two steps. "
        "Which gradients has lesson 03 found for w and for b?",
        "Give both gradients a name of their own *before* anything moves. The gradient of w is d times x, "
        "the gradient of b is d.",
        "A step is the old value minus alpha times its gradient. Two such lines, and then both new numbers "
        "in one `return`, w first.",
    ),
    properties=(
        Property(
            "It gives two numbers: the new w and the new b.",
            gives_two_numbers,
            "One of them is missing.",
            "Which two numbers does a step change?",
        ),
        Property(
            "w goes against its gradient, by alpha times as much.",
            gives(0),
            "The step of w is another one.",
            "What is subtracted from w: alpha times which number?",
        ),
        Property(
            "b goes against its own gradient, from the same backward pass.",
            gives(1),
            "The step of b is another one.",
            "Which w was J computed with, when its gradient with respect to b was found?",
        ),
        Property(
            "Every alpha that is handed over is used.",
            takes_any_alpha,
            "Something else than alpha decides how far the step goes.",
            "What should a step with alpha = 0 do?",
        ),
    ),
    then="Call it ten times, each time with the w and b of the time before. How small does J get?",
)

LESSON = (ONE_STEP,)
