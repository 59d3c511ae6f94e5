"""Lesson 03: the backward pass of the four-node cost, by hand."""

from __future__ import annotations

from autodiff_core.exercises.forms import AFunction
from autodiff_core.exercises.gradients import Gives
from autodiff_core.exercises.lesson_02 import POINTS, cost_graph
from autodiff_core.exercises.look import call, named, said
from autodiff_core.exercises.task import Property, Task

ASKED = ("dJ/dd", "dJ/da", "dJ/dc", "dJ/dw", "dJ/db")


def gives_five_numbers(backward):
    inputs = POINTS[0].values()
    named(call(backward, *inputs), ASKED, said("backward", *inputs))


def gives(*asked, likely=()):
    return Gives("backward", cost_graph, ASKED, POINTS, look_at=asked, first=likely)


BACKWARD_PASS = Task(
    name="backward pass",
    lesson="03",
    title="The backward pass by hand",
    difficulty=2,
    minutes=6,
    asks=AFunction("backward", tuple("wbxy")),
    skeleton='''def backward(w, b, x, y):
    """The gradients of J with respect to d, a, c, w and b, in this order."""
    ...''',
    todo="Complete backward",
    hints=(
        "Local derivatives read values, so there has to be a forward pass first: at least as far as d. And "
        "then, at which node does the way back begin?",
        "One line for each gradient, and each line uses the one above: upstream gradient times local "
        "derivative. The first is dJ/dd. What is the slope of half a square?",
        "From d to a, from a to c and from a to b the local derivatives are 1. From c to w it is the other "
        "factor of the product. Five names in one `return`, with commas.",
    ),
    properties=(
        Property(
            "It gives five numbers: the gradients for d, a, c, w and b.",
            gives_five_numbers,
            "One of them is missing.",
            "Which five gradients are asked for, and in which order?",
        ),
        Property(
            "The first step back: J answers to d as half a square does.",
            gives("dJ/dd", likely=("leaves out a constant divisor",)),
            "Something else than the slope of half of d squared.",
            "d goes from 3 to 3.001: by how much does half of its square go up?",
        ),
        Property(
            "A sum and a difference pass the gradient on: to a and to c.",
            gives("dJ/da", "dJ/dc", likely=("turns the sign round",)),
            "A local derivative of 1 has become something else.",
            "c goes up by 0.001: by how much do a and d go up?",
        ),
        Property(
            "At the product the gradient for w is multiplied by the other factor.",
            gives("dJ/dw", likely=("takes its own factor", "leaves out the last local derivative")),
            "The last factor is another one than c's local derivative with respect to w.",
            "w goes up by 1: by how much does w times x go up?",
        ),
        Property(
            "The gradient for b is what arrives at a, passed on.",
            gives("dJ/db", likely=("leaves out a constant divisor",)),
            "Something else arrives at b.",
            "b goes up by 0.001: by how much does a go up?",
        ),
    ),
    then="x and y have gradients, too. Which two lines more would it take?",
)

LESSON = (BACKWARD_PASS,)
