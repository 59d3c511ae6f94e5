"""The engine's own ways to values and gradients: eager, compiled, printed, walked, unfolded, replayed."""

from __future__ import annotations

from functools import cached_property

import numpy as np

import autodiff_core
from autodiff_core import grad, relu, sigmoid, trace, value_and_grad
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
        """The values and gradients of the printed Python, run on its own."""
        scope = {"np": np, "relu": relu, "sigmoid": sigmoid}
        exec(self.graph.python, scope)
        with np.errstate(all="ignore"):
            return scope["run"](*self.graph.inputs.values())

    @cached_property
    def largest(self) -> float:
        """The largest finite number that flows in it, at least 1."""
        flowing = [*self.graph.backward().values(), *self.graph.forward().values()]
        return max(float(np.max(np.abs(np.nan_to_num(x, posinf=0, neginf=0)), initial=1.0)) for x in flowing)

    @cached_property
    def tolerance(self) -> float:
        """What rounding may change in this program: a share of its largest number."""
        return ROUNDING * self.largest * (1 + len(self.case.program) / 20)

    @cached_property
    def moderate(self) -> bool:
        """All numbers are finite and can be squared: only then do ways with other formulas agree."""
        value, gradients = self.eager
        return (
            all(np.isfinite(x).all() for x in (value, *gradients, *self.case.inputs)) and self.largest < 1e50
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
    if hasattr(autodiff_core, "replay"):
        _replayed(ways, report)


def _graph(way, graph, ways, report) -> None:
    """A graph's compiled program against eager, and against walking the same graph."""
    value, gradients = ways.eager
    inputs, tolerance = tuple(graph.inputs.values()), ways.tolerance
    values, backward = graph.forward(), graph.backward()
    report.compare(f"value: {way}", "J", values[graph.output.name], value)
    for name, gradient in zip(NAMES, gradients):
        report.compare(f"gradient: {way}", name, backward[name], gradient, tolerance)
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
    value, gradients = ways.eager
    run = autodiff_core.replay(ways.case.run, *ways.case.inputs, argnums=POSITIONS)
    again = run(*ways.case.inputs)
    report.compare("value: replayed", "J", again[0], value)
    for name, one, other in zip(NAMES, again[1], gradients):
        report.compare("gradient: replayed", name, one, other)
