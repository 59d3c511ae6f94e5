"""Run a learner's function once on nodes and note what it computed, under the learner's own names."""

from __future__ import annotations

import ast
import difflib
import inspect
import sys
import textwrap
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any, NamedTuple

import numpy as np

from autodiff_core.errors import GraphError, listed
from autodiff_core.node import Node, Recording, constant, leaf, recording, short


class Trace(NamedTuple):
    """What one run of a function left: its inputs and output as nodes, the names of its lines, the branches taken."""

    name: str
    inputs: dict[str, Node]
    output: Node
    names: dict[int, str]  # by age
    source: dict[int, tuple[str, str]]  # by age: the variable and the expression as the learner wrote them
    branches: list[tuple[Node, bool]]


def run(fn: Callable, inputs: dict[str, Any]) -> Trace:
    """Call `fn` with a node for every input and return the trace. Raises GraphError where that cannot work."""
    given, settings = bind(fn, inputs)
    leaves = {}
    for name, value in given.items():
        try:
            leaves[name] = leaf(value)
        except GraphError as error:
            raise GraphError(f"The input {name} is not usable. {error}") from None
    notes = Recording({leaf.age: name for name, leaf in leaves.items()})
    watch = _Watch(fn, notes.names)
    token = recording.set(notes)
    try:
        with np.errstate(all="ignore"):
            result = watch.call(fn, leaves | settings)
    finally:
        recording.reset(token)
    name = getattr(fn, "__name__", "f")
    return Trace(name, leaves, scalar_output(result, name), notes.names, watch.source, notes.branches)


def scalar_output(result: Any, name: str) -> Node:
    """The result of a function as the node to differentiate: one number, or GraphError says what came instead."""
    if result is None:
        raise GraphError(f"{name} returned nothing: end it with a line such as `return J`.")
    if isinstance(result, (tuple, list, dict)):
        raise GraphError(f"{name} returned a {type(result).__name__}: gradients start from one number, so return one number.")
    node = result if type(result) is Node else Node(constant(result))
    if node.shape:
        raise GraphError(
            f"{name} returned an array of shape {node.shape}: gradients start from one number, "
            "so return a sum or a mean, for example np.sum(...)."
        )
    if isinstance(node.value, bool):
        raise GraphError(f"{name} returned {node.value}: gradients start from a number, not from a truth value.")
    return node


def bind(fn: Callable, inputs: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Match the given inputs to the parameters of `fn`: the numbers and arrays, and apart from them other settings.

    A default value that is a number or an array is an input too; any other default (a function, a flag) is left alone.
    """
    if not callable(fn):
        raise GraphError(f"trace needs a function and got {short(fn)}: write trace(cost, w=5), without calling cost yourself.")
    try:
        parameters = inspect.signature(fn).parameters
    except (ValueError, TypeError):
        raise GraphError(f"The inputs of {short(fn)} cannot be read: wrap it in a function of your own with named inputs.") from None
    name = getattr(fn, "__name__", "The function")
    if any(p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in parameters.values()):
        raise GraphError(f"{name} takes *args or **kwargs: name its inputs one by one, so that each has its place in the graph.")
    given, settings, missing = {}, {}, []
    for key, parameter in parameters.items():
        if key in inputs:
            given[key] = inputs[key]
        elif parameter.default is parameter.empty:
            missing.append(key)
        elif _is_number(parameter.default):
            given[key] = parameter.default
        else:
            settings[key] = parameter.default
    unknown_names(name, inputs, parameters)
    if missing:
        example = ", ".join(f"{key}=1" for key in missing)
        raise GraphError(f"{name} needs a value for {listed(missing)}: give one by name, for example {example}.")
    return given, settings


def unknown_names(name: str, inputs: dict[str, Any], known: Any) -> None:
    """Raise GraphError if an input is named that does not exist, with the nearest name that does."""
    for key in inputs:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise GraphError(f"{name} has no input called {key}: its inputs are {listed(known)}.{hint}")


def _is_number(x: Any) -> bool:
    return isinstance(x, (int, float, np.number, np.ndarray, list)) and not isinstance(x, bool)


class _Watch:
    """Notes which variable of the running function holds which node.

    Python tells a trace function about every line before it runs. Whatever new node a local variable holds by then
    was computed by the line before, so it takes that variable's name. The first name stays.
    """

    def __init__(self, fn: Callable, names: dict[int, str]):
        fn = inspect.unwrap(fn)
        self.code: CodeType | None = getattr(getattr(fn, "__func__", fn), "__code__", None)
        self.names = names
        self.source: dict[int, tuple[str, str]] = {}
        self.statements = _statements(self.code)
        self.line = 0
        self.counted: dict[str, tuple[int, int]] = {}

    def call(self, fn: Callable, arguments: dict[str, Any]) -> Any:
        kinds = inspect.signature(fn).parameters
        positional = [arguments[key] for key, p in kinds.items() if p.kind is p.POSITIONAL_ONLY]
        named = {key: value for key, value in arguments.items() if kinds[key].kind is not kinds[key].POSITIONAL_ONLY}
        before = sys.gettrace()
        sys.settrace(self._on_call)
        try:
            return fn(*positional, **named)
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
        """A list of nodes names its elements h_0, h_1, ...; only what was appended since the last line is looked at."""
        known, count = self.counted.get(variable, (0, 0))
        start = count if known == id(values) and count <= len(values) else 0
        for i in range(start, len(values)):
            if type(values[i]) is Node:
                self._name(values[i], f"{variable}_{i}")
        self.counted[variable] = (id(values), len(values))


def _statements(code: CodeType | None) -> dict[int, tuple[str, str]]:
    """For each line of a function with a plain `name = expression` or `return expression`: the name and the expression."""
    try:
        lines, first = inspect.getsourcelines(code)
        text = textwrap.dedent("".join(lines))
        tree = ast.parse(text)
    except (OSError, TypeError, SyntaxError, IndentationError):
        return {}
    found = {}
    for statement in ast.walk(tree):
        if isinstance(statement, ast.Return) and statement.value is not None:
            target = ""
        elif isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name):
            target = statement.targets[0].id
        else:
            continue
        expression = " ".join((ast.get_source_segment(text, statement.value) or "").split())
        for line in range(statement.lineno, statement.end_lineno + 1):
            found[first + line - 1] = (target, expression)
    return found
