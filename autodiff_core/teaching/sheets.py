"""Sheets of homework: each with its number, its inputs and its problems; as text, on paper, with a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from autodiff_core.errors import listed
from autodiff_core.graph import Graph
from autodiff_core.handouts import Solution, worked_solution
from autodiff_core.handouts.page import titled
from autodiff_core.numbers import format_number
from autodiff_core.teaching.key import Key
from autodiff_core.teaching.lines import indented
from autodiff_core.teaching.paper import save, sheet_pages
from autodiff_core.teaching.problems import Problem
from autodiff_core.text_table import text_table

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Sheet:
    """One sheet: its number, its inputs and its problems. It prints as text."""

    number: int
    graph: Graph
    inputs: Mapping[str, float]
    problems: tuple[Problem, ...]

    @property
    def given(self) -> str:
        return listed(f"{name} = {format_number(value)}" for name, value in self.inputs.items())

    @property
    def key(self) -> Key:
        """The answers to this sheet."""
        return Key((self,))

    @property
    def solution(self) -> Solution:
        """Both passes of this sheet, step by step."""
        return worked_solution(self.graph, **self.inputs)

    def __repr__(self) -> str:
        lines = [f"{titled(f'Sheet {self.number}', self.graph.name)}, at {self.given}"]
        for number, each in enumerate(self.problems, 1):
            lines += ["", indented(f"{number}  {each.heading} {each.text}")]
            lines += [f"   ({letter}) {option}" for letter, option in zip("abcd", each.options)]
            lines += [f"   {each.then}"] if each.then else []
            if each.blanks:
                blanks = (f"{blank.label} = ____".replace(" ", NO_BREAK) for blank in each.blanks)
                lines.append(indented("   " + "   ".join(blanks)).replace(NO_BREAK, " "))
        return "\n".join(lines)


@dataclass(frozen=True)
class Homework(Sequence):
    """Sheets, by place: `sheets[0]` is sheet 1. `remarks` says where numbers hide a mistake."""

    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...] = ()

    def __getitem__(self, place):
        return self.sheets[place]

    def __len__(self) -> int:
        return len(self.sheets)

    @cached_property
    def key(self) -> Key:
        """The answers to all sheets."""
        return Key(self.sheets)

    def save(self, path: Any) -> None:
        """Write all sheets into one .html file to print. Raises GraphError for what cannot be written."""
        graph = self.sheets[0].graph
        save(path, titled("Homework", graph.name), sheet_pages(self.sheets), graph)

    def __repr__(self) -> str:
        names = self.sheets[0].inputs
        rows = [(str(s.number), *map(format_number, s.inputs.values())) for s in self.sheets]
        remarks = (f"\n{indented(remark)}" for remark in self.remarks)
        return "\n".join([text_table(("sheet", *names), rows, left=()), *remarks])
