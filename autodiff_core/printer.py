"""Print recorded nodes as lines of code, in Python or in JavaScript."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from autodiff_core.node import Node

DEEPEST = 12  # an expression nested deeper than this, or made of more operations than LARGEST, is split:
LARGEST = 24  # so that it can be read, and no parser runs out of brackets
COMPARISONS = {symbol: 1 for symbol in "< > <= >= == != === !==".split()}
LEVELS = {**COMPARISONS, "+": 2, "-": 2, "*": 3, "/": 3, "@": 3, "**": 5}
UNARY, ATOM = 4, 6

PYTHON_WORDS = {*keyword.kwlist, "abs", "np", "relu", "sigmoid", "scatter", "run", "values", "gradients"}
JAVASCRIPT_WORDS = set(
    """
    abstract arguments async at await boolean break byte case catch char class const continue debugger
    default delete do double else enum eval export extends false final finally float for function goto
    if implements import in instanceof int interface let long native new null of package private
    protected public return short static super switch synchronized this throw throws transient true try
    typeof undefined var void volatile while with yield

    Boolean Infinity Math NaN backward forward found gradient isOne kinks maximum minimum node otherPaths
    power relu sigmoid steps value
    """.split()
)


def identifiers(names: Iterable[str], words: set[str]) -> list[str]:
    """The names as variables of the program: a word of the language gets an underscore more."""
    names, taken, chosen = list(names), set(), []
    for name in names:
        variable = name
        while variable in words or variable in taken or (variable != name and variable in names):
            variable += "_"
        taken.add(variable)
        chosen.append(variable)
    return chosen


class Printer:
    """Prints recorded nodes as lines of code.

    `variables` maps the age of a node to the variable that holds it. Whatever else is needed is written
    inside the expression that uses it, or gets a line and a variable of its own if several use it. Arrays
    are put into `constants`, by name. With `exact`, powers are written as the function that computes them
    here: Python's own operator leaves the real numbers for the negative ones.
    """

    def __init__(
        self,
        variables: Mapping[int, str],
        javascript: bool = False,
        taken: Iterable[str] = (),
        constants: dict[str, Any] | None = None,
        exact: bool = False,
    ):
        self.variables = dict(variables)
        self.javascript = javascript
        self.taken = {*self.variables.values(), *taken}
        self.constants = {} if constants is None else constants
        self.exact = exact
        self.lines: list[str] = []
        self.temporaries = 1

    def new_variable(self, name: str) -> str:
        words = JAVASCRIPT_WORDS if self.javascript else PYTHON_WORDS
        number = 2
        variable = name
        while variable in self.taken or variable in words or variable in self.constants:
            variable, number = f"{name}_{number}", number + 1
        self.taken.add(variable)
        return variable

    def assign(self, node: Node, variable: str, wrap: str = "{}") -> None:
        """Add the line `variable = expression`; `wrap` puts the expression into something."""
        self.prepare([x for x in node.inputs if node.age not in self.variables])
        text = self.variables.get(node.age) or self._parts(node)[0]
        self._line(variable, wrap.format(text))
        self.variables[node.age] = variable
        self.taken.add(variable)

    def text(self, x: Any, level: int = 0) -> str:
        """The expression for a node or constant, in brackets if it binds less tightly than `level`."""
        if type(x) is not Node:
            return self._constant(x, level)
        text, own = (self.variables[x.age], ATOM) if x.age in self.variables else self._parts(x)
        return f"({text})" if own < level else text

    def prepare(self, targets: Iterable[Any]) -> None:
        """Give a line and a variable to all that several expressions use, or that is too long."""
        order = self._unprinted(targets)
        uses: dict[int, int] = {}
        for node in order:
            for x in node.inputs:
                if type(x) is Node:
                    uses[x.age] = uses.get(x.age, 0) + 1
        for x in targets:
            if type(x) is Node:
                uses[x.age] = uses.get(x.age, 0) + 1
        depth: dict[int, int] = {}
        size: dict[int, int] = {}
        for node in order:
            inner = [x for x in node.inputs if type(x) is Node and x.age not in self.variables]
            depth[node.age] = 1 + max([depth[x.age] for x in inner], default=0)
            size[node.age] = 1 + sum(size[x.age] for x in inner)
            shared = uses.get(node.age, 0) > 1 and size[node.age] > 1
            if shared or depth[node.age] > DEEPEST or size[node.age] > LARGEST:
                variable = self.new_variable(f"t{self.temporaries}")
                self.temporaries += 1
                self._line(variable, self._parts(node)[0])
                self.variables[node.age] = variable

    def _unprinted(self, targets: Iterable[Any]) -> list[Node]:
        """The nodes that the targets need and that no variable holds yet, oldest first."""
        seen: dict[int, Node] = {}
        stack = [x for x in targets if type(x) is Node]
        while stack:
            node = stack.pop()
            if node.age not in seen and node.age not in self.variables:
                seen[node.age] = node
                stack += [x for x in node.inputs if type(x) is Node]
        return [seen[age] for age in sorted(seen)]

    def _line(self, variable: str, text: str) -> None:
        self.lines.append(f"const {variable} = {text};" if self.javascript else f"{variable} = {text}")

    def _parts(self, node: Node) -> tuple[str, int]:
        """The text of an operation applied to its inputs, and how tightly it binds."""
        operation = node.operation
        if operation is None:
            return self._constant(node.value, 0), ATOM if not _negative(node.value) else UNARY
        spelling = operation.javascript if self.javascript else operation.python
        inputs = node.inputs
        if spelling == "**" and self.exact and type(inputs[1]) is not int:
            spelling = "np.power"
        if spelling in LEVELS:
            level = LEVELS[spelling]
            left, right = (ATOM, ATOM) if spelling == "**" else (level + (level == 1), level + 1)
            symbol = spelling if spelling == "**" else f" {spelling} "
            text = self.text(inputs[0], left) + symbol + self.text(inputs[1], right)
            return (f"+({text})", UNARY) if self.javascript and level == 1 else (text, level)
        if spelling == "-{0}":
            return "-" + self.text(inputs[0], UNARY + 1), UNARY
        if spelling == "{0}":
            text = self.text(inputs[0], ATOM)
            bare = type(inputs[0]) is not Node and text.startswith("(")  # a negative number
            return (text[1:-1], UNARY) if bare else (text, ATOM)
        if "{" in spelling:
            values = len(inputs) - operation.settings
            texts = [
                self._setting(x)
                if i >= values
                else self.text(x, ATOM if spelling.startswith(f"{{{i}}}") else 2)
                for i, x in enumerate(inputs)
            ]
            text = spelling.format(*texts)
            for default in (", axis=None", ", keepdims=False", ", at_zero=0.0"):
                text = text.replace(default, "")
            return text, ATOM
        return f"{spelling}({', '.join(self.text(x) for x in inputs)})", ATOM

    def _constant(self, x: Any, level: int) -> str:
        if x is None or isinstance(x, (bool, np.bool_)):
            return str(x) if not self.javascript else str(bool(x)).lower()
        if isinstance(x, (int, float, np.floating)):
            text = self._number(float(x))
            return f"({text})" if text.startswith("-") and level > UNARY else text
        return repr(x) if isinstance(x, tuple) else self._named(x)

    def _setting(self, x: Any) -> str:
        """An axis, a shape, or an index as it is written inside square brackets."""
        if isinstance(x, slice):
            parts = ["" if i is None else str(i) for i in (x.start, x.stop, x.step)]
            return ":".join(parts[:2] if x.step is None else parts)
        if isinstance(x, tuple) and any(not isinstance(i, (int, np.integer)) for i in x):
            return ", ".join(map(self._setting, x)) + ("," if len(x) == 1 else "")
        if x is Ellipsis:
            return "..."
        return self._named(x) if isinstance(x, np.ndarray) else repr(x)

    def _named(self, array: Any) -> str:
        """An array is too long to be written out inside a line: it gets a name."""
        for name, known in self.constants.items():
            if known is array:
                return name
        name = self.new_variable("constant")
        self.constants[name] = array
        return name

    def _number(self, x: float) -> str:
        if np.isnan(x):
            return "NaN" if self.javascript else "np.nan"
        if np.isinf(x):
            return ("-" if x < 0 else "") + ("Infinity" if self.javascript else "np.inf")
        return repr(int(x)) if x == int(x) and abs(x) < 1e15 and not (x == 0 and np.signbit(x)) else repr(x)


def _negative(x: Any) -> bool:
    return np.ndim(x) == 0 and x < 0
