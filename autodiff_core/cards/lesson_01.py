"""The cards of the first half of lesson 01: what a nudge does, and a slope between two points."""

from __future__ import annotations

from autodiff_core.cards.card import Card
from autodiff_core.lessons import square
from autodiff_core.mistakes import MISTAKES, own

NUDGE = 0.001  # what the lesson begins with
BEFORE_AND_AFTER = (
    "Before: {w}² = {J}.",
    "After: ({w} + 0.001)² = {J} + 2 × {(w)} × 0.001 + 0.001².",
    "The change is what is new: {r:0}.",
)
BEFORE_AND_AFTER_BELOW_0 = ("Before: ({w})² = {J}.", *BEFORE_AND_AFTER[1:])


def quotient(w, e):
    before = w**2
    after = (w + e) ** 2
    slope = (after - before) / e
    return slope


CARDS = (
    Card(
        "one small step",
        "01",
        "predict",
        text="J = w², at w = {w}. Now w goes up by 0.001. By how much does J change?",
        fn=square,
        inputs={"w": 3},
        asked="change of J for w + 0.001",
        hints=(
            "What is squared after the step? It is the whole of {w} + 0.001.",
            "Multiply ({w} + 0.001) × ({w} + 0.001) out. One part of it is {J}, which was there before.",
            "What is new: 2 × {(w)} × 0.001, and the tiny 0.001 × 0.001.",
        ),
        right="The whole of {w} + 0.001 is squared, and what is new in it is 2 × {(w)} × 0.001, "
        "with a tiny rest.",
        solution=BEFORE_AND_AFTER,
        own=(
            own(
                "expects so small a step to change nothing",
                "The step is small, but it is there.",
                "What is 3.001 times 3.001: exactly 9?",
                lambda v: 0.0 * v["w"],
            ),
            own(
                "moves only one of the two factors",
                "Perhaps only one factor was moved: w² is w times w, and both go up.",
                "In 3.001 × 3.001, what is new, compared with 3 × 3?",
                lambda v: NUDGE * v["w"],
            ),
        ),
        draw={"w": [x / 2 for x in range(3, 25)]},
    ),
    Card(
        "the other side of the hill",
        "01",
        "predict",
        text="J = w² again, now at w = {w}. Here, too, w goes up by 0.001. By how much does J change? "
        "(A change downwards is negative.)",
        fn=square,
        inputs={"w": -3},
        asked="change of J for w + 0.001",
        hints=(
            "From {w}, a step of 0.001 to the right: do you come nearer to 0, or further away?",
            "Nearer to 0 the square is smaller. How fast does it fall here, per unit of w?",
            "At the same height on the other side it rises at the rate with the opposite sign. "
            "Multiply the rate by 0.001.",
        ),
        right="You walk to the right, towards the bottom of the valley: the hill falls, at a rate "
        "of 2 × {(w)}.",
        solution=BEFORE_AND_AFTER_BELOW_0,
        own=(
            own(
                "walks up on the other side",
                "The height is the same as on the other side of the valley, but the slope is not.",
                "You stand to the left of the valley and walk to the right. Is that uphill?",
                lambda v: NUDGE * NUDGE - 2 * v["w"] * NUDGE,
            ),
            own(
                "stays at its height",
                "Perhaps you expect J to stay. It does where the hill is level, and that is only at w = 0.",
                "Is a square larger or smaller nearer to 0?",
                lambda v: 0.0 * v["w"],
            ),
            own(
                "moves only one of the two factors",
                "Perhaps only one factor was moved: w² is w times w, and both go up.",
                "In -2.999 × (-2.999), what is new, compared with -3 × (-3)?",
                lambda v: NUDGE * v["w"],
            ),
        ),
        draw={"w": [-x / 2 for x in range(3, 25)]},
    ),
    Card(
        "the slope of a secant",
        "01",
        "exercise",
        title="a slope from two points",
        text="J = w². The nudge need not be small: from w = {w} go to {w} + {e}. What is the slope of this "
        "secant, the change of J divided by the change of w?",
        fn=quotient,
        inputs={"w": 3, "e": 0.5},
        asked="slope",
        seen=False,
        hints=(
            "You need two heights: J at {w}, and J at {w} + {e}.",
            "They are {before} and {after}. How far did J go, and how far did w go?",
            "The change of J, {after} - {before}, is divided by the change of w, {e}.",
        ),
        right="({after} - {before}) / {e}. Multiplied out, it is 2w + epsilon: 2 × {(w)} + {e}.",
        solution=(
            "J before: {before}. J after: {after}.",
            "The change of J is {after} - {before}.",
            "Divided by {e}, it is {r:0}.",
        ),
        own=(
            own(
                "gives the slope of the tangent",
                "That is the derivative, to which the secant comes close when the nudge is small. "
                "This nudge is not.",
                "How high is J at the second point, and how far is it from the first?",
                lambda v: 2 * v["w"],
            ),
            own(
                "gives the change, not the quotient",
                "This is how far J went. It is not yet divided by the nudge.",
                "How much is that per unit of w?",
                lambda v: v["after"] - v["before"],
            ),
            own(
                "divides the nudge by the change",
                "Perhaps the quotient stands upside down: w is pushed, J answers.",
                "Which of the two changes stands above in change of J per change of w?",
                lambda v: v["e"] / (v["after"] - v["before"]),
            ),
            own(
                "squares only the nudge",
                "Perhaps only the part that was added was squared, not the whole of the new w.",
                "What is the new w, and what is its square?",
                lambda v: v["e"] * 1.0,
            ),
            own(
                "divides the height by the nudge",
                "Perhaps the new height was divided by the nudge, and the old one was not taken away before.",
                "How high did J stand before the nudge?",
                lambda v: v["after"] / v["e"],
            ),
            own(
                "goes to the left",
                "Perhaps w was made smaller by the nudge.",
                "In which direction does the nudge go here?",
                lambda v: 2 * v["w"] - v["e"],
            ),
            MISTAKES["doubles instead of squaring"],
        ),
        draw={"w": [w for w in range(-9, 10) if w], "e": (0.1, 0.2, 0.5, 2, 3, 4)},
        difficulty=2,
        minutes=3,
    ),
)
