"""Names for the nodes of a graph, and the line of code that each one stands for."""

from __future__ import annotations

import keyword
import unicodedata
from collections.abc import Sequence

from autodiff_core.node import Node
from autodiff_core.tracing import Trace
from autodiff_core.unseen import spelled_out

NOT_ASSIGNED = "__debug__"  # which Python lets nobody assign


class Names:
    """Gives every node a name of its own: the learner's, or v1, v2, ... where a line has none."""

    def __init__(self, recorded: Trace):
        self.recorded = recorded
        self.taken = set(recorded.inputs)
        self.learners = set(map(variable, recorded.names.values()))
        self.used: dict[str, int] = {}
        self.count = 0

    def of(self, node: Node) -> str:
        name = variable(self.recorded.names.get(node.age, ""))
        if name is None and node is self.recorded.output:
            name = variable(self.recorded.name)
        while name is None:
            self.count += 1
            number = f"v{self.count}"
            name = None if number in self.taken or number in self.learners else number
        unique = name
        while unique in self.taken or (unique != name and unique in self.learners):
            self.used[name] = self.used.get(name, 1) + 1
            unique = f"{name}_{self.used[name]}"
        return self._take(unique)

    def _take(self, name: str) -> str:
        self.taken.add(name)
        return name

    def code(self, node: Node, name: str, parents: Sequence[str]) -> str:
        """The learner's own line, if it holds for the node's present name and its parents' names."""
        statement = self.recorded.source.get(node.age)
        if statement is None or statement.target not in (name, "") or not set(parents) <= statement.names:
            return ""
        own = statement.target or name == self.recorded.name
        return f"{name} = {spelled_out(statement.expression)}" if own else ""


def variable(name: str) -> str | None:
    """A name as Python reads it in code, where it is printed into programs; None for one that is no name.

    A function can give its variables any text, with locals() or by its code object.
    """
    name = unicodedata.normalize("NFKC", name)
    is_name = name.isidentifier() and not keyword.iskeyword(name) and name != NOT_ASSIGNED
    return name if is_name else None
