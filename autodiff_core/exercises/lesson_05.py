"""Lesson 05: accumulate along given edges, and find an order in which every node sends once."""

from __future__ import annotations

import functools

from autodiff_core.exercises.edges import Counted, TooManyLooks, edges_of, order_of
from autodiff_core.exercises.forms import AFunction
from autodiff_core.exercises.look import call, close, number
from autodiff_core.exercises.run import Fails, shown
from autodiff_core.exercises.task import Property, Task
from autodiff_core.families import doubling
from autodiff_core.graph import trace
from autodiff_core.lessons import cost, short_cut, squared, two_roads, two_uses
from autodiff_core.mistakes import BANK
from autodiff_core.numbers import format_number

CHAIN = (cost, {"w": 5, "b": -3}, {"w": -1.5, "b": 2})
ARROWS = (squared, {"x": 3}, {"x": -2.5})
FORK = (two_uses, {"w": 2, "b": 1}, {"w": -1, "b": 4})
ROADS = (two_roads, {"a": 2}, {"a": -1})
SHORT_CUT = (short_cut, {"a": 2}, {"a": -1})
LEVELS = 40
LOOKS = 50 * LEVELS


@functools.cache
def graph_of(function, *inputs):
    return trace(function, **dict(inputs))


def recorded(function, *points):
    """The graph of a function, and the points at which it is looked at."""
    return graph_of(function, *points[0].items()), points


def mixed(edges):
    """The same edges, the nodes in the order of the alphabet: an order in which they may not send."""
    return {name: edges[name] for name in sorted(edges)}


# ---------------------------------------------------------------- accumulate


def found(answer, graph, point, edges=None):
    """The gradients that the learner's function gives, by name; Fails says what is not there."""
    where = at(graph, point)
    given = call(answer, edges or edges_of(graph, **point), order_of(graph))
    if not isinstance(given, dict):
        raise Fails(f"gradients gives {shown(given)}, and not a dict, {where}")
    if missing := [node.name for node in graph.nodes if node.name not in given]:
        raise Fails(f"the dict has nothing for {missing[0]}, {where}")
    return {node.name: number(given[node.name], f"the gradient of {node}, {where},") for node in graph.nodes}


def at(graph, point):
    inputs = graph.inputs | point
    return f"for {graph.name} at {', '.join(f'{name} = {format_number(x)}' for name, x in inputs.items())}"


def adds_up(*cases, likely=(), arranged=lambda edges: edges):
    """The test that the gradients of these graphs are right; if not, the bank is asked."""

    def test(answer):
        for case in cases:
            graph, points = recorded(*case)
            given = [found(answer, graph, p, arranged(edges_of(graph, **p))) for p in points]
            for point, numbers in zip(points, given):
                right = graph.backward(**point)
                for name in order_of(graph):
                    if not close(numbers[name], right[name]):
                        came = (
                            f"{format_number(numbers[name])}, and it should be {format_number(right[name])}"
                        )
                        seen = f"{at(graph, point)}, the gradient of {name} is {came}"
                        raise Fails(seen, *known(case, given, likely))

    return test


def known(case, given, likely=()):
    """What may lie behind these gradients, and a question: the mistake that gives all of them everywhere."""
    graph, points = recorded(*case)
    for mistake in sorted(BANK, key=lambda each: each.name not in likely):
        if mistake.kind == "backward":
            wrong = [mistake.gradients(graph, **point) for point in points]
            if all(close(n[name], w[name]) for n, w in zip(given, wrong) for name in n):
                return mistake.thinking, mistake.question
    return ()


def starts_with_one(answer):
    graph, points = recorded(*CHAIN)
    gradient = found(answer, graph, points[0])["J"]
    if not close(gradient, 1.0):
        raise Fails(f"the gradient of the output itself is {format_number(gradient)}, and it should be 1")


def starts_afresh(answer):
    graph, points = recorded(*CHAIN)
    edges = edges_of(graph, **points[0])
    kept, order = {name: list(arrows) for name, arrows in edges.items()}, order_of(graph)
    first = dict(answer(edges, order))
    if edges != kept or order != order_of(graph):
        raise Fails("after a call, edges and order are not what they were", "Something is taken out of them.")
    second = found(answer, graph, points[0])
    for name in order:
        if not close(second[name], number(first[name], f"the gradient of {name}")):
            calls = f"{first[name]:g} at the first call and {second[name]:g} at the second"
            raise Fails(f"{at(graph, points[0])}, the gradient of {name} is {calls}")


