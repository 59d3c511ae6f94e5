"""Lesson 04: the backward pass through two gates, open and closed."""

from __future__ import annotations

import functools

from autodiff_core.exercises.forms import AFunction
from autodiff_core.exercises.gradients import Gives
from autodiff_core.exercises.look import call, named, said
from autodiff_core.exercises.task import Property, Task
from autodiff_core.graph import trace
from autodiff_core.lessons import NETWORK_PARAMETERS, network

INPUTS = ("w1", "b1", "w2", "b2", "x", "y")
ASKED = ("dJ/dw1", "dJ/db1", "dJ/dw2", "dJ/db2")
WAY_BACK = ("dJ/db2", "dJ/dw2", "dJ/db1", "dJ/dw1")  # the order in which a backward pass finds them


LIKELY = (
    "leaves out a constant divisor",
    "leaves out the last local derivative",
    "multiplies by the value of the gate",
)


def points(*rows):
    return tuple(dict(zip(INPUTS, row)) for row in rows)


BOTH_OPEN = points((2, -3, 2, -4, 3, 4), (0.5, 2, 3, -1, 4, 2), (-1.5, 9, 0.5, 4, 2, 1))
HIDDEN_CLOSED = points((2, -8, 3, 1, 1, 5), (-1, 2, -2, 3, 4, 1), (0.5, -3, 4, 2, 2, -1))
OUTPUT_CLOSED = points((2, 0, 3, -9, 1, 5), (1.5, 1, -2, 3, 2, 4), (0.5, 2, -3, 1, 4, -2))


@functools.cache
def network_graph():
    return trace(network, **NETWORK_PARAMETERS)


def gives_four_numbers(backward):
    inputs = BOTH_OPEN[0].values()
    named(call(backward, *inputs), ASKED, said("backward", *inputs))


def gives(at, *likely):
    return Gives("backward", network_graph, ASKED, at, look_at=WAY_BACK, first=likely)


TWO_GATES = Task(
    name="two gates",
    lesson="04",
    title="Back through two gates",
    difficulty=3,
    minutes=10,
    asks=AFunction("backward", INPUTS),
    skeleton='''def backward(w1, b1, w2, b2, x, y):
    """The gradients of J with respect to w1, b1, w2 and b2, in this order."""
    ...''',
    todo="Complete backward",
    hints=(
        "First the forward pass: z1, a1, z2 and a2 are all needed on the way back. `relu(z1)` makes a1. Then "
        "start at a2: by how much does J answer to it?",
        "A gate multiplies by 1 or by 0. In Python, `z2 > 0` is true or false, and times a number it counts "
        "as 1 or 0. So a line for each edge: dJ/dz2 is dJ/da2 times that.",
        "From z2 the gradient goes to b2 as it is, to w2 times a1, and to a1 times w2. From a1 it goes "
        "through the other gate to z1. From there to b1 as it is, and to w1 times x.",
    ),
    properties=(
        Property(
            "It gives four numbers: the gradients for w1, b1, w2 and b2.",
            gives_four_numbers,
            "One of them is missing.",
            "Which four gradients are asked for, and in which order?",
        ),
        Property(
            "With both gates open all four are right.",
            gives(BOTH_OPEN, *LIKELY),
            "A factor on the way back is missing, or is another one.",
            "Which edges lie between J and this parameter, and what does each of them multiply by?",
        ),
        Property(
            "A closed hidden gate lets nothing through to w1 and b1, and gives w2 nothing to work on.",
            gives(HIDDEN_CLOSED, "lets the gradient through a closed gate"),
            "The gate of z1 is not looked at on the way back, or on the way forward.",
            "z1 is negative: does a1 move when z1 moves a little? And what is a1?",
        ),
        Property(
            "A closed output gate lets nothing through at all.",
            gives(OUTPUT_CLOSED, "lets the gradient through a closed gate"),
            "The gate of z2 is not looked at on the way back.",
            "z2 is negative: what can b2 still do to J, if it moves a little?",
        ),
    ),
    then="Exactly at z1 = 0: which slope does your code use there, and is another one wrong?",
)

LESSON = (TWO_GATES,)
