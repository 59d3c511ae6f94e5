"""Task 4, topological order: parents before the Values that use them, each one once."""

from __future__ import annotations

from autodiff_core.exercises.run import Fails, shown
from autodiff_core.exercises.task import Property, Task
from autodiff_core.ladder.engine import CAUSES, engine_class
from autodiff_core.ladder.look import TooManyVisits, counted
from autodiff_core.ladder.rungs.graphs import LEVELS, VISITS, diamond, doubling, late_user, twins

DEEP = 5000
TWINS = (
    "Here a and b hold the same number and count as one. Two Values are the same only if they are the same "
    "object: leave out __eq__ (a dataclass needs eq=False), or keep id(v) in the set."
)


def _order(output):
    order = output.topological_order()
    if not isinstance(order, (list, tuple)):
        lost = "A set has no order." if isinstance(order, (set, frozenset, dict)) else ""
        raise Fails(f"topological_order returns {shown(order)}, not a list", lost)
    return order


def _listed(order, names):
    return "[" + ", ".join(names.get(id(v), shown(v)) for v in order) + "]"


def holds_all(Value):
    for make in (diamond, late_user, twins):
        output, names, nodes = make(Value)
        order = _order(output)
        missing = [names[id(v)] for v in nodes if not any(v is found for found in order)]
        if missing:
            without = TWINS if make is twins else ""
            without = "The output itself is left out." if missing == [names[id(output)]] else without
            raise Fails(f"the order is {_listed(order, names)}, without {' and '.join(missing)}", without)
    leaf = Value(3.0)
    if not any(v is leaf for v in _order(leaf)):
        raise Fails("the order of a leaf does not hold the leaf")


def holds_each_once(Value):
    for make in (diamond, late_user):
        output, names, nodes = make(Value)
        order = _order(output)
        if len({id(v) for v in order}) < len(order):
            raise Fails(f"the order is {_listed(order, names)}")


def puts_parents_first(Value):
    for make in (diamond, late_user):
        output, names, _ = make(Value)
        order = _order(output)
        first = {id(v): place for place, v in reversed(list(enumerate(order)))}
        for v in order:
            for parent in v.parents:
                if first.get(id(parent), -1) > first[id(v)]:
                    early = f"{names[id(v)]} before its parent {names[id(parent)]}"
                    raise Fails(f"the order is {_listed(order, names)}: {early}", _turned_round(order))


def _turned_round(order):
    place = {id(v): i for i, v in enumerate(order)}
    turned = all(place[id(p)] > place[id(v)] for v in order for p in v.parents if id(p) in place)
    return "A good order, the wrong way round: each Value is placed before its parents." if turned else ""


def starts_anew(Value):
    output, names, _ = diamond(Value)
    first, second = list(_order(output)), list(_order(output))
    if len(first) != len(second) or any(v is not w for v, w in zip(first, second)):
        raise Fails(f"the first call gives {_listed(first, names)}, the second {_listed(second, names)}")


def visits_each_once(Value):
    try:
        _order(doubling(counted(Value, VISITS)))
    except TooManyVisits:
        raise Fails(f"after {VISITS:,} visits to {LEVELS + 1} Values the walk is not over") from None
    try:
        _order(doubling(counted(Value, DEEP * 20), DEEP, uses=1))
    except RecursionError:
        return (
            f"Bonus, if you like: in a chain of {DEEP} Values Python stops with RecursionError, one call "
            f"deeper for "
            "each parent. A list used as a stack, in place of the calls, has no such limit."
        )
    except TooManyVisits:
        return f"Bonus, if you like: a chain of {DEEP} Values takes more than 20 visits to each."
    return f"Bonus: a chain of {DEEP} Values is no trouble either."


TOPOLOGICAL_ORDER = Task(
    name="topological order",
    lesson="08",
    title="Topological order",
    difficulty=4,
    minutes=10,
    asks=engine_class("topological_order"),
    needs=("node",),
    todo="Complete topological_order",
    hints=(
        "To place a Value, first place its parents, and then the Value itself. To place a parent, do the "
        "same with it. "
        "And whatever has been placed or begun before is left alone.",
        "Three things are needed: a list `order`; a set `seen`, both made anew in every call; and a "
        "function inside the "
        "function, `visit(v)`, which calls itself for each parent.",
        "`visit(v)` has four steps. If `v` is in `seen`, return. Add `v` to `seen`. Visit each of "
        "`v.parents`. Append "
        "`v` to `order`. What remains is to visit `self` and to return the list.",
    ),
    properties=(
        Property(
            "The order holds every Value the output depends on, and the output itself.",
            holds_all,
            "The walk ends too early: does it go on to the parents of parents?",
            "From d, over b and c: when is the leaf a reached?",
        ),
        Property(
            "Each Value is in the order once, however many use it.",
            holds_each_once,
            "A Value is placed again for everyone who uses it.",
            "How could the walk know that it has been somewhere before?",
        ),
        Property(
            "Parents stand before the Values that use them.",
            puts_parents_first,
            "A Value is placed before all its parents are.",
            "When may a Value be appended: before or after its parents have been visited?",
        ),
        Property(
            "A second call gives the same order.",
            starts_anew,
            "What was seen in the first call is still remembered, in a variable outside or in a default "
            "argument.",
            "Where is the set made: once for all calls, or in each call?",
        ),
        Property(
            f"Each Value is visited once: 2**{LEVELS} paths through {LEVELS + 1} Values are no trouble.",
            visits_each_once,
            "The walk follows every path. It looks whether a Value is known when it places it, not when "
            "it arrives.",
            "Two paths lead to each Value, four to its parent, eight to the next. Where should the walk "
            "stop?",
        ),
    ),
    then="The backward pass goes through this list. From which end?",
    causes=CAUSES,
)
