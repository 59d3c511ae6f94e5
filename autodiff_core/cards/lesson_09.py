"""The cards of lesson 09: what comes back from a framework, said beforehand."""

from __future__ import annotations

from autodiff_core.cards.card import CHOICE, Card, Option
from autodiff_core.mistakes import own

ALPHA = 0.1


def second_number(w):
    """What w.grad holds after two backward passes of w**2, if nobody empties it."""
    once = 2 * w
    printed = once + once
    return printed


def tie(b, x, y):
    """The w for which w * x + b is 0."""
    w = -b / x
    return w


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
            "That is J, or the two of them together: how high it is, not how steep.",
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

AT_THE_KINK = Card(
    "at a kink",
    "09",
    "exercise",
    CHOICE,
    title="at a kink",
    text="`relu(z)`, `maximum(z, 0)` and `abs(z)`, each at z = 0 exactly. Do all four frameworks give the "
    "same slopes?",
    options=(
        Option(
            "Yes: 0 for all three.",
            "For `relu` they have agreed. But `maximum` has two arguments, and at a tie both are the "
            "largest. Who gets the gradient?",
        ),
        Option(
            "Yes: 1/2 for the first two, and 0 for `abs`.",
            "The middle is a fair choice, and some have made it somewhere. But is there a reason that all "
            "must make it?",
        ),
        Option(
            "No: they differ.",
            "At a kink every slope between the two sides is a fair choice, and each team has chosen. `relu` "
            "and `maximum(z, 0)` are even the same function of z.",
            right=True,
        ),
        Option(
            "They refuse: there is no derivative.",
            "That would be strict, and none of them does it. Training must go on: biases start at exactly "
            "0. So which number does each return?",
        ),
    ),
    hints=(
        "Draw `abs` at 0. Which slope has it on the left, and which on the right?",
        "Every slope between the two sides is a fair choice. Who chooses?",
        "There are three functions, and four teams that do not ask each other.",
    ),
    difficulty=1,
    minutes=2,
)

WHERE_THEY_PART = Card(
    "where they part",
    "09",
    "exercise",
    title="where they part",
    text="`z = w * x + b`, `a = np.maximum(z, 0)` and `J = (a - y)**2 / 2`, with b = {b}, x = {x} and y = "
    "{y}. For which w do the four columns give different gradients?",
    fn=tie,
    inputs={"b": -3, "x": 2, "y": 4},
    asked="w",
    own=(
        own(
            "forgets x",
            "Perhaps w was set against b alone: but z has w times x in it.",
            "What is z for this w?",
            lambda v: -v["b"],
        ),
        own(
            "loses the minus sign",
            "Perhaps a sign got lost on the way to w.",
            "What is z for this w?",
            lambda v: v["b"] / v["x"],
        ),
        own(
            "looks where the cost is lowest",
            "There a = y and J = 0. All gradients are 0 then, in every column.",
            "The frameworks differ where a derivative does not exist. For which z has the maximum of z and "
            "0 none?",
            lambda v: (v["y"] - v["b"]) / v["x"],
        ),
        own(
            "takes w for z",
            "It is z that has to be at the kink, not w.",
            "What is z for w = 0?",
            lambda v: 0 * v["b"],
        ),
        own(
            "divides the wrong way round",
            "Perhaps x was divided by b, where it should be b by x.",
            "w times x must be as large as -b. So what is w?",
            lambda v: -v["x"] / v["b"],
        ),
        own(
            "subtracts where it should divide",
            "Perhaps x was taken away from both sides. But w is multiplied by x.",
            "How does one undo a multiplication?",
            lambda v: -v["b"] - v["x"],
        ),
        own(
            "multiplies where it should divide",
            "Perhaps b was multiplied by x.",
            "What is z for this w?",
            lambda v: -v["b"] * v["x"],
        ),
    ),
    hints=(
        "All rules agree as long as there is a derivative. At which z has the maximum of z and 0 a kink?",
        "At z = 0. So which w makes w × {x} + {(b)} zero?",
        "w × {x} has to be the opposite of {b}. Divide it by {x}.",
    ),
    right="There z is 0: a tie. It depends on the rule for a tie whether the upstream gradient, a - y, is "
    "multiplied by 0, by 1/2 or by 1, and then by x.",
    difficulty=2,
    minutes=3,
)

THE_MISSING_LINE = Card(
    "the missing line",
    "09",
    "exit",
    CHOICE,
    text="A friend trains a network in PyTorch. The cost falls at first; then it swings, more and more. "
    "`w.grad` grows from step to step, although `w` has hardly moved. And `y.grad`, for her targets, is "
    "`None`. Which of the two is a mistake, and what does she need?",
    options=(
        Option(
            "`y.grad`: the targets need `requires_grad=True`.",
            "Does she want to change the targets? What nobody wants to change, nobody has to watch.",
        ),
        Option(
            "`w.grad`: `optimizer.zero_grad()` once per step, before `backward()`.",
            "The growing `w.grad` holds the sum over all steps so far. That `y.grad` is `None` is as it "
            "should be: nobody watches the targets, and nobody wants to change them.",
            right=True,
        ),
        Option(
            "`w.grad`: a smaller learning rate.",
            "The steps would be shorter, and grow all the same. If w hardly moves, why does its gradient "
            "grow?",
        ),
        Option(
            "`w.grad`: `optimizer.zero_grad()` once, before the loop.",
            "Then the first step is right. And what is in `w.grad` when the second backward pass begins?",
        ),
    ),
    hints=(
        "Which of the two is a number that she wants to change?",
        "With w nearly where it was, a backward pass finds nearly the same. What makes `w.grad` grow?",
        "`backward` adds to what is there. Where in the loop must it be emptied?",
    ),
)

CARDS = (
    FOUR_PROGRAMS,
    THE_SECOND_PASS,
    NOBODY_WATCHES,
    AT_THE_KINK,
    WHERE_THEY_PART,
    THE_MISSING_LINE,
)
