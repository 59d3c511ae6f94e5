"""What a step makes of a gradient, and what a push does to the output."""

from __future__ import annotations

from autodiff_core.mistakes.mistake import changing, updating

UPDATE = (
    updating(
        "climbs",
        "Perhaps the step was added: that leads uphill.",
        "The gradient says where the cost grows. Which way do you want to go?",
        lambda value, gradient, alpha: value + alpha * gradient,
    ),
    updating(
        "steps without alpha",
        "Perhaps the learning rate was left out.",
        "Which part of the gradient is one step?",
        lambda value, gradient, alpha: value - gradient,
    ),
    updating(
        "gives the step for the place",
        "This is how far the step goes, not where it ends.",
        "Where do you stand before the step?",
        lambda value, gradient, alpha: -alpha * gradient,
    ),
    updating(
        "gives the length of the step for the place",
        "This is alpha times the gradient: how long the step is, not where it ends.",
        "Where do you stand before the step, and which way does it go?",
        lambda value, gradient, alpha: alpha * gradient,
    ),
    updating(
        "divides by alpha",
        "Perhaps the gradient was divided by the learning rate.",
        "Should a smaller alpha make the step longer or shorter?",
        lambda value, gradient, alpha: value - gradient / alpha,
    ),
    updating(
        "moves in proportion to the value",
        "Perhaps alpha was taken of the value, not of the gradient.",
        "What does the length of the step depend on?",
        lambda value, gradient, alpha: value - alpha * value,
    ),
    updating(
        "takes the gradient for the new value",
        "This is the gradient: it says which way and how steep, not where you are.",
        "What is subtracted from what?",
        lambda value, gradient, alpha: gradient * 1.0,
    ),
    updating(
        "stays where it is",
        "This is the value before the step.",
        "The gradient is not 0: where does it send the parameter?",
        lambda value, gradient, alpha: value * 1.0,
    ),
)

CHANGE = (
    changing(
        "gives the rate for the change",
        "This is the rate: how much per unit. Here the push is not one unit.",
        "At that rate, how far does it go for a push of this size?",
        lambda push, before, after, rate: rate * 1.0,
    ),
    changing(
        "gives the new value for the change",
        "This is where it ends, not how far it went.",
        "Where did it stand before?",
        lambda push, before, after, rate: after * 1.0,
    ),
    changing(
        "gives the push for the change",
        "This is how far the input was pushed: the output answers more strongly, or less.",
        "By which factor does the output follow?",
        lambda push, before, after, rate: push,
    ),
    changing(
        "turns the change round",
        "The size is right, and the sign is the opposite.",
        "Does the output go up or down?",
        lambda push, before, after, rate: before - after,
    ),
    changing(
        "multiplies the value by the push",
        "Perhaps the value was multiplied by the push: the value says how high it stands, not how steep it "
        "is.",
        "Which number says how strongly the output follows?",
        lambda push, before, after, rate: before * push,
    ),
    changing(
        "squares the push",
        "Perhaps the push alone was squared.",
        "What goes into the line after the push: the whole of the new number, or the push alone?",
        lambda push, before, after, rate: push * push,
    ),
    changing(
        "expects no change",
        "Perhaps you expect that the output does not notice this push.",
        "Follow the push from line to line: does anything stop it before the output?",
        lambda push, before, after, rate: 0.0 * push,
    ),
)
