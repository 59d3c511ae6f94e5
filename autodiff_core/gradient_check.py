"""The numerical check: every gradient beside the central difference that it should equal."""

from __future__ import annotations

import inspect
import numbers
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autodiff_core.closeness import relative_error
from autodiff_core.derivatives import graph_of
from autodiff_core.errors import GraphError, listed
from autodiff_core.graph import Graph
from autodiff_core.in_words import short
from autodiff_core.numbers import format_error, format_number
from autodiff_core.text_table import text_table
from autodiff_core.watch import name_of

EPSILON = 6e-6  # about the cube root of the spacing of floats: the best step for a central difference
SPACING = float(np.finfo(float).eps)  # of floats, relative
TOLERANCE = 1e-5  # relative error up to which a gradient and a central difference count as equal
ROUNDING = 10  # tolerances: its worst case, which it seldom comes near, may be as large as that
SINGLE_PRECISION = 100  # times that, if the gradient was computed in float32


@dataclass(frozen=True)
class CheckedInput:
    """One number that was checked: an input, or an element of one."""

    name: str
    gradient: float
    central: float
    error: float  # relative
    tolerance: float
    kink: bool  # the nudges crossed a kink, where the slope jumps

    @property
    def verdict(self) -> str:
        if self.error <= self.tolerance:
            return "agrees"
        return "at a kink" if self.kink else "DIFFERS"


@dataclass(frozen=True)
class GradientCheck:
    """The gradients of all inputs beside their central differences. True if all agree, kinks apart."""

    rows: tuple[CheckedInput, ...]

    @property
    def ok(self) -> bool:
        return all(row.verdict != "DIFFERS" for row in self.rows)

    def __bool__(self) -> bool:
        return self.ok

    def __repr__(self) -> str:
        heading = ("input", "gradient", "central difference", "relative error", "")
        rows = []
        for r in self.rows:
            numbers = format_number(r.gradient, 8), format_number(r.central, 8), format_error(r.error)
            rows.append((r.name, *numbers, r.verdict))
        return text_table(heading, rows, left=(0, 4))


def check_gradients(
    fn: Callable | Graph, /, *args, gradient: Callable | None = None, tolerance: float = TOLERANCE, **inputs
) -> GradientCheck:
    """Compare the gradient with a central difference for every input, element by element.

    `fn` is a function, called with `args` (and keyword inputs), or a graph. `gradient` may be a function of
    your own that takes the same inputs by position and returns one gradient per input: then yours is what
    is checked. The result prints as a table and is true if all agree within `tolerance`, a relative error.
    Raises GraphError if the function cannot be recorded, or if a gradient has not the shape of its input.
    """
    if not isinstance(tolerance, numbers.Real) or not 0 < tolerance < np.inf:
        raise GraphError(
            "tolerance is the relative error up to which two numbers count as equal, a number above 0 "
            f"such as {format_number(TOLERANCE)}, not {short(tolerance)}."
        )
    if isinstance(fn, Graph) and args:
        raise GraphError("The inputs of a graph are given by name: check_gradients(graph, w=5).")
    graph = graph_of(fn, _by_name(fn, args) | inputs)
    inputs = inputs if isinstance(fn, Graph) else {}
    values = graph.forward(**inputs)
    names = list(graph.inputs)[: len(args) or None] if gradient else list(graph.inputs)
    gradients = graph.backward(**inputs)
    if gradient is not None:
        gradients = _own(gradient, {name: values[name] for name in names})
    rows = [row for name in names for row in checked(graph, name, values, gradients[name], tolerance)]
    return GradientCheck(tuple(rows))


def checked(graph: Graph, name: str, values: dict, gradient: Any, tolerance: float) -> Iterator[CheckedInput]:
    """Check one input (or any other node), element by element. The differences are in double precision."""
    if np.asarray(values[graph.output.name]).dtype != float:
        tolerance *= SINGLE_PRECISION
    inputs = {key: values[key] for key in graph.inputs}
    for index in np.ndindex(np.shape(values[name])):
        found, place = (float(np.asarray(each)[index]) for each in (gradient, values[name]))
        usual = EPSILON * max(1.0, abs(place))
        check = _at(graph, name, index, inputs, found, tolerance, usual)
        yield check if check.error <= tolerance else _closer(check, graph, index, inputs, place, usual)


