"""Task 1, a node: what one Value remembers."""

from __future__ import annotations

from autodiff_core.exercises.look import equal
from autodiff_core.exercises.run import Fails, shown
from autodiff_core.exercises.task import Property, Task
from autodiff_core.ladder.engine import CAUSES, engine_class
from autodiff_core.ladder.look import locals_of, parents, same_parents


def keeps_its_number(Value):
    equal(Value(3.0).value, 3.0, "Value(3).value")


def keeps_its_parents(Value):
    a, b = Value(3.0), Value(4.0)
    v = Value(7.0, (a, b, a), (1.0, 2.0, 3.0))
    same_parents(v, (a, b, a), "Value(7, (a, b, a), ...)", {id(a): "a", id(b): "b"})
    if parents(Value(3.0), "Value(3)") != ():
        raise Fails("Value(3) is a leaf, and its parents are not ()")


def keeps_its_local_derivatives(Value):
    a = Value(3.0)
    v = Value(7.0, (a, a), (5.0, 6.0))
    for place, wanted in enumerate((5.0, 6.0)):
        equal(locals_of(v, 2, "Value(7, (a, a), (5, 6))")[place], wanted, f"local derivative {place + 1}")


def starts_without_gradient(Value):
    equal(Value(3.0).gradient, 0.0, "Value(3).gradient")


def keeps_to_itself(Value):
    a = Value(3.0)
    before = dict(value=a.value, parents=a.parents, gradient=a.gradient)
    Value(4.0, (a,), (2.0,))
    for name, kept in before.items():
        if getattr(a, name) != kept:
            seen = f"{shown(kept)} before, and {shown(getattr(a, name))} after"
            raise Fails(f"for a = Value(3) and then b = Value(4, (a,), ...), a.{name} is {seen}")


NODE = Task(
    name="node",
    lesson="08",
    title="A node",
    difficulty=1,
    minutes=4,
    asks=engine_class("__init__"),
    todo="Complete __init__",
    hints=(
        "Four things are to be remembered, each under a name of its own. Three arrive as arguments of "
        "`__init__`.",
        "What `self.value` holds can be read later as `v.value`. Each of the four is one assignment to "
        "`self`.",
        "The fourth is the gradient. Nothing has flowed back yet, and contributions will be added to it: "
        "which number does a sum start at?",
    ),
    properties=(
        Property(
            "v.value is the number that v was made from.",
            keeps_its_number,
            "The argument is not stored in self.value as it came.",
            "What must be kept of an argument that is gone when __init__ has run?",
        ),
        Property(
            "v.parents is the tuple of parents, as given: in order, one used twice is there twice.",
            keeps_its_parents,
            "The parents are not stored as they came.",
            "What could be lost if parents were kept in another kind of container?",
        ),
        Property(
            "v.local_derivatives is the tuple of local derivatives, as given.",
            keeps_its_local_derivatives,
            "The third argument is not stored as it came.",
            "Which number belongs to which parent, if the order is lost?",
        ),
        Property(
            "v.gradient is 0 at the start.",
            starts_without_gradient,
            "The gradient begins as something else than the number 0.",
            "What do contributions have to be added to, so that the first one is not changed?",
        ),
        Property(
            "Every Value has a number, parents and a gradient of its own.",
            keeps_to_itself,
            "They are stored on the class, which all Values share.",
            "Does the assignment go to self, or to something that all share?",
        ),
    ),
    then="Which of the four will the forward pass fill in, and which the backward pass?",
    causes=CAUSES,
)
