"""Lesson 07: what two ways to the gradients cost, and paths counted without walking them."""

from __future__ import annotations

import functools

from autodiff_core import counting
from autodiff_core.exercises.edges import Counted, TooManyLooks, order_of
from autodiff_core.exercises.forms import AFunction
from autodiff_core.exercises.lesson_04 import network_graph
from autodiff_core.exercises.look import a_dict, call, equal, named, number, said
from autodiff_core.exercises.run import Fails
from autodiff_core.exercises.task import Property, Task
from autodiff_core.families import doubling, row
from autodiff_core.graph import trace
from autodiff_core.lessons import NETWORK_PARAMETERS, cost, short_cut, squared, two_roads

BILL = ("nudging", "backpropagation")
LEVELS = 40
LOOKS = 50 * LEVELS


@functools.cache
def counted():
    """Rows of nodes, edges, parameters, and what nudging and backpropagation took, carried out and "
    "counted."""
    cases = [
        (network_graph(), list(NETWORK_PARAMETERS)),
        (row(9, 4), None),
        (row(30, 12), None),
        (doubling(6), None),
    ]
    rows = []
    for graph, parameters in cases:
        nodes = sum(node.operation is not None for node in graph.nodes)
        sizes = nodes, len(graph.edges), len(parameters or graph.inputs)
        took = [count(graph, parameters).steps for count in (counting.nudging, counting.backpropagation)]
        rows.append((sizes, took))
    return rows


def gives_two_numbers(bill):
    sizes, _ = counted()[0]
    named(call(bill, *sizes), BILL, said("steps", *sizes))


def counts_nudges(bill):
    for (n, e, p), (nudges, _) in counted():
        what = said("steps", n, e, p)
        causes = {
            n * p: "The pass that computes the cost at the start is missing.",
            2
            * n
            * p: "That is the count for central differences. Here one nudge is made for each parameter.",
            p + 1: "That is the number of passes. Each of them visits all nodes.",
            n + p + 1: "Passes and nodes are added. Each pass visits all nodes.",
            (p + 1) * (n + e): "Edges are counted, too. A forward pass evaluates nodes.",
        }
        equal(named(call(bill, n, e, p), BILL, what)["nudging"], nudges, f"nudging in {what}", causes)


def counts_backpropagation(bill):
    for (n, e, p), (_, backward) in counted():
        what = said("steps", n, e, p)
        causes = {
            e: "The forward pass is missing: its values are needed on the way back.",
            n + p: "Parameters are counted where edges are passed. Each edge is passed once.",
            2 * n: "Nodes are counted on the way back. What is passed there are edges.",
            2 * n + p: "On the way back edges are passed, not nodes and parameters.",
            p * (n + e): "As if each parameter had a pass of its own. One backward pass is for all of them.",
            n + p * e: "As if each parameter had a backward pass of its own. One pass is for all of them.",
            n * e: "Nodes and edges are multiplied. Each of them is visited once.",
        }
        equal(
            named(call(bill, n, e, p), BILL, what)["backpropagation"],
            backward,
            f"backpropagation in {what}",
            causes,
        )


THE_BILL = Task(
    name="the bill",
    lesson="07",
    title="What it costs",
    difficulty=2,
    minutes=4,
    asks=AFunction("steps", ("nodes", "edges", "parameters")),
    skeleton='''def steps(nodes, edges, parameters):
    """The steps that nudging (forward differences) and backpropagation take, in this order."""
    ...''',
    todo="Complete steps",
    hints=(
        "One step is one node evaluated, or one edge passed. Which of the two does nudging do, and which "
        "does backpropagation do?",
        "How many forward passes does nudging need for p parameters, and how many nodes has each? How often "
        "does backpropagation evaluate each node, how often does it pass each edge?",
        "In lesson 07, the network has 7 nodes, 12 edges and 4 parameters, and the table says 35 and 19. "
        "Which sums and products of 7, 12 and 4 are they?",
    ),
    properties=(
        Property(
            "It gives two numbers: nudging, then backpropagation.",
            gives_two_numbers,
            "One of them is missing.",
            "Which two counts are asked for, and in which order?",
        ),
        Property(
            "Nudging takes as many steps as were counted, in four networks.",
            counts_nudges,
            "Another number of passes, or of nodes in each pass.",
            "With one parameter, how many forward passes does it take?",
        ),
        Property(
            "Backpropagation takes as many steps as were counted, in four networks.",
            counts_backpropagation,
            "Something is passed more than once, or left out.",
            "How often does one backward pass go along each edge?",
        ),
    ),
    then="For how many parameters do the two cost the same, if nodes and edges are given?",
)


