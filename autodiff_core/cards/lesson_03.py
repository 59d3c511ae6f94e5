"""The cards of lesson 03: one walk backwards finds every gradient."""

from __future__ import annotations

from autodiff_core.cards.card import CHOICE, FILL, Card, Option
from autodiff_core.lessons import COST_PARAMETERS, cost, two_links
from autodiff_core.mistakes import MISTAKES, own


def one_unit_more(w, b, x=2, y=4):
    """By how much J of the four-node cost changes when w goes up by a whole unit: no small nudge."""
    d = w * x + b - y
    later = (w + 1) * x + b - y
    change = later**2 / 2 - d**2 / 2
    return change


TWO_LINKS = Card(
    "two links",
    "03",
    "predict",
    title="two links in a chain",
    text="At x = {x} we have y = {y} and z = {z}. Per unit of x, y moves by 3. Near there, z moves by twice "
    "y per unit of y. So by how much does z move per unit of x?",
    fn=two_links,
    inputs={"x": 3},
    asked="dz/dx",
    hints=(
        "Let x go up by a little. How many times as far does y move, and how many times as far as y does z?",
        "y moves 3 times as far as x. z moves 2 × {(y)} = {g:1} times as far as y.",
        "3 times as far, and that {g:1} times over: is this a sum or a product?",
    ),
    solution=(
        "y moves by 3 per unit of x.",
        "z moves by 2 × {(y)} = {g:1} per unit of y.",
        "So z moves by {g:1} × 3 = {r:0} per unit of x.",
    ),
    own=(
        own(
            "squares x instead of y",
            "That is twice x, as if x itself were squared.",
            "In the line of z, what is it that is squared?",
            lambda v: 2 * v["x"],
        ),
    ),
)

WHOLE_CHAIN = Card(
    "the whole chain",
    "03",
    "predict",
    title="which way, and how much?",
    text="Here w = {w}, x = {x}, y = {y}, and the forward pass has found a = {a}, d = {d} and J = {J}. When "
    "w goes up a little, by how much does J go up per unit of w? A minus sign says that it goes down.",
    fn=cost,
    inputs=COST_PARAMETERS,
    asked="dJ/dw",
    own=(
        MISTAKES["leaves out a constant divisor"],
        own(
            "takes the error as y - a",
            "Perhaps you took the error the wrong way round, as y - a.",
            "Is the output a above the target y or below it, and which way does a little more w take it?",
            lambda v: -1.0 * v["d"] * v["x"],
        ),
    ),
)

FILL_IN = Card(
    "fill in the cost",
    "03",
    "exercise",
    FILL,
    "both passes",
    fn=cost,
    inputs={"w": 2, "b": -1, "x": 3, "y": 9},
    own=(MISTAKES["leaves out a constant divisor"],),
    difficulty=2,
    minutes=5,
)

ONE_UNIT_MORE = Card(
    "one unit more",
    "03",
    "predict",
    title="a whole unit",
    text="At w = {w}, b = {b}, x = {x} and y = {y} the error is d = {d}. Now w goes up by 1, a whole unit. "
    "By how much does J change?",
    fn=one_unit_more,
    inputs=COST_PARAMETERS,
    asked="change",
    seen=False,
    own=(
        own(
            "takes the gradient for the change of a whole unit",
            "That is dJ/dw, the slope where you stand. Perhaps you kept to it all the way.",
            "What is d after the step, and is the slope still the same there?",
            lambda v: v["d"] * v["x"],
        ),
        own(
            "gives the new cost for the change",
            "That is the cost after the step. It says where J ends, not how far it went.",
            "Where did J stand before?",
            lambda v: v["later"] ** 2 / 2,
        ),
        own(
            "squares the change of d alone",
            "Perhaps you put the change of d into the half square, and not d itself.",
            "What is d before the step, and what is it after it?",
            lambda v: v["x"] ** 2 / 2,
        ),
        own(
            "forgets the half",
            "Perhaps the half in front of the square was left out.",
            "J is half of d squared: what is it before the step, and what after it?",
            lambda v: v["later"] ** 2 - v["d"] ** 2,
        ),
        MISTAKES["reverses a difference"],
    ),
    hints=(
        "Work J out twice: once as it is, and once with w larger by 1. Only the difference is asked for.",
        "d is {d} now. When w goes up by 1, the product w x goes up by x, so d becomes {later}.",
        "J is half of d squared, both times: half of {later} squared, minus half of {d} squared.",
    ),
    right="d goes from {d} to {later}, and J changes by {r:0}. The gradient alone would have said d × x, "
    "that is {d} × {(x)}. It holds where you stand, and on the way the slope has changed.",
)

WHAT_IT_MEANS = Card(
    "what the gradient says",
    "03",
    "exit",
    CHOICE,
    "what the gradient says",
    text="At w = 2, b = -1, x = 3, y = 9 the cost is J = 8, and dJ/dw = -12. What does this -12 say?",
    options=(
        Option(
            "When w goes up by 1, J goes down by 12.",
            "J is 8, and half of a square is never below 0. A gradient holds for small steps: on the way the "
            "slope changes. By how much does J change when w goes up by 0.001?",
        ),
        Option(
            "It points downhill: for a smaller J, w has to go down.",
            "The minus sign says that J falls when w rises. A gradient points uphill. Which way does w go, "
            "if J is to become smaller?",
        ),
        Option(
            "A little more w makes J smaller, by about 12 times what w has gone up.",
            "-12 is a rate: units of J per unit of w, near this point.",
            right=True,
        ),
        Option(
            "w matters more than b, whose gradient is only -4, so w is the one to change.",
            "A gradient is no ranking. x has -8 here, more than b, and still nobody changes it: it is given. "
            "What does each of these numbers say about a small push?",
        ),
    ),
    hints=(
        "Read it aloud: dJ/dw, so much of J per unit of w. Which of the two is pushed, and which one "
        "answers?",
        "Push w up by 0.001. By how much does J change, and which way?",
        "J changes by about -0.012. Could it go on at this rate until w has gone up by a whole unit?",
    ),
    right="A gradient is a rate, it holds nearby, and its sign says which way J goes when w goes up.",
)

CARDS = (TWO_LINKS, WHOLE_CHAIN, FILL_IN, ONE_UNIT_MORE, WHAT_IT_MEANS)
