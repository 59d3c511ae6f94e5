"""The ten bugs of the clinic: each is an edit of the small engine's own source, with its name in the bank."""

from __future__ import annotations

import inspect
import textwrap
from typing import Any, NamedTuple

from autodiff_core import small_engine
from autodiff_core.text_table import text_table

# Which contribution an overwriting engine keeps depends on the order of its pass. The engine of the clinic
# visits parents from the first to the last, so that it keeps the one that the bank's pass keeps, too.
VISIT, VISIT_IN_ORDER = "for parent in node.parents]", "for parent in node.parents[::-1]]"
SOURCE = inspect.getsource(small_engine).replace(VISIT, VISIT_IN_ORDER)


class Bug(NamedTuple):
    """What a broken engine does, in a verb phrase and in a sentence, and the edit that makes it do so."""

    name: str
    says: str
    place: str  # the function of the engine in which the edit is
    right: str
    wrong: str

    @property
    def diff(self) -> str:
        """The lines of the engine that are taken out and put in."""
        signed = (("-", self.right), ("+", self.wrong))
        return "\n".join(f"    {sign} {line}" for sign, text in signed for line in text.split("\n"))

    def engine(self, name: str = "Value") -> type:
        """A new class of this name: the small engine with this bug, and right otherwise."""
        return engine_from(self._edited(), name)

    def _edited(self) -> str:
        for indent in (" " * 4 * depth for depth in range(6)):
            right, wrong = (textwrap.indent(text, indent) for text in (self.right, self.wrong))
            if SOURCE.count(f"\n{right}\n") == 1:
                return SOURCE.replace(f"\n{right}\n", f"\n{wrong}\n")
        raise ValueError(f"The small engine has no longer the one line that {self.name!r} changes.")


def engine_from(source: str, name: str = "Value") -> type:
    """The class Value of the source of an engine. Its code has no file, so nobody reads it by accident."""
    names: dict[str, Any] = {"__name__": f"{__package__}.ward"}
    exec(compile(source, f"<{name}>", "exec"), names)  # our own source, edited by the table below
    kind = names["Value"]
    kind.__name__ = kind.__qualname__ = name
    if "__firstlineno__" in vars(kind):  # from Python 3.13 on inspect would read that line of another file
        del kind.__firstlineno__
    return kind


class Names(tuple):
    """The names, which print as a table with a sentence each."""

    def __repr__(self) -> str:
        rows = [(bug.name, bug.says) for bug in BUGS]
        return text_table(("The engine ...", "What it does"), rows, left=(0, 1))


BUGS = (
    Bug(
        "overwrites at a fork",
        "Of several contributions to a value, the last takes the place of the others.",
        "backward",
        "parent.gradient += node.gradient * local_derivative",
        "parent.gradient = node.gradient * local_derivative",
    ),
    Bug(
        "forgets the upstream gradient",
        "It hands on the local derivative alone.",
        "backward",
        "parent.gradient += node.gradient * local_derivative",
        "parent.gradient += local_derivative",
    ),
    Bug(
        "takes its own factor",
        "It takes the derivative of a product to be the factor that moves.",
        "__mul__",
        "return Value(self.value * other.value, (self, other), (other.value, self.value))",
        "return Value(self.value * other.value, (self, other), (self.value, other.value))",
    ),
    Bug(
        "loses the minus sign",
        "What is subtracted pulls up, as if it were added.",
        "__sub__",
        "return Value(self.value - other.value, (self, other), (1.0, -1.0))",
        "return Value(self.value - other.value, (self, other), (1.0, 1.0))",
    ),
    Bug(
        "lets the gradient through a closed gate",
        "A ReLU hands the gradient on, whatever its input is.",
        "relu",
        "return Value(self.value * is_open, (self,), (is_open * 1.0,))",
        "return Value(self.value * is_open, (self,), (1.0,))",
    ),
    Bug(
        "forgets the exponent",
        "In the derivative of a power the exponent does not come down as a factor.",
        "__pow__",
        "return Value(self.value**number, (self,), (number * self.value ** (number - 1),))",
        "return Value(self.value**number, (self,), (self.value ** (number - 1),))",
    ),
    Bug(
        "sends too early",
        "A node sends before everything has arrived; what comes later stays there.",
        "topological_order",
        "stack.append((node, True))\nstack += [(parent, False) for parent in node.parents[::-1]]",
        "order.insert(0, node)\nstack += [(parent, False) for parent in node.parents]",
    ),
    Bug(
        "adds to the gradients of the pass before",
        "A second pass adds to what the first has left at the inputs.",
        "backward",
        "node.gradient = 0.0",
        "node.gradient = 0.0 if node.parents else node.gradient",
    ),
    Bug(
        "starts from the value of the output",
        "The way back begins with the value of the output, not with 1.",
        "backward",
        "self.gradient = 1.0",
        "self.gradient = self.value",
    ),
    Bug(
        "counts two arrows from one node once",
        "Where a line uses a value twice, only one of the two uses counts.",
        "backward",
        "for parent, local_derivative in zip(node.parents, node.local_derivatives):",
        "for parent, local_derivative in dict(zip(node.parents, node.local_derivatives)).items():",
    ),
)
NAMES = Names(bug.name for bug in BUGS)
BY_NAME = {bug.name: bug for bug in BUGS}
