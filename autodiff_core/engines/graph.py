"""The graph of a function as a learner's own engine sees it: its nodes, its numbers, its mistakes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autodiff_core import limits, report
from autodiff_core.backward import accumulate
from autodiff_core.engines.checks import Check, all_checks, failed, forgotten, sums_of
from autodiff_core.engines.record import Numbers, Recorded
from autodiff_core.fold import GraphNode
from autodiff_core.graph import Graph
from autodiff_core.names import Names
from autodiff_core.node import Node
from autodiff_core.operations import Operation
from autodiff_core.passes import Flow, between, recompute
from autodiff_core.printer import Printer
from autodiff_core.simplify import simplify
from autodiff_core.steps import Edge


@dataclass(frozen=True, eq=False, repr=False)
class EngineNode(GraphNode):
    """A Value. The first of its arguments are its parents; the others it uses too, but keeps no track of."""

    known: int = 0  # how many of the arguments are parents

    @property
    def parents(self) -> tuple[GraphNode, ...]:
        return self.arguments[: self.known]

    def slots(self):
        return enumerate(self.parents)


class EngineGraph(Graph):
    """A graph whose nodes, local derivatives and gradients are those of a learner's own engine.

    Made by `trace_with`. Its numbers come from running that engine on plain numbers; what a page computes is
    the arithmetic that the engine did while it was recorded.
    """

    def __init__(self, recorded: Recorded):
        self.name = recorded.trace.name
        self.is_scalar = True
        self._trace, self._recorded = recorded.trace, recorded
        self.nodes = _nodes(recorded)
        self.output = next(node for node in self.nodes if node.recorded is recorded.trace.output)
        limits.check(self._trace, tuple(self.inputs.values()), [n.value for n in self.nodes], self._variables)

    def unfolded(self) -> EngineGraph:
        """The graph itself: it has a node for every Value already."""
        return self

    def recorded_at(self, /, **inputs) -> EngineGraph:
        """The graph of the same function in the same engine, recorded again with these inputs."""
        return EngineGraph(Recorded(self._recorded.engine, self._trace.fn, self._again(inputs)))

    def run(self, /, **inputs) -> tuple[dict[str, Any], Callable]:
        """Run the engine on plain numbers: its own Values by name of the node, and its backward pass."""
        numbers = self._forward(self._inputs(inputs))
        values = [numbers.run.values[place] for place in numbers.places]
        return {node.name: value for node, value in zip(self.nodes, values)}, numbers.run.backward

    def notes(self, /, **inputs) -> tuple[str, ...]:
        """What does not fit together in the engine, and what deserves a word in any graph."""
        values = self._forward(self._inputs(inputs))
        by_age = {node.recorded.age: value for node, value in zip(self.nodes, values)}
        sums = sums_of(self._flows(values), self.output)
        pairs = []
        with np.errstate(all="ignore"):
            for check, _, right in self._open_checks:
                said = check.said(values.gradients, values.local_derivatives)
                right = sums.get(check.node.index, 0.0) if check.parent is None else computed(right, by_age)
                pairs.append((said, right))
        wrong = failed(self.checks, pairs, values[self.output.index])
        return (*self.remarks, *wrong, *report.notes(self, inputs))

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """A sentence for every node that is computed from a Value which is not among its parents."""
        names, held = self._trace.names, set(self._recorded.held)
        return tuple(filter(None, [forgotten(node, names, held) for node in self.nodes]))

    @cached_property
    def checks(self) -> tuple[str, ...]:
        """A sentence for everything that could be wrong in the engine at other inputs, or is at these."""
        return tuple(
            check.sentence(number, self.output) for number, (check, _, _) in enumerate(self._open_checks)
        )

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        printer = Printer(self._variables)
        known = set(self._variables)
        return tuple(
            Edge(number, flow_parent, node, argument, printer.text(simplify(local, known)))
            for number, (node, argument, flow_parent, local) in enumerate(self._every_edge())
        )

    # ---------------------------------------------------------------- inside

    _compiled = None  # the program in Python is for reading: the numbers come from the engine itself

    def _every_edge(self):
        for node, local_derivatives in zip(self.nodes, self._recorded.local_derivatives):
            for (argument, parent), local in zip(node.slots(), local_derivatives):
                yield node, argument, parent, local

    @cached_property
    def _open_checks(self) -> list[tuple[Check, Any, Any]]:
        """All checks that the numbers decide: what the engine says, and what it should say, in symbols."""
        recorded, known = self._recorded, set(self._variables)
        sums = sums_of(self._symbolic, self.output)
        found = []
        with np.errstate(all="ignore"):
            for check in all_checks(self.nodes):
                said = check.said(recorded.gradients, recorded.local_derivatives)
                right = check.right(said, sums, known)
                if said is not right and (Node in (type(said), type(right)) or said != right):
                    found.append((check, said, right))
        return found

    @cached_property
    def _checks(self) -> list[tuple]:
        return [(said, right) for _, said, right in self._open_checks]

    @cached_property
    def _given_gradients(self) -> dict[int, Any]:
        gradients = enumerate(self._recorded.gradients)
        return dict(sorted(gradients, key=lambda item: item[1].age if type(item[1]) is Node else -1))

    @cached_property
    def _symbolic(self) -> list[Flow]:
        return _flows(self.nodes, self._recorded.gradients, self._recorded.local_derivatives)

    def _forward(self, inputs: tuple) -> Numbers:
        limits.check(self._trace, inputs, (), self._variables)
        numbers = Numbers(self._recorded, dict(zip(self.inputs, inputs)))
        limits.check(self._trace, inputs, numbers, self._variables)
        return numbers

    def _flows(self, values: Numbers) -> list[Flow]:
        return _flows(self.nodes, values.gradients, values.local_derivatives)

    def _gradients(self, values: Numbers, flows: Sequence[Flow]) -> list:
        return values.gradients


def _flows(
    nodes: Sequence[EngineNode], gradients: Sequence, local_derivatives: Sequence[tuple]
) -> list[Flow]:
    """What flows back along every edge: the engine's own gradient times its own local derivative."""
    sums: dict[int, Any] = {}
    flows = []
    for node in reversed(nodes):
        for (position, parent), local in zip(node.slots(), local_derivatives[node.index]):
            contribution = gradients[node.index] * local
            before = sums.get(parent.index)
            sums[parent.index] = accumulate(before, contribution)
            flows.append(
                Flow(node, position, gradients[node.index], local, contribution, before, sums[parent.index])
            )
    return flows


