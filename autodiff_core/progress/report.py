"""A short report for a lecturer: every item with its status, as plain text or as a CSV file."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Mapping
from typing import Protocol

from autodiff_core.errors import GraphError
from autodiff_core.progress.copies import target_of
from autodiff_core.progress.keeping import known
from autodiff_core.progress.record import DONE, STATUSES, WORDS, Record
from autodiff_core.progress.said import Said
from autodiff_core.text_table import text_table
from autodiff_core.unseen import drawable

HEADING = ("lesson", "kind", "item", "title", "status", "tries", "first (UTC)", "last (UTC)")
SHORT = (0, 1, 3, 4, 5, 7)  # the columns that a page has room for; a spreadsheet has it for all
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would calculate what begins so


class Item(Protocol):
    """What the catalogue says of an item."""

    name: str
    lesson: str
    kind: str
    title: str


def report(items: Iterable[Item], path: str | os.PathLike | None = None) -> Said:
    """All items and what is known of them. `path`: write them there, as .csv (for a spreadsheet) or .txt.

    What is known of other items comes last. Raises GraphError for a path that cannot be written.
    """
    items, records = list(items), known()
    rows = _rows(items, records)
    heading, *short = [[row[i] for i in SHORT] for row in (HEADING, *rows)]
    text = _summary(items, records) + "\n\n" + text_table(heading, short, left=(0, 1, 2, 3, 5))
    if path is None:
        return Said(text)
    target = target_of(path)
    if target.suffix.lower() not in (".csv", ".txt"):
        raise GraphError(f"A report ends in .csv (for a spreadsheet) or .txt, and {target} does not.")
    try:
        if target.suffix.lower() == ".csv":
            target.write_bytes(_csv(rows).encode("utf-8-sig"))  # the mark tells Excel that this is UTF-8
        else:
            target.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise GraphError(f"{target} cannot be written ({error.strerror}).") from None
    return Said(f"The report is in {target}: {len(rows)} items.")


def _summary(items: list[Item], records: Mapping[str, Record]) -> str:
    """A table with one row for each lesson: how many of its items have which status."""
    order = (*reversed(STATUSES), "")
    rows = []
    for lesson, own in {**by_lesson(items), "all": items}.items():
        found = [_status(item.name, records) for item in own]
        rows.append((lesson, *map(str, (len(found), *map(found.count, order)))))
    return text_table(("lesson", "items", *map(WORDS.get, order)), rows, left=(0,))


def _rows(items: list[Item], records: Mapping[str, Record]) -> list[tuple[str, ...]]:
    """One row of texts for each item."""
    rows = [(item.lesson, item.kind, item.name, item.title, *_known(item.name, records)) for item in items]
    others = records.keys() - {item.name for item in items}
    return rows + [("", "", name, name, *_known(name, records)) for name in sorted(others)]


def _known(name: str, records: Mapping[str, Record]) -> tuple[str, str, str, str]:
    """Status in words, tries, first and last time."""
    record = records.get(name)
    if record is None:
        return WORDS[""], "0", "", ""
    times = (time[:16].replace("T", " ") for time in (record.first, record.last))
    return (WORDS[record.status], str(record.tries), *times)


def _status(name: str, records: Mapping[str, Record]) -> str:
    return records[name].status if name in records else ""


def _csv(rows: list[tuple[str, ...]]) -> str:
    """The same rows for a spreadsheet: no formulas, and no characters that an old Python refuses."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(HEADING)
    writer.writerows([["'" * cell.startswith(FORMULA) + drawable(cell) for cell in row] for row in rows])
    return lines.getvalue()


def by_lesson(items: Iterable[Item]) -> dict[str, list[Item]]:
    """The items of each lesson, in the order in which they come."""
    lessons: dict[str, list[Item]] = {}
    for item in items:
        lessons.setdefault(item.lesson, []).append(item)
    return lessons


def done(items: Iterable[Item], records: Mapping[str, Record]) -> tuple[int, int]:
    """How many of these items are right, and how many there are."""
    found = [_status(item.name, records) in DONE for item in items]
    return sum(found), len(found)