# ---------------------------------------------------------------- paths


@functools.cache
def small_graphs():
    return {
        "a chain": trace(cost, w=5, b=-3),
        "two roads": trace(two_roads, a=2),
        "the short cut": trace(short_cut, a=2),
        "x * x": trace(squared, x=3),
        "three doublings": doubling(3),
    }


def parents_of(graph):
    return {node.name: [parent.name for parent in node.parents] for node in reversed(graph.nodes)}


def number_of_paths(answer, graph, name, parents=None):
    given = answer(parents_of(graph) if parents is None else parents, order_of(graph))
    given = a_dict(given, "paths(parents, order)")
    if name not in given:
        raise Fails(f"the dict has nothing for {name}")
    return number(given[name], f"the number of paths to {name}")


def ends_at_the_output(answer):
    for what, graph in small_graphs().items():
        output = graph.output.name
        equal(
            number_of_paths(answer, graph, output), 1, f"for {what}, the number of paths to {output} itself"
        )


def counts(*which):
    def test(answer):
        for what in which:
            graph = small_graphs()[what]
            for name in graph.inputs:
                paths, _ = counting.paths(graph, [name])
                equal(
                    number_of_paths(answer, graph, name), paths, f"for {what}, the number of paths to {name}"
                )

    return test


def walks_none(answer):
    graph = doubling(LEVELS)
    try:
        found = number_of_paths(answer, graph, "x", Counted(parents_of(graph), LOOKS))
    except TooManyLooks:
        raise Fails(f"with 2**{LEVELS} paths, after {LOOKS:,} looks at parents it is not over") from None
    equal(found, 2**LEVELS, f"after {LEVELS} doublings, the number of paths to x")


PATHS = Task(
    name="paths",
    lesson="07",
    title="Count paths without walking them",
    difficulty=3,
    minutes=8,
    asks=AFunction("paths", ("parents", "order")),
    skeleton='''def paths(parents, order):
    """How many paths lead from the output to each node, as a dict. order: the output first."""
    ...''',
    todo="Complete paths",
    hints=(
        "You have written nearly this in lesson 05: something is handed back from node to node, and added "
        "up. What is handed back here?",
        "A path to a parent is a path to one of its users, and one arrow more. So how many paths arrive at a "
        "parent along one arrow?",
        "A backward pass in which every local derivative is 1. The output starts with 1, all others with 0, "
        "and each node adds its own number to each of its parents.",
    ),
    properties=(
        Property(
            "One path leads from the output to itself: of length 0.",
            ends_at_the_output,
            "The output starts with another number than 1.",
            "You stand at the output already. In how many ways can you get there?",
        ),
        Property(
            "In a chain one path leads to each input.",
            counts("a chain"),
            "Arrows are counted, or nodes, and not paths.",
            "From J to w: is there ever a choice on the way?",
        ),
        Property(
            "Where roads part and meet again, their numbers add up.",
            counts("two roads", "the short cut"),
            "What arrives second takes the place of what arrived first.",
            "Two roads lead to b, and one from there to a. How many lead to a?",
        ),
        Property(
            "Two arrows from one node are two paths.",
            counts("x * x", "three doublings"),
            "A parent that is there twice is counted once.",
            "x * x has two arrows to x. In how many ways can you go?",
        ),
        Property(
            f"It walks no path: 2**{LEVELS} of them are counted in {LEVELS} rounds.",
            walks_none,
            "Every path is followed on its own. Two calls for each node make 2, 4, 8, 16 of them.",
            "If all paths to a node are counted already, who needs to walk them again?",
        ),
    ),
    then="Every local derivative is 1 in a doubling: so what else is this number?",
)

LESSON = (THE_BILL, PATHS)
