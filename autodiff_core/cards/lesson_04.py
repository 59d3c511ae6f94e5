"""The cards of lesson 04: a network with a hidden layer, and gates that may be closed."""

from __future__ import annotations

from autodiff_core.activations import relu
from autodiff_core.cards.card import CHOICE, FILL, Card, Option
from autodiff_core.lessons import TELLING_INPUTS, network
from autodiff_core.mistakes import MISTAKES, own
from autodiff_core.mistakes.mistake import backward
from autodiff_core.mistakes.rules import derivative_rule

SLOPE_OF_A_GATE = Card(
    "the slope of a gate",
    "04",
    "predict",
    CHOICE,
    "the slope of a gate",
    text="What is the derivative of ReLU at z = 2, and what is it at z = -2?",
    options=(
        Option(
            "2 and 0",
            "2 is the value at 2: how high the line is there, not how steep. By how much does the value "
            "change from z = 2 to z = 2.001?",
        ),
        Option(
            "1 and 0", "Open, the gate passes every change on unchanged. Closed, it passes none.", right=True
        ),
        Option(
            "1 and -1",
            "That would be the absolute value, which turns negative numbers round. ReLU makes 0 of all of "
            "them. How steep is a line that stays at 0?",
        ),
        Option(
            "1 and 1",
            "Then a push of z would get through the closed gate. What comes out of it at z = -2, and what at"
            " z = -1.999?",
        ),
    ),
    hints=(
        "A derivative is a slope. Draw max(0, z) from z = -3 to z = 3.",
        "Nudge z from 2 to 2.001: by how much does max(0, z) change? That, per unit of z.",
        "And from -2 to -1.999: max(0, z) is 0 before, and what is it after?",
    ),
    right="Open, the gate passes every change on unchanged. Closed, it passes none.",
)

HIDDEN_LAYER = Card(
    "through the hidden layer",
    "04",
    "predict",
    title="forward through two layers",
    text="x = {x}, y = {y}, w1 = {w1}, b1 = {b1}, w2 = {w2}, b2 = {b2}. Find z1, a1, z2 and a2 on the way. "
    "What is J?",
    fn=network,
    inputs={"w1": 2, "b1": -1, "w2": 2, "b2": 1, "x": 2, "y": 3},
    asked="J",
    own=(
        own(
            "leaves out the second bias",
            "Perhaps b2 was left out.",
            "What is added to w2 a1, before the second gate?",
            lambda v: (relu(v["m2"]) - v["y"]) ** 2 / 2,
        ),
        own(
            "leaves out the first bias",
            "Perhaps b1 was left out.",
            "What is added to w1 x, before the first gate?",
            lambda v: (relu(v["w2"] * relu(v["m1"]) + v["b2"]) - v["y"]) ** 2 / 2,
        ),
        own(
            "feeds the input to the second layer",
            "Perhaps w2 was multiplied by x, where it multiplies a1.",
            "The second layer sees only what the first has made. What is that?",
            lambda v: (relu(v["w2"] * v["x"] + v["b2"]) - v["y"]) ** 2 / 2,
        ),
    ),
    right="z1 = {z1}, a1 = {a1}, z2 = {z2}, a2 = {a2}, and half the square of {a2} - {(y)} is {J}.",
)

# In the bank it would be hard to tell from other reasons for a 0. Here all gates are open.
OPEN_FOR_CLOSED = backward(
    "takes an open gate for closed",
    "Perhaps you took a gate for closed, and so nothing came through.",
    "Which number goes into the gate on this way: is it above 0?",
    derivative_rule("relu", lambda g, out, a, at_zero: 0.0, None),
)

FILL_IN = Card(
    "fill in the network",
    "04",
    "exercise",
    FILL,
    "both passes through the network",
    fn=network,
    inputs=TELLING_INPUTS,
    own=(MISTAKES["leaves out a constant divisor"], OPEN_FOR_CLOSED),
    draw={
        "w1": (2, 3, 4, 1.5, 0.5, 5),
        "w2": (2, 3, 1.5, 0.5, 4, -2),
        "x": (2, 3, 4, 5),
        "b1": range(-9, 10),
        "b2": range(-9, 18),
        "y": range(-9, 18),
    },
    keep=lambda v: v["z1"] > 0 and v["z2"] > 0,
    difficulty=3,
    minutes=8,
)

CLOSED_GATE = Card(
    "behind a closed gate",
    "04",
    "predict",
    CHOICE,
    "a closed gate",
    text="x = 1, y = 5, w1 = 2, b1 = -8, w2 = 3, b2 = 1. Now z1 = -6, and the hidden gate is closed. Which "
    "of the four parameters still have a gradient that is not 0?",
    options=(
        Option(
            "b2 and w2",
            "w2 is on the right side of the gate. But what is w2 multiplied by, and what does a closed gate "
            "make of it?",
        ),
        Option(
            "all four",
            "To reach w1 and b1, the gradient would have to pass the closed gate. What is the local "
            "derivative there?",
        ),
        Option(
            "only b2",
            "w1 and b1 lie behind the closed gate. And w2 is multiplied by a1, which is 0.",
            right=True,
        ),
        Option(
            "none of them",
            "That would be so if nothing were open. But z2 = 1. Is anything shut between b2 and the cost?",
        ),
    ),
    hints=(
        "Go back from J, edge by edge, and write its local derivative on each. Where is the first 0?",
        "z2 = 1, so the second gate is open, and something arrives at z2. What are the local derivatives "
        "from z2 to b2, and to w2?",
        "From z2 to b2 it is 1, from z2 to w2 it is a1. And at z1 = -6, what is a1?",
    ),
    right="w1 and b1 lie behind the closed gate. w2 is on the right side of it, but its local derivative is "
    "a1 = 0: a weight on nothing.",
)

NOBODY_LEARNS = Card(
    "why nobody learns",
    "04",
    "exit",
    CHOICE,
    "why nobody learns",
    text="In this network, at other numbers and with a target y above 0, the cost is J = 8, and all four "
    "gradients are 0. What is the case?",
    options=(
        Option(
            "Only the hidden gate is closed.",
            "Then w1, b1 and w2 have the gradient 0. But what lies between b2 and the cost?",
        ),
        Option(
            "The cost is at its lowest, and nothing is left to learn.",
            "A gradient of 0 says that no small step helps here. At its lowest this cost is 0, where a2 = y."
            " What is it here?",
        ),
        Option(
            "The nudge was too small to see anything.",
            "No nudge is in these numbers: backpropagation multiplies local derivatives. Which of those can "
            "be 0?",
        ),
        Option(
            "The output gate is closed.",
            "Nothing gets through it, neither a push on its way to J nor the gradient on its way back.",
            right=True,
        ),
    ),
    hints=(
        "Which of the four has the shortest way to the cost? What lies between?",
        "dJ/db2 is a2 - y, times the local derivative of the output gate. One of the two is 0.",
        "If J is 8, how large is a2 - y?",
    ),
    right="J = 8 means that a2 - y is 4 or -4. dJ/db2 is this, times the local derivative of the output "
    "gate: so that is the 0, and it stands in the gradients of all others, too.",
)

CARDS = (SLOPE_OF_A_GATE, HIDDEN_LAYER, FILL_IN, CLOSED_GATE, NOBODY_LEARNS)
