"""The cards of the second half of lesson 01: a sign, ever smaller nudges, and what a slope foretells."""

from __future__ import annotations

from autodiff_core.cards.card import CHOICE, DIRECTION, DOWN, NO_CHANGE, UP, Card, Option
from autodiff_core.lessons import reciprocal
from autodiff_core.mistakes import own


def further_on(J, slope, push):
    change = slope * push
    J_then = J + change
    return J_then


CARDS = (
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