def _nodes(recorded: Recorded) -> tuple[EngineNode, ...]:
    """A node for every Value: with the learner's name and line where they hold, else v1, v2, ..."""
    names, printer = Names(recorded.trace), Printer({})
    nodes: list[EngineNode] = []
    at: dict[int, EngineNode] = {}  # by age
    for place, value, local_derivatives in zip(recorded.places, recorded.nodes, recorded.local_derivatives):
        if len(nodes) < len(recorded.leaves):
            name = code = list(recorded.leaves)[len(nodes)]
            node = EngineNode(len(nodes), name, code, value.value, recorded=value)
        else:
            parents = [at[recorded.node_of(parent).age] for parent in recorded.run.parents(place)]
            used, _ = between([value, *local_derivatives], at)
            arguments = (*parents, *[at[age] for age in used if at[age] not in parents])
            operation = _operation(value, local_derivatives, arguments)
            name = names.of(value)
            code = names.code(value, name, [parent.name for parent in parents])
            code = code or f"{name} = {printer.text(value)}"
            node = EngineNode(len(nodes), name, code, value.value, operation, arguments, value, len(parents))
        nodes.append(node)
        at[value.age] = node
        printer.variables[value.age] = node.name
    return tuple(nodes)


def _operation(value: Node, local_derivatives: Sequence, arguments: Sequence[EngineNode]) -> Operation:
    """A Value as one operation: what it computes, and the local derivatives that its engine believes in."""
    ages = [argument.recorded.age for argument in arguments]

    def rule(local: Any) -> Callable:
        return lambda g, out, *numbers: g * computed(local, {**dict(zip(ages, numbers)), value.age: out})

    rules = tuple(map(rule, local_derivatives)) + (None,) * (len(arguments) - len(local_derivatives))
    return Operation("value", "", None, lambda *numbers: computed(value, dict(zip(ages, numbers))), rules)


def computed(expression: Any, known: dict[int, Any]) -> Any:
    """A recorded expression in numbers, from those that are known by age."""
    if type(expression) is not Node:
        return expression
    return recompute(between([expression], known)[1], dict(known))[expression.age]
