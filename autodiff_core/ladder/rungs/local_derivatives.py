"""Task 3, local derivatives: one number for each parent."""

from __future__ import annotations

from autodiff_core.exercises.look import equal, number
from autodiff_core.exercises.task import Property, Task
from autodiff_core.ladder.engine import CAUSES, engine_class
from autodiff_core.ladder.look import locals_of, of_kind, plain, same_parents
from autodiff_core.ladder.rungs.graphs import pair


def has_local_derivatives(Value):
    a, b = pair(Value)
    return bool((a + b).local_derivatives)


def derives_a_sum(Value):
    a, b = pair(Value)
    first, second = locals_of(a + b, 2, "a + b")
    equal(plain(first), 1.0, "d(a + b)/da", {3.0: "That is the value of a.", 4.0: "That is the value of b."})
    equal(plain(second), 1.0, "d(a + b)/db", {3.0: "That is the value of a.", 4.0: "That is the value of b."})


def derives_a_product(Value):
    a, b = pair(Value)
    first, second = locals_of(a * b, 2, "a * b")
    swapped = "The two are swapped: a factor's local derivative is the other factor."
    itself = "That is the product itself."
    equal(plain(first), 4.0, "d(a * b)/da at a = 3, b = 4", {3.0: swapped, 12.0: itself})
    equal(plain(second), 3.0, "d(a * b)/db at a = 3, b = 4", {4.0: swapped, 12.0: itself})


def derives_in_numbers(Value):
    a, b = pair(Value)
    for what, out in (("a + b", a + b), ("a * b", a * b), ("a ** 3", a**3)):
        for local in out.local_derivatives:
            number(local, f"a local derivative of {what}", cause="")


def raises_to_a_power(Value):
    a = Value(3.0)
    out = of_kind(Value, a**4, "a ** 4")
    equal(out.value, 81.0, "(a ** 4).value for a = 3")
    same_parents(out, (a,), "a ** 4", {id(a): "a"}, "The exponent is a plain number, and no parent.")


def derives_a_power(Value):
    causes = {
        324.0: "The exponent has not gone down by 1.",
        27.0: "The factor n in front is missing.",
        4.0: "Only the factor n is there.",
        81.0: "That is the power itself.",
    }
    out = Value(3.0) ** 4
    equal(plain(locals_of(out, len(out.parents), "a ** 4")[0]), 108.0, "d(a ** 4)/da at a = 3", causes)


LOCAL_DERIVATIVES = Task(
    name="local derivatives",
    lesson="08",
    title="Local derivatives",
    difficulty=3,
    minutes=8,
    asks=engine_class("__pow__", begun_too=has_local_derivatives),
    needs=("node", "operators"),
    todo="Complete power, and in the cell of task 2 give add and multiply their third argument",
    hints=(
        "A local derivative asks: if this one parent moves by a little, how many times as much does the "
        "result move? "
        "One number for each parent, in the order of the parents.",
        "A sum passes a change on as it is. A product passes it on times the *other* factor (lesson 00, "
        "the rectangle). "
        "They are numbers, so use `.value`. They are the third argument of `Value`.",
        "For $a^n$ the table of rules in lesson 01 has $n a^{n-1}$. The exponent is a plain number, so "
        "there is one "
        "parent; and a tuple of one is written with a comma: `(self,)`.",
    ),
    properties=(
        Property(
            "a + b has the local derivatives (1, 1), one for each parent.",
            derives_a_sum,
            "add hands Value no third argument yet, or another one. (Run its cell again after a change.)",
            "If a goes up by 0.001, by how much does a + b?",
        ),
        Property(
            "a * b has the local derivatives (b, a): for each factor the other one.",
            derives_a_product,
            "multiply hands Value no third argument yet, or another one. (Run its cell again after a "
            "change.)",
            "At a = 3 and b = 4: if a goes up by 0.001, by how much does a * b?",
        ),
        Property(
            "a ** n has the value of a to the power n, and one parent: a.",
            raises_to_a_power,
            "power hands Value another number.",
            "What is 3 to the power 4?",
        ),
        Property(
            "a ** n has the local derivative n a**(n - 1).",
            derives_a_power,
            "The rule for powers is not the one of lesson 01.",
            "Lesson 01 found 12 for the cube a ** 3 at a = 2. What does your power say?",
        ),
        Property(
            "Local derivatives are plain numbers, not Values.",
            derives_in_numbers,
            "A Value stands where its number is wanted: other.value, not other.",
            "Is a local derivative something that is itself computed further, or only multiplied with?",
        ),
    ),
    then="Which of these three operations need to know their parents' values on the way back?",
    causes=CAUSES,
)
