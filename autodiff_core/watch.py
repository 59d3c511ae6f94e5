"""Watch a function run, and see which of its variables holds which node and which line computed it."""

from __future__ import annotations

import ast
import collections
import functools
import inspect
import linecache
import sys
import textwrap
import traceback
from collections.abc import Callable, Mapping, Sequence
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
    """The name of a function, as sentences and graphs use it; f, if what it calls itself is no name."""
    inner = innermost(fn)
    name = str(getattr(inner, "__name__", type(fn).__name__))
    if name == "__call__":
        name = inner.__qualname__.split(".")[-2]  # a callable object: its class
    return name if name.replace("<lambda>", "f").isidentifier() else "f"


def is_function(x: Any) -> bool:
    """True for what can be traced. A node can be called too, but only to hear that a number cannot."""
    return callable(x) and type(x) is not Node


def called(fn: Callable, /, *args, **kwargs) -> Any:
    """Call the learner's function. What NumPy and Python say about nodes in it is said in our words."""
    __tracebackhide__ = True  # IPython shows the learner's lines, not these
    try:
        return fn(*args, **kwargs)
    except UNCLEAR as error:
        explain(error, fn, args, kwargs)
        raise


UNCLEAR = (TypeError, ValueError, RecursionError)


def explain(error: Exception, fn: Callable, args: Sequence, kwargs: dict[str, Any]) -> None:
    """Raise GraphError in place of an error in a call of the learner's function, if we can say it better."""
    __tracebackhide__ = True
    said = "" if isinstance(error, GraphError) else _in_our_words(error, fn, args, kwargs)
    if said:
        raise GraphError(said).with_traceback(error.__traceback__) from None


def _in_our_words(error: Exception, fn: Callable, args: tuple, kwargs: dict[str, Any]) -> str:
    """The sentence for an error in a call of the learner's function, "" if it is Python's to tell."""
    if isinstance(error, RecursionError):
        codes = collections.Counter(frame.f_code for frame, _ in traceback.walk_tb(error.__traceback__))
        return (
            f"{codes.most_common(1)[0][0].co_name} calls itself and finds no end: give it a condition under "
            "which it returns without calling itself."
        )
    if isinstance(error.__cause__, GraphError):
        return INTO_ARRAY
    if "read-only" in str(error):
        return IN_PLACE
    if error.__traceback__.tb_next is None:  # it did not begin
        try:
            inspect.signature(fn).bind(*args, **kwargs)
        except TypeError as reason:
            return f"{name_of(fn)} cannot be called with these inputs: {reason}."
        except ValueError:  # a function of C, which shows no signature
            pass
    return ""


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
        __tracebackhide__ = True
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
        # inspect.getsourcelines would look through every module that is loaded: longer than a trace.
        first = code.co_firstlineno
        linecache.checkcache(code.co_filename)
        lines = inspect.getblock(linecache.getlines(code.co_filename)[first - 1 :])
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
