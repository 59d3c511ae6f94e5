"""The exercises of lesson 06, and its exit question: a step by hand, the largest alpha, a dead network."""

from __future__ import annotations

from autodiff_core.cards.card import CHOICE, Card, Option
from autodiff_core.mistakes import own

ALPHA = 0.05


def squared_error(w, b, x=2, y=9):
    """The squared error of one unit, without the half."""
    a = w * x + b
    d = a - y
    J = d**2
    return J


def largest_alpha(k):
    """Where a descent on (w - 3)**2 + k * (b + 1)**2 begins to diverge: a step has the factor -1."""
    curvature = 2 * k
    alpha = 2 / curvature
    return alpha


A_STEP_ON_PAPER = Card(
    "a step on paper",
    "06",
    "exercise",
    title="a step on paper",
    text="J = (wx + b - y)², without the half, at x = {x}, w = {w}, b = {b} and y = {y}, with alpha = 0.05. "
    "Work out both gradients. What is w after one step?",
    fn=squared_error,
    inputs={"w": 3, "b": 1},
    asked=f"w - {ALPHA} * dJ/dw",
    own=(
        own(
            "puts a half before the square",
            "Perhaps you took the half square that you know. Here there is no half, so the 2 of the "
            "derivative stays.",
            "What is the derivative of d squared?",
            lambda v: v["w"] - ALPHA * v["d"] * v["x"],
        ),
        own(
            "takes the difference the wrong way round",
            "Perhaps y - (wx + b) was taken for the error, and the minus in front of wx was lost.",
            "If wx + b grows, does the error grow?",
            lambda v: v["w"] + ALPHA * 2 * v["d"] * v["x"],
        ),
    ),
    difficulty=2,
    minutes=3,
)

THE_LARGEST_ALPHA = Card(
    "the largest alpha",
    "06",
    "exercise",
    title="the limit",
    text="J = (w - 3)² + {k} (b + 1)². A step multiplies w - 3 by one number, and b + 1 by another one. "
    "Above which alpha does the descent diverge?",
    fn=largest_alpha,
    inputs={"k": 10},
    asked="alpha",
    seen=False,
    draw={"k": (2, 2.5, 4, 5, 8, 12.5, 16, 20, 25, 40, 50, 80, 100, 125, 160, 200, 250, 400, 500)},
    own=(
        own(
            "looks at the flat direction",
            "With this alpha w - 3 is multiplied by -1. That is the limit for w, the flat direction: b has "
            "long flown off by then.",
            "By which number does a step multiply b + 1?",
            lambda v: 1.0 + 0 * v["k"],
        ),
        own(
            "asks where a step ends on the floor",
            "With this alpha the factor of b + 1 is 0: one step, and b is right. That is the best alpha for "
            "b, and not yet the limit.",
            "Which factors make b + 1 smaller, and which make it larger?",
            lambda v: 1 / v["curvature"],
        ),
        own(
            "forgets the exponent",
            "Perhaps the 2 of the square did not come down as a factor of the gradient.",
            "What is the derivative of (b + 1)²?",
            lambda v: 2 / v["k"],
        ),
        own(
            "takes the limit of the valley above",
            "That was the limit for the four-node cost at x = 2, where a step has the factor 1 - 5 × alpha. "
            "Every landscape has its own.",
            "What is the gradient of b here?",
            lambda v: 0.4 + 0 * v["k"],
        ),
        own(
            "gives the number beside alpha",
            "That is the number by which alpha is multiplied in the factor of b + 1.",
            "The factor is 1 minus this number times alpha. For which alpha is it -1?",
            lambda v: v["curvature"] * 1.0,
        ),
        own(
            "asks where a step changes nothing",
            "With alpha = 0 the factors are 1, and nothing moves. There is another alpha with which the "
            "size of b + 1 stays as it is.",
            "Which other factor leaves the size as it is?",
            lambda v: 0 * v["k"],
        ),
    ),
    hints=(
        "What is the gradient of b? A step takes alpha times as much from b, and so from b + 1 as well.",
        "dJ/db = {curvature} (b + 1). So a step multiplies b + 1 by 1 - {curvature} × alpha, and w - 3 by 1 "
        "- 2 × alpha only.",
        "Where the factor is between -1 and 1, the distance shrinks. It leaves this range when 1 - "
        "{curvature} × alpha is -1.",
    ),
    right="The factor of b + 1 is 1 - {curvature} × alpha. At alpha = {alpha} it is -1, and above that b "
    "flies off, while w still has the factor 1 - 2 × alpha. The steep direction limits alpha, and the flat "
    "one has to wait.",
    difficulty=3,
    minutes=4,
)

DONE_OR_DEAD = Card(
    "done or dead",
    "06",
    "exit",
    CHOICE,
    text="Somebody trains a ReLU network. The cost was 2 at the start, 12.5 after the first step, and stays "
    "at 12.5. “It has converged”, they say, “all gradients are exactly 0.” What do you answer?",
    options=(
        Option(
            "Right: where all gradients are 0, the cost is as low as it gets.",
            "A gradient of 0 says that no small step helps. Does it say that the cost is small? It was 2 at "
            "the start.",
        ),
        Option(
            "Patience: take more steps with the same alpha.",
            "Each of these steps is alpha times 0. Where will the network stand after a thousand of them?",
        ),
        Option(
            "A larger alpha from here on.",
            "A larger alpha times 0 is 0. Can any alpha move a unit behind a shut gate?",
        ),
        Option(
            "The first step has shut a gate: look at z1 and z2, and begin again with a smaller alpha.",
            "The step was too large and has shut a gate; where z1 or z2 is below 0, no gradient passes. "
            "Waiting does not help, since a dead unit does not move.",
            right=True,
        ),
    ),
    hints=(
        "A cost that rises in the first step, and then does not move at all: what was so large about this "
        "step?",
        "What does a ReLU make of every gradient that arrives while its input is below 0?",
        "Behind a shut gate the gradient is 0, so the step is 0, so the gate stays shut. What could have "
        "been done otherwise, and when?",
    ),
)

CARDS = (A_STEP_ON_PAPER, THE_LARGEST_ALPHA, DONE_OR_DEAD)
