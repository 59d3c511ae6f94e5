"""The predictions of lesson 09: what comes back from a framework, said beforehand."""

from __future__ import annotations

from autodiff_core.cards.card import CHOICE, Card, Option
from autodiff_core.mistakes import own

ALPHA = 0.1


def second_number(w):
    """What w.grad holds after two backward passes of w**2, if nobody empties it."""
    once = 2 * w
    printed = once + once
    return printed


FOUR_PROGRAMS = Card(
    "four programs",
    "09",
    "predict",
    CHOICE,
    text="Four frameworks are given the four-node cost at w = 5 and b = -3. Do all four find 6 and 3?",
    options=(
        Option(
            "Exactly: 6 and 3 from all four.",
            "For these numbers. All four multiply the same local derivatives along the same edges. Rounding "
            "is another matter: look at the last line of the table, and see below.",
            right=True,
        ),
        Option(
            "Nearly: 6.001, say, or 5.9999.",
            "As if they nudged with a small epsilon. None of them does. Which of the steps of lesson 03 "
            "could not be done exactly?",
        ),
        Option(
            "No: each has its own method.",
            "The chain rule leaves no room for opinions, as long as every local derivative exists. Is there "
            "a place in this graph where one does not?",
        ),
    ),
    hints=(
        "What did you multiply, when you found the 6 in lesson 03?",
        "The numbers on the edges were 3, 1, 1 and 2. Would another team write other numbers there?",
        "All four record the same operations and multiply along the same edges. And the products are small "
        "whole numbers.",
    ),
)

THE_SECOND_PASS = Card(
    "the second pass",
    "09",
    "predict",
    text="J = w² at w = {w}. The first time PyTorch prints {once}. What does it print the second time, with "
    "the same w?",
    fn=second_number,
    inputs={"w": 3},
    asked="printed",
    seen=False,
    draw={"w": [x / 2 for x in range(-16, 17)]},
    own=(
        own(
            "returns a gradient as its result",
            "That is true of the other three: there a gradient is a result that is returned. In PyTorch it "
            "is a place.",
            "What is in w.grad when the second pass begins, and what does a backward pass do at a place "
            "that is not empty?",
            lambda v: v["once"] * 1.0,
        ),
        own(
            "begins at the old gradient",
            "As if the second pass began at the old gradient. It begins at 1, like every backward pass.",
            "What does the second pass find by itself, and where is that put?",
            lambda v: v["once"] * v["once"],
        ),
        own(
            "takes a step between the passes",
            f"Perhaps w took a step (alpha = {ALPHA:g}) in between. Nobody has changed w here.",
            "Which line of the program would do that?",
            lambda v: v["once"] + 2 * (v["w"] - ALPHA * v["once"]),
        ),
        own(
            "steps, and returns its result",
            f"Perhaps w took a step (alpha = {ALPHA:g}) in between. Nobody has changed w here.",
            "With the same w, is the second pass any different from the first?",
            lambda v: 2 * (v["w"] - ALPHA * v["once"]),
        ),
        own(
            "adds the result twice",
            "Perhaps you took the sum so far and added it once more. The second pass finds the same as the "
            "first, and adds that.",
            "How many passes have there been, and what has each of them found?",
            lambda v: v["once"] * 3,
        ),
        own(
            "empties the place afterwards",
            "Perhaps you think that reading empties the place. It keeps what it holds until somebody clears "
            "it.",
            "Which line of the program sets w.grad to 0?",
            lambda v: 0 * v["w"],
        ),
        own(
            "takes the cost for the gradient",
            "That is J: how high it is, not how steep.",
            "What is the slope of w²?",
            lambda v: v["w"] ** 2,
        ),
    ),
    hints=(
        "What does a backward pass of w² find at this w, however often it is made?",
        "Each of the two passes finds {once}. In lesson 05, what happened to a contribution that arrived "
        "where there was one already?",
        "`backward` adds to `w.grad`, and nobody has emptied it: {once} is there, and the same arrives.",
    ),
    right="`backward` adds to `w.grad`, and nobody has emptied it: {once} + {(once)} = {r:0}. (An error "
    "comes only when you go backward twice through one graph. Here the second forward pass has made a new "
    "one.)",
)

NOBODY_WATCHES = Card(
    "nobody watches",
    "09",
    "predict",
    CHOICE,
    text="What is the gradient of `y`, a plain number, in PyTorch and in TensorFlow?",
    options=(
        Option(
            "0",
            "Zero would be a statement: J does not change with y. Does it not?",
        ),
        Option(
            "-3",
            "That is the derivative, and what we print: here every input is watched. And in a framework, "
            "who has said that y is to be watched?",
        ),
        Option(
            "`None`",
            "Nobody asked for it, so it was not computed. `None` says: not known. It does not say 0.",
            right=True,
        ),
        Option(
            "an error",
            "It comes a line later, when you multiply what came back by the learning rate. What can that be?",
        ),
    ),
    hints=(
        "Which of the two numbers was named as one whose gradient is wanted?",
        "What nobody watches is not recorded. So what can be said of its gradient: that it is 0, or that it "
        "is not known?",
        "Python has a word for “there is nothing here”, which is not 0.",
    ),
)

CARDS = (FOUR_PROGRAMS, THE_SECOND_PASS, NOBODY_WATCHES)
