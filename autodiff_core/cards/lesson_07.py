"""The cards of lesson 07: what ways to the gradients cost, and what is used again."""

from __future__ import annotations

from autodiff_core.cards.card import CHOICE, Card, Option
from autodiff_core.mistakes import own


def nudging(p, n):
    """The forward passes of nudging with p parameters in a network of n nodes."""
    passes = p + 1
    return passes


def doublings(m, k):
    """The paths along k lines, each of which reads the one before m times."""
    paths = m**k
    return paths


def two_costs(n, e, p):
    """The steps of backpropagation for the gradients of two costs: n nodes, e edges, p parameters."""
    backward = 2 * e
    steps = n + backward
    return steps


PASSES_TO_NUDGE = Card(
    "passes to nudge",
    "07",
    "predict",
    text="A network has {n} nodes and {p} parameters. How many forward passes does it take to find the "
    "gradients of all parameters with nudges, as (J(w + epsilon) - J(w)) / epsilon?",
    fn=nudging,
    inputs={"p": 4, "n": 7},
    asked="passes",
    seen=False,
    draw={"p": range(3, 40), "n": range(5, 60)},
    keep=lambda v: v["n"] > v["p"],
    own=(
        own(
            "forgets the cost at the start",
            "Nearly: one pass for each parameter. But a change is a difference, and J(w) has to be computed "
            "as well.",
            "From which number is each of the nudged costs subtracted?",
            lambda v: v["p"] * 1.0,
        ),
        own(
            "computes the start anew for each parameter",
            "That is right for central differences, one pass up and one pass down for each parameter. Here "
            "each has a pass of its own and J(w), the cost at the start.",
            "Is the cost at the start another one for each parameter?",
            lambda v: 2 * v["p"],
        ),
        own(
            "nudges all parameters at once",
            "Perhaps all parameters were nudged in one pass. Then you see one change of the cost.",
            "Which of the parameters did that change come from?",
            lambda v: 2.0 + 0 * v["p"],
        ),
        own(
            "counts nodes, not passes",
            "That is how many nodes are evaluated in all these passes.",
            "And how many of them belong to one forward pass?",
            lambda v: (v["p"] + 1) * v["n"],
        ),
        own(
            "counts the nodes of one pass",
            "That is how many nodes the network has: so many are evaluated in one pass.",
            "How many passes are there, each with other parameters?",
            lambda v: v["n"] * 1.0,
        ),
        own(
            "looks at both sides and at the middle",
            "Two nudges for each parameter, and one pass more. For this quotient one nudge is enough.",
            "Which two costs stand in the quotient?",
            lambda v: 2 * v["p"] + 1,
        ),
    ),
    hints=(
        "One parameter alone first. Which two costs stand in its quotient, and how many passes are they?",
        "For the second parameter one of these costs is there already. Which one?",
        "One pass at the start, which all share, and one for each of the {p} parameters.",
    ),
    right="One pass for the cost at the start, which all share, and one for each parameter: {p} + 1 = "
    "{r:0}. With a million parameters, a million and one.",
)

USED_AGAIN = Card(
    "used again",
    "07",
    "predict",
    CHOICE,
    text="On the right-hand sides of this backward pass, how often does `dJ_dz2` stand? And in how many of "
    "the four gradients, `dJ_dw1`, `dJ_db1`, `dJ_dw2` and `dJ_db2`, is it contained?",
    options=(
        Option(
            "It stands there twice, and is contained in 2.",
            "In those of b2 and w2, yes. But can the first layer be reached without going through z2?",
        ),
        Option(
            "It stands there twice, and is contained in all 4.",
            "It is computed once, and used for `dJ_dm2` and for `dJ_db2`. Through `dJ_dm2` it is in "
            "everything that comes below.",
            right=True,
        ),
        Option(
            "It stands there 4 times, and is contained in all 4.",
            "That would be the program without reuse, each gradient worked out from J on. Count in the "
            "printed one: on which lines does it stand to the right of the equals sign?",
        ),
        Option(
            "It stands there once, and is contained in 1.",
            "One line is `dJ_db2`. Which other line reads it, and what is made of that further down?",
        ),
    ),
    hints=(
        "z2 = m2 + b2. So to which two nodes does the gradient of z2 go on?",
        "It stands in the lines of `dJ_dm2` and of `dJ_db2`. Which lines read `dJ_dm2`?",
        "`dJ_dw2` and `dJ_da1` read `dJ_dm2`; and everything of the first layer is made of `dJ_da1`.",
    ),
)

