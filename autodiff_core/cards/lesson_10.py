"""The cards of lesson 10: which graph shows a mistake, and which tests show all of them."""

from __future__ import annotations

from autodiff_core.cards.card import CHOICE, Card, Option
from autodiff_core.lessons import TWO_USES_PARAMETERS
from autodiff_core.mistakes import own

A_CLEAN_BILL_OF_HEALTH = Card(
    "a clean bill of health",
    "10",
    "predict",
    CHOICE,
    "a clean bill of health",
    text="An engine overwrites: where a contribution arrives at a node, it says `=` and not `+=`. It runs on "
    "the cost of lesson 03. How many of the gradients of J, d, a, c, w, b, x and y are wrong?",
    options=(
        Option(
            "None.",
            "Every node of this graph has one arrow leaving it. Where one contribution arrives, `=` and `+=` "
            "do the same. A test that a wrong engine passes has tested nothing.",
            right=True,
        ),
        Option("One.", "Which one would be overwritten? w, say, is used once here, by c. Is any used twice?"),
        Option(
            "Four: those of the inputs.",
            "Inputs get their gradients in the same way as the nodes between. What must happen at a node for "
            "something to be overwritten?",
        ),
        Option(
            "All eight.",
            "The mistake is in every step, but it does something only where two contributions meet. Where do "
            "they meet here?",
        ),
    ),
    hints=(
        "When do `=` and `+=` give different results?",
        "They differ only if something is there already. At which nodes do two contributions arrive?",
        "Count the arrows that leave each node: w to c, c to a, b to a, a to d, y to d, d to J.",
    ),
)


def patient_on_two_uses(w, b, x=3, y=10):
    """What an engine without the minus sign says on the cost with two uses: d = y - a, e = d**2 + w**2."""
    d = y - (w * x + b)
    error = 2 * d * x
    penalty = 2 * w
    says = error + penalty
    return says


THE_SAME_PATIENT = Card(
    "the same patient, another graph",
    "10",
    "predict",
    title="the same patient, another graph",
    text="In `two_uses` the lines are `a = w * x + b`, `d = y - a` and `e = d**2 + w**2`, here with w = {w}, "
    "b = {b}, x = {x} and y = {y}. Patient 1 loses the minus sign of a difference. What does it say of the "
    "gradient of e with respect to w?",
    fn=patient_on_two_uses,
    inputs=TWO_USES_PARAMETERS,
    asked="says",
    seen=False,
    own=(
        own(
            "gives the true gradient",
            "This is what a right engine says. The patient has lost the minus sign on its way through d.",
            "Through which line does the gradient go on its way from e to w, and what is lost there?",
            lambda v: 2 * v["w"] - 2 * v["d"] * v["x"],
        ),
        own(
            "turns both parts round",
            "Perhaps the sign of everything was turned round: only the part that comes through d is.",
            "Does the contribution from w squared pass the difference on its way?",
            lambda v: 2 * v["d"] * v["x"] - 2 * v["w"],
        ),
        own(
            "leaves out the other use",
            "This is what comes through the error alone.",
            "And what comes from w squared, directly?",
            lambda v: 2 * v["d"] * v["x"],
        ),
        own(
            "takes the direct use alone",
            "This is what comes from w squared, directly.",
            "And what comes the long way, through d?",
            lambda v: 2 * v["w"] * 1.0,
        ),
        own(
            "leaves out the factor of the square",
            "Perhaps the 2 of the derivative of a square is missing.",
            "How fast does d squared grow with d?",
            lambda v: v["d"] * v["x"] + v["w"],
        ),
        own(
            "leaves out x",
            "Perhaps the last edge, from a to w, was left out.",
            "If w goes up by 1, by how much does w times x go up?",
            lambda v: 2 * v["d"] + 2 * v["w"],
        ),
    ),
    hints=(
        "Two contributions arrive at w: one through d and a, one directly from w squared. Which of them "
        "passes the difference?",
        "On the long way a right engine has 2 d × (-1) × x, with d = {d}. The patient has lost the -1.",
        "So the long way brings 2 × {(d)} × {(x)}, and directly come 2 × {(w)}. At a fork contributions add.",
    ),
    solution=(
        "Through the error: 2 × {(d)} × 1 × {(x)} = {error}. A right engine has -1 in place of the 1.",
        "Directly: 2 × {(w)} = {penalty}.",
        "Together: {error} + {(penalty)} = {r:0}.",
    ),
    right="The part through the error has lost its minus sign, {error}, and the direct part is as it should "
    "be, {penalty}: together {r:0}.",
)

FOUR_TESTS = Card(
    "four tests",
    "10",
    "exit",
    CHOICE,
    "four tests",
    text="You may keep only four of the eight tests of that table, and all ten mistakes must still be found. "
    "Which four?",
    options=(
        Option(
            "cost, network, two uses, squared",
            "On none of them does a node in the middle have two users, and both gates are open. Which rows "
            "have dots in all four columns?",
        ),
        Option(
            "two uses, two roads, closed gate, two passes",
            "Close. One mistake shows only where two arrows go from one node into the same line. Which graph "
            "has that?",
        ),
        Option(
            "squared, two roads, closed gate, two passes",
            "Each of the four finds a mistake that no other test finds: two arrows into one line, a node "
            "that sends too early, a gate that lets through, a pass that adds to the one before. So three "
            "are too few, and the other six mistakes show on these four as well.",
            right=True,
        ),
        Option(
            "squared, two roads, short cut, two passes",
            "All gates of these graphs are open, for they have none. Which mistake does that hide?",
        ),
    ),
    hints=(
        "Read the table by row. Which mistakes are found by a single test?",
        "A mistake that a single test finds leaves no choice: that test has to be kept. There are four such "
        "mistakes.",
        "Look at the rows of: counts two arrows from one node once, sends too early, lets the gradient "
        "through a closed gate, adds to the gradients of the pass before.",
    ),
)

CARDS = (A_CLEAN_BILL_OF_HEALTH, THE_SAME_PATIENT, FOUR_TESTS)
