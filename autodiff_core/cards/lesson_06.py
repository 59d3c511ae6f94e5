"""The predictions of lesson 06: what a step makes of the gradients, and what can go wrong."""

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
    seen=False,
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

CARDS = (THE_FIRST_STEP, A_LARGER_ALPHA, AN_EARLY_UPDATE)
