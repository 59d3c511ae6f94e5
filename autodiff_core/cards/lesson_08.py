"""The cards of lesson 08: what an engine remembers, and what its tests have not seen."""

from __future__ import annotations

from autodiff_core.cards.card import CHOICE, Card, Option
from autodiff_core.mistakes import own


def four_arrows(a, b):
    """The function that the learner finds in the lesson: a is used four times."""
    s = a * a
    t = a * b
    J = s + t + a
    return J


WHAT_A_NODE_REMEMBERS = Card(
    "what a node remembers",
    "08",
    "predict",
    CHOICE,
    text="The node `c = w * x`, with w = 5 and x = 2, has its value, 10, for whoever computes with it next. "
    "What else must its note say, so that the backward pass can be done from notes alone?",
    options=(
        Option(
            "Nothing: the value is enough.",
            "Then nobody knows where the 10 came from. That is what ordinary numbers do. Where shall the "
            "gradient of c go on to?",
        ),
        Option(
            "Its children: who uses it.",
            "They are not known yet: when c is made, nobody has used it. Which way does the backward pass "
            "go, towards its users or towards w and x?",
        ),
        Option(
            "Its parents, a local derivative for each of them, and a place for the gradient.",
            "The parents say where the gradient goes on to, the local derivatives 2 and 5 what it is "
            "multiplied by. The operation, “times”, would do for the derivatives, if there is a table of "
            "rules: many engines do that, ours as well. See the end of the lesson.",
            right=True,
        ),
        Option(
            "The formula, as text, and an epsilon to nudge it with.",
            "Nobody reads formulas on the way back, and no nudge takes place. What does an edge need of the "
            "formula, as a number?",
        ),
    ),
    hints=(
        "In the backward pass it is c's turn: its own gradient is there. What happens next, and to whom?",
        "Its gradient is handed on to w and to x. What is it multiplied by on each of the two edges?",
        "By 2 on the way to w, and by 5 on the way to x: so c must know w, x, 2 and 5. And where did its "
        "own gradient wait?",
    ),
)

LINES_OF_AN_ENGINE = Card(
    "lines of an engine",
    "08",
    "predict",
    CHOICE,
    text="PyTorch has millions of lines. How many lines of Python does an engine need that can do "
    "everything in lessons 02 to 05?",
    options=(
        Option(
            "About 60.",
            "The mathematics is small: a note for each number, a rule for each operation, an order, and one "
            "loop with one += in it. The other millions make it fast, on arrays, on graphics cards, for "
            "every operation there is.",
            right=True,
        ),
        Option(
            "About 600.",
            "What would fill them? Write down what was needed by hand in lesson 03: how many different "
            "things were there to do?",
        ),
        Option(
            "About 6000, most of them rules of derivatives.",
            "A line of a formula can be as long as you like, and is made of a few operations. How many "
            "different ones were there in lessons 02 to 05?",
        ),
        Option(
            "It cannot be done without a computer algebra system.",
            "No formula is transformed on the way back: numbers are multiplied and added. Which of the "
            "steps of lesson 03 was done with letters only?",
        ),
    ),
    hints=(
        "The way back of lesson 03 was the same line again and again. Which one?",
        "Say what there has to be: a note for each number, a rule for each operation, an order. What else?",
        "A class with four attributes, a handful of operators, an order in about ten lines, and one loop "
        "with one += in it.",
    ),
)

WHICH_GRADIENTS_BREAK = Card(
    "which gradients break",
    "08",
    "predict",
    CHOICE,
    text="e = (y - (wx + b))² + w², with `=` where `+=` belongs. Which gradients will the broken engine get "
    "wrong?",
    options=(
        Option(
            "All of them.",
            "Where a node has one user, one contribution arrives. What is then the difference between = and "
            "+=?",
        ),
        Option(
            "Those of w, b and x.",
            "b and x are reached through the error alone. How many contributions arrive at each of them?",
        ),
        Option(
            "Only that of w.",
            "Only w has two arrows leaving it. The contribution that comes last overwrites the other: 4 is "
            "left, the penalty's.",
            right=True,
        ),
        Option(
            "None: both terms count in e.",
            "They do, so two contributions come back to w. What does = do with the one that is there, when "
            "the next arrives?",
        ),
    ),
    hints=(
        "Where do = and += differ? Think of a place that is empty, and of one that is not.",
        "Only where two contributions arrive at one node. Which nodes are used more than once?",
        "How many arrows leave w, how many b, and how many x?",
    ),
)

FOUR_ARROWS = Card(
    "four arrows",
    "08",
    "exercise",
    title="four arrows",
    text="`s = a * a`, `t = a * b` and `J = s + t + a`, at a = {a} and b = {b}. How often is `a` used, and "
    "what is dJ/da?",
    fn=four_arrows,
    inputs={"a": 3, "b": 4},
    asked="dJ/da",
    draw={"a": range(-9, 13), "b": range(-9, 13)},
    own=(
        own(
            "leaves out the a on its own",
            "Perhaps the last line was left out: it reads a, too, and not only s and t.",
            "Which lines read a, and how often does each of them?",
            lambda v: 2 * v["a"] + v["b"],
        ),
        own(
            "gives how often a is used",
            "That is how often a is used. Each use brings a contribution of its own.",
            "What does each of the four arrows bring?",
            lambda v: 4.0 + 0 * v["a"],
        ),
    ),
    right="Four times. `a * a` brings {a} and {a}, `a * b` brings {b}, and the last sum brings 1: together "
    "{r:0}. The += of an engine adds them up.",
    difficulty=2,
    minutes=3,
)

WHAT_WAS_NOT_TESTED = Card(
    "what was not tested",
    "08",
    "exit",
    CHOICE,
    text="Somebody shows you an engine. Its gradients for `cost`, and for the ReLU network with both gates "
    "open, agree with all nudges. Which of these mistakes can it not have?",
    options=(
        Option(
            "It overwrites, where it should add up.",
            "In neither of the graphs is a value used twice, so = and += do the same. On which graph would "
            "you see it? Try `a + a`, which must give 2, or `two_uses`, with -14.",
        ),
        Option(
            "Its ReLU lets gradients through a closed gate.",
            "No gate was closed in these tests. With b1 = -8 four gradients must be 0. Would you have seen "
            "that?",
        ),
        Option(
            "It forgets the upstream gradient.",
            "On a chain this shows at once: in `cost`, w would get 2 in place of 6. The other three need a "
            "test of their own, and so does an engine that hands on too early, or goes path by path: "
            "`two_roads`, `short_cut`, and a long chain of `v = v + v`, which must come to an end. A test "
            "proves something only if a wrong engine would fail it.",
            right=True,
        ),
        Option(
            "It does not clear the gradients before the next pass.",
            "`backward()` was called once for each graph. What would you see if you called it twice, and "
            "compared?",
        ),
    ),
    hints=(
        "For each of the four: on which graph would the engine give a wrong number?",
        "Neither graph has a value that is used twice, no gate was closed, and no pass was run twice.",
        "Both graphs are long chains. Which of the four shows on a chain?",
    ),
)

CARDS = (
    WHAT_A_NODE_REMEMBERS,
    LINES_OF_AN_ENGINE,
    WHICH_GRADIENTS_BREAK,
    FOUR_ARROWS,
    WHAT_WAS_NOT_TESTED,
)
