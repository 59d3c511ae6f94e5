"""The cards of lesson 05: forks, the order of sending, and what a second pass finds."""

from __future__ import annotations

from autodiff_core.cards.card import CHOICE, FILL, Card, Option
from autodiff_core.lessons import TWO_USES_PARAMETERS, twice, two_uses
from autodiff_core.mistakes import own


def sent_at_once(from_c, from_d, local):
    """What arrives behind a node that sends its whole gradient whenever something has arrived."""
    first = from_c * local
    second = (from_c + from_d) * local
    arrived = first + second
    return arrived


def second_pass(d, x):
    """What the boxes of the chain w, c, a, d hold after a second pass that finds them full."""
    in_d = d + d
    in_a = d + in_d
    in_c = d + in_a
    in_w = d * x + in_c * x
    return in_w


TWICE = Card(
    "one value twice",
    "05",
    "predict",
    title="a + a",
    text="e = a + a, at a = {a}. What is de/da?",
    fn=twice,
    inputs={"a": 3},
    asked="de/da",
    fresh=False,
    own=(
        own(
            "counts one arrow for two",
            "That is what one of the two arrows brings.",
            "How many times does the line read a, and what does each time bring?",
            lambda v: 1.0,
        ),
        own(
            "gives the value of e for its slope",
            "That is the value of e.",
            "a goes up by 1: by how much does a + a go up?",
            lambda v: v["e"] * 1.0,
        ),
        own(
            "takes a for the local derivative",
            "That is the value of a. Does the slope of a sum depend on it?",
            "a goes from 3 to 3.001: by how much does a + a go up?",
            lambda v: v["a"] * 1.0,
        ),
    ),
    hints=(
        "a goes up by a little: what does a + a do?",
        "In an addition every local derivative is 1. How many arrows lead from a to e?",
        "Two arrows, and each brings 1 × 1.",
    ),
    right="a is used twice, and each use brings 1.",
)

TWO_PLACES = Card(
    "w in two places",
    "05",
    "predict",
    title="w in two places",
    text="w = {w}, x = {x}, b = {b}, y = {y}, so the error is d = {d}, and e = {e}. What is de/dw? On paper,"
    " one path after the other.",
    fn=two_uses,
    inputs=TWO_USES_PARAMETERS,
    asked="de/dw",
    own=(
        own(
            "forgets the 2 of the squared error",
            "Perhaps the derivative of d squared was taken to be d.",
            "d goes from 3 to 3.001: by how much does d squared go up?",
            lambda v: 2.0 * v["w"] - v["d"] * v["x"],
        ),
    ),
)

SENT_AT_ONCE = Card(
    "sent at once",
    "05",
    "predict",
    title="sent at once",
    text="First {from_c} arrives at b, then {from_d}. From b to a it is times {local}. b sends its whole "
    "gradient each time something has arrived. What has arrived at a in the end?",
    fn=sent_at_once,
    inputs={"from_c": 1, "from_d": 5, "local": 4},
    asked="arrived",
    seen=False,
    own=(
        own(
            "adds up before it sends",
            "That is the right gradient. The program that is asked about misses it.",
            "What does b send the first time, and what the second time?",
            lambda v: v["second"] * 1.0,
        ),
        own(
            "sends only what has come last",
            "That is what the second contribution brings, alone.",
            "b sends its whole gradient: what is in it when it sends for the second time?",
            lambda v: v["from_d"] * v["local"],
        ),
        own(
            "sends only once, and too early",
            "That is what b sends the first time.",
            "More arrives at b after that: what does the program do then?",
            lambda v: v["first"] * 1.0,
        ),
    ),
    hints=(
        "Play the program. Something arrives at b: what does b have now, and what does it send to a?",
        "The first time b sends {from_c} × {(local)}. Then {from_d} is added to b: what does it have now?",
        "The second time it sends {from_c} + {(from_d)}, times {local}. At a both parcels are added.",
    ),
    right="First {from_c} × {(local)} = {first}, then the whole again: ({from_c} + {(from_d)}) × {(local)} ="
    " {second}. What came first has gone to a twice.",
)

