"""Tables of nudges: many nudges side by side, and one nudge on its way through the graph."""

from __future__ import annotations

import itertools
import numbers
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autodiff_core.derivatives import graph_of, nudge, nudge_size
from autodiff_core.errors import GraphError
from autodiff_core.graph import Graph
from autodiff_core.numbers import format_number
from autodiff_core.text_table import text_table

DIGITS = 10  # 9.006001 has seven


@dataclass(frozen=True)
class Table:
    """Rows under a heading: texts and numbers. Prints as plain text."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]

    def __repr__(self) -> str:
        cells = [[x if isinstance(x, str) else format_number(x, DIGITS) for x in row] for row in self.rows]
        words = [i for i, x in enumerate(self.rows[0]) if isinstance(x, str)] if self.rows else []
        return text_table(self.heading, cells, left=words)


def nudge_table(
    target: Callable | Graph, node: str | Sequence[str], epsilon: float | Sequence[float] = 0.001, **inputs
) -> Table:
    """Nudge once for each row: `node`, `epsilon` or any input may be a list, and each entry gets a row.

    Both differences stand beside the gradient. For functions and graphs of single numbers. Raises GraphError
    for unknown names, and for an epsilon that is not above 0.
    """
    choices = {"node": node, "epsilon": epsilon, **inputs}
    for name, choice in choices.items():
        if isinstance(choice, (list, tuple)) and not choice:
            raise GraphError(f"{name} is an empty list: put something into it, for the table to have rows.")
    varied = [name for name, choice in choices.items() if isinstance(choice, (list, tuple))]
    settings = [choice if name in varied else [choice] for name, choice in choices.items()]
    rows = []
    for setting in itertools.product(*settings):
        chosen = dict(zip(choices, setting))
        done = nudge(target, **chosen)
        numbers = (done.before, done.after, done.change, done.forward, done.central, done.gradient)
        rows.append((*(chosen[name] for name in varied), *numbers))
    J = rows and done.output
    differences = ("change", "change / epsilon", "central difference", "gradient")
    return Table((*varied, f"{J} before", f"{J} after", *differences), tuple(rows))


def ripple(target: Callable | Graph, node: str, epsilon: float = 0.001, **inputs) -> Table:
    """Nudge one node, and see how much each node changes because of it.

    For functions and graphs of single numbers. Raises GraphError for unknown names.
    """
    graph = graph_of(target, inputs)
    inputs = inputs if isinstance(target, Graph) else {}
    sign = -1 if isinstance(epsilon, numbers.Real) and epsilon < 0 else 1  # a ripple may go down, too
    step = sign * nudge_size(-epsilon if sign < 0 else epsilon)
    nudge(graph, node, abs(step), **inputs)  # refuses, in a sentence, what is no node
    before, after = graph.forward(**inputs), graph.nudged(node, step, **inputs)
    rows = []
    for each in graph.nodes:
        change = after[each.name] - before[each.name]
        rows.append((each.name, each.code, before[each.name], after[each.name], change, change / step))
    return Table(("node", "code", "before", "after", "change", "change / epsilon"), tuple(rows))
