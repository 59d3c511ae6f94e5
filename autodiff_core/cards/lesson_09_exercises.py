"""The exercises of lesson 09, and its exit question: at a kink, and a line that is missing."""

from __future__ import annotations

from autodiff_core.cards.card import CHOICE, Card, Option
from autodiff_core.mistakes import own


def tie(b, x, y):
    """The w for which w * x + b is 0."""
    w = -b / x
    return w


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
    seen=False,
    draw={"y": range(1, 7)},
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
        "At z = 0. So which w makes w × {(x)} + {(b)} zero?",
        "w × {(x)} has to be the opposite of {b}. Divide that by {x}.",
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

CARDS = (AT_THE_KINK, WHERE_THEY_PART, THE_MISSING_LINE)
