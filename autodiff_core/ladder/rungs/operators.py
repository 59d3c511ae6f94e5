"""Task 2, operators: a sum and a product that know their parents."""

from __future__ import annotations

from autodiff_core.exercises.look import equal
from autodiff_core.exercises.run import Fails
from autodiff_core.exercises.task import Property, Task
from autodiff_core.ladder.engine import CAUSES, engine_class
from autodiff_core.ladder.look import of_kind, parents, same_parents
from autodiff_core.ladder.rungs.graphs import BOTH, pair


def adds(Value):
    a, b = pair(Value)
    equal(of_kind(Value, a + b, "a + b").value, 7.0, "(a + b).value for a = 3 and b = 4")


def multiplies(Value):
    a, b = pair(Value)
    equal(of_kind(Value, a * b, "a * b").value, 12.0, "(a * b).value for a = 3 and b = 4")


def leaves_its_operands(Value):
    for name, apply in BOTH:
        a, b = pair(Value)
        out = apply(a, b)
        if out is a or out is b:
            raise Fails(f"a {name} b is one of its own operands")
        equal(a.value, 3.0, f"after a {name} b, a.value")
        equal(b.value, 4.0, f"after a {name} b, b.value")


def counts_a_value_used_twice(Value):
    for name, apply in BOTH:
        a = Value(3.0)
        same_parents(apply(a, a), (a, a), f"a {name} a", {id(a): "a"}, "One of the two uses is lost.")


def knows_its_parents(Value):
    for name, apply in BOTH:
        a, b = pair(Value)
        same_parents(apply(a, b), (a, b), f"a {name} b", {id(a): "a", id(b): "b"})


def wraps_plain_numbers(Value):
    for name, apply in BOTH:
        a = Value(3.0)
        out = of_kind(Value, apply(a, 2.0), f"a {name} 2")
        others = [parent for parent in parents(out, f"a {name} 2") if parent is not a] or [None]
        leaf = of_kind(Value, others[0], f"the other parent of a {name} 2")
        equal(leaf.value, 2.0, "the value of the other parent")


OPERATORS = Task(
    name="operators",
    lesson="08",
    title="Operators",
    difficulty=2,
    minutes=8,
    asks=engine_class("__add__", "__mul__"),
    needs=("node",),
    todo="Complete add and multiply",
    hints=(
        "An operator makes a new Value. Its number comes from two numbers, and it was computed from two "
        "Values.",
        "The number of the sum comes from `self.value` and `other.value`. The tuple of parents is made of "
        "`self` and "
        "`other` themselves. Both go into one call of `Value`.",
        "If `other` is a plain number such as 2, make a Value of it first: `isinstance(other, Value)` "
        "tells. After that "
        "line the rest need not know the difference. `multiply` is `add` with one sign changed.",
    ),
    properties=(
        Property(
            "(a + b).value is the sum of the two values.",
            adds,
            "The new Value is given another number.",
            "What is a + b, as a number, if a = 3 and b = 4?",
        ),
        Property(
            "(a * b).value is the product of the two values.",
            multiplies,
            "The new Value is given another number. Was multiply copied from add?",
            "What is a * b, as a number, if a = 3 and b = 4?",
        ),
        Property(
            "a + b and a * b are new Values, and leave a and b as they were.",
            leaves_its_operands,
            "An operand is changed in place. The graph would forget what it was.",
            "If w * x changed w, what would the next line of a formula compute with?",
        ),
        Property(
            "A Value used twice is there twice: a + a has the parents (a, a).",
            counts_a_value_used_twice,
            "The parents are kept in something that drops repeats, such as a set.",
            "How fast does a + a grow with a? How would anybody know, if a were there once?",
        ),
        Property(
            "a + b and a * b have the parents (a, b), in this order.",
            knows_its_parents,
            "The operands are not handed over as the parents.",
            "Which two Values was the new one computed from, and which comes first?",
        ),
        Property(
            "A plain number is wrapped: a + 2 and a * 2 have a leaf with the value 2 as their second parent.",
            wraps_plain_numbers,
            "The number 2 is used as if it were a Value, or kept as it is.",
            "What has a Value that the number 2 has not?",
        ),
    ),
    then="a - b and a / b are missing. Can you make them from what you have?",
    causes=CAUSES,
)
