"""The cards of lesson 01: what a nudge does, a slope between two points, and what a slope foretells."""

from __future__ import annotations

from autodiff_core.cards.card import CHOICE, DIRECTION, DOWN, NO_CHANGE, UP, Card, Option
from autodiff_core.lessons import reciprocal, square
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


def further_on(J, slope, push):
    change = slope * push
    J_then = J + change
    return J_then


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
    Card(
        "one divided by w",
        "01",
        "exercise",
        DIRECTION,
        title="a sign without computing",
        text="J = 1 / w, at w = {w}. Now w goes up a little. What does J do?",
        fn=reciprocal,
        inputs={"w": 2},
        asked="dJ/dw",
        options=(
            Option(UP, "That is what w itself does. Here one is divided by w: is 1/3 more than 1/2?"),
            Option(DOWN, "Dividing by a larger number leaves less."),
            Option(
                NO_CHANGE, "The 1 does not change, but what it is divided by does. Is 1/3 as much as 1/2?"
            ),
        ),
        hints=(
            "Do not compute: think of one cake for w people.",
            "At w = 2 everybody gets a half. Now a third person comes.",
            "One third is less than one half.",
        ),
        solution=(
            "At w = {w}: J = 1 / {w} = {J}.",
            "At w = 3: J = 1 / 3, about 0.333.",
            "That is less than before: J goes down.",
        ),
        right="Dividing by a larger w leaves less. So the derivative is negative: -1/w², at w = {w} "
        "that is -0.25.",
        fresh=False,
        difficulty=1,
        minutes=1,
    ),
    Card(
        "ever smaller nudges",
        "01",
        "predict",
        CHOICE,
        text="J = w² at w = 3, with a nudge of 0.0000000000000001, that is 1e-16. The computer works out "
        "change of J divided by nudge. What will it find?",
        options=(
            Option(
                "6, or very nearly 6",
                "So says the algebra, 2w + epsilon. But a computer keeps only about 16 digits of a number. "
                "What is left of 3.0000000000000001?",
            ),
            Option(
                "0",
                "3 + 1e-16 is stored as 3: a computer keeps about 16 digits. So w is not moved at all, J "
                "does not change, and 0 divided by anything is 0.",
                right=True,
            ),
            Option(
                "something very large",
                "Dividing by a tiny number makes large what is not tiny itself. How much does J change here, "
                "as the computer sees it?",
            ),
            Option(
                "an error message",
                "Nothing is wrong as far as the computer can tell: it subtracts one number from another and "
                "divides by a third, which is not 0.",
            ),
        ),
        hints=(
            "First the computer has to add: 3 + 1e-16. How many digits has the exact sum?",
            "The exact sum has 17 digits: 3.0000000000000001. The computer keeps about 16.",
            "So the last digit is lost, and w + epsilon is stored as 3. How far did w move?",
        ),
    ),
    Card(
        "a little further on",
        "01",
        "exit",
        text="You are told of a curve only this: at some w, J = {J} and dJ/dw = {slope}. Now w goes up by "
        "{push}. How large is J then, approximately?",
        fn=further_on,
        inputs={"J": 8, "slope": -3, "push": 0.1},
        asked="J_then",
        seen=False,
        hints=(
            "The derivative is a rate: J changes by {slope} for each unit of w.",
            "w moves by {push} of a unit. How far does J go for that?",
            "J goes by {slope} × {push} = {change}, and it starts at {J}.",
        ),
        right="J starts at {J} and changes by {slope} × {push} = {change}. Only approximately, for "
        "the curve bends.",
        solution=("The change is {slope} × {push} = {change}.", "J is then {J} + {(change)} = {r:0}."),
        own=(
            own(
                "goes the other way",
                "The size of the step is right, and its direction is not.",
                "What does the sign of the derivative say about J when w grows?",
                lambda v: v["J"] - v["change"],
            ),
            own(
                "goes the whole rate",
                "That is where J would be after a whole unit of w, if the slope stayed.",
                "How much of a unit does w move?",
                lambda v: v["J"] + v["slope"],
            ),
            own(
                "divides by the push",
                "Perhaps you divided by the push. That makes a rate of a change; here the rate is known.",
                "Should a smaller push move J more, or less?",
                lambda v: v["J"] + v["slope"] / v["push"],
            ),
            own(
                "moves J by the push",
                "That is how far w goes. J goes so many times as far as the derivative says.",
                "How much does J change per unit of w?",
                lambda v: v["J"] + v["push"],
            ),
            own(
                "takes the rate of the height",
                "Perhaps the push was multiplied by the height J, not by the slope.",
                "Which of the two numbers says how steep it is?",
                lambda v: v["J"] + v["J"] * v["push"],
            ),
            own(
                "leaves J where it is",
                "That is J before w has moved.",
                "w moves: which way does J go at this slope, and how far?",
                lambda v: v["J"] * 1.0,
            ),
            own(
                "gives the change for the place",
                "That is how far J goes, not where it is then.",
                "Where did J stand before?",
                lambda v: v["change"] * 1.0,
            ),
        ),
        draw={"J": range(2, 9), "slope": (-6, -5, -4, -3, -2, 2, 3, 4, 5, 6), "push": (0.1, 0.2, 0.5)},
    ),
)
