"""The worked solution of a graph at given numbers: printed as text, shown in a notebook, saved as a page."""

from __future__ import annotations

import math
from functools import cached_property

from autodiff_core.errors import GraphError
from autodiff_core.gradient_check import TOLERANCE, CheckedInput, checked
from autodiff_core.graph import Graph
from autodiff_core.handouts.page import page, titled
from autodiff_core.handouts.pdf import browser, print_pdf
from autodiff_core.handouts.saving import place, write_bytes
from autodiff_core.handouts.sheet import sheet
from autodiff_core.handouts.source import code_lines
from autodiff_core.numbers import format_number
from autodiff_core.picture import graph_of
from autodiff_core.text_table import text_table
from autodiff_core.tracing import unknown_names

NO_BROWSER = "save the solution as .html, open it and print it"
AT_A_KINK = (
    "at a kink the slope jumps: the gradient follows the rule of the operation, and the central difference "
    "lies between the slopes on the two sides"
)


class Solution:
    """Both passes of a graph at these inputs, step by step, and every gradient beside its check.

    `text` is what it prints as; `html` is one page of its own, for A4.
    """

    heading = ("node", "line", "value", "gradient", "central difference", "")

    def __init__(self, graph: Graph, inputs: dict):
        self.graph, self.inputs = graph, inputs
        self.code = code_lines(graph)
        self.values, self.gradients = graph.forward(**self.inputs), graph.backward(**self.inputs)
        self.steps, self.slots = graph.steps(**self.inputs), graph.slots(**self.inputs)

    @property
    def title(self) -> str:
        """What it is, and of which function."""
        return titled("Worked solution", self.graph.name)

    @property
    def numbers(self) -> str:
        """The inputs, in one line."""
        return ", ".join(f"{name} = {format_number(self.values[name])}" for name in self.graph.inputs)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What is special at these inputs: numbers that are not finite, gradients at a kink."""
        kinks = any(row[-1] == "at a kink" for row in self.table)
        return (*self.graph.notes(**self.inputs), *[AT_A_KINK] * kinks)

    @cached_property
    def table(self) -> list[tuple[str, ...]]:
        """A row for each node: name, line, value, gradient, central difference, and whether they agree."""
        rows = []
        for node in self.graph.nodes:
            (check,) = checked(self.graph, node.name, self.values, self.gradients[node.name], TOLERANCE)
            numbers = self.values[node.name], check.gradient, check.central
            rows.append((node.name, node.code, *map(format_number, numbers), _verdict(check)))
        return rows

    @property
    def text(self) -> str:
        """Everything but the picture as plain text, the same from run to run."""
        steps = self.graph.transcript(**self.inputs)
        table = text_table(self.heading, self.table, left=(0, 1, 5))
        notes = [f"note: {note}" for note in self.notes]
        return "\n".join([self.title, self.numbers, "", self.code, "", steps, "", table, *notes])

    @property
    def html(self) -> str:
        """One page of HTML that needs nothing else, to read on a screen or to print on A4."""
        return page(self.title, sheet(self, heading=1))

    def save(self, path) -> None:
        """Write the page to `path`, which ends in .html or, with Chromium or Chrome here, in .pdf.

        A folder that is missing is made. Raises GraphError for another ending, for a place that cannot be
        written to, and for a .pdf without a browser that prints it.
        """
        path = place(path)
        if path.suffix.lower() == ".html":
            made = self.html.encode(errors="replace")
        elif path.suffix.lower() == ".pdf":
            made = self._pdf()
        else:
            raise GraphError(f"A solution is saved as .html or as .pdf, not as {path.name}.")
        write_bytes(path, made)

    def _pdf(self) -> bytes:
        program = browser()
        if program is None:
            raise GraphError(f"A PDF needs Chromium or Chrome, and there is none here: {NO_BROWSER}.")
        try:
            return print_pdf(self.html, program)
        except RuntimeError as error:
            raise GraphError(f"{error}; {NO_BROWSER}.") from None

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return sheet(self, heading=3)


def worked_solution(fn_or_graph, /, **inputs) -> Solution:
    """Solve a graph, or the graph of a function, at these inputs (a graph's own where none are given).

    Every step of the forward and the backward pass comes with its numbers, every gradient with a central
    difference. `print` it, look at it in a notebook, or write a page: `.save("solution.html")`. Raises
    GraphError for what is no graph, for arrays, for unknown inputs and outside the domain of an operation.
    """
    graph = graph_of(fn_or_graph, inputs)
    unknown_names(graph.name, inputs, graph.inputs)
    if not graph.is_scalar:
        raise GraphError(
            f"A worked solution is made for single numbers, and {graph.name} works on arrays: "
            "use forward, backward and steps."
        )
    return Solution(graph.recorded_at(**inputs) if graph.takes_other_branch(**inputs) else graph, inputs)


def _verdict(check: CheckedInput) -> str:
    """A number that is not finite has no difference that it could be compared with."""
    finite = math.isfinite(check.gradient) and math.isfinite(check.central)
    return check.verdict if finite else "not finite"
