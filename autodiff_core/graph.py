"""The computation graph: recorded once from the learner's own function, used by everything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autodiff_core import program, tracing, wording
from autodiff_core.errors import GraphError
from autodiff_core.fold import GraphNode, fold
from autodiff_core.node import Node, as_value
from autodiff_core.numbers import format_number
from autodiff_core.passes import Flow, ancestors, backward_flow, explain_undefined, forward_pass, replay
from autodiff_core.printer import Printer
from autodiff_core.simplify import simplify

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
    """One step of the forward or backward pass. `words`, `symbols` and `sum` are templates: see wording.py."""

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
        names = _Names(recorded)
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
            by_age[recorded.output.age] = GraphNode(len(nodes), name, code, recorded.output.value, recorded=recorded.output)
            nodes.append(by_age[recorded.output.age])
        self.nodes: tuple[GraphNode, ...] = tuple(nodes)
        self.output: GraphNode = by_age[recorded.output.age]
        self.inputs: dict[str, Any] = {name: leaf.value for name, leaf in recorded.inputs.items()}
        self.is_scalar: bool = all(np.ndim(node.value) == 0 for node in nodes)
        self._check(tuple(self.inputs.values()), [node.value for node in nodes])

    def unfolded(self) -> Graph:
        """The same computation with a node for every operation: finer, with the same gradients."""
        return Graph(self._trace, line_by_line=False)

    # ---------------------------------------------------------------- passes

    def forward(self, **inputs) -> dict[str, Any]:
        """The value of every node, by name."""
        return self._by_name(self._forward(self._inputs(inputs)))

    def backward(self, **inputs) -> dict[str, Any]:
        """The gradient of the output with respect to every node, by name; 0 where the output does not depend on it."""
        values = self._forward(self._inputs(inputs))
        gradients = [as_value(np.zeros(np.shape(v), getattr(v, "dtype", float))[()]) for v in values]
        gradients[self.output.index] = as_value(np.ones_like(values[self.output.index])[()])
        for flow in self._flows(values):
            gradients[flow.node.arguments[flow.position].index] = flow.after
        return self._by_name(gradients)

    def steps(self, **inputs) -> tuple[Step, ...]:
        """Every step of the forward pass and then of the backward pass, with its numbers."""
        values = self._forward(self._inputs(inputs))
        output = self.output
        steps = [
            Step("forward", node, wording.forward_words(node), wording.forward_symbols(node), value=value)
            for node, value in zip(self.nodes, values)
            if node.operation or node.name not in self.inputs
        ]
        steps.append(Step("seed", output, wording.seed_words(output), wording.seed_symbols(output), after=1.0))
        leaving = [edge.parent.index for edge in self.edges]
        for flow in self._flows(values):
            edge = self._edge_at[flow.node.index, flow.position]
            symbols = wording.backward_symbols(edge, output, leaving.count(edge.parent.index) == 1)
            numbers = dict(zip(Flow._fields[2:], flow[2:])) | {"before": 0.0 if flow.before is None else flow.before}
            words, total = wording.backward_words(edge, output), wording.backward_sum(edge)
            steps.append(Step("backward", flow.node, words, symbols, edge, sum=total, **numbers))
        return tuple(steps)

    def transcript(self, digits: int = 6, **inputs) -> str:
        """All steps in words, symbols and numbers, as numbered lines of text. For graphs of single numbers."""
        self._need_scalar("a transcript")
        steps = self.steps(**inputs)
        numbers = self.slots(**inputs)
        lines = []
        for number, step in enumerate(steps, 1):
            lines.append(f"{number}. {wording.fill(step.words, numbers, digits)}")
            lines += [f"   {wording.fill(text, numbers, digits)}" for text in (step.symbols, step.sum) if text]
        return "\n".join(lines)

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

    def nudged(self, node: str, epsilon: float, index: Any = None, **inputs) -> dict[str, Any]:
        """The value of every node when one node (or one element of it) is moved by `epsilon` and what follows is computed anew."""
        place = next(n.index for n in self.nodes if n.name == node)

        def at(i: int, value: Any) -> Any:
            if i != place:
                return value
            if index is None:
                return value + epsilon
            moved = np.array(value)
            moved[index] += epsilon
            return moved

        with np.errstate(all="ignore"):
            return self._by_name([as_value(v) for v in forward_pass(self.nodes, self._inputs(inputs), at)])

    def kink_between(self, one: dict[str, Any], other: dict[str, Any]) -> bool:
        """True if some operation with a kink (ReLU, abs, a maximum) is on different sides of it for two sets of values."""
        sides = []
        for values in (one, other):
            known = {node.recorded.age: values[node.name] for node in self.nodes}
            order = ancestors(self._trace.output)[::-1]
            known = replay(order, known)
            kinks = [n.operation.kink(*[known[x.age] if type(x) is Node else x for x in n.inputs]) for n in order if n.operation and n.operation.kink]
            sides.append([np.sign(k) for k in kinks])
        return any((a != b).any() for a, b in zip(*sides))

    # ---------------------------------------------------------------- the graph as data

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """One edge for each use of a value, ordered by node and then by argument."""
        printer = Printer({node.recorded.age: node.name for node in self.nodes})
        local = {(f.node.index, f.position): "" if f.local is None else printer.text(f.local) for f in self._symbolic}
        edges = []
        for node in self.nodes:
            for argument, (position, parent) in enumerate(node.slots()):
                edges.append(Edge(len(edges), parent, node, argument, local[node.index, position]))
        return tuple(edges)

    @cached_property
    def guards(self) -> tuple[str, ...]:
        """A sentence for every branch the function took while it was recorded."""
        printer = Printer(self._variables)
        return tuple(
            f"{self.name} was recorded where {printer.text(condition)} is {str(outcome).lower()}. Here it is {str(not outcome).lower()}, "
            f"so {self.name} would take its other branch: trace it again with these inputs."
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
        """The graph as a `graphviz.Digraph`: names, code, values and gradients, and local derivatives on the edges."""
        try:
            import graphviz
        except ImportError:
            raise GraphError("to_dot needs the package graphviz: pip install graphviz.") from None
        values, gradients = self.forward(**inputs), self.backward(**inputs)
        dot = graphviz.Digraph(self.name, graph_attr={"rankdir": "LR"})
        for node in self.nodes:
            numbers = f"value {_cell(values[node.name])}\n{wording.gradient(self.output, node)} {_cell(gradients[node.name])}"
            label = graphviz.escape(f"{node.code}\n{numbers}")
            dot.node(f"n{node.index}", label, shape="box" if node.operation else "ellipse")
        for edge in self.edges:
            dot.edge(f"n{edge.parent.index}", f"n{edge.node.index}", label=graphviz.escape(edge.local))
        return dot

    def table(self, **inputs) -> str:
        """Name, line of code, value and gradient of every node, as text."""
        values, gradients = self.forward(**inputs), self.backward(**inputs)
        rows = [("node", "code", "value", f"d{self.output.name}/d(node)")]
        rows += [(n.name, n.code, _cell(values[n.name]), _cell(gradients[n.name])) for n in self.nodes]
        widths = [max(len(row[i]) for row in rows) for i in range(4)]
        lines = [f"{r[0]:<{widths[0]}}  {r[1]:<{widths[1]}}  {r[2]:>{widths[2]}}  {r[3]:>{widths[3]}}" for r in rows]
        return "\n".join(lines + [f"note: {note}" for note in self.notes(**inputs)])

    def notes(self, **inputs) -> tuple[str, ...]:
        """What deserves a word: every node whose value or gradient is NaN or infinite, by name."""
        found = []
        for what, numbers in (("value", self.forward(**inputs)), ("gradient", self.backward(**inputs))):
            for name, number in numbers.items():
                if not np.isfinite(number).all():
                    found.append(f"the {what} of {name} is {_cell(number)}")
        return tuple(found)

    def __repr__(self) -> str:
        return self.table() if len(self.nodes) <= 60 else f"{self.name}: a graph of {len(self.nodes)} nodes"

    # ---------------------------------------------------------------- inside

    @cached_property
    def _symbolic(self) -> list[Flow]:
        """The backward pass recorded on nodes, each local derivative simplified: what the programs are printed from."""
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
        tracing.unknown_names(self.name, given, self.inputs)
        values = []
        for name, recorded in self.inputs.items():
            try:
                value = as_value(given[name]) if name in given else recorded
            except GraphError as error:
                raise GraphError(f"The input {name} is not usable. {error}") from None
            if np.shape(value) != np.shape(recorded):
                was, now = (f"an array of shape {np.shape(x)}" if np.ndim(x) else "one number" for x in (recorded, value))
                raise GraphError(f"The input {name} was recorded as {was} and is now {now}: trace the function again for the new shape.")
            values.append(value)
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
        not_a_number = any([v != v if type(v) is float else np.isnan(v).any() for v in values])
        if not self._trace.branches and not not_a_number:
            return
        known = {leaf.age: value for leaf, value in zip(self._trace.inputs.values(), inputs)}
        with np.errstate(all="ignore"):
            for (condition, outcome), sentence in zip(self._trace.branches, self.guards):
                if bool(replay(ancestors(condition)[::-1], known)[condition.age]) != outcome:
                    raise GraphError(sentence)
            if not_a_number:
                order = ancestors(self._trace.output)[::-1]
                explain_undefined(order, replay(order, known), self._variables)

    def _need_scalar(self, what: str) -> None:
        if not self.is_scalar:
            raise GraphError(f"{self.name} computes with arrays, and {what} is made for single numbers: use forward, backward and steps.")

    def _by_name(self, numbers: Sequence) -> dict[str, Any]:
        return {node.name: number for node, number in zip(self.nodes, numbers)}


class _Names:
    """Gives every node a name of its own: the learner's, or v1, v2, ... where a line has none."""

    def __init__(self, recorded: tracing.Trace):
        self.recorded = recorded
        self.taken = set(recorded.inputs)
        self.learners = set(recorded.names.values())
        self.used: dict[str, int] = {}
        self.count = 0

    def of(self, node: Node) -> str:
        name = self.recorded.names.get(node.age)
        if name is None and node is self.recorded.output and self.recorded.name.isidentifier():
            name = self.recorded.name
        if name is None:
            self.count += 1
            name = f"v{self.count}"
            return self.of(node) if name in self.taken or name in self.learners else self._take(name)
        unique = name
        while unique in self.taken or (unique != name and unique in self.learners):
            self.used[name] = self.used.get(name, 1) + 1
            unique = f"{name}_{self.used[name]}"
        return self._take(unique)

    def _take(self, name: str) -> str:
        self.taken.add(name)
        return name

    def code(self, node: Node, name: str, parents: Sequence[str]) -> str:
        """The learner's own line, if it says what the node is under its present name and its parents' names."""
        target, expression = self.recorded.source.get(node.age, ("", ""))
        own = expression and (target == name or (not target and name == self.recorded.name))
        return f"{name} = {expression}" if own and set(parents) <= set(wording.NAME.findall(expression)) else ""


def _cell(number: Any) -> str:
    if np.ndim(number):
        return f"array {np.shape(number)}" if np.size(number) > 4 else "[" + ", ".join(map(format_number, np.ravel(number))) + "]"
    return str(number) if isinstance(number, bool) else format_number(float(number))


def trace(fn: Callable, /, **inputs) -> Graph:
    """Run `fn` once and return its computation graph.

    Every input is given by name: a number, a NumPy array or a list. Default arguments that are numbers are inputs
    too. The nodes of the graph are the function's own named lines. Raises GraphError (one sentence) for anything
    that cannot be recorded. `fn` must return one number.
    """
    return Graph(tracing.run(fn, inputs))