ACCUMULATE = Task(
    name="accumulate",
    lesson="05",
    title="Accumulate",
    difficulty=3,
    minutes=8,
    asks=AFunction("gradients", ("edges", "order")),
    skeleton='''def gradients(edges, order):
    """The gradient of every node, as a dict. order: all nodes, the output first."""
    ...''',
    todo="Complete gradients",
    hints=(
        "Every node needs a place, `before` the first contribution arrives. What is in it, and in that of "
        "the output?",
        "Two loops, one inside the other: over the nodes in `order`, and over the edges of each. "
        "`edges[node]` is a list of pairs, a parent and a local derivative.",
        "What arrives at `parent` is the gradient of `node`, times `local`, and it is added to what is "
        "there. A dict full of zeros is `dict.fromkeys(order, 0)`; the output is `order[0]`.",
    ),
    properties=(
        Property(
            "It gives a dict with a number for every node, and for the output this is 1.",
            starts_with_one,
            "The place of the output is not filled before the walk begins.",
            "When the output moves by 1, by how much does the output move?",
        ),
        Property(
            "A second call gives the same, and leaves edges and order as they were.",
            starts_afresh,
            "The gradients of the first call are still there and are added to: the dict is made outside.",
            "Where is the dict made: once for all calls, or in each call?",
        ),
        Property(
            "Along a chain: upstream gradient times local derivative.",
            adds_up(CHAIN),
            "What is handed on is not the product of the two.",
            "Two gears in a row, 3 times and 5 times as fast: how many times in all?",
        ),
        Property(
            "Two arrows from one node both count: x * x.",
            adds_up(ARROWS, likely=("overwrites at a fork",)),
            "One of the two arrows is lost.",
            "How often does the name x stand in the list edges['e'], and how often should something arrive?",
        ),
        Property(
            "Contributions of several nodes add up: w in the error and in the penalty.",
            adds_up(FORK, likely=("overwrites at a fork",)),
            "What arrives second does not meet what arrived first.",
            "Two arrows leave w. What should be in its place before, and what after the second?",
        ),
        Property(
            "Nodes send in the given order, however the edges are listed.",
            adds_up(ROADS, SHORT_CUT, arranged=mixed),
            "The walk goes through the dict of edges, or calls itself, where it should go through `order`.",
            "b has two users. When may it tell a?",
        ),
    ),
    then="Who has made sure here that no node sends too early, your code or its input?",
)


# ---------------------------------------------------------------- the order


def ordered(answer, graph, edges=None):
    """The order that the learner's function gives, as a list of names."""
    edges = mixed(edges_of(graph)) if edges is None else edges
    order = answer(edges, graph.output.name)
    if isinstance(order, str) and set(order) <= set(edges):
        order = list(order)
    if not isinstance(order, (list, tuple)):
        lost = "A set has no order." if isinstance(order, (set, frozenset)) else ""
        raise Fails(f"sending_order gives {shown(order)}, not a list", lost)
    return list(order)


def listed(order):
    return "[" + ", ".join(x if type(x) is str and len(x) < 9 else shown(x) for x in order[:12]) + "]"


def holds_each_once(answer):
    for case in (CHAIN, ROADS, ARROWS):
        graph, _ = recorded(*case)
        order = ordered(answer, graph)
        for node in graph.nodes:
            if (count := sum(type(x) is str and x == node.name for x in order)) != 1:
                times = "is not in it" if count == 0 else f"is in it {count} times"
                raise Fails(f"for {graph.name} the order is {listed(order)}: {node} {times}")
        if len(order) > len(graph.nodes):
            raise Fails(f"for {graph.name} the order is {listed(order)}, with something that is no node")


def nobody_is_too_early(answer):
    for case in (CHAIN, ROADS, SHORT_CUT, FORK):
        graph, _ = recorded(*case)
        order = ordered(answer, graph)
        for edge in graph.edges:
            if order.index(edge.parent.name) < order.index(edge.node.name):
                early = f"{edge.parent} sends before {edge.node}, which uses it"
                turned = "A good order, the wrong way round." if order[-1] == graph.output.name else ""
                raise Fails(f"for {graph.name} the order is {listed(order)}: {early}", turned)


def visits_each_once(answer):
    graph = doubling(LEVELS)
    try:
        ordered(answer, graph, Counted(edges_of(graph), LOOKS))
    except TooManyLooks:
        raise Fails(f"with 2**{LEVELS} paths, after {LOOKS:,} looks at edges the walk is not over") from None


SENDING_ORDER = Task(
    name="sending order",
    lesson="05",
    title="Who may send?",
    difficulty=4,
    minutes=12,
    asks=AFunction("sending_order", ("edges", "output")),
    skeleton='''def sending_order(edges, output):
    """A list of all nodes, the output first, each behind all the nodes that use it."""
    ...''',
    todo="Complete sending_order",
    hints=(
        "A node may send when all arrows that lead back to it have brought something. How many arrows is "
        "each node waiting for? Count them first.",
        "Begin with a list that holds the output alone. Whenever a node has sent, each of its parents waits "
        "for one arrow less. Who waits for none any more may be next.",
        "A dict `waiting` has a 0 for each node, and one more for each edge that leads back to it. Then a "
        "loop over a list that begins with the output, and grows while the loop runs: whoever waits for 0 is "
        "appended.",
    ),
    properties=(
        Property(
            "Every node is in the order once.",
            holds_each_once,
            "A node is put in whenever something arrives, or never.",
            "When, of all the times that something arrives at a node, should it be put in?",
        ),
        Property(
            "No node is too early: each stands behind all that use it.",
            nobody_is_too_early,
            "A node is put in when the first of its arrows has brought something, not the last.",
            "In short_cut, b is used by e and by c. Which of the two must it wait for?",
        ),
        Property(
            f"Every node is looked at once: 2**{LEVELS} paths are no trouble.",
            visits_each_once,
            "The walk follows every path on its own.",
            "If two paths meet at a node, can they go on together from there?",
        ),
    ),
    then='Hand your order to gradients: gradients(edges, sending_order(edges, "e")). What is a now?',
)

LESSON = (ACCUMULATE, SENDING_ORDER)
