"""One row of the table of measurements, and the table: as Markdown, every number beside its goal."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One thing that was measured.

    `goal` is the number of the goal it belongs to. A row without a `limit` has nothing to reach: it stands
    beside the others to compare with. `measured` is None where nothing could be measured; `note` says why.
    """

    goal: int
    what: str  # "random graph of 1,000 nodes, eager / micrograd"
    measured: float | None  # a ratio, or a number in `unit`
    limit: float | None = None
    unit: str = ""  # "" marks a ratio
    quartiles: tuple[float, float] | None = None
    beside: str = ""  # the absolute time of what the ratio compares with: "13.5 us"
    note: str = ""
    at_least: bool = False  # the limit is the smallest number that will do, not the largest

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None where there is none, or nothing was measured."""
        if self.limit is None or self.measured is None:
            return None
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit


def spread(numbers: Sequence[float]) -> tuple[float, tuple[float, float] | None]:
    """The median of several measurements, and the two quartiles: what `measured` and `quartiles` take."""
    if len(numbers) < 2:
        return statistics.median(numbers), None
    low, middle, high = statistics.quantiles(numbers, method="inclusive")
    return middle, (low, high)


def number(x: float, unit: str = "") -> str:
    """A number to three digits, with its unit."""
    text = f"{x:,.0f}" if abs(x) >= 100 or x == int(x) else f"{x:.3g}"
    return f"{text} {unit}".strip()


def seconds(x: float) -> str:
    """A time in the unit that fits it."""
    for size, unit in ((1, "s"), (1e-3, "ms"), (1e-6, "us")):
        if x >= size:
            return number(x / size, unit)
    return number(x / 1e-9, "ns")


def verdict(row: Row) -> str:
    if row.measured is None:
        return "not measured"
    return {True: "reached", False: "**missed**", None: ""}[row.reached]


def table(rows: Iterable[Row]) -> str:
    """All rows as Markdown, sorted by goal; those of one goal keep their order."""
    lines = [
        "| goal | what | measured | quartiles | at most | | beside | |",
        "| ---: | --- | ---: | ---: | ---: | --- | ---: | --- |",
    ]
    for row in sorted(rows, key=lambda row: row.goal):
        cells = (
            str(row.goal),
            row.what,
            "" if row.measured is None else number(row.measured, row.unit),
            "" if row.quartiles is None else " to ".join(map(number, row.quartiles)),
            "" if row.limit is None else "at least " * row.at_least + number(row.limit, row.unit),
            verdict(row),
            row.beside,
            row.note,
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
