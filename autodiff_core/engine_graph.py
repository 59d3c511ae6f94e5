"""The graph of a function as a learner's own engine sees it: its nodes, its numbers, its mistakes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from autodiff_core import limits
from autodiff_core import operations as ops
from autodiff_core.engine_run import Run
from autodiff_core.errors import GraphError
from autodiff_core.fold import GraphNode
from autodiff_core.graph import Graph
from autodiff_core.names import Names
from autodiff_core.node import Node, Recording, record, recording
from autodiff_core.operations import Operation
from autodiff_core.passes import Flow, accumulate, replay
from autodiff_core.printer import Printer
from autodiff_core.protocol import Engine
from autodiff_core.simplify import simplify
from autodiff_core.steps import Edge
from autodiff_core.tracing import Trace, bind, leaves_of
from autodiff_core.values import as_value
from autodiff_core.watch import Watch, name_of


class Recorded:
    """One run on nodes: what was computed forward, what backward, and what the engine believes in between."""

    def __init__(self, engine: Engine, fn: Callable, inputs: dict[str, Any]):
        self.engine, self.fn = engine, fn
        given, self.settings = bind(fn, inputs)
        self.leaves = leaves_of(given)
        for name, node in self.leaves.items():
            if node.shape:
                raise GraphError(
                    f"The input {name} is an array: an engine of your own is shown with single numbers."
                )
        notes = Recording({node.age: name for name, node in self.leaves.items()})
        watch = Watch(fn, notes.names, self._node_in)
        self.held: dict[int, int] = {}  # the id of each Value by the age of the node that is its own
        token = recording.set(notes)
        try:
            self.run = Run(engine, fn, self.leaves, self.settings, watch.call, self._hold)
            self.places = self.run.reached()
            self.nodes = [self._hold(self.run.values[place]) for place in self.places]
            self.local_derivatives = [self.run.local_derivatives(place) for place in self.places]
            self.run.backward()
            self.gradients = [self.run.gradient(place) for place in self.places]
        finally:
            recording.reset(token)
        output = self.nodes[self.places.index(self.run.place[id(self.run.output)])]
        self.trace = Trace(name_of(fn), self.leaves, output, notes.names, watch.source, notes.branches)

    def _node_in(self, x: Any) -> Node | None:
        number = getattr(x, self.engine.value, None) if isinstance(x, self.engine.Value) else None
        return number if type(number) is Node else None

    def node_of(self, value: Any) -> Node:
        """The node that a Value holds."""
        return self.engine.number(value)

    def _hold(self, value: Any) -> Node:
        """Give a Value a node of its own: a constant gets one, and so does who shares the node of another."""
        node = self.engine.number(value)
        if type(node) is not Node or self.held.setdefault(node.age, id(value)) != id(value):
            node = record(ops.identity, node)
            self.held[node.age] = id(value)
            setattr(value, self.engine.value, node)
        return node


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
    def _given_gradients(self) -> dict[int, Any]:
        gradients = enumerate(self._recorded.gradients)
        return dict(sorted(gradients, key=lambda item: item[1].age if type(item[1]) is Node else -1))

    @cached_property
    def _symbolic(self) -> list[Flow]:
        return _flows(self.nodes, self._recorded.gradients, self._recorded.local_derivatives)

    def _forward(self, inputs: tuple) -> _Numbers:
        limits.check(self._trace, inputs, (), self._variables)
        numbers = _Numbers(self._recorded, dict(zip(self.inputs, inputs)))
        limits.check(self._trace, inputs, numbers, self._variables)
        return numbers

    def _flows(self, values: _Numbers) -> list[Flow]:
        return _flows(self.nodes, values.gradients, values.local_derivatives)

    def _gradients(self, values: _Numbers, flows: Sequence[Flow]) -> list:
        return values.gradients


class _Numbers(list):
    """The value of every node from a run of the engine on plain numbers, and what its backward pass left."""

    def __init__(self, recorded: Recorded, inputs: dict[str, float]):
        self.places = recorded.places
        self.run = Run(recorded.engine, recorded.fn, inputs, recorded.settings)
        if self.run.reached() != self.places:
            raise GraphError(
                f"With these inputs {recorded.trace.name} makes other values than when it was recorded: "
                "trace it again with these inputs."
            )
        super().__init__(as_value(recorded.engine.number(self.run.values[place])) for place in self.places)

    @cached_property
    def local_derivatives(self) -> list[tuple]:
        return [tuple(map(as_value, self.run.local_derivatives(place))) for place in self.places]

    @cached_property
    def gradients(self) -> list:
        assert self.local_derivatives is not None  # an engine is asked for them before its backward pass
        self.run.backward()
        return [as_value(self.run.gradient(place)) for place in self.places]


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
            used, _ = _between([value, *local_derivatives], at)
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

    def computed(expression: Any, numbers: Sequence, own: dict[int, Any]) -> Any:
        if type(expression) is not Node:
            return expression
        known = dict(zip(ages, numbers)) | own
        return replay(_between([expression], known)[1], known)[expression.age]

    def rule(local: Any) -> Callable:
        return lambda g, out, *numbers: g * computed(local, numbers, {value.age: out})

    rules = tuple(map(rule, local_derivatives)) + (None,) * (len(arguments) - len(local_derivatives))
    return Operation("value", "", None, lambda *numbers: computed(value, numbers, {}), rules)


def _between(expressions: Sequence, known: Mapping[int, Any]) -> tuple[list[int], list[Node]]:
    """The ages of the known nodes that expressions are computed from, and the nodes between."""
    used, between = set(), {}
    stack = [x for x in expressions if type(x) is Node]
    while stack:
        node = stack.pop()
        if node.age in known:
            used.add(node.age)
        elif node.age not in between:
            between[node.age] = node
            stack += [x for x in node.inputs if type(x) is Node]
    return sorted(used), [between[age] for age in sorted(between)]