FILL_IN = Card(
    "fill in the fork",
    "05",
    "exercise",
    FILL,
    "both passes, with a fork",
    fn=two_uses,
    inputs={"w": -2, "b": 1, "x": 2, "y": 2},
    difficulty=2,
    minutes=5,
)

BOXES = Card(
    "a box at every node",
    "05",
    "exercise",
    title="a box at every node",
    text="Back along the chain the local derivatives are {d}, 1, 1 and {x}. After the first pass d, a and c "
    "hold {d} each, and w holds {d} × {(x)}. Now J is set to 1 again, nothing else is emptied, and the "
    "pass runs once more, with +=. What is in w then?",
    fn=second_pass,
    inputs={"d": 3, "x": 2},
    asked="in_w",
    seen=False,
    own=(
        own(
            "begins each pass with empty boxes",
            "That is the gradient, as after the first pass. But nobody has emptied anything.",
            "What is in the box of d when the second pass adds to it?",
            lambda v: v["d"] * v["x"],
        ),
        own(
            "lets only the box of w keep what is old",
            "That would be so if only w had a box. Here d, a and c keep what is old, too.",
            "What does d send to a in the second pass?",
            lambda v: 2.0 * v["d"] * v["x"],
        ),
        own(
            "forgets what is in the box of w",
            "That is what the second pass brings to w.",
            "To which number in the box of w is it added?",
            lambda v: v["in_c"] * v["x"],
        ),
        own(
            "doubles at every node",
            "Perhaps you doubled once more at every node.",
            "What does a hold before the second pass, and what is added to it?",
            lambda v: 16.0 * v["d"] * v["x"],
        ),
    ),
    hints=(
        "Go through the second pass box by box, from d to w. What is in each box before, and what arrives?",
        "d holds {d}, and {d} arrives: {in_d} now. It sends all of that to a, which holds {d} already.",
        "a holds {in_a} now, and c {in_c}. What arrives at w is {in_c} × {(x)}.",
    ),
    right="d holds 2 times its gradient, a 3 times, c 4 times, and w 5 times: each sends what is old once "
    "more.",
    difficulty=3,
    minutes=4,
)

TWO_MISTAKES = Card(
    "two mistakes at once",
    "05",
    "exit",
    CHOICE,
    "two mistakes at once",
    text="A colleague trains a network in which three nodes use the value h. In the first pass her gradient "
    "of h is right, but the gradients of all that h is computed from are wrong. And from pass to pass all "
    "her gradients get larger, although the network hardly changes. Which two mistakes has she made?",
    options=(
        Option(
            "She overwrites at h, and the gradients are not emptied before each pass.",
            "The second is right. But with = for += only one of the three contributions would be left. Would"
            " the gradient of h itself be right then?",
        ),
        Option(
            "h sends too early, and the gradients are not emptied before each pass.",
            "Complete too late to be sent, and never emptied.",
            right=True,
        ),
        Option(
            "h sends too early, and the learning rate is too large.",
            "The first is right. But the network hardly changes: would a pass that begins with empty places "
            "find other gradients each time?",
        ),
        Option(
            "A local derivative behind h is wrong, and h sends again whenever something arrives.",
            "This would make wrong gradients behind h, in every pass the same. What makes them larger from "
            "pass to pass?",
        ),
    ),
    hints=(
        "Two symptoms, so one mistake for each. Begin with the first pass: h is right, and what lies behind "
        "it is not.",
        "h is complete in the end. Was it complete when it sent?",
        "The network hardly changes, so each pass should find nearly the same. Where can the rest come from?",
    ),
    right="The gradient of h has become complete only after it was sent: she must wait for all three "
    "contributions. And what a pass has left is added to in the next: she must empty the boxes before "
    "each pass.",
)

CARDS = (TWICE, TWO_PLACES, FILL_IN, SENT_AT_ONCE, BOXES, TWO_MISTAKES)
