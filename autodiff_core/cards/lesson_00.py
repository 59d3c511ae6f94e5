"""The cards of lesson 00: a first prediction, and what a gradient says."""

from __future__ import annotations

from autodiff_core.cards.card import CHOICE, DIRECTION, DOWN, NO_CHANGE, UP, Card, Option
from autodiff_core.mistakes import own


def product(w, x):
    J = w * x
    return J


def product_and_more(w, x):
    J = w * x + w
    return J


CARDS = (
    Card(
        "one more unit of w",
        "00",
        "predict",
        text="J = w × x, with w = {w} and x = {x}. Now w goes up by 1, and x stays as it is. By how much "
        "does J go up?",
        fn=product,
        inputs={"w": 3, "x": 2},
        asked="change of J for w + 1",
        hints=(
            "Work J out twice, before and after. How far apart are the two?",
            "Before, J is {w} × {(x)} = {J}. Only the difference to it is asked for.",
            "Afterwards, the factor {x} is counted once more than before.",
        ),
        right="Each unit of w counts x times in J, and x is {x}.",
        solution=(
            "Before: J = {w} × {(x)} = {J}.",
            "After: J = ({w} + 1) × {(x)} = {J} + {(x)}.",
            "The change of J is what is new: {r:0}.",
        ),
        own=(
            own(
                "lets both factors grow",
                "Perhaps x went up by 1, too.",
                "Which of the two is moved here, and which is held still?",
                lambda v: (v["w"] + 1) * (v["x"] + 1) - v["J"],
            ),
            own(
                "gives the new w for the change of J",
                "That is where w is now.",
                "And J: where was it before, and where is it now?",
                lambda v: v["w"] + 1,
            ),
            own(
                "takes w for the factor",
                "Perhaps you took w itself. How fast J answers to w depends on the other factor.",
                "3 bags hold 2 apples each. One more bag: how many more apples?",
                lambda v: v["w"] * 1.0,
            ),
            own(
                "moves J as far as w",
                "That is how far w moved. On its way to J the change is multiplied by x.",
                "How often does J count each unit of w?",
                lambda v: 1.0,
            ),
        ),
    ),
    Card(
        "a factor below 0",
        "00",
        "predict",
        DIRECTION,
        text="Still J = w × x, but now w = {w} and x = {x}. Again w goes up a little. What does J do?",
        fn=product,
        inputs={"w": 3, "x": -2},
        asked="dJ/dw",
        options=(
            Option(
                UP, "A larger w would make J larger if x were above 0. What is -2 times 3, and -2 times 4?"
            ),
            Option(DOWN, "Each unit of w counts x times, and x is below 0: J goes down."),
            Option(
                NO_CHANGE,
                "J would stay if w did not occur in it, or if x were 0. Here each unit of w counts.",
            ),
        ),
        hints=(
            "Work J out for w = 3 and for w = 4.",
            "3 × (-2) is -6. Is 4 × (-2) above that or below it?",
            "From -6 to -8 it goes down.",
        ),
        solution=(
            "At w = {w}: J = {w} × {(x)} = {J}.",
            "At w = {w} + 1: J = ({w} + 1) × {(x)} = {J} + {(x)}.",
            "That is less than before: J goes down.",
        ),
        right="From w = 3 to w = 4, J goes from -6 to -8. Each unit of w counts x times, and x is below 0.",
        fresh=False,
    ),
    Card(
        "a tenth of a unit",
        "00",
        "exercise",
        title="from a rate to a change",
        text="Again J = w × x, at w = {w} and x = {x}. This time w goes up by only 0.1. By how much does J "
        "change? (If it goes down, the change is negative.)",
        fn=product,
        inputs={"w": 4, "x": -3},
        asked="change of J for w + 0.1",
        hints=(
            "For one whole unit of w, how much would J change? That is the rate.",
            "The rate is {x} units of J for each unit of w. How much is that for a tenth of a unit?",
            "Multiply the rate {x} by 0.1.",
        ),
        solution=(
            "For one whole unit of w, J changes by {x}.",
            "For a tenth of a unit: {x} × 0.1 = {r:0}.",
        ),
        right="The rate is {x} units of J per unit of w, and w moves by a tenth of a unit.",
        own=(
            own(
                "takes w for the rate",
                "Perhaps you multiplied w itself by 0.1. How fast J answers to w, the other factor says.",
                "One whole unit of w more: by how much does w × x change?",
                lambda v: 0.1 * v["w"],
            ),
        ),
        difficulty=1,
        minutes=2,
    ),
    Card(
        "a product and w again",
        "00",
        "exercise",
        title="a gradient in your head",
        text="J = w × x + w, at w = {w} and x = {x}. What is dJ/dw?",
        fn=product_and_more,
        inputs={"w": 5, "x": 2},
        asked="dJ/dw",
        hints=(
            "Let w go up by 1. What does the product make of it? And what does the w on its own?",
            "In the product a unit of w counts x times, and x is {x}.",
            "In w on its own a unit of w counts once. Both changes reach J.",
        ),
        solution=(
            "Through the product, a unit of w changes J by {x}.",
            "Through the w on its own, it changes J by 1.",
            "Together: {x} + 1 = {r:0}.",
        ),
        right="A unit of w counts x times in the product, and once more on its own: x + 1.",
        own=(
            own(
                "looks at the product only",
                "Perhaps you followed w into the product, and not to its second place.",
                "In how many places does w stand? What does each of them add to J?",
                lambda v: v["x"] * 1.0,
            ),
            own(
                "looks at the lone w only",
                "Perhaps you looked only at the w that is added at the end.",
                "And what does a unit of w do to the product?",
                lambda v: 1.0,
            ),
        ),
        difficulty=2,
        minutes=2,
    ),
    Card(
        "what a gradient says",
        "00",
        "exit",
        CHOICE,
        text="Somewhere in a graph stands dJ/dw = 2. What does it say?",
        options=(
            Option(
                "J is 2.",
                "That would be the value of J. The 2 says how steep it is there, not how high you stand: how "
                "much does J change?",
            ),
            Option(
                "If w goes up by a small amount and nothing else moves, J goes up by about twice "
                "that amount.",
                "Per unit of w, J changes by 2: a rate. It holds for a small change of w, while all other "
                "inputs are held still.",
                right=True,
            ),
            Option(
                "w should go up by 2.",
                "That would be a step to take. The 2 only says how J answers if somebody does move w.",
            ),
            Option(
                "If J goes up by 1, w goes up by 2.",
                "That is the order turned round. Which of the two is pushed, and which one answers?",
            ),
        ),
        hints=(
            "Read it aloud: the derivative of J with respect to w. Which of the two is pushed?",
            "It is a rate: so much of the one per unit of the other.",
            "w, below, is pushed. J, above, answers: 2 units of J for each unit of w.",
        ),
    ),
)