PATHS_OF_DOUBLINGS = Card(
    "paths through doublings",
    "07",
    "predict",
    text="A function has {k} lines. Each is a sum in which the value of the line before stands {m} times "
    "(twice: `x = x + x`). So {m} edges lead from each node to the one before. How many paths lead from the "
    "last node to the first `x`?",
    fn=doublings,
    inputs={"m": 2, "k": 5},
    asked="paths",
    seen=False,
    draw={"m": (2, 3, 4, 5, 6, 7, 8, 10, 12), "k": (2, 3, 4, 5, 6, 7)},
    own=(
        own(
            "counts the edges",
            "That is the number of edges. A path is a choice at every node, and choices multiply.",
            "At the last node there are some ways to go on. For each of these, how many are there at the "
            "next one?",
            lambda v: v["m"] * v["k"],
        ),
        own(
            "takes several edges for one",
            "All edges of a line end at the same node, and yet each carries a contribution of its own "
            "(lesson 05: contributions add up).",
            "In x + x, how many arrows lead to x?",
            lambda v: 1.0 + 0 * v["k"],
        ),
        own(
            "counts the nodes",
            "That is the number of nodes: one for each line, and x. No value is computed twice; but how "
            "many ways are there to go through them?",
            "After two lines there are three nodes. Write down all paths through them.",
            lambda v: v["k"] + 1,
        ),
        own(
            "puts base and exponent the wrong way round",
            "Perhaps the number of lines was multiplied with itself. At each line the number of ways is the "
            "same.",
            "How many ways are there at one line, and how often is there such a choice?",
            lambda v: v["k"] ** v["m"],
        ),
        own(
            "makes one choice too many",
            "Perhaps x itself was counted as a line: there is nothing to choose any more.",
            "With one line only, how many paths are there?",
            lambda v: v["m"] ** (v["k"] + 1),
        ),
        own(
            "stops after one line",
            "That is how many ways there are at one line.",
            "And for each of these, how many are there at the next one?",
            lambda v: v["m"] * 1.0,
        ),
    ),
    hints=(
        "With one line, there are {m} paths. How many of them are there with two lines?",
        "Each of the paths through one line can be continued in {m} ways. So every line multiplies their "
        "number.",
        "{m} ways, {k} times: {m} × {m} × ..., with {k} factors.",
    ),
    right="At each of the {k} lines one can go {m} ways, and choices multiply: {m} to the power of {k} is "
    "{paths}.",
)

TWO_COSTS = Card(
    "two costs",
    "07",
    "exit",
    text="A network has {n} nodes, {e} edges and {p} parameters. It has two costs, both among its nodes, "
    "and the gradients of both are wanted. A colleague takes central differences. How many steps does "
    "backpropagation take in all, if a step is one node evaluated or one edge passed, and each backward "
    "pass goes along all edges?",
    fn=two_costs,
    inputs={"n": 1000, "e": 1500, "p": 500},
    asked="steps",
    seen=False,
    draw={
        "n": (20, 25, 30, 40, 50),
        "e": (25, 30, 35, 40, 45, 55, 60, 65, 70),
        "p": (4, 5, 6, 8, 10, 12, 15),
    },
    keep=lambda v: v["e"] > v["n"],
    own=(
        own(
            "goes back once for both costs",
            "Perhaps one backward pass was made for both. It begins with 1 at one cost, and says how that "
            "one answers.",
            "At the end of this pass, which cost does the number at w belong to?",
            lambda v: v["n"] + v["e"],
        ),
        own(
            "goes forward twice",
            "Perhaps the second cost was given a forward pass of its own. One pass evaluates all nodes, "
            "both costs among them.",
            "Which values does the second backward pass need that are not there already?",
            lambda v: 2 * (v["n"] + v["e"]),
        ),
        own(
            "forgets the forward pass",
            "These are the two backward passes. Local derivatives are computed from values.",
            "Where do the values come from?",
            lambda v: v["backward"] * 1.0,
        ),
        own(
            "nudges every parameter",
            "That is your colleague's bill: two passes for each parameter. She reads off both costs in the "
            "same passes.",
            "And how often does backpropagation evaluate a node, however many parameters there are?",
            lambda v: 2 * v["p"] * v["n"],
        ),
        own(
            "goes back once for every parameter",
            "Perhaps each parameter was given a backward pass. One such pass finds all of them.",
            "What is it that each backward pass starts from, a parameter or a cost?",
            lambda v: v["n"] + v["p"] * v["e"],
        ),
        own(
            "goes forward twice and back once",
            "It is the other way round: values are the same for both costs, gradients are not.",
            "What does a forward pass find, and what does a backward pass find?",
            lambda v: 2 * v["n"] + v["e"],
        ),
    ),
    hints=(
        "What is needed only once, whatever is differentiated, and what has to begin anew at each cost?",
        "One forward pass evaluates all {n} nodes, both costs among them. How many edges does one backward "
        "pass go along?",
        "Forward {n} nodes. Back {e} edges, from each of the two costs.",
    ),
    right="Forward once, {n} nodes, and back once from each cost, {e} edges each. Your colleague needs 2 × "
    "{p} passes of {n} nodes, but reads off both costs in the same ones: each cost more costs her nothing, "
    "and you {e} steps.",
)

CARDS = (PASSES_TO_NUDGE, USED_AGAIN, PATHS_OF_DOUBLINGS, TWO_COSTS)
