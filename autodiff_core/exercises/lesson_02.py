"""Lesson 02: the forward pass of the four-node cost, as a function."""

from __future__ import annotations

import functools

from autodiff_core.exercises.forms import AFunction
from autodiff_core.exercises.gradients import Gives
from autodiff_core.exercises.look import call, named, said
from autodiff_core.exercises.task import Property, Task
from autodiff_core.graph import trace
from autodiff_core.lessons import COST_PARAMETERS, cost

POINTS = tuple(
    dict(zip("wbxy", numbers))
    for numbers in ((5, -3, 2, 4), (-1.5, 2, 4, 1), (0.5, 7, -6, 2.5), (3, 4, 5, -2))
)
ASKED = ("c", "a", "d", "J")


@functools.cache
def cost_graph():
    return trace(cost, **COST_PARAMETERS)


def gives_four_numbers(forward):
    inputs = POINTS[0].values()
    named(call(forward, *inputs), ASKED, said("forward", *inputs))


def gives(node, *likely, known=None):
    return Gives(
        "forward", cost_graph, ASKED, POINTS, look_at=(node,), first=likely, known={node: known or {}}
    )


HALF_OF_WHAT = "The half is squared, too: 1/2 of d, squared, is another number than half of d squared."

FORWARD_PASS = Task(
    name="forward pass",
    lesson="02",
    title="The forward pass as a function",
    difficulty=1,
    minutes=4,
    asks=AFunction("forward", tuple("wbxy")),
    skeleton='''def forward(w, b, x, y):
    """The values of c, a, d and J, in this order."""
    ...''',
    todo="Complete forward",
    hints=(
        "One line for each node, in the order in which the values are known. Which node needs nothing but "
        "inputs?",
        "Each line reads a value that the line above has made: `a` reads `c`, `d` reads `a`. At the end, one "
        "`return` sends out all four, with commas between them.",
        "The four lines are the four steps at the top of this lesson: weighted input, bias, error, cost. "
        "In Python, the square of `d` is `d**2`.",
    ),
    properties=(
        Property(
            "It gives four numbers: c, a, d and J.",
            gives_four_numbers,
            "One of them is missing.",
            "Which four values does the forward pass find, and in which order?",
        ),
        Property(
            "c is the weighted input.",
            gives("c"),
            "c is made from something else than w and x.",
            "What does the node c do with its two inputs?",
        ),
        Property(
            "a adds the bias to c.",
            gives("a"),
            "a is made from something else than c and b.",
            "Which two values does the node a read?",
        ),
        Property(
            "d is the error: how far a is above the target y.",
            gives("d", "turns the sign of the value round"),
            "d is made from something else than a and y.",
            "If a is above y, is the error d positive or negative?",
        ),
        Property(
            "J is half of d squared.",
            gives("J", known={HALF_OF_WHAT: lambda p: (p["w"] * p["x"] + p["b"] - p["y"]) ** 2 / 4}),
            "J is made from something else than d.",
            "d is 3: what is half of its square?",
        ),
    ),
    then="Which of the four change when b changes, and which one does not?",
)

LESSON = (FORWARD_PASS,)