def _closer(check: CheckedInput, graph: Graph, index, inputs, place, usual) -> CheckedInput:
    """The same check with a smaller step, if one agrees or crosses no kink; else the check as it was.

    A function that bends fast needs smaller steps, and so does a number far below 1. But a step so small that
    its effect drowns in rounding would make 0 of every slope: such a step says nothing.
    """
    name, _, _ = check.name.partition("[")
    output, rounding = _output_and_rounding(graph, inputs)
    closer = []
    for size in (usual / 5, usual / 30, EPSILON * abs(place) or usual):
        each = _at(graph, name, index, inputs, check.gradient, check.tolerance, size)
        off = each.central + rounding / (2 * size)
        if relative_error(each.central, off, output) <= ROUNDING * check.tolerance:
            closer.append(each)
    agreeing = [each for each in closer if each.error <= check.tolerance]
    smooth = [each for each in closer if check.kink and not each.kink]
    return (*agreeing, *smooth, check)[0]


def _output_and_rounding(graph: Graph, inputs: dict) -> tuple[float, float]:
    """The output, and how far it may be off at worst: the rounding of every number, carried on to it."""
    graph = graph.unfolded()
    name = graph.output.name
    values, gradients = graph.nudged(name, 0.0, **inputs), graph.backward(**inputs)
    with np.errstate(all="ignore"):
        carried = (float(np.sum(np.abs(values[each] * gradients[each]))) for each in gradients)
        return float(values[name]), SPACING * sum(carried)


def _at(graph, name, index, inputs, gradient, tolerance, size) -> CheckedInput:
    """The check of one number with nudges of this size."""
    start, up, down = (graph.nudged(name, s, index or None, **inputs) for s in (0.0, size, -size))
    output = graph.output.name
    central = float((up[output] - down[output]) / (2 * size))
    error = relative_error(gradient, central, float(start[output]))
    kink = graph.kink_between(start, up) or graph.kink_between(start, down)
    label = name + (f"[{', '.join(map(str, index))}]" if index else "")
    return CheckedInput(label, gradient, central, error, tolerance, kink)


def _own(gradient: Callable, inputs: dict[str, Any]) -> dict[str, Any]:
    """The gradients that the learner's own function gives, one for each input."""
    name = name_of(gradient)
    _need_inputs(gradient, inputs)
    returned = gradient(*inputs.values())
    found = returned if isinstance(returned, (tuple, list)) else (returned,)
    if len(found) != len(inputs) or not all(map(_is_numeric, found)):
        wanted = ", ".join(f"d{key}" for key in inputs)
        raise GraphError(
            f"{name} returned {short(returned)}: return one number or array for each of the inputs "
            f"{listed(inputs)}, in this order, as in `return {wanted}`."
        )
    for (key, value), own in zip(inputs.items(), found):
        if np.shape(own) != np.shape(value):
            shape, wanted = (np.shape(x) or "one number" for x in (own, value))
            raise GraphError(
                f"{name} returned a gradient for {key} of the wrong shape: "
                f"it is {shape}, and {key} is {wanted}. A gradient has the shape of its input."
            )
    return dict(zip(inputs, found))


def _need_inputs(gradient: Any, inputs: dict[str, Any]) -> None:
    """Raise GraphError for what is no function, or one that cannot be called with so many inputs."""
    if not callable(gradient):
        raise GraphError(
            f"gradient is a function of your own, and not {short(gradient)}: give its name without brackets, "
            "as in gradient=backward."
        )
    try:
        inspect.signature(gradient).bind(*inputs.values())
    except TypeError:
        raise GraphError(
            f"{name_of(gradient)} is called with {listed(inputs)}, in this order: give it these inputs."
        ) from None
    except ValueError:  # a function that does not tell its inputs
        pass


def _is_numeric(x: Any) -> bool:
    return not isinstance(x, dict) and np.asarray(x).dtype.kind in "fiub"


def _by_name(fn: Callable, args: tuple) -> dict[str, Any]:
    """The arguments given by position, under the names that `fn` has for them."""
    if not args:
        return {}
    try:
        names = list(inspect.signature(fn).parameters)
    except (TypeError, ValueError):
        return {}  # trace says what is wrong with such a function
    if len(args) > len(names):
        raise GraphError(f"{name_of(fn)} takes {len(names)} inputs, {listed(names)}, and got {len(args)}.")
    return dict(zip(names, args))
