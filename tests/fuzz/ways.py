"""The engine's own ways to values and gradients: eager, compiled, printed, walked, unfolded, replayed."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from autodiff_core import grad, relu, replay, sigmoid, trace, value_and_grad
from autodiff_core.backward import ancestors, zeros_like
from autodiff_core.node import Node
from autodiff_core.passes import backward_flow, forward_pass
from fuzz.programs import NAMES, Case
from fuzz.report import Report

POSITIONS = (0, 1, 2)
ROUNDING = 1e-11  # of the largest gradient on the way: what another order of multiplications may change


class Ways:
    """A case and what the engine makes of it, each computed once."""

    def __init__(self, case: Case):
        self.case = case

    @cached_property
    def eager(self):
        return value_and_grad(self.case.run, POSITIONS)(*self.case.inputs)

    @cached_property
    def graph(self):
        return trace(self.case.function(), **dict(zip(NAMES, self.case.inputs)))

    @cached_property
    def printed(self):
        """The values and gradients of the printed Python, run on its own.

        Python's own arithmetic raises an error where IEEE 754 has infinity or NaN: NumPy's numbers go on.
        """
        scope = {"np": np, "relu": relu, "sigmoid": sigmoid}
        exec(self.graph.python, scope)
        with np.errstate(all="ignore"):
            try:
                return scope["run"](*self.graph.inputs.values())
            except ArithmeticError:
                return scope["run"](*map(np.float64, self.graph.inputs.values()))

    @cached_property
    def largest(self) -> tuple[float, float]:
        """The largest finite value and the largest finite gradient of a node, at least 1."""
        graph = self.graph
        return tuple(
            max(float(np.max(np.abs(np.nan_to_num(x, posinf=0, neginf=0)), initial=1.0)) for x in numbers)
            for numbers in (graph.forward().values(), graph.backward().values())
        )

    @cached_property
    def tolerance(self) -> float:
        """What rounding may change: a share of the largest number, and a slope at a rounded value."""
        value, gradient = self.largest
        return ROUNDING * max(value, gradient) * (1 + len(self.case.program) / 20) + 1e-14 * value * gradient

    @cached_property
    def finite(self) -> bool:
        """The value and its gradients are finite. If not, NaN times a slope 0 is NaN or masked."""
        value, gradients = self.eager
        return all(np.isfinite(x).all() for x in (value, *gradients))

    @cached_property
    def moderate(self) -> bool:
        """All numbers are finite and can be squared: only then do other formulas agree."""
        return (
            self.finite and all(np.isfinite(x).all() for x in self.case.inputs) and max(self.largest) < 1e50
        )

    def along(self, direction):
        """The derivative of the gradient along a direction: a second derivative for each input."""

        def slope(*inputs):
            gradients = grad(self.case.run, POSITIONS)(*inputs)
            return sum(np.sum(g * d) for g, d in zip(gradients, direction))

        return grad(slope, POSITIONS)(*self.case.inputs)


def operations(*outputs) -> set[str]:
    """The names of all operations that nodes were computed with."""
    nodes = [x for x in outputs if type(x) is Node]
    return {node.operation.name for node in ancestors(*nodes) if node.operation}


def check(ways: Ways, report: Report) -> None:
    """Eager against compiled, printed, walked, unfolded and replayed."""
    value, gradients = ways.eager
    graph, tolerance = ways.graph, ways.tolerance
    with np.errstate(all="ignore"):
        plain = ways.case.run(*[np.asarray(x) if np.ndim(x) else x for x in ways.case.inputs])
    report.compare("value: NumPy alone", "J", value, plain, tolerance)
    _graph("compiled", graph, ways, report)
    _graph("unfolded", graph.unfolded(), ways, report)
    values, printed = ways.printed
    for name, own in graph.forward().items():
        report.compare("value: printed Python", name, values[name], own, tolerance)
    for name, own in graph.backward().items():
        report.compare("gradient: printed Python", name, printed[name], own, tolerance)
    _replayed(ways, report)


def _graph(way, graph, ways, report) -> None:
    """A graph's compiled program against eager, and against walking the same graph."""
    value, gradients = ways.eager
    inputs, tolerance = tuple(graph.inputs.values()), ways.tolerance
    values, backward = graph.forward(), graph.backward()
    report.compare(f"value: {way}", "J", values[graph.output.name], value)
    if ways.finite:
        for name, gradient in zip(NAMES, gradients):
            report.compare(f"gradient: {way}", name, backward[name], gradient, tolerance)
    else:
        report.notes[
            f"programs whose result is infinite or NaN: its gradient is not compared with {way}"
        ] += 1
    with np.errstate(all="ignore"):
        walked = forward_pass(graph.nodes, inputs)
        flows = backward_flow(graph.nodes, walked, graph.output)
    for node, number in zip(graph.nodes, walked):
        report.compare(f"value: {way}, walked", node.name, number, values[node.name])
    found = list(map(zeros_like, walked))
    for flow in flows:
        found[flow.node.arguments[flow.position].index] = flow.after
    for node in graph.nodes:
        if node is not graph.output:
            report.compare(
                f"gradient: {way}, walked", node.name, found[node.index], backward[node.name], tolerance
            )


def _replayed(ways, report) -> None:
    """The function recorded once, run again: at the same inputs, and at others.

    Numbers agree to the last bit. An array may lie in memory in another order, and is then summed in another.
    """
    case = ways.case
    tolerance = 0.0 if case.scalar else ways.tolerance
    run = replay(case.run, *case.inputs, argnums=POSITIONS)
    elsewhere = [x * 0.75 + 0.125 for x in case.inputs]
    for where, inputs, eager in (
        ("replayed", case.inputs, ways.eager),
        ("replayed elsewhere", elsewhere, value_and_grad(case.run, POSITIONS)(*elsewhere)),
    ):
        value, gradients = run(*inputs)
        report.compare(f"value: {where}", "J", value, eager[0], tolerance)
        for name, one, other in zip(NAMES, gradients, eager[1]):
            report.compare(f"gradient: {where}", name, one, other, tolerance)
    if case.scalar and ways.finite:
        _swept(run, case, elsewhere, ways, report)


def _swept(run, case, elsewhere, ways, report) -> None:
    """A program of numbers, run once for an array of them."""
    inputs = [np.array([x, y, x]) for x, y in zip(case.inputs, elsewhere)]
    inputs[1] = case.inputs[1]  # one of them stays one number
    value, gradients = run(*inputs)
    for place in (0, 1):
        here = [x[place] if np.ndim(x) else x for x in inputs]
        eager = value_and_grad(case.run, POSITIONS)(*map(float, here))
        report.compare("value: swept", "J", value[place], eager[0], ways.tolerance)
        for name, one, other in zip(NAMES, gradients, eager[1]):
            report.compare("gradient: swept", name, one[place], other, 10 * ways.tolerance)
