"""Lesson 05: an order in which every node sends once, when all has arrived."""

from __future__ import annotations

from autodiff_core.exercises.edges import (
    ARROWS,
    CHAIN,
    FORK,
    ROADS,
    SHORT_CUT,
    Counted,
    TooManyLooks,
    edges_of,
    mixed,
    recorded,
)
from autodiff_core.exercises.forms import AFunction
from autodiff_core.exercises.look import nothing
from autodiff_core.exercises.run import Fails, shown
from autodiff_core.exercises.task import Property, Task
from autodiff_core.families import doubling

LEVELS = 40
LOOKS = 50 * LEVELS


def ordered(answer, graph, edges=None):
    """The order that the learner's function gives, as a list of names."""
    edges = mixed(edges_of(graph)) if edges is None else edges
    order = answer(edges, graph.output.name)
    if isinstance(order, str) and set(order) <= set(edges):
        order = list(order)
    if not isinstance(order, (list, tuple)):
        lost = "A set has no order." if isinstance(order, (set, frozenset)) else nothing(order)
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
