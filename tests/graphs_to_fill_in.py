"""Graphs to fill in, for the tests: the cost, a fork, a network with two gates, two roads, values alone."""

import functools
import inspect

from autodiff_core import lessons, relu
from autodiff_core.cards.card import FILL, Card
from autodiff_core.practice.card_spec import spec_of_card


def crossing(p, q, r):
    u = p + q
    v = q * r
    J = u * v
    return J


GRAPHS = {
    "cost": (lessons.cost, {"w": 4, "b": 5}, ""),
    "two uses": (lessons.two_uses, {"w": 2, "b": 1}, ""),
    "network": (lessons.network, {"w1": 2, "b1": -3, "w2": 2, "b2": -4, "x": 3, "y": 4}, ""),
    "crossing": (crossing, {"p": 2, "q": 3, "r": 4}, ""),
    "values": (lessons.cost, {"w": 4, "b": 5}, "values"),
}


@functools.cache
def card_to_fill_in(name):
    """The card of this name, as a lesson would have it."""
    fn, inputs, asked = GRAPHS[name]
    known = {"fn": fn, "inputs": inputs, "asked": asked, "difficulty": 2, "minutes": 5}
    known["fresh"] = name != "network"  # screening it takes seconds, unless it is told what to draw from
    return Card(f"fill in: {name}", "03", "exercise", FILL, "fill in the graph", **known)


@functools.cache
def spec_to_fill_in(name):
    return spec_of_card(card_to_fill_in(name))


def answers(name, inputs=None):
    """What is asked and the right number, in order: by plain Python and a central difference, no engine."""
    card = card_to_fill_in(name)
    graph = card.questions[0].graph
    start = {key: float(x) for key, x in (inputs or graph.inputs).items()}
    values = run(card.fn, start)
    found = {}
    for question in card.questions:
        asked = question.text
        if "/" not in asked:
            found[asked] = values[asked]
            continue
        node = asked.partition("/d")[2]
        ends = [run(card.fn, start, node, push)[graph.output.name] for push in (1e-5, -1e-5)]
        found[asked] = round((ends[0] - ends[1]) / 2e-5, 6) + 0.0
    return found


def run(fn, inputs, pushed="", push=0.0):
    """Every line of a function as plain numbers; right after it is known, `pushed` is moved by `push`."""
    code = [line.strip() for line in inspect.getsource(fn).splitlines()]
    known = {"relu": relu, **inputs}
    if pushed in inputs:
        known[pushed] += push
    for line in code:
        name, equals, _ = line.partition(" = ")
        if equals and name.isidentifier():
            exec(line, known)
            if name == pushed:
                known[name] += push
    return {name: x for name, x in known.items() if isinstance(x, int | float)}
