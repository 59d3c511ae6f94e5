"""Run a learner's function once on nodes and note what it computed, under the learner's own names."""

from __future__ import annotations

import inspect
import numbers
from collections.abc import Callable, Collection, Iterable
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np

from autodiff_core.errors import GraphError, listed
from autodiff_core.in_words import bare, short
from autodiff_core.node import Node, leaf
from autodiff_core.recording import Recording, recording
from autodiff_core.scope import lasting
from autodiff_core.values import constant
from autodiff_core.watch import Statement, Watch, innermost, is_function, name_of


class Trace(NamedTuple):
    """What one run of a function left: inputs and output, names of lines, branches taken."""

    name: str
    inputs: dict[str, Node]
    output: Node
    names: dict[int, str]  # by age
    source: dict[int, Statement]  # by age: the line as the learner wrote it
    branches: list[tuple[Node, bool]]
    fn: Callable
    settings: dict[str, Any]  # what it was given besides its inputs


def run(fn: Callable, inputs: dict[str, Any]) -> Trace:
    """Call `fn` with a node for every input and return the trace. Raises GraphError if that fails."""
    __tracebackhide__ = True
    given, settings = bind(fn, inputs)
    leaves = leaves_of(given)
    notes = Recording({leaf.age: name for name, leaf in leaves.items()})
    watch = Watch(fn, notes.names)
    token = recording.set(notes)
    try:
        with lasting():
            result = watch.call(fn, *arguments(fn, leaves | settings))
    finally:
        recording.reset(token)
    name, output = name_of(fn), scalar_output(result, name_of(fn))
    return Trace(name, leaves, output, notes.names, watch.source, notes.branches, fn, settings)


def leaves_of(given: dict[str, Any]) -> dict[str, Node]:
    """A new leaf for every input. Raises GraphError for what is neither a number nor an array."""
    leaves = {}
    for name, value in given.items():
        if type(value) is Node:
            raise GraphError(
                f"The input {name} is a value of another graph: "
                "call trace outside the function that is recorded."
            )
        try:
            leaves[name] = leaf(value)
        except GraphError as error:
            raise GraphError(f"The input {name} is not usable. {error}") from None
    return leaves


def scalar_output(result: Any, name: str) -> Node:
    """The result of a function as a node: one number, or GraphError says what came instead."""
    if type(result) is Node and isinstance(result.value, (float, np.floating)):
        return result
    if result is None:
        raise GraphError(f"{name} returned nothing: end it with a line such as `return J`.")
    if isinstance(result, (tuple, list, dict)):
        raise GraphError(
            f"{name} returned a {type(result).__name__}: gradients start from one number, so return one."
        )
    try:
        node = result if type(result) is Node else Node(constant(result))
    except GraphError as error:
        raise GraphError(_no_number(result, name, error)) from None
    if node.shape:
        raise GraphError(
            f"{name} returned an array of shape {node.shape}: gradients start from one number, "
            "so return a sum or a mean, for example np.sum(...)."
        )
    if isinstance(node.value, bool):
        raise GraphError(
            f"{name} returned {node.value}: gradients start from a number, not from a truth value, "
            "so return a number."
        )
    return node


def _no_number(result: Any, name: str, error: GraphError) -> str:
    """What to say about a result that is neither a number nor a list of them."""
    if inspect.iscoroutine(result):
        result.close()  # or Python warns that nobody waited for it
    if inspect.iscoroutine(result) or inspect.isasyncgen(result):
        return f"{name} is written with async def: write def."
    if inspect.isgenerator(result) and result.gi_code.co_name != "<genexpr>":
        return f"{name} gives its results with yield: end it with a line such as `return J`."
    if inspect.isroutine(result):
        return f"{name} returned {short(result)}, not a number: call it, with brackets behind its name."
    if isinstance(result, (str, bytes, numbers.Number, np.ndarray, np.generic)):
        return f"{name} returned something else than a number. {error}"
    return f"{name} returned {short(result)}, not a number: gradients start from one number, so return one."


