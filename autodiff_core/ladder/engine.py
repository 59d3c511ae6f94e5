"""What all tasks of the ladder ask for, and what Python's messages most often mean in an engine."""

from __future__ import annotations

from collections.abc import Callable

from autodiff_core.exercises.forms import AClass
from autodiff_core.exercises.run import UNKNOWN_ATTRIBUTE, UNKNOWN_NAME, Cause

CAUSES: tuple[Cause, ...] = (
    (
        r"ellipsis",
        "A function that is still empty is called. Are the tasks before it solved, their cells run?",
    ),
    (r"'NoneType' object", "A function returned nothing. Is there a line with return in each of them?"),
    (r"'(int|float)' object has no attribute", "A plain number is used as if it were a Value. Wrap it."),
    (r"has no attribute '(value|parents|local_derivatives|gradient)'", "__init__ does not set self.{0}."),
    UNKNOWN_ATTRIBUTE,
    (r"unexpected keyword|positional argument", "The inputs of a function are not those of the skeleton."),
    (r"real number|(un|not )supported", "A Value stands where its number is wanted: v.value, not v."),
    (
        r"unhashable type: '(?!list|dict|set)",
        "A class with an __eq__ of its own, as a dataclass has it, cannot go into a set or a dict: write "
        "@dataclass(eq=False), or keep id(v) in the set.",
    ),
    UNKNOWN_NAME,
    (r"object is not iterable", "A tuple of one needs a comma, as in (self,)."),
    (r"recursion", "A function calls itself and finds no end. Inside of it, work with numbers: self.value."),
)


def engine_class(*methods: str, begun_too: Callable[[type], bool] | None = None) -> AClass:
    """The learner's engine, of which these methods are written in a task."""
    return AClass("Value", methods, begun_too)
