"""The computation graph: recorded once from the learner's own function, used by everything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autodiff_core import program, report, tracing, wording
from autodiff_core.errors import GraphError
from autodiff_core.fold import GraphNode, fold
from autodiff_core.names import Names
from autodiff_core.node import Node
from autodiff_core.passes import (
    Flow,
    ancestors,
    backward_flow,
    explain_undefined,
    forward_pass,
    one_like,
    replay,
    zeros_like,
)
from autodiff_core.printer import Printer
from autodiff_core.simplify import simplify
from autodiff_core.values import as_value, in_precision_of, input_value, short, unshared

LARGEST_PROGRAM = 2000  # nodes; above this compiling the printed program takes longer than walking the graph


@dataclass(frozen=True, eq=False)
class Edge:
    """`parent` is used by `node` as its argument number `argument` (an index into node.parents)."""

    index: int
    parent: GraphNode
    node: GraphNode
    argument: int
    local: str  # the local derivative d node / d parent as a formula; empty for arrays

    def __repr__(self) -> str:
        return f"{self.parent} -> {self.node}"


@dataclass(frozen=True, eq=False)
class Step:
    """One step of a pass. `words`, `symbols` and `sum` are templates: see wording.py."""

    kind: str  # "forward", "seed" or "backward"
    node: GraphNode
    words: str
    symbols: str
    edge: Edge | None = None
    value: Any = None
    upstream: Any = None
    local: Any = None
    contribution: Any = None
    before: Any = None
    after: Any = None
    sum: str = ""


class Graph:
    """A computation graph. Made by `trace`; calling its methods changes nothing.

    Inputs are given by name and may be left out: they then keep the values they were recorded with.
    """

    def __init__(self, recorded: tracing.Trace, line_by_line: bool = True):
        self.name = recorded.name
        self._trace = recorded
        leaves = list(recorded.inputs.values())
        is_input = any(recorded.output is leaf for leaf in leaves)
        is_constant = recorded.output.operation is None and not is_input
        folded = fold(recorded.output, leaves, recorded.names, line_by_line)
        names = Names(recorded)
        nodes: list[GraphNode] = []
        by_age: dict[int, GraphNode] = {}
        for name, leaf in recorded.inputs.items():
            by_age[leaf.age] = GraphNode(len(nodes), name, name, leaf.value, recorded=leaf)
            nodes.append(by_age[leaf.age])
        printer = Printer({age: node.name for age, node in by_age.items()})
        for line in folded:
            operation, inputs = line.operation()
            arguments = tuple([by_age.get(x.age, x.value) if type(x) is Node else x for x in inputs])
            name = names.of(line.root)
            code = names.code(line.root, name, [a.name for a in arguments if isinstance(a, GraphNode)])
            code = code or f"{name} = {printer.text(line.root)}"
            printer.variables[line.root.age] = name
            node = GraphNode(len(nodes), name, code, line.root.value, operation, arguments, line.root)
            by_age[line.root.age] = node
            nodes.append(node)
        if is_constant:
            name = names.of(recorded.output)
            code = f"{name} = {printer.text(recorded.output)}"
            by_age[recorded.output.age] = GraphNode(
                len(nodes), name, code, recorded.output.value, recorded=recorded.output
            )
            nodes.append(by_age[recorded.output.age])
        self.nodes: tuple[GraphNode, ...] = tuple(nodes)
        self.output: GraphNode = by_age[recorded.output.age]
        self.is_scalar: bool = all(map(_is_scalar, ancestors(recorded.output, *leaves)))
        self._check(tuple(self.inputs.values()), [node.value for node in nodes])

    @property
    def inputs(self) -> dict[str, Any]:
        """The names and recorded values of the inputs."""
        return {name: leaf.value for name, leaf in self._trace.inputs.items()}

    def unfolded(self) -> Graph:
        """The same computation with a node for every operation: finer, with the same gradients."""
        return Graph(self._trace, line_by_line=False)

    # ---------------------------------------------------------------- passes

    def forward(self, /, **inputs) -> dict[str, Any]:
        """The value of every node, by name."""
        return self._by_name(self._forward(self._inputs(inputs)))

    def backward(self, /, **inputs) -> dict[str, Any]:
        """The gradient of the output with respect to every node, by name; 0 where it depends on none."""
        values = self._forward(self._inputs(inputs))
        gradients = list(map(zeros_like, values))
        gradients[self.output.index] = one_like(values[self.output.index])
        for flow in self._flows(values):
            gradients[flow.node.arguments[flow.position].index] = flow.after
        return self._by_name(gradients)

    def steps(self, /, **inputs) -> tuple[Step, ...]:
        """Every step of the forward pass and then of the backward pass, with its numbers."""
        values = self._forward(self._inputs(inputs))
        output = self.output
        steps = [
            Step("forward", node, wording.forward_words(node), wording.forward_symbols(node), value=value)
            for node, value in zip(self.nodes, values)
            if node.operation or node.name not in self.inputs
        ]
        steps.append(
            Step("seed", output, wording.seed_words(output), wording.seed_symbols(output), after=1.0)
        )
        leaving = [edge.parent.index for edge in self.edges]
        for flow in self._flows(values):
            edge = self._edge_at[flow.node.index, flow.position]
            symbols = wording.backward_symbols(edge, output, leaving.count(edge.parent.index) == 1)
            numbers = dict(zip(Flow._fields[2:], flow[2:])) | {
                "before": 0.0 if flow.before is None else flow.before
            }
            words, total = wording.backward_words(edge, output), wording.backward_sum(edge)
            steps.append(Step("backward", flow.node, words, symbols, edge, sum=total, **numbers))
        return tuple(steps)

    def transcript(self, digits: int = 6, **inputs) -> str:
        """All steps in words, symbols and numbers, as numbered lines. For graphs of single numbers."""
        self._need_scalar("a transcript")
        return report.transcript(self, digits, inputs)

    def slots(self, **inputs) -> dict[str, list]:
        """The numbers for the slots of the step templates: see wording.py."""
        values = self._forward(self._inputs(inputs))
        flows: list[Any] = [None] * len(self.edges)
        for flow in self._flows(values):
            flows[self._edge_at[flow.node.index, flow.position].index] = flow
        return {
            "v": values,
            "g": list(self.backward(**inputs).values()),
            "l": [f.local for f in flows],
            "c": [f.contribution for f in flows],
            "b": [0.0 if f.before is None else f.before for f in flows],
            "a": [f.after for f in flows],
        }

    def nudged(self, node: str, epsilon: float, index: Any = None, /, **inputs) -> dict[str, Any]:
        """The value of every node when one node (or one element of it) is moved by `epsilon`.

        What follows from that node is computed anew, the rest stays; in double precision, also where the
        graph was recorded in single. Raises GraphError if an array has no such element.
        """
        exact = [as_value(np.asarray(value, float)) for value in self._inputs(inputs)]
        place = next(n.index for n in self.nodes if n.name == node)

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
        conditions = [condition for condition, _ in self._trace.branches]
        order = ancestors(self._trace.output, *conditions)[::-1]
        sides = []
        with np.errstate(all="ignore"):
            for values in (one, other):
                known = replay(order, {node.recorded.age: values[node.name] for node in self.nodes})
                kinks = [n for n in order if n.operation and n.operation.kink]
                at = [
                    n.operation.kink(*[known[x.age] if type(x) is Node else x for x in n.inputs])
                    for n in kinks
                ]
                sides.append([*map(np.sign, at), *[bool(known[c.age]) for c in conditions]])
        return any(np.any(a != b) for a, b in zip(*sides))

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
    def guards(self) -> tuple[str, ...]:
        """A sentence for every branch the function took while it was recorded."""
        printer = Printer(self._variables)
        printer.prepare([condition for condition, _ in self._trace.branches])
        return tuple(
            f"{self.name} was recorded where {printer.text(condition)} is {str(outcome).lower()}. "
            f"Here it is {str(not outcome).lower()}, so {self.name} would take its other branch: "
            "trace it again with these inputs."
            for condition, outcome in self._trace.branches
        )

    @cached_property
    def python(self) -> str:
        """The forward and backward pass as a Python function, one line for each node and each gradient."""
        return program.python(self)

    @cached_property
    def javascript(self) -> str:
        """The forward and backward pass as a JavaScript module, for graphs of single numbers."""
        self._need_scalar("a JavaScript program")
        return program.javascript(self)

    def to_dot(self, **inputs):
        """The graph as a `graphviz.Digraph`: names, code, values and gradients; local derivatives."""
        return report.dot(self, inputs)

    def table(self, **inputs) -> str:
        """Name, line of code, value and gradient of every node, as text."""
        return report.table(self, inputs)

    def notes(self, **inputs) -> tuple[str, ...]:
        """What deserves a word: every node whose value or gradient is NaN or infinite, by name."""
        return report.notes(self, inputs)

    def __repr__(self) -> str:
        return self.table() if len(self.nodes) <= 60 else f"{self.name}: a graph of {len(self.nodes)} nodes"

    # ---------------------------------------------------------------- inside

    @cached_property
    def _symbolic(self) -> list[Flow]:
        """The backward pass recorded on nodes, local derivatives simplified: the programs in symbols."""
        recorded = [node.recorded for node in self.nodes]
        known = {node.age for node in recorded}
        with np.errstate(all="ignore"):
            return backward_flow(self.nodes, recorded, self.output, lambda local: simplify(local, known))

    @cached_property
    def _edge_at(self) -> dict[tuple[int, int], Edge]:
        places = [(node.index, position) for node in self.nodes for position, _ in node.slots()]
        return dict(zip(places, self.edges))

    @cached_property
    def _compiled(self) -> program.Compiled | None:
        return program.Compiled(self) if len(self.nodes) <= LARGEST_PROGRAM else None

    @property
    def _variables(self) -> dict[int, str]:
        return {node.recorded.age: node.name for node in self.nodes}

    def _inputs(self, given: dict[str, Any]) -> tuple:
        """The values of all inputs: those given, in the recorded precision, and the recorded ones."""
        tracing.unknown_names(self.name, given, self.inputs)
        values = []
        for name, recorded in self.inputs.items():
            try:
                value = input_value(given[name]) if name in given else recorded
            except GraphError as error:
                raise GraphError(f"The input {name} is not usable. {error}") from None
            if np.shape(value) != np.shape(recorded):
                was, now = (
                    f"an array of shape {np.shape(x)}" if np.ndim(x) else "one number"
                    for x in (recorded, value)
                )
                raise GraphError(
                    f"The input {name} was recorded as {was} and is now {now}: "
                    "trace the function again for the new shape."
                )
            values.append(
                value
                if type(value) is type(recorded) is float
                else as_value(in_precision_of(recorded, value))
            )
        return tuple(values)

    def _forward(self, inputs: tuple) -> list:
        with np.errstate(all="ignore"):
            values = self._compiled.forward(inputs) if self._compiled else None
            if values is None:
                values = [as_value(v) for v in forward_pass(self.nodes, inputs)]
        self._check(inputs, values)
        return values

    def _flows(self, values: Sequence) -> list[Flow]:
        with np.errstate(all="ignore"):
            flows = self._compiled.flows(values) if self._compiled else None
            return backward_flow(self.nodes, values, self.output) if flows is None else flows

    def _check(self, inputs: tuple, values: Sequence) -> None:
        """Refuse inputs for which the recorded lines are not what the function would compute."""
        branches = self._trace.branches
        not_a_number = any([v != v if type(v) is float else np.isnan(v).any() for v in values])
        if not branches and not not_a_number:
            return
        known = {leaf.age: value for leaf, value in zip(self._trace.inputs.values(), inputs)}
        order = ancestors(self._trace.output, *[condition for condition, _ in branches])[::-1]
        with np.errstate(all="ignore"):
            replay(order, known)
        for i, (condition, outcome) in enumerate(branches):
            if bool(known[condition.age]) != outcome:
                raise GraphError(self.guards[i])
        if not_a_number:
            explain_undefined(order, known, self._variables)

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


def trace(fn: Callable, /, **inputs) -> Graph:
    """Run `fn` once and return its computation graph.

    Every input is given by name: a number, a NumPy array or a list. Default arguments that are numbers are
    inputs too. The nodes of the graph are the function's own named lines. Raises GraphError (one sentence)
    for anything that cannot be recorded. `fn` must return one number.
    """
    return Graph(tracing.run(fn, inputs))
