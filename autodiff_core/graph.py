"""The computation graph: recorded once from the learner's own function, used by everything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from autodiff_core import limits, program, report, steps, tracing
from autodiff_core.backward import ancestors, one_like, zeros_like
from autodiff_core.build import build
from autodiff_core.errors import GraphError, listed
from autodiff_core.fold import GraphNode
from autodiff_core.in_words import bare, short
from autodiff_core.node import Node
from autodiff_core.passes import Flow, backward_flow, forward_pass
from autodiff_core.printer import Printer
from autodiff_core.simplify import simplify
from autodiff_core.steps import Edge, Step
from autodiff_core.values import as_value, input_like, unshared

LARGEST_PROGRAM = 2000  # nodes; above this compiling the printed program takes longer than walking the graph


class Graph:
    """A computation graph. Made by `trace`; calling its methods changes nothing.

    Inputs are given by name and may be left out: they then keep the values they were recorded with.
    """

    def __init__(self, recorded: tracing.Trace, line_by_line: bool = True):
        self.name = recorded.name
        self._trace, self._line_by_line = recorded, line_by_line
        self.nodes, self.output = build(recorded, line_by_line)
        self.is_scalar: bool = all(map(_is_scalar, ancestors(recorded.output, *recorded.inputs.values())))
        limits.check(recorded, tuple(self.inputs.values()), [n.value for n in self.nodes], self._variables)

    @property
    def inputs(self) -> dict[str, Any]:
        """The names and recorded values of the inputs."""
        return {name: leaf.value for name, leaf in self._trace.inputs.items()}

    @property
    def function(self) -> Callable:
        """The function that was recorded."""
        return self._trace.fn

    def unfolded(self) -> Graph:
        """The same computation with a node for every operation: finer, with the same gradients."""
        return Graph(self._trace, line_by_line=False)

    def up_to(self, name: str) -> Graph:
        """The part of the graph that computes one of its nodes, with that node as the output."""
        return Graph(self._trace._replace(output=self.node(name).recorded), self._line_by_line)

    def node(self, name: str) -> GraphNode:
        """The node of this name; GraphError if there is none."""
        by_name = {node.name: node for node in self.nodes}
        if not isinstance(name, str) or name not in by_name:
            raise GraphError(f"{self.name} has no node called {bare(name)}: its nodes are {listed(by_name)}.")
        return by_name[name]

    remarks: tuple[str, ...] = ()  # what is wrong with the engine behind the graph: with ours, nothing
    checks: tuple[str, ...] = ()

    def takes_other_branch(self, /, **inputs) -> bool:
        """True if the function would take another branch with these inputs than when it was recorded."""
        return bool(limits.other_branches(self._trace, self._inputs(inputs)))

    def recorded_at(self, /, **inputs) -> Graph:
        """The graph of the same function, recorded again: with these inputs, on the branch they lead to."""
        return Graph(tracing.run(self._trace.fn, self._again(inputs)), self._line_by_line)

    # ---------------------------------------------------------------- passes

    def forward(self, /, *by_position, **inputs) -> dict[str, Any]:
        """The value of every node, by name."""
        self._need_names(by_position)
        return self._by_name(self._forward(self._inputs(inputs)))

    def backward(self, /, *by_position, **inputs) -> dict[str, Any]:
        """The gradient of the output with respect to every node, by name; 0 where it depends on none."""
        self._need_names(by_position)
        values = self._forward(self._inputs(inputs))
        return self._by_name(self._gradients(values, self._flows(values)))

    def steps(self, /, **inputs) -> tuple[Step, ...]:
        """Every step of the forward pass and then of the backward pass, with its numbers."""
        values = self._forward(self._inputs(inputs))
        return steps.stream(self, values, self._flows(values))

    def transcript(self, /, digits: int = 6, **inputs) -> str:
        """All steps in words, symbols and numbers, as numbered lines. For graphs of single numbers."""
        self._need_scalar("a transcript")
        return report.transcript(self, digits, inputs)

    def slots(self, /, **inputs) -> dict[str, list]:
        """The numbers for the slots of the step templates: see wording.py."""
        values = self._forward(self._inputs(inputs))
        flows = self._flows(values)
        return steps.slots(self, values, self._gradients(values, flows), flows)

    def nudged(self, node: str, epsilon: float, index: Any = None, /, **inputs) -> dict[str, Any]:
        """The value of every node when one node (or one element of it) is moved by `epsilon`.

        What follows from that node is computed anew, the rest stays; in double precision, also where the
        graph was recorded in single. Raises GraphError if an array has no such element.
        """
        exact = [as_value(np.asarray(value, float)) for value in self._inputs(inputs)]
        place, epsilon = self.node(node).index, as_value(epsilon)

        def at(i: int, value: Any) -> Any:
            if i != place:
                return value
            if index is None:
                return value + epsilon
            moved = np.array(value)
            try:
                moved[index] += epsilon
            except IndexError:
                shape = f"an array of shape {moved.shape}" if moved.ndim else "one number"
                raise GraphError(f"{node} is {shape}: it has no element [{short(index)}].") from None
            return moved

        with np.errstate(all="ignore"):
            return self._by_name([as_value(v) for v in forward_pass(self.nodes, exact, at)])

    def kink_between(self, one: dict[str, Any], other: dict[str, Any]) -> bool:
        """True if a kink (of ReLU, abs, a maximum) or a branch lies between two sets of values."""
        by_age = [{n.recorded.age: values[n.name] for n in self.nodes} for values in (one, other)]
        return limits.kink_between(self._trace, *by_age)

    # ---------------------------------------------------------------- the graph as data

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """One edge for each use of a value, ordered by node and then by argument."""
        printer = Printer({node.recorded.age: node.name for node in self.nodes})
        local = {
            (f.node.index, f.position): "" if f.local is None else printer.text(f.local)
            for f in self._symbolic
        }
        edges = []
        for node in self.nodes:
            for argument, (position, parent) in enumerate(node.slots()):
                edges.append(Edge(len(edges), parent, node, argument, local[node.index, position]))
        return tuple(edges)

    @cached_property
    def _edge_at(self) -> dict[tuple[int, int], Edge]:
        places = [(node.index, position) for node in self.nodes for position, _ in node.slots()]
        return dict(zip(places, self.edges))

    def edge_of(self, flow: Flow) -> Edge:
        """The edge along which something flows back."""
        return self._edge_at[flow.node.index, flow.position]

    @cached_property
    def guards(self) -> tuple[str, ...]:
        """A sentence for every branch the function took while it was recorded."""
        return limits.guards(self._trace, self._variables)

    @cached_property
    def python(self) -> str:
        """The forward and backward pass as a Python function, one line for each node and each gradient."""
        return program.python(self)

    @cached_property
    def javascript(self) -> str:
        """The forward and backward pass as a JavaScript module, for graphs of single numbers."""
        self._need_scalar("a JavaScript program")
        return program.javascript(self)

    def to_dot(self, /, **inputs):
        """The graph as a `graphviz.Digraph`: names, code, values and gradients; local derivatives."""
        return report.dot(self, inputs)

    def table(self, /, **inputs) -> str:
        """Name, line of code, value and gradient of every node, as text."""
        return report.table(self, inputs)

    def notes(self, /, **inputs) -> tuple[str, ...]:
        """What deserves a word: every node whose value or gradient is NaN or infinite, by name."""
        return report.notes(self, inputs)

    def __repr__(self) -> str:
        return self.table() if len(self.nodes) <= 60 else f"{self.name}: a graph of {len(self.nodes)} nodes"

    # ---------------------------------------------------------------- inside

    _checks: Sequence[tuple] = ()  # pairs that agree if that engine is right
    _given_gradients: dict[int, Any] = {}  # by node: what the backward pass of another engine left

    @cached_property
    def _symbolic(self) -> list[Flow]:
        """The backward pass recorded on nodes, local derivatives simplified: the programs in symbols."""
        recorded = [node.recorded for node in self.nodes]
        known = {node.age for node in recorded}
        with np.errstate(all="ignore"):
            return backward_flow(self.nodes, recorded, self.output, lambda local: simplify(local, known))

    @cached_property
    def _compiled(self) -> program.Compiled | None:
        return program.Compiled(self) if len(self.nodes) <= LARGEST_PROGRAM else None

    @cached_property
    def _variables(self) -> dict[int, str]:
        return {node.recorded.age: node.name for node in self.nodes}

    def _need_names(self, by_position: tuple) -> None:
        """Raise GraphError for inputs that are given without their names."""
        if by_position:
            example = [f", as in {name}={short(value)}" for name, value in self.inputs.items()]
            raise GraphError(f"The inputs of {self.name} are given by name{''.join(example[:1])}.")

    def _inputs(self, given: dict[str, Any]) -> tuple:
        """The values of all inputs: those given, in the recorded precision, and the recorded ones."""
        tracing.unknown_names(self.name, given, self.inputs)
        return tuple(
            input_like(recorded, given[name], name) if name in given else recorded
            for name, recorded in self.inputs.items()
        )

    def _again(self, inputs: dict[str, Any]) -> dict[str, Any]:
        """What the function is called with to record it again."""
        return {**self._trace.settings, **dict(zip(self.inputs, self._inputs(inputs)))}

    def _forward(self, inputs: tuple) -> list:
        with np.errstate(all="ignore"):
            values = self._compiled.forward(inputs) if self._compiled else None
            if values is None:
                values = [as_value(v) for v in forward_pass(self.nodes, inputs)]
        limits.check(self._trace, inputs, values, self._variables)
        return values

    def _flows(self, values: Sequence) -> list[Flow]:
        with np.errstate(all="ignore"):
            flows = self._compiled.flows(values) if self._compiled else None
            return backward_flow(self.nodes, values, self.output) if flows is None else flows

    def _gradients(self, values: Sequence, flows: Sequence[Flow]) -> list:
        """The gradient with respect to every node, in order, from what flowed back."""
        gradients = list(map(zeros_like, values))
        gradients[self.output.index] = one_like(values[self.output.index])
        for flow in flows:
            gradients[flow.node.arguments[flow.position].index] = flow.after
        return gradients

    def _need_scalar(self, what: str) -> None:
        if not self.is_scalar:
            raise GraphError(
                f"{self.name} computes with arrays, and {what} is made for single numbers: "
                "use forward, backward and steps."
            )

    def _by_name(self, numbers: Sequence) -> dict[str, Any]:
        return {node.name: number for node, number in zip(self.nodes, unshared(numbers))}


def _is_scalar(node: Node) -> bool:
    """True if a page can compute this node: single numbers only, by an operation that JavaScript has."""
    values = node.inputs[: len(node.inputs) - node.operation.settings] if node.operation else ()
    spelled = node.operation is None or node.operation.javascript is not None
    return spelled and not node.shape and all(type(x) is Node or np.ndim(x) == 0 for x in values)


def need_graph(graph: Any) -> Graph:
    """The graph itself; GraphError for anything else, also for a function that has not been recorded yet."""
    if isinstance(graph, Graph):
        return graph
    raise GraphError(f"A graph is needed here, not {short(graph)}: record one, as in trace(cost, w=5, b=-3).")


def trace(fn: Callable, /, *by_position, **inputs) -> Graph:
    """Run `fn` once and return its computation graph.

    Every input is given by name: a number, a NumPy array or a list. Default arguments that are numbers are
    inputs too. The nodes of the graph are the function's own named lines. Raises GraphError (one sentence)
    for anything that cannot be recorded. `fn` must return one number.
    """
    __tracebackhide__ = True  # IPython shows the learner's lines, not these
    tracing.need_names(fn, by_position, inputs, "trace")
    return Graph(tracing.run(fn, inputs))
