"""Four ways to all gradients of a graph, each carried out with numbers and each counting what it does.

The unit: one step is one node evaluated forward, or one edge passed, that is multiplied by its local
derivative and added up. Only nodes with an operation count; inputs are given. The numbers kept are values,
derivatives and gradients of such nodes that are held at the same time, since each is needed again; inputs and
their gradients, which every method has, are not among them.
"""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field

import numpy as np

from autodiff_core.backward import accumulate
from autodiff_core.derivatives import nudge_size
from autodiff_core.errors import GraphError, listed
from autodiff_core.fold import GraphNode
from autodiff_core.graph import Graph, need_graph, trace
from autodiff_core.nudges import Table
from autodiff_core.numbers import format_number
from autodiff_core.passes import apply_rule, forward_pass

EPSILON = 0.001
MOST_MULTIPLICATIONS = 1_000_000  # more than that, and paths are not walked one at a time
DIFFERENCE_DIGITS = 3


@dataclass
class Count:
    """What one method found, and what it took: nodes evaluated, edges passed, most numbers kept at once."""

    gradients: dict[str, float] = field(default_factory=dict)
    nodes: int = 0
    edges: int = 0
    kept: int = 0
    held: int = 0  # numbers kept at this moment

    @property
    def steps(self) -> int:
        return self.nodes + self.edges

    def keep(self, numbers: int) -> None:
        """Keep so many numbers more; a negative count lets go of them."""
        self.held += numbers
        self.kept = max(self.kept, self.held)


@np.errstate(all="ignore")  # numbers that leave the range are shown, and need no warning beside them
def nudging(graph: Graph, parameters: Sequence[str] | None = None, epsilon: float = EPSILON) -> Count:
    """Forward differences: a pass for the start, and a whole pass for each parameter: p + 1 passes.

    Central differences would take 2p. `parameters` are names of inputs; without them, all inputs.
    """
    count, inputs, size = Count(), _inputs(graph), nudge_size(epsilon)

    def output(moved: dict[str, float]) -> float:
        return _sweep(graph, moved, count, per_node=1, visit=lambda node, values: None)

    names, start = _checked(graph, parameters), output(inputs)
    count.keep(1)
    for name in names:
        moved = output(inputs | {name: inputs[name] + size})
        count.gradients[name] = (moved - start) / size
    return count


@np.errstate(all="ignore")
def forward_mode(graph: Graph, parameters: Sequence[str] | None = None) -> Count:
    """Carry with every value its derivative with respect to one parameter: a pass for each parameter."""
    count, inputs = Count(), _inputs(graph)
    for name in _checked(graph, parameters):
        derivatives = [float(name == each) for each in inputs] + [0.0] * (len(graph.nodes) - len(inputs))

        def derive(node: GraphNode, values: list, derivatives: list = derivatives) -> None:
            for position, parent in node.slots():
                count.edges += 1
                derivatives[node.index] += _local(node, position, values) * derivatives[parent.index]

        _sweep(graph, inputs, count, per_node=2, visit=derive)
        count.gradients[name] = derivatives[graph.output.index]
    return count


@np.errstate(all="ignore")
def one_path_at_a_time(graph: Graph, parameters: Sequence[str] | None = None) -> Count:
    """Walk every path from the output to every parameter, and multiply its local derivatives anew.

    Raises GraphError where that takes more than a million multiplications; the sentence says how many paths
    there are, which `paths` counts without walking them.
    """
    names = _checked(graph, parameters)
    number, multiplications = paths(graph, names)
    if multiplications > MOST_MULTIPLICATIONS:
        raise GraphError(
            f"{graph.output.name} has {number} paths to {listed(names[:3])}{' and more' * (len(names) > 3)}: "
            f"one at a time that is {multiplications} multiplications, so take a smaller graph."
        )
    count, values = _keeping_all(graph)
    count.keep(1)  # the product along the path
    for name in names:
        count.gradients[name] = 0.0
        for path in _paths_to(graph, list(graph.inputs).index(name)):
            product = 1.0
            for node, position in path:
                product *= _local(node, position, values)
                count.edges += 1
            count.gradients[name] += product
    return count


@np.errstate(all="ignore")
def backpropagation(graph: Graph, parameters: Sequence[str] | None = None) -> Count:
    """One pass forward that keeps every value, and one pass backward that passes every edge once."""
    names = _checked(graph, parameters)
    count, values = _keeping_all(graph)
    gradients = {graph.output.index: 1.0}
    count.keep(not graph.output.is_leaf)
    for node in reversed(_operations(graph)):
        for position, parent in node.slots():
            count.edges += 1
            count.keep(parent.operation is not None and parent.index not in gradients)
            contribution = gradients[node.index] * _local(node, position, values)
            gradients[parent.index] = accumulate(gradients.get(parent.index), contribution)
        count.keep(-2)  # nobody asks for this node's value and gradient again
    places = {name: i for i, name in enumerate(graph.inputs)}
    count.gradients = {name: gradients.get(places[name], 0.0) for name in names}
    return count


METHODS: dict[str, Callable[[Graph, Sequence[str] | None], Count]] = {
    "nudging": nudging,
    "forward mode": forward_mode,
    "one path at a time": one_path_at_a_time,
    "backpropagation": backpropagation,
}