def bind(fn: Callable, inputs: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Match the given inputs to the parameters of `fn`: numbers and arrays, and apart from them settings.

    A default value that is a number or an array is an input too; any other default (a function, a flag) is
    left alone, and such a parameter may be given another value of its kind.
    """
    if not is_function(fn):
        raise GraphError(
            f"trace needs a function and got {short(fn)}: write trace(cost, w=5), not trace(cost(5))."
        )
    try:
        parameters = inspect.signature(fn).parameters
    except (ValueError, TypeError, IndexError):  # the last for a parameter whose name is empty
        parameters = None
    any_number = parameters and any(p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in parameters.values())
    if parameters is None or (any_number and isinstance(fn, np.ufunc)):  # some versions of NumPy name none
        raise GraphError(
            f"The inputs of {short(fn)} cannot be read: wrap it in a function of your own with named inputs."
        )
    name = name_of(fn)
    if any_number:
        raise GraphError(
            f"{name} takes *args or **kwargs: name its inputs one by one, so that each has its node."
        )
    given, settings, missing = {}, {}, []
    for key, parameter in parameters.items():
        required = parameter.default is parameter.empty
        if key in inputs:
            place = (
                given if required or _is_number(parameter.default) or _is_number(inputs[key]) else settings
            )
            place[key] = inputs[key]
        elif required:
            missing.append(key)
        elif _is_number(parameter.default):
            given[key] = parameter.default
    unknown_names(name, inputs, parameters)
    if missing:
        _need_object(fn, missing, inputs)
        example = ", ".join(f"{key}=1" for key in missing)
        raise GraphError(
            f"{name} needs a value for {listed(missing)}: give one by name, for example {example}."
        )
    return given, settings


def _need_object(fn: Callable, missing: list[str], inputs: dict[str, Any]) -> None:
    """Raise GraphError for a method that is taken from its class and has no object to work on."""
    *_, kind, name = ["", *innermost(fn).__qualname__.split(".")]
    if missing[0] == "self" and kind.isidentifier():
        raise GraphError(
            f"{name} belongs to a class: make an object of it first, and trace its method, "
            f"as in trace({kind}().{name}{''.join(f', {key}={short(x)}' for key, x in inputs.items())})."
        )


def need_names(fn: Callable, by_position: tuple, inputs: dict[str, Any], call: str) -> None:
    """Raise GraphError for inputs that are given to `call` without their names."""
    if by_position and is_function(fn):
        try:
            parameters = list(inspect.signature(fn).parameters)
        except (ValueError, TypeError, IndexError):
            parameters = []
        named = dict(zip(parameters, by_position)) | inputs
        shown = "".join(f", {bare(key)}={short(x)}" for key, x in named.items())
        raise GraphError(f"The inputs of {name_of(fn)} are given by name: {call}({name_of(fn)}{shown}).")


def arguments(fn: Callable, values: dict[str, Any]) -> tuple[list, dict[str, Any]]:
    """The values as positional and named arguments of `fn`."""
    parameters = inspect.signature(fn).parameters
    by_position = [key for key, p in parameters.items() if p.kind is p.POSITIONAL_ONLY]
    while by_position and by_position[-1] not in values:
        by_position.pop()
    positional = [values.get(key, parameters[key].default) for key in by_position]
    return positional, {key: value for key, value in values.items() if key not in by_position}


def unknown_names(name: str, inputs: Iterable[str], known: Collection[str]) -> None:
    """Raise GraphError if an input is named that does not exist, with the nearest name that does."""
    from difflib import get_close_matches  # seldom needed, and it takes its time

    for key in inputs:
        if key not in known:
            near = [n for n in known if n.lower() == str(key).lower()]
            near = near or get_close_matches(str(key), known, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            has = f"its inputs are {listed(known)}" if known else "it takes no inputs"
            raise GraphError(f"{name} has no input called {bare(key)}: {has}.{hint}")


def _is_number(x: Any) -> bool:
    """True for what a graph can compute with: numbers, arrays, and lists of numbers; not for a flag."""
    if isinstance(x, bool):
        return False
    if isinstance(x, list):
        return bool(x) and all(_is_number(i) for i in x)
    return isinstance(x, (numbers.Real, Decimal, np.ndarray))
