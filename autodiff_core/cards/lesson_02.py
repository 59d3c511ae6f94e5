"""The cards of lesson 02: the forward pass by hand, and who notices a change."""

from __future__ import annotations

from autodiff_core.cards.card import CHOICE, FILL, Card, Option
from autodiff_core.lessons import COST_PARAMETERS, cost
from autodiff_core.mistakes import own

STEPS = ("c = w × x = {c}.", "a = c + b = {c} + {(b)} = {a}.", "d = a - y = {a} - {(y)} = {d}.")


def crossing(p, q, r):
    u = p + q
    v = q * r
    J = u * v
    return J


CARDS = (
    Card(
        "the cost of one example",
        "02",
        "predict",
        text="c = w × x, a = c + b, d = a - y, J = half of d squared. With w = {w}, b = {b}, x = {x} and y = "
        "{y}: what is J?",
        fn=cost,
        inputs={**COST_PARAMETERS, "x": 2, "y": 4},
        asked="J",
        hints=(
            "One line at a time. The first is c = {w} × {(x)}.",
            "c = {c}. Adding b = {b} gives a, and taking y = {y} away gives d.",
            "a = {a} and d = {d}. First square d, then take half of it.",
        ),
        right="c = {c}, a = {a}, d = {d}, and J is half of {(d)} squared.",
        solution=(*STEPS, "J = half of {(d)} squared = {r:0}."),
        own=(
            own(
                "loses the sign of b",
                "Perhaps the sign of b got lost: adding a number below 0 takes away, and taking it "
                "away adds.",
                "What is the number after c is done, and which way does b move it?",
                lambda v: (v["c"] - v["b"] - v["y"]) ** 2 / 2,
            ),
            own(
                "halves before it squares",
                "Perhaps d was halved first and then squared.",
                "Which comes first in half of d squared?",
                lambda v: (v["d"] / 2) ** 2,
            ),
            own(
                "leaves out the target",
                "Perhaps a was squared, not the distance from a to y.",
                "How far is the output a from what it should be?",
                lambda v: v["a"] ** 2 / 2,
            ),
        ),
    ),
    Card(
        "fill in the forward pass",
        "02",
        "exercise",
        FILL,
        title="fill in the graph",
        text="The same four steps, with other numbers. Fill in the values, from left to right.",
        fn=cost,
        inputs={"w": 3, "b": -2, "x": 4, "y": 5},
        asked="values",
        difficulty=1,
        minutes=3,
    ),
    Card(
        "who notices b",
        "02",
        "predict",
        CHOICE,
        text="Suppose that only b changes, from -3 to -1. Which of c, a, d and J change?",
        options=(
            Option("all four", "c = w × x does not know b. Does an arrow lead from b to c?"),
            Option(
                "a, d and J",
                "A change runs along the arrows: from b they lead to a, from there to d, and to J.",
                right=True,
            ),
            Option("only a", "a does change. And what about everything that uses a?"),
            Option(
                "only J", "J does change. But how does the change get there? Which nodes lie between b and J?"
            ),
        ),
        hints=(
            "Put your finger on b. Where does the arrow lead that leaves it?",
            "From b to a. And from a?",
            "From a on to d, and from d to J. Nothing leads to c.",
        ),
    ),
    Card(
        "b goes up by 2",
        "02",
        "exercise",
        title="a change on its way",
        text="The four-node cost at w = {w}, b = {b}, x = {x} and y = {y}, where d = {d} and J = {J}. Only b "
        "changes: it goes up by 2. By how much does J change?",
        fn=cost,
        inputs={**COST_PARAMETERS, "x": 2, "y": 4},
        asked="change of J for b + 2",
        hints=(
            "Follow the arrows from b. By how much do a and d change?",
            "d goes from {d} to {d} + 2. What is half of its square, before and after?",
            "Before, J = {J}. Work out half of ({d} + 2) squared, and take {J} away from it.",
        ),
        right="a and d move by 2, and half of ({d} + 2) squared differs from {J} by {r:0}.",
        solution=(
            "a and d go up by 2: d = {d} + 2.",
            "J before: {J}. J after: half of ({d} + 2) squared.",
            "The difference is {r:0}.",
        ),
        own=(
            own(
                "takes the rate at the start for all of the way",
                "Perhaps you multiplied the rate at the start by 2. A push of 2 is large, and J "
                "bends on the way.",
                "What is d after the push, and what is J then?",
                lambda v: 2 * v["d"],
            ),
            own(
                "forgets the half",
                "Perhaps the squares were compared, without the half.",
                "What does J do with the square of d?",
                lambda v: (v["d"] + 2) ** 2 - v["d"] ** 2,
            ),
            own(
                "goes down instead of up",
                "Perhaps b was made smaller by 2.",
                "Is b larger or smaller after it has gone up?",
                lambda v: (v["d"] - 2) ** 2 / 2 - v["J"],
            ),
        ),
        difficulty=2,
        minutes=2,
    ),
    Card(
        "a push at r",
        "02",
        "exit",
        text="A graph with three lines: u = p + q, v = q × r, J = u × v, at p = {p}, q = {q} and r = {r}. "
        "Only r changes: it goes up by 1. By how much does J change?",
        fn=crossing,
        inputs={"p": 1, "q": 3, "r": 2},
        asked="change of J for r + 1",
        hints=(
            "Which nodes lie on the way from r to J? The others stay as they are.",
            "u does not read r: it stays {u}. v = {q} × r does. By how much does it change?",
            "v changes by {q}. J is {u} times as much as v.",
        ),
        right="u does not notice and stays {u}. v changes by {q}, and J by {u} × {(q)}.",
        solution=(
            "u = {p} + {(q)} = {u} does not read r.",
            "v goes up by {q}, once for each unit of r.",
            "J = u × v changes by {u} × {(q)} = {r:0}.",
        ),
        own=(
            own(
                "stops at v",
                "That is how far v moves. The change travels on.",
                "Which line reads v, and what does it do with it?",
                lambda v: v["q"] * 1.0,
            ),
            own(
                "lets u move, too",
                "Perhaps u was made larger by 1 as well.",
                "Does the line of u read r?",
                lambda v: (v["u"] + 1) * (v["v"] + v["q"]) - v["J"],
            ),
            own(
                "moves v by 1 only",
                "Perhaps v was taken to move as far as r does.",
                "v = q × r: how often does it count each unit of r?",
                lambda v: v["u"] * 1.0,
            ),
            own(
                "adds where J multiplies",
                "Perhaps J was read as u + v, and this is where that sum ends.",
                "Which sign stands in the line of J?",
                lambda v: v["u"] + v["v"] + v["q"],
            ),
        ),
    ),
)
