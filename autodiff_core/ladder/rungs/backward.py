"""Task 5, backward: the gradient of every Value, in one walk."""

from __future__ import annotations

from autodiff_core.exercises.look import equal
from autodiff_core.exercises.run import Fails
from autodiff_core.exercises.task import Property, Task
from autodiff_core.ladder.engine import CAUSES, engine_class
from autodiff_core.ladder.look import TooManyVisits, counted, same_parents
from autodiff_core.ladder.rungs.graphs import LEVELS, VISITS, diamond, doubling, late_user

NO_SEED = "Nothing has been handed on. Is the seed set, and is the walk from the output to the leaves?"


def seeds(Value):
    output, _, _ = diamond(Value)
    output.backward()
    equal(output.gradient, 1.0, "the gradient of the output", {15.0: "That is its value.", 0.0: NO_SEED})


def multiplies_along_a_chain(Value):
    x = Value(2.0)
    c = Value(6.0, (x,), (3.0,))
    J = Value(30.0, (c,), (5.0,))
    J.backward()
    causes = {
        3.0: "That is the local derivative alone: the upstream gradient is missing.",
        9.0: "The rates are added along the path. They multiply.",
        0.0: NO_SEED,
    }
    equal(x.gradient, 15.0, "with the local derivatives dJ/dc = 5 and dc/dx = 3, dJ/dx", causes)


def adds_both_uses_in_one_node(Value):
    a = Value(3.0)
    s = Value(6.0, (a, a), (1.0, 1.0))
    s.backward()
    lost = "One of the two uses is lost: overwritten by the other, or by keeping parents in a dict or a set."
    equal(a.gradient, 2.0, "for s = a + a, ds/da", {1.0: lost})


def adds_the_uses_of_many_nodes(Value):
    w, b = Value(2.0), Value(1.0)
    p = Value(7.0, (w, b), (3.0, 1.0))
    r = Value(9.0, (p,), (-6.0,))
    q = Value(4.0, (w,), (4.0,))
    e = Value(13.0, (r, q), (1.0, 1.0))
    e.backward()
    causes = {
        4.0: "Only the contribution of the penalty w**2 is left: the other was overwritten.",
        -18.0: "Only the contribution of the error is left: the other was overwritten.",
    }
    equal(w.gradient, -14.0, "for e = (10 - (3 w + b))**2 + w**2 at w = 2, b = 1, de/dw", causes)


def hands_on_what_is_complete(Value):
    e, _, (a, *_) = late_user(Value)
    e.backward()
    early = "A Value has handed on its gradient before its last contribution had arrived."
    again = "A Value has handed on its gradient more than once, the part handed on before included."
    causes = {4.0: early, 20.0: early, 44.0: again}
    equal(a.gradient, 24.0, "for b = 4a, c = b + 3, d = 5c, e = d + b, de/da", causes)


def gives_the_same_again(Value):
    e, names, nodes = late_user(Value)
    e.backward()
    first = [v.gradient for v in nodes]
    e.backward()
    for v, gradient in zip(nodes, first):
        equal(v.gradient, gradient, f"de/d{names[id(v)]} after a second call")


def leaves_the_graph_alone(Value):
    d, names, (a, b, c, _) = diamond(Value)
    d.backward()
    equal(d.value, 15.0, "after backward, the value of the output")
    same_parents(d, (b, c), "the output, after backward,", names)
    equal(a.value, 3.0, "after backward, the value of a leaf")


def walks_once(Value):
    output = doubling(counted(Value, VISITS))
    try:
        output.backward()
    except TooManyVisits:
        raise Fails(f"after {VISITS:,} visits to {LEVELS + 1} Values the pass is not over") from None


BACKWARD = Task(
    name="backward",
    lesson="08",
    title="Backward",
    difficulty=4,
    minutes=10,
    asks=engine_class("backward"),
    needs=("node", "topological order"),
    todo="Complete backward",
    hints=(
        "You have done it by hand in lesson 03. Start with 1 at the output. Then node by node: each hands "
        "to each of its "
        "parents its own gradient times the local derivative.",
        "Three parts. First every gradient in the graph is set to 0, so that a second call starts afresh. "
        "Then "
        "the output's own gradient. Then the walk, through `reversed(...)` of your topological order.",
        "For each node of the walk there is an inner loop over its parents and its local derivatives "
        "together: "
        "`zip(v.parents, v.local_derivatives)`. What arrives at a parent is added to what it has.",
    ),
    properties=(
        Property(
            "The output's own gradient is 1.",
            seeds,
            "The seed is missing, or something changes it later.",
            "When J moves by 1, by how much does J move?",
        ),
        Property(
            "Along a chain: upstream gradient times local derivative.",
            multiplies_along_a_chain,
            "What is handed on is not the product of the two.",
            "Two gears in a row, 3 times and 5 times as fast: how many times in all?",
        ),
        Property(
            "Two uses in one node add up: for a + a the gradient is 2.",
            adds_both_uses_in_one_node,
            "Something else than the sum of both contributions arrives.",
            "How fast does a + a grow with a?",
        ),
        Property(
            "Uses in several nodes add up: w in the error and in the penalty.",
            adds_the_uses_of_many_nodes,
            "Something else than the sum of both contributions arrives.",
            "Two arrows leave w. What should be in w.gradient before, and what after the second one?",
        ),
        Property(
            "A Value hands its gradient on when it is complete.",
            hands_on_what_is_complete,
            "The walk is not in reverse topological order.",
            "b has two users. When may it tell a?",
        ),
        Property(
            "A second backward pass gives the same gradients.",
            gives_the_same_again,
            "The gradients of the first pass are still there and are added to, at leaves or at nodes "
            "between.",
            "What should every gradient be before the first contribution arrives?",
        ),
        Property(
            "Nothing but gradients is changed.",
            leaves_the_graph_alone,
            "A value, or the parents, are changed on the way.",
            "What would a second pass find?",
        ),
        Property(
            f"Each Value hands on once: 2**{LEVELS} paths are no trouble.",
            walks_once,
            "The pass follows every path from the output to the leaves on its own.",
            "If two paths meet at a node, can they go on together from there?",
        ),
    ),
    then="The two-use cost: which line of yours made it -14, and not 4 or -18?",
    causes=CAUSES,
)
