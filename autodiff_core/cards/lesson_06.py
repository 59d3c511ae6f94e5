"""The cards of lesson 06: what a step makes of the gradients, and what can go wrong."""

from __future__ import annotations

from autodiff_core.cards.card import CHOICE, Card, Option
from autodiff_core.lessons import COST_PARAMETERS, cost
from autodiff_core.mistakes import own

ALPHA = 0.05


def early_update(dJ_dm2, w2, a1, x):
    """The gradient of w1 that comes out if w2 takes its step during the backward pass; its gate is open."""
    dJ_dw2 = dJ_dm2 * a1
    new_w2 = w2 - 0.05 * dJ_dw2
    dJ_da1 = dJ_dm2 * new_w2
    dJ_dw1 = dJ_da1 * x
    return dJ_dw1


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


THE_FIRST_STEP = Card(
    "the first step",
    "06",
    "predict",
    fn=cost,
    inputs=COST_PARAMETERS,
    asked="w - 0.1 * dJ/dw",
    own=(
        own(
            "takes the step of b",
            "Perhaps w has taken the step of b, or the factor x was left out on the way: every parameter "
            "has a gradient of its own.",
            "What arrives at c, and by which number is it multiplied on the edge to w?",
            lambda v: v["w"] - 0.1 * v["d"],
        ),
    ),
)

A_LARGER_ALPHA = Card(
    "a larger alpha",
    "06",
    "predict",
    CHOICE,
    text="From w = 5 and b = -3, with alpha = 0.1, the cost needs twelve steps to come below one millionth. "
    "And with alpha = 0.2, and 0.4?",
    options=(
        Option(
            "Twice as fast with 0.2, four times as fast with 0.4.",
            "As if the slope stayed the same along the step. It becomes less on the way down, and behind "
            "the bottom the way leads up again. How far does the step with 0.4 go?",
        ),
        Option(
            "Twice as fast with 0.2; with 0.4 it goes too far, and comes back later.",
            "With 0.4 it does go too far. But does it come back? Work out where it stands after one step, "
            "and how steep it is there.",
        ),
        Option(
            "With 0.2 one step is enough; with 0.4 it never arrives.",
            "A surprise. With 0.2 the first step takes away the whole error d; with 0.4 it takes away twice "
            "as much, and stands just as far off on the other side, time after time.",
            right=True,
        ),
        Option(
            "Both are slower: even with 0.2 it goes past the bottom.",
            "Does it? With 0.2 the step of w is 1.2, and that of b is 0.6. What are a and d after it?",
        ),
    ),
    hints=(
        "Work out one step with alpha = 0.2. The gradients are 6 and 3, as before.",
        "It leads to w = 3.8 and b = -3.6. So a = 3.8 × 2 - 3.6: how far is that from y = 4?",
        "With 0.4 the step leads to w = 2.6 and b = -4.2, so a = 1 and d = -3: before the step d was 3. "
        "Where will the next one lead?",
    ),
)

AN_EARLY_UPDATE = Card(
    "an early update",
    "06",
    "predict",
    text="At `m2 = w2 * a1` the gradient dJ/dm2 = {dJ_dm2} has arrived. `w2` is {w2}, `a1` is {a1}, `x` is "
    "{x}, and the hidden gate is open. Now `w2` takes its step at once, with alpha = 0.05, and then the "
    "pass goes on. What will be taken for the gradient of `w1`?",
    fn=early_update,
    inputs={"dJ_dm2": 2, "w2": 3, "a1": 2, "x": 1},
    asked="dJ_dw1",
    draw={"a1": (1, 2, 3, 4, 5, 6, 8, 10)},
    own=(
        own(
            "uses the old w2",
            "That is the gradient, as it should be. But the way back to w1 leads through w2, and that is "
            "another number now.",
            "Which number stands on the edge from m2 to a1 when the pass comes there?",
            lambda v: v["dJ_dm2"] * v["w2"] * v["x"],
        ),
        own(
            "stops at w2",
            "That is the gradient of w2 itself. It has arrived; the one of w1 is still on its way.",
            "Which edges lie between m2 and w1?",
            lambda v: v["dJ_dw2"] * 1.0,
        ),
        own(
            "forgets what came from further up",
            "That is the local derivative alone: the new w2. The upstream gradient is missing.",
            "What has arrived at m2, and what happens to it on the edge to a1?",
            lambda v: v["new_w2"] * v["x"],
        ),
        own(
            "steps uphill",
            "Perhaps w2 took its step in the direction of the gradient.",
            "A gradient points uphill. Which way does a step go?",
            lambda v: v["dJ_dm2"] * (v["w2"] + ALPHA * v["dJ_dw2"]) * v["x"],
        ),
        own(
            "steps without alpha",
            "Perhaps the learning rate was left out of the step of w2.",
            "How long is the step of w2?",
            lambda v: v["dJ_dm2"] * (v["w2"] - v["dJ_dw2"]) * v["x"],
        ),
        own(
            "steps by what arrived at m2",
            "Perhaps w2 was moved by alpha times dJ/dm2. Its own gradient has one factor more.",
            "What is the local derivative of m2 with respect to w2?",
            lambda v: v["dJ_dm2"] * (v["w2"] - ALPHA * v["dJ_dm2"]) * v["x"],
        ),
        own(
            "gives the new w2",
            "That is w2 after its step: the number that has changed, not what it makes of the gradient of "
            "w1.",
            "And what happens on the way from m2 through this number to w1?",
            lambda v: v["new_w2"] * 1.0,
        ),
    ),
    hints=(
        "Three edges are left, from m2 to a1, through the open gate to m1, and from there to w1. What "
        "stands on them?",
        "On the first stands w2, on the last x. But w2 has moved: its gradient was dJ/dw2 = dJ/dm2 × a1 = "
        "{dJ_dw2}.",
        "So w2 is {w2} - 0.05 × {(dJ_dw2)} = {new_w2} by now. What arrives at m2 is multiplied by that, and "
        "then by x.",
    ),
    right="On the edge from m2 to a1 stands w2, and it has changed: {dJ_dm2} × {(new_w2)} × {(x)} = {r:0}. "
    "With the w2 of the forward pass it would be {dJ_dm2} × {(w2)} × {(x)}.",
)

A_STEP_ON_PAPER = Card(
    "a step on paper",
    "06",
    "exercise",
    title="a step on paper",
    text="J = (wx + b - y)², without the half, at x = {x}, w = {w}, b = {b} and y = {y}, with alpha = 0.05. "
    "Work out both gradients. What is w after one step?",
    fn=squared_error,
    inputs={"w": 3, "b": 1},
    asked="w - 0.05 * dJ/dw",
    own=(
        own(
            "puts a half before the square",
            "Perhaps you took the half square that you know. Here there is no half, so the 2 of the "
            "derivative stays.",
            "What is the derivative of d squared?",
            lambda v: v["w"] - ALPHA * v["d"] * v["x"],
        ),
        own(
            "takes the step of b",
            "Perhaps w has taken the step of b: the factor x is missing.",
            "By how much does wx + b go up, if w goes up by 1?",
            lambda v: v["w"] - ALPHA * 2 * v["d"],
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

CARDS = (
    THE_FIRST_STEP,
    A_LARGER_ALPHA,
    AN_EARLY_UPDATE,
    A_STEP_ON_PAPER,
    THE_LARGEST_ALPHA,
    DONE_OR_DEAD,
)
