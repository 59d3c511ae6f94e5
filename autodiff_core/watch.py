"""Watch a function run, and see which of its variables holds which node and which line computed it."""

from __future__ import annotations

import ast
import functools
import inspect
import sys
import textwrap
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

from autodiff_core.errors import GraphError
from autodiff_core.node import INTO_ARRAY, Node


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
    return getattr(innermost(fn), "__name__", type(fn).__name__)


def called(fn: Callable, *args, **kwargs) -> Any:
    """Call the learner's function. What NumPy says about a node put into an array is said in our words."""
    try:
        return fn(*args, **kwargs)
    except (TypeError, ValueError) as error:
        if isinstance(error, GraphError) or not isinstance(error.__cause__, GraphError):
            raise
        raise GraphError(INTO_ARRAY) from None


class Watch:
    """Notes which variable of the running function holds which node.

    Python tells a trace function about every line before it runs. Whatever new node a local variable holds
    by then was computed by the line before, so it takes that variable's name. The first name stays.
    """

    def __init__(self, fn: Callable, names: dict[int, str]):
        self.code: CodeType | None = getattr(innermost(fn), "__code__", None)
        self.names = names
        self.source: dict[int, tuple[str, str]] = {}
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
        for variable, value in frame.f_locals.items():
            if type(value) is Node:
                self._name(value, variable)
            elif type(value) in (list, tuple):
                self._name_elements(variable, value)
        if event == "return" and type(result) is Node and result.age not in self.names:
            self.source[result.age] = self.statements.get(frame.f_lineno, ("", ""))
        self.line = frame.f_lineno
        return self._on_line

    def _name(self, node: Node, name: str) -> None:
        if node.age not in self.names and node.operation:
            self.names[node.age] = name
            self.source[node.age] = self.statements.get(self.line, ("", ""))

    def _name_elements(self, variable: str, values: list | tuple) -> None:
        """A list of nodes names its elements h_0, h_1, ...; only what was appended is read."""
        known, count = self.counted.get(variable, (0, 0))
        start = count if known == id(values) and count <= len(values) else 0
        for i in range(start, len(values)):
            if type(values[i]) is Node:
                self._name(values[i], f"{variable}_{i}")
        self.counted[variable] = (id(values), len(values))


def _statements(code: CodeType | None) -> dict[int, tuple[str, str]]:
    """For each line with `name = expression` or `return expression`: the name and the expression."""
    try:
        lines, first = inspect.getsourcelines(code)
        text = textwrap.dedent("".join(lines))
        tree = ast.parse(text)
    except (OSError, TypeError, SyntaxError):
        return {}
    found = {}
    for statement in ast.walk(tree):
        if isinstance(statement, ast.Return) and statement.value is not None:
            target = ""
        elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            target = statement.targets[0].id
        else:
            continue
        expression = ast.get_source_segment(text, statement.value) or ""
        expression = ast.unparse(statement.value) if "#" in expression else " ".join(expression.split())
        for line in range(statement.lineno, statement.end_lineno + 1):
            found[first + line - 1] = (target, expression)
    return found
