"""Task 6, a new operation: ReLU, on both sides of its kink."""

from __future__ import annotations

from autodiff_core.exercises.look import equal, number
from autodiff_core.exercises.run import Fails, shown
from autodiff_core.exercises.task import Property, Task
from autodiff_core.ladder.engine import CAUSES, engine_class
from autodiff_core.ladder.look import locals_of, of_kind, same_parents


def lets_positive_numbers_through(Value):
    equal(of_kind(Value, Value(2.0).relu(), "ReLU of 2").value, 2.0, "ReLU of 2")
    equal(of_kind(Value, Value(-3.0).relu(), "ReLU of -3").value, 0.0, "ReLU of -3")


def remembers_what_it_came_from(Value):
    for x in (2.0, -3.0):
        z = Value(x)
        same_parents(z.relu(), (z,), f"ReLU of {x:g}", {id(z): "z"})


def is_open(Value):
    (local,) = locals_of(Value(2.0).relu(), 1, "ReLU of 2")
    causes = {2.0: "That is the value, not the slope of the line there.", 0.0: "Open and shut are swapped."}
    equal(local, 1.0, "its local derivative at 2", causes)


def is_closed(Value):
    (local,) = locals_of(Value(-3.0).relu(), 1, "ReLU of -3")
    causes = {1.0: "A closed gate lets the gradient through.", -1.0: "That would be the absolute value."}
    equal(local, 0.0, "its local derivative at -3", causes)


def has_a_convention_at_zero(Value):
    (local,) = locals_of(Value(0.0).relu(), 1, "ReLU of 0")
    local = number(local, "its local derivative at 0")
    if not 0 <= local <= 1:
        raise Fails(f"its local derivative at 0 is {shown(local)}")
    same = "as this package does" if local == 0 else "this package uses 0, and neither is wrong"
    return f"Exactly at 0 yours uses {local:g}: a convention, {same}."


RELU = Task(
    name="relu",
    lesson="08",
    title="A new operation: ReLU",
    difficulty=2,
    minutes=6,
    asks=engine_class("relu"),
    needs=("node",),
    todo="Complete relu",
    hints=(
        "An operation is a number, its parents and its local derivatives, as before. This one has one "
        "parent. "
        "Only its two numbers depend on the sign of $z$.",
        "A comparison is a number, too: Python counts True as 1 and False as 0. What is `(3 > 0) * 7`, "
        "and what is `(-3 > 0) * 7`?",
        "Compare $z$ with 0 and call the result the gate. The value is the gate times $z$. The local "
        "derivative is 1 or 0, which is the gate itself. A tuple of one needs its comma.",
    ),
    properties=(
        Property(
            "relu lets a positive number through, and makes 0 of a negative one.",
            lets_positive_numbers_through,
            "The new Value is given another number.",
            "What are relu(2) and relu(-3)?",
        ),
        Property(
            "relu(z) has one parent: z.",
            remembers_what_it_came_from,
            "The parent is not handed over, or not in both cases.",
            "If the result is a leaf when the gate is shut, what does the graph no longer know?",
        ),
        Property(
            "Open, at z = 2, the local derivative is 1.",
            is_open,
            "The slope on the right side of the kink is another one.",
            "If z goes from 2 to 2.001, by how much does relu(z) move?",
        ),
        Property(
            "Closed, at z = -3, the local derivative is 0.",
            is_closed,
            "The slope on the left side of the kink is another one.",
            "If z goes from -3 to -3.001, by how much does relu(z) move?",
        ),
        Property(
            "Exactly at z = 0 the local derivative is a number from 0 to 1.",
            has_a_convention_at_zero,
            "The case z = 0 is not covered. A division by z, perhaps?",
            "The line is level on the left and has the slope 1 on the right. Which numbers lie between?",
        ),
    ),
    then="What would you have to write for exp? Who else in your engine must be told of it?",
    causes=CAUSES,
)
