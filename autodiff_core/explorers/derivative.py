"""DerivativeExplorer: nudge the input of a function and compare the difference with its derivative."""

from __future__ import annotations

import inspect
import math
import re

import numpy as np
import traitlets

from autodiff_core.errors import GraphError, listed
from autodiff_core.explorers.base import (
    COMMON,
    Choice,
    Explorer,
    ExplorerError,
    Number,
    module,
    stylesheet,
    trait_name,
)
from autodiff_core.explorers.derivative_picture import draw
from autodiff_core.graph import Graph, trace
from autodiff_core.in_words import short
from autodiff_core.lessons import cube, reciprocal, square
from autodiff_core.numbers import format_number

SMALLEST_EPSILON, LARGEST_EPSILON = 1e-16, 1.0
START = 3  # where the argument starts if neither the learner nor the function says
DIGITS = 10  # 9.006001 has seven


class DerivativeExplorer(Explorer):
    """A curve, a point, a nudge by epsilon: secant and tangent, difference and derivative, and the error.

        DerivativeExplorer()                                  # w**2, w**3 and 1/w to choose from
        DerivativeExplorer(lambda w: w**2)
        DerivativeExplorer(my_function, w=3, epsilon=0.001)

    functions: Python functions of one number (or graphs made by `trace`). The first argument is moved; the
    others keep the value given here, or their default. All functions call their first argument alike.
    range: the two ends of the slider. epsilon: from 1e-16 to 1. difference: "forward" or "central".

    To read and set: the argument under its own name (`explorer.w`; a name that a widget uses already gets an
    underscore, `explorer.value_`), `epsilon`, `function` (the name of the one shown) and `difference`.
    To read: `value`, `derivative`, `forward_difference`, `central_difference`.
    Raises GraphError, in one sentence, for what cannot be recorded, computed or set.
    """

    _esm = module("derivative.js")
    _css = stylesheet(*COMMON, "axes.css", "tables.css", "derivative.css")

    functions = traitlets.List().tag(sync=True)
    argument = traitlets.Unicode().tag(sync=True)
    range = traitlets.List().tag(sync=True)
    epsilon_limits = traitlets.List([SMALLEST_EPSILON, LARGEST_EPSILON]).tag(sync=True)
    epsilon = Number(0.001, SMALLEST_EPSILON, LARGEST_EPSILON)
    difference = Choice("forward", lambda explorer: ["forward", "central"])
    function = Choice("", lambda explorer: explorer._graphs)

    def __init__(self, /, *functions, range=(-5, 5), epsilon=0.001, difference="forward", **values):
        __tracebackhide__ = True
        graphs = [_record(function, values) for function in functions or (square, cube, reciprocal)]
        self._graphs = dict(zip(_labels(graphs), graphs, strict=True))
        names = {next(iter(graph.inputs)) for graph in graphs}
        if len(names) > 1:
            raise ExplorerError(
                f"The functions call their first argument {listed(sorted(names))}: use one name."
            )
        self._argument = names.pop()
        trait = trait_name(type(self), self._argument)
        self.add_traits(**{trait: Number(graphs[0].inputs[self._argument])})
        super().__init__(
            functions=[_for_the_page(label, graph) for label, graph in self._graphs.items()],
            argument=trait,
            range=_ends(range),
            epsilon=epsilon,
            difference=difference,
            function=next(iter(self._graphs)),
        )

    @property
    def graph(self):
        """The recorded graph of the function shown."""
        return self._graphs[self.function]

    @property
    def value(self) -> float:
        """The output of the function at the present argument."""
        return self._at(self._point)

    @property
    def derivative(self) -> float:
        """The derivative at the present argument, by backpropagation."""
        return float(self.graph.backward(**{self._argument: self._point})[self._argument])

    @property
    def forward_difference(self) -> float:
        """(J(w + epsilon) - J(w)) / epsilon."""
        low, high = self._point, self._point + self.epsilon
        return (self._at(high) - self._at(low)) / self.epsilon

    @property
    def central_difference(self) -> float:
        """(J(w + epsilon) - J(w - epsilon)) / (2 epsilon)."""
        low, high = self._point - self.epsilon, self._point + self.epsilon
        return (self._at(high) - self._at(low)) / (2 * self.epsilon)

    @property
    def _point(self) -> float:
        return getattr(self, self.argument)

    def _at(self, point: float) -> float:
        return float(self.graph.forward(**{self._argument: point})[self.graph.output.name])

    def plain(self) -> str:
        """The explorer in a few lines: the values, both differences and the derivative."""
        w, J = self._argument, _output(self.graph)
        settings = f"{self.argument}={format_number(self._point)}, epsilon={format_number(self.epsilon)}"
        first = f"DerivativeExplorer({self.function}, {settings})"
        try:
            rows = [
                (f"{J}({w})", self.value),
                (f"{J}({w} + epsilon)", self._at(self._point + self.epsilon)),
                ("forward difference", self.forward_difference),
                ("central difference", self.central_difference),
                (f"derivative d{J}/d{w}", self.derivative),
            ]
        except GraphError as error:  # the code takes another branch here than the recorded one
            return f"{first}\n{error}"
        width = max(len(name) for name, _ in rows)
        lines = [f"{name:{width}}  {format_number(number, DIGITS)}" for name, number in rows]
        return "\n".join([first, *lines])

    def svg(self) -> str:
        """One picture of the present state: the curve, the point, the nudged point, secant and tangent."""
        low, high = self.range
        while not low <= self._point <= high:
            low, high = low - (high - low) / 2, high + (high - low) / 2
        nudge = -self.epsilon if self.difference == "central" else 0.0
        return draw(
            lambda point: _or_nan(lambda: self._at(point)),
            (low, high),
            points=(self._point, self._point + nudge, self._point + self.epsilon),
            slopes=(
                _or_nan(lambda: self.derivative),
                _or_nan(lambda: getattr(self, f"{self.difference}_difference")),
            ),
            names=(self._argument, _output(self.graph), self.function),
        )


