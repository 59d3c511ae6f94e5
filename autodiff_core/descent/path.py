"""Gradient descent on a function of single numbers: w <- w - alpha dJ/dw, and every other parameter likewise.

Both passes are done first, and then all parameters are updated. `during=True` is the mistake of updating
each parameter as soon as its gradient has arrived, while the backward pass still goes on.
"""

from __future__ import annotations

import inspect
import math
import numbers
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autodiff_core.backward import accumulate
from autodiff_core.derivatives import graph_of
from autodiff_core.descent.gates import Gate, gate_inputs, gates
from autodiff_core.descent.words import WORDS, Verdict, judge
from autodiff_core.errors import GraphError, listed
from autodiff_core.graph import Graph
from autodiff_core.in_words import short
from autodiff_core.numbers import format_number
from autodiff_core.text_table import text_table
from autodiff_core.tracing import unknown_names

MOST_STEPS = 100_000
HEAD, TAIL = 8, 3  # rows of a long table that are printed


@dataclass(frozen=True)
class Point:
    """Where a descent stands after some steps: parameters, cost, the gradients of the next step, notes."""

    parameters: dict[str, float]
    cost: float
    gradients: dict[str, float]
    notes: tuple[str, ...] = ()
    held: tuple[tuple[str, float], ...] = ()  # gates that hold a gradient back here, with their inputs
    elsewhere: bool = False  # the code would take another branch here than the one that was recorded


@dataclass(frozen=True)
class Path:
    """A descent: its points, the start first. Prints as a table and a sentence."""

    output: str
    alpha: float
    points: tuple[Point, ...]

    @property
    def costs(self) -> tuple[float, ...]:
        """The cost at the start and after each step."""
        return tuple(point.cost for point in self.points)

    @property
    def steps(self) -> int:
        """How many steps were taken: fewer than asked for, if the cost was no longer finite."""
        return len(self.points) - 1

    @property
    def verdict(self) -> Verdict:
        """What became of the descent, from its numbers: the regime and a sentence."""
        last, gradients = self.points[-1], [point.gradients for point in self.points]
        return judge(self.output, self.costs, gradients, dict(last.held), last.elsewhere)

    def table(self) -> str:
        """One row for each point: parameters, cost, gradients, notes on gates."""
        J, names = self.output, list(self.points[0].parameters)
        heading = ["step", *names, J, *(f"d{J}/d{name}" for name in names)]
        rows = [
            [str(k), *map(format_number, [*p.parameters.values(), p.cost, *p.gradients.values()])]
            for k, p in enumerate(self.points)
        ]
        if any(p.notes for p in self.points):
            heading.append("notes")
            rows = [[*row, ", ".join(p.notes)] for row, p in zip(rows, self.points)]
        if len(rows) > HEAD + TAIL + 1:
            rows[HEAD:-TAIL] = [["..."] + [""] * (len(heading) - 1)]
        return text_table(heading, rows, left=[heading.index("notes")] if "notes" in heading else [])

    def __repr__(self) -> str:
        return f"{self.table()}\n{self.verdict.sentence}"


def descend(
    target: Callable | Graph,
    /,
    alpha: float | None = None,
    steps: int = 1,
    parameters: Sequence[str] | None = None,
    during: bool = False,
    **start: float,
) -> Path:
    """Take `steps` steps of gradient descent from `start` with learning rate `alpha`.

    parameters: the names of the inputs that are updated; left out, all arguments of the function without a
    default (of a graph: all its inputs). The others keep their values. during: update each parameter as
    soon as its gradient has arrived, which is a mistake. The descent ends early where the cost is not
    finite. Raises GraphError for arrays, unknown names and settings that make no sense.
    """
    alpha = _learning_rate(alpha)
    if isinstance(steps, bool) or not isinstance(steps, numbers.Integral) or not 0 <= steps <= MOST_STEPS:
        raise GraphError(
            f"steps is how many steps to take, a whole number from 0 to {MOST_STEPS:,}, not {short(steps)}."
        )
    check_during(during)
    graph = graph_of(target, start)
    names = updated(target, graph, parameters)
    if not graph.is_scalar:
        raise GraphError(f"descend moves single numbers, and {graph.name} computes with arrays.")
    unknown_names(graph.name, start, graph.inputs)
    inputs = {name: float(value) for name, value in (graph.inputs | start).items()}
    places, points = gates(graph), []
    for _ in range(steps + 1):
        points.append(_point(graph, inputs, names, alpha, during, places))
        if not math.isfinite(points[-1].cost):
            break
        inputs |= {name: inputs[name] - alpha * points[-1].gradients[name] for name in names}
    return Path(graph.output.name, alpha, tuple(points))


