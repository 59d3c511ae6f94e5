"""Lesson 05: accumulate along given edges; and who may send?"""

from __future__ import annotations

from autodiff_core.exercises.edges import (
    ARROWS,
    CHAIN,
    FORK,
    ROADS,
    SHORT_CUT,
    edges_of,
    mixed,
    order_of,
    recorded,
)
from autodiff_core.exercises.forms import AFunction
from autodiff_core.exercises.lesson_05_order import SENDING_ORDER
from autodiff_core.exercises.look import a_dict, call, close, number
from autodiff_core.exercises.run import Fails
from autodiff_core.exercises.task import Property, Task
from autodiff_core.mistakes import BANK
from autodiff_core.numbers import format_number


def found(answer, graph, point, edges=None):
    """The gradients that the learner's function gives, by name; Fails says what is not there."""
    where = at(graph, point)
    given = call(answer, edges or edges_of(graph, **point), order_of(graph))
    given = a_dict(given, f"{where}, gradients(edges, order)")
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

LESSON = (ACCUMULATE, SENDING_ORDER)