def _or_nan(compute) -> float:
    """The number, or NaN where the code takes another branch than the recorded one."""
    try:
        return compute()
    except GraphError:
        return math.nan


def _record(function, values: dict) -> Graph:
    """Trace `function`; its first argument starts at the value given, its own default, or START."""
    __tracebackhide__ = True
    if isinstance(function, Graph):
        graph = function
    else:
        first = next(iter(_parameters(function)), None)
        if first is None:
            raise ExplorerError("The function needs an argument to nudge, such as w in `lambda w: w**2`.")
        start = {} if first.name in values or first.default is not first.empty else {first.name: START}
        graph = trace(function, **values, **start)
    if not graph.is_scalar:
        raise ExplorerError(f"{graph.name} works on arrays: this explorer draws functions of one number.")
    return graph


def _parameters(function) -> list[inspect.Parameter]:
    if isinstance(function, np.ufunc) or not callable(function):
        raise ExplorerError(f"Give a function of your own, such as `lambda w: w**2`, not {short(function)}.")
    try:
        return list(inspect.signature(function).parameters.values())
    except ValueError:
        raise ExplorerError(
            f"Give a function of your own, such as `lambda w: w**2`, not {short(function)}."
        ) from None


def _labels(graphs: list[Graph]) -> list[str]:
    """The name of each function: its formula if it is one line, else its own name; never two alike."""
    labels = []
    for graph in graphs:
        operations = [node for node in graph.nodes if not node.is_leaf]
        name = graph.name if graph.name.isidentifier() else "f"
        one_line = len(operations) == 1 and not graph.guards
        label = operations[0].code.partition(" = ")[2] if one_line else f"{name}({next(iter(graph.inputs))})"
        while label in labels:
            label += "'"
        labels.append(label)
    return labels


def _output(graph: Graph) -> str:
    """The learner's name for the output; J if the last line has none."""
    unnamed = graph.output.is_leaf or re.fullmatch(r"v\d+", graph.output.name)
    return "J" if unnamed else graph.output.name


def _for_the_page(name: str, graph: Graph) -> dict:
    return {
        "name": name,
        "argumentName": next(iter(graph.inputs)),
        "argument": 0,
        "values": [float(value) for value in graph.inputs.values()],
        "output": _output(graph),
        "node": graph.output.index,
        "javascript": graph.javascript,
        "guards": list(graph.guards),
    }


def _ends(range) -> list[float]:
    try:
        low, high = (float(end) for end in range)
    except (TypeError, ValueError, OverflowError):
        raise ExplorerError(f"range needs two numbers such as (-5, 5), not {short(range)}.") from None
    if not math.isfinite(high - low):
        raise ExplorerError(f"range needs two finite numbers such as (-5, 5), not {short(range)}.")
    if not low < high:
        raise ExplorerError(f"range goes from a smaller to a larger number, not from {low:g} to {high:g}.")
    return [low, high]