def paths(graph: Graph, parameters: Sequence[str] | None = None) -> tuple[int, int]:
    """How many paths lead from the output to the parameters, and how many edges they have in all.

    No path is walked: this is a backward pass in which every local derivative is 1.
    """
    names, places = _checked(graph, parameters), list(graph.inputs)
    number, edges = ([0] * len(graph.nodes) for _ in range(2))
    number[graph.output.index] = 1
    for node in reversed(_operations(graph)):
        for parent in node.parents:
            number[parent.index] += number[node.index]
            edges[parent.index] += edges[node.index] + number[node.index]
    chosen = [places.index(name) for name in names]
    return sum(number[i] for i in chosen), sum(edges[i] for i in chosen)


HEADING = ("method", "nodes evaluated", "edges passed", "steps", "numbers kept", "largest difference")


def compare(target: Callable | Graph, parameters: Sequence[str] | None = None, /, **inputs) -> Table:
    """The four methods side by side, counted in the unit above; the differences are from backpropagation.

    target: a function of single numbers with its inputs, or a graph as it was recorded. parameters: names of
    inputs. Without them: those inputs of a function that have no default; all inputs of a graph. Raises
    GraphError for what cannot be recorded, and for unknown names.
    """
    if isinstance(target, Graph):
        if inputs:
            raise GraphError("A graph is counted as it was recorded: for other inputs give the function.")
        return Table(HEADING, _rows(target, parameters))
    graph = trace(target, **inputs)
    if parameters is None:
        given = inspect.signature(target).parameters.values()
        parameters = [each.name for each in given if each.default is each.empty] or None
    return Table(HEADING, _rows(graph, parameters))


@np.errstate(all="ignore")
def _rows(graph: Graph, parameters: Sequence[str] | None) -> tuple[tuple, ...]:
    right, rows = backpropagation(graph, parameters).gradients, []
    for method, run in METHODS.items():
        number, multiplications = paths(graph, parameters)
        if run is one_path_at_a_time and multiplications > MOST_MULTIPLICATIONS:
            rows.append((f"{method}: not run, {number} paths", *[""] * 5))
            continue
        count = run(graph, parameters)
        apart = max([abs(count.gradients[name] - right[name]) for name in right], default=0.0)
        rounded = float(format_number(apart, DIFFERENCE_DIGITS).replace("infinity", "inf"))
        rows.append((method, count.nodes, count.edges, count.steps, count.kept, rounded))
    return tuple(rows)


# Inside


def _checked(graph: Graph, parameters: Sequence[str] | None) -> list[str]:
    """The names of the parameters, each once, or GraphError for a graph of arrays and for unknown names."""
    inputs = _inputs(graph)
    if isinstance(parameters, str) or not isinstance(parameters, Sequence | Set | None):
        raise GraphError(f"parameters need to be a list of names, such as {[*inputs]}, not {parameters!r}.")
    names = list(inputs) if parameters is None else list(parameters)
    for name in names:
        if name not in list(inputs):
            raise GraphError(f"{graph.name} has no input called {name}: they are {listed(inputs)}.")
    return list(dict.fromkeys(names))


def _inputs(graph: Graph) -> dict[str, float]:
    need_graph(graph)._need_scalar("counting")
    return dict(graph.inputs)


def _operations(graph: Graph) -> list[GraphNode]:
    return [node for node in graph.nodes if node.operation]


def _local(node: GraphNode, position: int, values: Sequence) -> float:
    """The local derivative along one edge; 0 where no gradient flows (to a condition)."""
    rule, like = node.operation.rules[position], node.arguments[position].value
    return apply_rule(rule, 1.0, values[node.index], node.arguments_from(values), like)


def _sweep(graph: Graph, inputs: dict[str, float], count: Count, per_node: int, visit: Callable) -> float:
    """One pass forward; what no later node needs is let go, `per_node` numbers each. Returns the output."""
    last_use = {parent: node.index for node in graph.nodes for parent in node.parents if parent.operation}
    let_go = Counter(last_use.values())
    values = list(inputs.values()) + [node.value for node in graph.nodes[len(inputs) :]]
    for node in _operations(graph):
        values[node.index] = node.operation.forward(*node.arguments_from(values))
        count.nodes += 1
        count.keep(per_node)
        visit(node, values)
        count.keep(-per_node * let_go[node.index])
    count.keep(-per_node if graph.output.operation else 0)  # the result is handed on
    return values[graph.output.index]


def _keeping_all(graph: Graph) -> tuple[Count, list]:
    """One pass forward after which the value of every node is still there."""
    values = forward_pass(graph.nodes, list(_inputs(graph).values()))
    operations = len(_operations(graph))
    count = Count(nodes=operations)
    count.keep(operations)
    return count, values


def _paths_to(graph: Graph, index: int) -> Iterator[list[tuple[GraphNode, int]]]:
    """Every path from the output to the input at `index`, as the edges on it: (node, position)."""
    leads = {index}
    for node in _operations(graph):
        if any(parent.index in leads for parent in node.parents):
            leads.add(node.index)
    stack = [(graph.output, None)] if graph.output.index in leads else []
    while stack:
        node, walked = stack.pop()  # walked: the last edge, and what was walked before it
        if node.index == index:
            path = []
            while walked:
                edge, walked = walked
                path.append(edge)
            yield path[::-1]
        stack += [(p, ((node, i), walked)) for i, p in node.slots() if p.index in leads]
