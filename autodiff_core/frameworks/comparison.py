"""One function, four columns: its value and its gradients by ours, PyTorch, TensorFlow and JAX."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autodiff_core.errors import GraphError
from autodiff_core.frameworks import adapters, results, source
from autodiff_core.frameworks.results import Result
from autodiff_core.graph import trace
from autodiff_core.numbers import format_number
from autodiff_core.text_table import text_table

WIDTH = 96  # characters of a line below a table


@dataclass(frozen=True)
class Comparison:
    """The columns side by side. Prints as a table, the same whether a column was run or is a stored one."""

    output: str
    inputs: tuple[str, ...]
    columns: tuple[Result, ...]

    def __repr__(self) -> str:
        heading = ("", *(column.framework.title for column in self.columns))
        rows = [(self.output, *(_cell(c, lambda a: a["value"]) for c in self.columns))]
        for name in self.inputs:
            cells = [_cell(column, lambda a, name=name: a["gradients"][name]) for column in self.columns]
            rows.append((f"d{self.output}/d{name}", *cells))
        rows.append(("computed in", *(_cell(c, lambda a: a["precision"]) for c in self.columns)))
        return with_notes(text_table(heading, rows, left=(0,)), self.columns)


def compare(fn: Callable, /, **inputs) -> Comparison:
    """Run one function in every framework and show its value and its gradients side by side.

    `fn` is a function written with `def` that may use np, relu and sigmoid; its inputs are given by name, or
    by the function's own defaults, as for `trace`. A framework that is installed is run now, in a process of
    its own; for one that is not, a stored answer is shown if there is one. Raises GraphError, one sentence,
    for a function that cannot be recorded or that does not stand alone.
    """
    graph = trace(fn, **inputs)
    if graph.output.is_leaf and graph.output.name not in graph.inputs:
        raise GraphError(
            f"{graph.name} returns a number that uses none of its inputs: the frameworks have no graph to go "
            "back through, so compute it from an input."
        )
    task = source.task(fn, graph.inputs, settings=inputs.keys() - graph.inputs.keys())
    columns = results.of_function(task, adapters.ours(graph))
    return Comparison(graph.output.name, tuple(graph.inputs), columns)


def with_notes(table: str, columns: tuple[Result, ...]) -> str:
    """The table, and below it what has to be said: the errors, and why a column could not be had."""
    said = []
    for column in columns:
        if column.answer and column.answer["error"]:
            said.append(f"{column.framework.title}: {column.answer['error']}")
        if column.note:
            said.append(column.note)
    said = [textwrap.fill(each, WIDTH, subsequent_indent="    ", break_on_hyphens=False) for each in said]
    return "\n".join([table, *([""] if said else []), *said])


def _cell(column: Result, part: Callable[[dict[str, Any]], Any]) -> str:
    if column.answer is None:
        return "-"
    return "error" if column.answer["error"] else _text(part(column.answer))


def _text(x: Any) -> str:
    if x is None or isinstance(x, str):
        return str(x)
    return f"[{', '.join(map(_text, x))}]" if isinstance(x, list) else format_number(x)
