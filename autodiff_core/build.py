"""From what was recorded to the nodes of a graph: each with its name, its line of code and its parents."""

from __future__ import annotations

from autodiff_core.fold import GraphNode, fold
from autodiff_core.names import Names
from autodiff_core.node import Node
from autodiff_core.operations import Operation
from autodiff_core.printer import Printer
from autodiff_core.tracing import Trace


def build(recorded: Trace, line_by_line: bool) -> tuple[tuple[GraphNode, ...], GraphNode]:
    """Return the nodes in topological order, all inputs first, and the one that is the output."""
    builder = _Builder(recorded)
    for name, leaf in recorded.inputs.items():
        builder.add(leaf, name, name)
    for line in fold(recorded.output, list(recorded.inputs.values()), recorded.names, line_by_line):
        builder.add_line(line.root, *line.operation())
    if recorded.output.age not in builder.by_age:  # a constant: the output depends on nothing
        builder.add_line(recorded.output, None, ())
    return tuple(builder.nodes), builder.by_age[recorded.output.age]


class _Builder:
    """The nodes so far, by position and by the age of what was recorded."""

    def __init__(self, recorded: Trace):
        self.names = Names(recorded)
        self.printer = Printer({})
        self.nodes: list[GraphNode] = []
        self.by_age: dict[int, GraphNode] = {}

    def add_line(self, root: Node, operation: Operation | None, inputs: tuple) -> None:
        """Add the node of a line: under the learner's name, with the learner's own code where that holds."""
        arguments = tuple([self.by_age.get(x.age, x.value) if type(x) is Node else x for x in inputs])
        name = self.names.of(root)
        code = self.names.code(root, name, [a.name for a in arguments if isinstance(a, GraphNode)])
        self.add(root, name, code or f"{name} = {self.printer.text(root)}", operation, arguments)

    def add(
        self, root: Node, name: str, code: str, operation: Operation | None = None, arguments: tuple = ()
    ) -> None:
        node = GraphNode(len(self.nodes), name, code, root.value, operation, arguments, root)
        self.printer.variables[root.age] = name
        self.nodes.append(node)
        self.by_age[root.age] = node
