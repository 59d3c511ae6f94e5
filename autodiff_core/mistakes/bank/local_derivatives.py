"""The rules of single operations: products, differences, powers and gates."""

from __future__ import annotations

from autodiff_core.mistakes import passes, rules
from autodiff_core.mistakes.mistake import backward

LOCAL_DERIVATIVES = (
    backward(
        "takes its own factor",
        "Perhaps the derivative of a product was taken to be the factor that moves, not the other one.",
        "In w times x, w goes up by 1: by how much does the product go up?",
        rules.derivative_rule("multiply", rules.own_factor(0), rules.own_factor(1)),
    ),
    backward(
        "loses the minus sign",
        "Perhaps the minus sign of a subtraction was lost: what is taken away pulls down.",
        "If the number that is subtracted goes up, does the difference go up?",
        rules.derivative_rule("subtract", None, lambda g, out, a, b: g),
    ),
    backward(
        "subtracts the wrong way round",
        "Perhaps the two sides of a subtraction changed places, so that both signs are the opposite.",
        "Which of the two is subtracted from which?",
        rules.derivative_rule("subtract", lambda g, out, a, b: -g, lambda g, out, a, b: g),
    ),
    backward(
        "leaves out a constant divisor",
        "Perhaps the half (or whatever the line divides by) was left out of the local derivative.",
        "What does the division at the end of the line do to a change?",
        rules.derivative_rule("divide", rules.without_constant_divisor, None),
    ),
    backward(
        "leaves out a constant factor",
        "Perhaps the constant that multiplies in this line was left out of the local derivative.",
        "In 4 times a, a goes up by 1: by how much does the product go up?",
        rules.derivative_rule("multiply", rules.without_constant_factor(0), rules.without_constant_factor(1)),
    ),
    backward(
        "forgets the exponent",
        "Perhaps the exponent did not come down as a factor: the derivative of a square is twice its base.",
        "From 3 to 3.001 the square goes up by 0.006: how many times the nudge is that?",
        rules.derivative_rule("power", rules.without_exponent, None),
    ),
    backward(
        "brings the exponent down but does not lower it",
        "Perhaps the exponent came down as a factor, and the power stayed as high as it was.",
        "Of which power is the derivative of a square a multiple?",
        rules.derivative_rule("power", rules.without_lowering, None),
    ),
    backward(
        "takes the output for its slope",
        "Perhaps the value of the output stood in for its local derivative.",
        "How high you stand and how steep it is there: are they the same number?",
        passes.output_for_its_slope,
    ),
    backward(
        "takes a value for the local derivative",
        "Perhaps the value of the next node was put on the edge, where its local derivative belongs.",
        "Does the edge say how large the next node is, or how it answers to this one?",
        passes.value_for_local,
    ),
)

GATES = (
    backward(
        "lets the gradient through a closed gate",
        "Perhaps a ReLU was taken to hand the gradient on, although its input is negative.",
        "The input of the gate is negative: does its output move when the input moves a little?",
        rules.derivative_rule("relu", lambda g, out, a, at_zero: g, None),
    ),
    backward(
        "lets a little through a closed gate",
        "Perhaps you expect that a closed gate opens by itself, so that a little must get through.",
        "How far does the output of the gate move, if its input moves from -2 to -1.999?",
        rules.derivative_rule(
            "relu", lambda g, out, a, at_zero: g * (a > 0) + rules.LEAK * g * (a <= 0), None
        ),
    ),
    backward(
        "opens the gate at 0",
        "Perhaps the gate was taken to be open exactly at 0, where the convention here is that it is closed.",
        "Which slope does ReLU have at 0, by the convention of this package and of most frameworks?",
        rules.derivative_rule("relu", lambda g, out, a, at_zero: g * (a >= 0), None),
    ),
    backward(
        "multiplies by the value of the gate",
        "Perhaps the gradient was multiplied by what comes out of the gate, where the slope of the gate "
        "belongs.",
        "The gate is open and its input goes up by 1: by how much does its output go up?",
        rules.derivative_rule("relu", lambda g, out, a, at_zero: g * out, None),
    ),
)
