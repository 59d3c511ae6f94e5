"""Watch a function run, and see which of its variables holds which node and which line computed it."""

from __future__ import annotations

import ast
import functools
import inspect
import sys
import textwrap
from collections.abc import Callable, Mapping
from types import CodeType, FrameType
from typing import Any, NamedTuple

from autodiff_core.array_methods import IN_PLACE, INTO_ARRAY
from autodiff_core.errors import GraphError
from autodiff_core.node import Node


def innermost(fn: Callable) -> Callable:
    """The function that the learner wrote, inside decorators, partial, methods and callable objects."""
    while True:
        inner = inspect.unwrap(fn)
        if isinstance(inner, functools.partial):
            inner = inner.func
        elif inspect.ismethod(inner):
            inner = inner.__func__
        elif inspect.isfunction(vars(type(inner)).get("__call__")):
            inner = type(inner).__call__
        if inner is fn:
            return fn
        fn = inner


def name_of(fn: Callable) -> str:
    """The name of a function, as sentences and graphs use it."""
    inner = innermost(fn)
    name = getattr(inner, "__name__", type(fn).__name__)
    return inner.__qualname__.split(".")[-2] if name == "__call__" else name  # a callable object: its class


def called(fn: Callable, /, *args, **kwargs) -> Any:
    """Call the learner's function. What NumPy says about a node put into an array is said in our words."""
    try:
        return fn(*args, **kwargs)
    except (TypeError, ValueError) as error:
        if isinstance(error, GraphError):
            raise
        if isinstance(error.__cause__, GraphError):
            raise GraphError(INTO_ARRAY) from None
        if "read-only" in str(error):
            raise GraphError(IN_PLACE) from None
        raise


class Statement(NamedTuple):
    """A line `target = expression`, or without target `return expression`; the names in the expression."""

    target: str = ""
    expression: str = ""
    names: frozenset[str] = frozenset()


def itself(x: Any) -> Node | None:
    """A node is held by a variable itself; engines.py knows objects that hold a node inside."""
    return x if type(x) is Node else None


class Watch:
    """Notes which variable of the running function holds which node.

    Python tells a trace function about every line before it runs. Whatever new node a local variable holds
    by then was computed by the line before, so it takes that variable's name. The first name stays.
    `node_in(x)` is the node that an object holds, or None.
    """

    def __init__(self, fn: Callable, names: dict[int, str], node_in: Callable[[Any], Node | None] = itself):
        self.code: CodeType | None = getattr(innermost(fn), "__code__", None)
        self.names = names
        self.node_in = node_in
        self.source: dict[int, Statement] = {}
        self.statements = _statements(self.code)
        self.line = 0
        self.counted: dict[str, tuple[int, int]] = {}

    def call(self, fn: Callable, positional: list, named: dict[str, Any]) -> Any:
        """Call `fn`, which is or contains the watched function, and return its result."""
        before = sys.gettrace()
        sys.settrace(self._on_call)
        try:
            return called(fn, *positional, **named)
        finally:
            sys.settrace(before)

    def _on_call(self, frame: FrameType, event: str, _: Any) -> Callable | None:
        if frame.f_code is not self.code:
            return None
        self.code = None  # only the first call: a function that calls itself keeps its outermost names
        return self._on_line

    def _on_line(self, frame: FrameType, event: str, result: Any) -> Callable:
        variables = frame.f_locals
        named: list[Node] = []
        for variable, value in variables.items():
            if (node := self.node_in(value)) is not None:
                named += self._name(node, variable)
            elif type(value) in (list, tuple):
                named += self._name_elements(variable, value)
        for node in named:
            self._note_source(node, self.line, variables)
        if event == "return" and (node := self.node_in(result)) is not None and node.age not in self.names:
            self._note_source(node, frame.f_lineno, variables)
        self.line = frame.f_lineno
        return self._on_line

    def _name(self, node: Node, name: str) -> list[Node]:
        """Give a node its name, if it has none yet; returns the nodes that were named."""
        if node.age in self.names or not node.operation:
            return []
        self.names[node.age] = name
        return [node]

    def _note_source(self, node: Node, line: int, variables: Mapping[str, Any]) -> None:
        """Note the line that computed a node, unless a variable in it stood for a node of another name."""
        statement = self.statements.get(line, Statement())
        for name in statement.names - {statement.target}:
            held = self.node_in(variables.get(name))
            if held is not None and self.names.get(held.age) != name:
                return
        if statement.target not in statement.names:
            self.source[node.age] = statement

    def _name_elements(self, variable: str, values: list | tuple) -> list[Node]:
        """A list of nodes names its elements h_0, h_1, ...; only what was appended is read."""
        known, count = self.counted.get(variable, (0, 0))
        start = count if known == id(values) and count <= len(values) else 0
        named = []
        for i in range(start, len(values)):
            if (node := self.node_in(values[i])) is not None:
                named += self._name(node, f"{variable}_{i}")
        self.counted[variable] = (id(values), len(values))
        return named


def _statements(code: CodeType | None) -> dict[int, Statement]:
    """The statement on each line of a function, where its source can be read. A lambda has no lines."""
    if code is None or code.co_name == "<lambda>":
        return {}
    try:
        lines, first = inspect.getsourcelines(code)
        text = textwrap.dedent("".join(lines))
        tree = ast.parse(text)
    except (OSError, TypeError, SyntaxError):
        return {}
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Return) and node.value is not None:
            target = ""
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            target = node.targets[0].id
        else:
            continue
        expression = ast.get_source_segment(text, node.value) or ""
        expression = ast.unparse(node.value) if "#" in expression else " ".join(expression.split())
        names = frozenset(n.id for n in ast.walk(node.value) if isinstance(n, ast.Name))
        for line in range(node.lineno, node.end_lineno + 1):
            found[first + line - 1] = Statement(target, expression, names)
    return found
