"""The way forward: wrong values of nodes."""

from __future__ import annotations

from autodiff_core.mistakes import rules
from autodiff_core.mistakes.mistake import forward

FORWARD = (
    forward(
        "adds where it should multiply",
        "Perhaps a product was read as a sum.",
        "Which sign stands in that line?",
        rules.forward_rule("multiply", lambda a, b: a + b),
    ),
    forward(
        "multiplies where it should add",
        "Perhaps a sum was read as a product.",
        "Which sign stands in that line?",
        rules.forward_rule("add", lambda a, b: a * b),
    ),
    forward(
        "leaves out what is added",
        "Perhaps what is added in one of the lines was left out.",
        "Which values does each line read?",
        rules.forward_rule("add", lambda a, b: a * 1.0),
    ),
    forward(
        "subtracts where it should add",
        "Perhaps the sign of a negative number was lost, or a plus was read as a minus.",
        "Does adding this number make the sum larger or smaller?",
        rules.forward_rule("add", lambda a, b: a - b),
    ),
    forward(
        "reverses a difference",
        "Perhaps the two sides of a subtraction changed places.",
        "Which of the two is subtracted from which?",
        rules.forward_rule("subtract", lambda a, b: b - a),
    ),
    forward(
        "adds where it should subtract",
        "Perhaps a minus sign was read as a plus.",
        "Which sign stands in that line?",
        rules.forward_rule("subtract", lambda a, b: a + b),
    ),
    forward(
        "forgets to divide",
        "Perhaps the half (or whatever the line divides by) was left out.",
        "What does the last part of the line do?",
        rules.forward_rule("divide", rules.keep_constant_divisor),
    ),
    forward(
        "doubles instead of squaring",
        "Perhaps the exponent was read as a factor: 3 squared is 3 times 3.",
        "What is 5 squared, and what is 5 times 2?",
        rules.forward_rule("power", rules.doubled),
    ),
    forward(
        "forgets to square",
        "Perhaps the exponent was left out.",
        "What does the line do with its number before anything else?",
        rules.forward_rule("power", lambda a, b: a * 1.0),
    ),
    forward(
        "lets a negative number through the gate",
        "Perhaps ReLU was left out: it makes every negative number 0.",
        "What does the gate do with a number below 0?",
        rules.forward_rule("relu", lambda a, at_zero: a * 1.0),
    ),
    forward(
        "turns the sign of the value round",
        "The size is right, and the sign is the opposite.",
        "In which of the lines does the sign of the result come about?",
        lambda scene: [-1.0 * value for value in scene.values],
    ),
)
