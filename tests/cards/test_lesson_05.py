"""The cards of lesson 05: every idea that used to stand in a table is found again in what a card says."""

import pytest
from wrong_answers import asked, told

from autodiff_core.cards import CARDS


@pytest.mark.parametrize(
    "number, mistake",
    [
        (2, "right"),
        (1, "counts one arrow for two"),
        (6, "gives the value of e for its slope"),
        (3, "takes a for the local derivative"),
    ],
)
def test_one_value_twice(number, mistake):
    assert told("one value twice", number) == mistake


@pytest.mark.parametrize(
    "number, mistake",
    [
        (-14, "right"),
        (-18, "overwrites at a fork"),
        (4, "keeps only the first contribution at a fork"),
        (22, "loses the minus sign"),
        (-72, "multiplies at a fork"),
        (-5, "forgets the 2 of the squared error"),
        (-7, "forgets the exponent"),
    ],
)
def test_w_in_two_places(number, mistake):
    assert told("w in two places", number) == mistake


@pytest.mark.parametrize(
    "question, number, mistake",
    [
        ("de/dw", -24, "right"),
        ("de/dw", -20, "overwrites at a fork"),
        ("de/dw", -4, "keeps only the first contribution at a fork"),
        ("de/dd", 5, "forgets the exponent"),
    ],
)
def test_the_fork_to_fill_in(question, number, mistake):
    assert told("fill in the fork", number, asked("fill in the fork").index(question)) == mistake


def sends_at_once(from_c, from_d, local):
    """The program of the lesson, with these local derivatives on its edges."""
    edges = {
        "e": [("c", 1), ("d", 1)],
        "c": [("b", from_c)],
        "d": [("b", from_d)],
        "b": [("a", local)],
        "a": [],
    }
    gradient = dict.fromkeys("abcd", 0) | {"e": 1}

    def send(node):
        for parent, rate in edges[node]:
            gradient[parent] += gradient[node] * rate
            send(parent)

    send("e")
    return gradient["a"]


def test_a_node_that_sends_at_once_is_asked_about_truly():
    card = CARDS["sent at once"]
    for inputs, numbers in ((s, card.screened.numbers(s)[0]) for s in card.screened.sets):
        assert numbers.right == sends_at_once(*inputs)


@pytest.mark.parametrize(
    "number, mistake",
    [
        (28, "right"),
        (24, "adds up before it sends"),
        (20, "sends only what has come last"),
        (4, "sends only once, and too early"),
    ],
)
def test_sent_at_once(number, mistake):
    assert told("sent at once", number) == mistake


def two_passes(d, x):
    """Two passes along the chain of lesson 03, in which only J is set anew."""
    box = dict.fromkeys("dacw", 0)
    for _ in range(2):
        box["d"] += d
        box["a"] += box["d"]
        box["c"] += box["a"]
        box["w"] += box["c"] * x
    return box["w"]


def test_a_box_at_every_node_is_asked_about_truly():
    card = CARDS["a box at every node"]
    for inputs, numbers in ((s, card.screened.numbers(s)[0]) for s in card.screened.sets):
        assert numbers.right == two_passes(*inputs)


@pytest.mark.parametrize(
    "number, mistake",
    [
        (30, "right"),
        (6, "begins each pass with empty boxes"),
        (12, "lets only the box of w keep what is old"),
        (24, "forgets what is in the box of w"),
        (96, "doubles at every node"),
    ],
)
def test_a_box_at_every_node(number, mistake):
    assert told("a box at every node", number) == mistake