def check_during(during) -> None:
    """Raise GraphError for what is no truth value."""
    if not isinstance(during, bool):
        raise GraphError(f"during is True or False, not {short(during)}.")


def _learning_rate(alpha) -> float:
    if alpha is None:
        raise GraphError("How long are the steps? Give a learning rate, such as alpha=0.1.")
    try:
        rate = float(alpha) if isinstance(alpha, numbers.Real) else math.nan
    except OverflowError:  # a whole number too large for a float
        rate = math.inf
    if not math.isfinite(rate):
        raise GraphError(f"alpha is the learning rate, a number such as 0.1; {short(alpha)} is not one.")
    return rate


def updated(target: Callable | Graph, graph: Graph, parameters: Sequence[str] | None) -> list[str]:
    """The inputs that a descent updates, in the order of the graph."""
    if parameters is None:
        known = {} if isinstance(target, Graph) else inspect.signature(target).parameters
        given = {name for name, each in known.items() if each.default is not each.empty}
        wanted = [name for name in graph.inputs if name not in given]
    else:
        wanted = [parameters] if isinstance(parameters, str) else parameters
        if not isinstance(wanted, (list, tuple)) or not all(isinstance(name, str) for name in wanted):
            raise GraphError(f"parameters needs names, such as ['w', 'b'], not {short(parameters)}.")
        unknown_names(graph.name, wanted, graph.inputs)
    if not wanted:
        raise GraphError(
            f"{graph.name} has no input to update: name some with parameters=, "
            f"out of {listed(graph.inputs)}."
        )
    return [name for name in graph.inputs if name in wanted]


def _point(
    graph: Graph, inputs: dict, names: Sequence[str], alpha: float, during: bool, places: Sequence[Gate]
) -> Point:
    """Both passes at one point; where the function is not defined, or branches elsewhere, a cost of NaN."""
    here = {name: inputs[name] for name in names}
    nothing = dict.fromkeys(names, math.nan)
    try:
        values, right = graph.forward(**inputs), graph.backward(**inputs)
    except GraphError as error:
        elsewhere = graph.takes_other_branch(**inputs)
        return Point(here, math.nan, nothing, (str(error),), elsewhere=elsewhere)
    cost = float(values[graph.output.name])
    if math.isnan(cost):
        return Point(here, cost, nothing)
    notes, held = [], []
    for gate, at in zip(places, gate_inputs(graph, values, places)):
        if gate.slope_at_zero is not None and at < 0:
            notes.append(WORDS["closed"].format(gate=gate.name))
        if at == 0:
            notes.append(WORDS["on the kink"].format(gate=gate.name))
        if gate.is_closed(at) and right[graph.nodes[gate.line].name] != 0:
            held.append((gate.name, at))
    used = _too_early(graph, inputs, names, alpha) if during else right
    return Point(here, cost, {n: float(used[n]) for n in names}, tuple(notes), tuple(held))


def _too_early(graph: Graph, inputs: dict, names: Sequence[str], alpha: float) -> dict[str, float]:
    """The gradients that arrive if each parameter is updated as soon as its own is complete.

    The local derivatives further back then see the new value, though the forward pass used the old one.
    """
    values = graph._forward(tuple(inputs.values()))
    flows = graph._flows(values)
    last = {flow.node.arguments[flow.position].index: number for number, flow in enumerate(flows)}
    arrived = dict.fromkeys(range(len(graph.nodes)), None) | {graph.output.index: 1.0}
    for number, flow in enumerate(flows):
        parent = flow.node.arguments[flow.position]
        local = graph._flows(values)[number].local  # as it is now, after the updates so far
        arrived[parent.index] = accumulate(arrived[parent.index], arrived[flow.node.index] * local)
        if parent.name in names and last[parent.index] == number:
            values[parent.index] -= alpha * arrived[parent.index]
    return {node.name: arrived[node.index] or 0.0 for node in graph.nodes}
