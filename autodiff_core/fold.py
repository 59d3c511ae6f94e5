"""From recorded operations to the learner's lines: a node of the graph is a named line of code.

`J = d**2 / 2` is recorded as a power and a division. Here they are folded into one node, J, whose operation
is made of both: its forward rule runs them, and its derivative rule for d is what a backward pass inside
the line gives. Folding changes what is drawn and explained, never a gradient.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autodiff_core.backward import ancestors, exact, pull_back_on_copy
from autodiff_core.node import Node
from autodiff_core.operations import Operation
from autodiff_core.passes import recompute

MOST_ARGUMENTS = 24  # a line that reads more values than this, or takes more operations
MOST_OPERATIONS = 60  # than this, is shown operation by operation


@dataclass(frozen=True, eq=False, repr=False)
class GraphNode:
    """A node of a graph: an input, or a named line of code, with the value it had when recorded."""

    index: int
    name: str
    code: str
    value: Any
    operation: Operation | None = None
    arguments: tuple = ()  # GraphNodes and constants, as the operation takes them
    recorded: Node | None = field(default=None)

    @property
    def parents(self) -> tuple[GraphNode, ...]:
        """The nodes this one is computed from, in order; one that is used twice is there twice."""
        return tuple(a for a in self.arguments if isinstance(a, GraphNode))

    @property
    def is_leaf(self) -> bool:
        return not self.parents

    @property
    def is_scalar(self) -> bool:
        """True if this node and all it is computed from are single numbers."""
        return all(np.ndim(x.value if isinstance(x, GraphNode) else x) == 0 for x in (self, *self.arguments))

    def slots(self) -> Iterator[tuple[int, GraphNode]]:
        """The arguments that are nodes, with their position among all arguments."""
        return ((i, a) for i, a in enumerate(self.arguments) if isinstance(a, GraphNode))

    def arguments_from(self, values: Sequence) -> list:
        return [values[a.index] if isinstance(a, GraphNode) else a for a in self.arguments]

    def __repr__(self) -> str:
        return self.name


def fold(
    output: Node, inputs: Sequence[Node], names: Mapping[int, str], line_by_line: bool = True
) -> list[Folded]:
    """Return the operation nodes of the graph in topological order, each with the recorded nodes on its line.

    `names` gives the learner's names by age. A recorded node gets a node of its own if it has a name, is
    the output, or is used by several lines; otherwise it belongs to the one line that uses it.
    """
    order = ancestors(output)
    own_line = not line_by_line or not any(n.age in names for n in order if n.operation)
    leaves = {n.age for n in inputs}
    users: dict[int, set[int]] = {n.age: set() for n in order}
    line_of: dict[int, int] = {}
    for node in order:  # youngest first, so the users of a node are placed before it
        lines = {line_of[user] for user in users[node.age]}
        alone = own_line or node is output or node.age in names or len(lines) != 1
        line_of[node.age] = node.age if alone else lines.pop()
        for x in node.inputs:
            if type(x) is Node:
                users[x.age].add(node.age)
    members: dict[int, list[Node]] = {}
    for node in reversed(order):
        if node.age not in leaves and node.operation:
            members.setdefault(line_of[node.age], []).append(node)
    crowded = {
        line
        for line, nodes in members.items()
        if len(nodes) > MOST_OPERATIONS or _reads(nodes) > MOST_ARGUMENTS
    }
    folded = []
    for line, nodes in sorted(members.items()):
        folded += [Folded([node]) for node in nodes] if line in crowded else [Folded(nodes)]
    return sorted(folded, key=lambda f: f.root.age)


def _reads(nodes: Sequence[Node]) -> int:
    inside = {n.age for n in nodes}
    return sum(type(x) is Node and x.age not in inside for n in nodes for x in n.inputs)


class Folded:
    """The recorded nodes of one line, oldest first; the last one is the line's value."""

    def __init__(self, nodes: list[Node]):
        self.nodes = nodes
        self.root = nodes[-1]

    def operation(self) -> tuple[Operation, tuple]:
        """The line as one operation, and its arguments: recorded nodes outside the line, and constants."""
        if len(self.nodes) == 1:
            return self.root.operation, self.root.inputs
        inside: dict[int, Node] = {}
        arguments: list[Node] = []
        stand_ins: list[Node] = []

        def stand_in(x: Any) -> Any:
            """Inside the line: its copy. Outside: a new leaf, so that every use has its own edge."""
            if type(x) is not Node:
                return x
            if x.age not in inside:
                arguments.append(x)
                stand_ins.append(Node(x.value))
                return stand_ins[-1]
            return inside[x.age]

        for node in self._as_read():
            inside[node.age] = Node(node.value, node.operation, tuple([stand_in(x) for x in node.inputs]))
        root = inside[self.root.age]
        return _composed(root, stand_ins), tuple(arguments)

    def _as_read(self) -> list[Node]:
        """The line's nodes in the order in which the line reads its arguments, left to right."""
        inside = {n.age for n in self.nodes}
        done: dict[int, Node] = {}
        stack = [(self.root, False)]
        while stack:
            node, ready = stack.pop()
            if ready:
                done[node.age] = node
            elif node.age not in done:
                stack.append((node, True))
                stack += [(x, False) for x in reversed(node.inputs) if type(x) is Node and x.age in inside]
        return list(done.values())


def _composed(root: Node, stand_ins: Sequence[Node]) -> Operation:
    """One operation that computes `root` from the stand-ins; its rules are a backward pass in the line."""
    order = ancestors(root)

    def values(arguments: Sequence) -> dict[int, Any]:
        return recompute(order[::-1], {s.age: a for s, a in zip(stand_ins, arguments)})

    def rule(stand_in: Node) -> Callable:
        def contribution(g, out, *arguments):
            known = values(arguments) | {root.age: out}
            try:
                return pull_back_on_copy(root, g, [stand_in], lambda node: known[node.age])[0]
            except ArithmeticError:
                return pull_back_on_copy(root, exact(g), [stand_in], lambda node: exact(known[node.age]))[0]

        return contribution

    flows_to = {root.age}
    for node in order:
        if node.age in flows_to and node.operation:
            flows_to |= {x.age for x, r in zip(node.inputs, node.operation.rules) if r and type(x) is Node}
    derivatives = tuple([rule(s) if s.age in flows_to else None for s in stand_ins])
    return Operation("line", "", None, lambda *arguments: values(arguments)[root.age], derivatives)
