"""How far the learner is: `progress()` shows a table with a bar for each lesson."""

from __future__ import annotations

import html
from dataclasses import dataclass

from autodiff_core import progress as kept
from autodiff_core.catalogue import ITEMS
from autodiff_core.progress.copies import COPY
from autodiff_core.progress.said import Said
from autodiff_core.text_table import text_table

HEADING = ("lesson", "done", "", "next")
CELLS = 10  # of a bar in characters
LEFT = "text-align: left; white-space: nowrap"
COLOUR = "var(--jp-brand-color1, light-dark(#0b5cad, #7cc0ff))"
BAR = f"width: 10em; max-width: 20vw; height: 1em; vertical-align: middle; accent-color: {COLOUR}"


def bar_of(lesson: str) -> tuple[int, int]:
    """How many items of a lesson are right, and how many it has. (0, 0) for a lesson without items."""
    return kept.done(kept.by_lesson(ITEMS).get(lesson, ()), kept.known())


@dataclass(frozen=True)
class Row:
    """One line of the table: a lesson, how many of its items are right, and what comes next."""

    lesson: str
    done: int
    of: int
    next: str = ""

    @property
    def bar(self) -> str:
        """The bar in characters: full only if all is done, and empty only if nothing is."""
        full = self.done * CELLS // self.of if self.of else 0
        full = max(full, 1) if self.done else 0
        return "█" * full + "░" * (CELLS - full)


@dataclass(frozen=True)
class Overview:
    """How far the learner is, as a table: plain text, and HTML that follows the theme."""

    rows: tuple[Row, ...]
    trouble: str = ""

    def __repr__(self) -> str:
        cells = [(row.lesson, f"{row.done} of {row.of}", row.bar, row.next) for row in self.rows]
        table = text_table(HEADING, cells, left=(0, 2, 3))
        return f"{table}\n\n{self.trouble}" if self.trouble else table

    def _repr_html_(self) -> str:
        heads = "".join(f'<th scope="col" style="{LEFT}">{head}</th>' for head in ("lesson", "done", "next"))
        body = "".join(map(_row, self.rows))
        trouble = f"<p>{html.escape(self.trouble)}</p>" if self.trouble else ""
        table = f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody>"
        return f'<table aria-label="progress">{table}</table>{trouble}'


def _row(row: Row) -> str:
    """A row of the table. The number beside the bar says the same as the bar."""
    lesson, after = html.escape(row.lesson), html.escape(row.next)
    done = f"{row.done} of {row.of}"
    bar = f'<progress value="{row.done}" max="{max(row.of, 1)}" aria-label="{lesson}: {done}" style="{BAR}">'
    return (
        f'<tr><th scope="row" style="{LEFT}">{lesson}</th>'
        f'<td style="{LEFT}">{bar}</progress> {done}</td><td style="text-align: left">{after}</td></tr>'
    )


class Progress:
    """`progress()` shows how far you are. It is kept in one file, progress.db, beside the notebooks."""

    def __call__(self) -> Overview:
        """The table: of each lesson, how many items are right and which one comes next."""
        records = kept.known()
        rows = [
            Row(lesson, *kept.done(own, records), _next(own, records))
            for lesson, own in kept.by_lesson(ITEMS).items()
        ]
        return Overview((*rows, Row("all", *kept.done(ITEMS, records))), kept.trouble())

    def report(self, path: str | None = None) -> Said:
        """Every item with its status, tries and times; with a path such as "report.csv", as a file."""
        return kept.report(ITEMS, path)

    def save_copy(self, path: str = COPY) -> Said:
        """Save a copy that can be downloaded, for example from Binder, which forgets all after a visit."""
        return kept.save_copy(path)

    def load(self, path: str = COPY) -> Said:
        """Add what a copy says: the better status wins. Loading it again changes nothing."""
        return kept.load(path)

    def forget(self) -> Said:
        """Delete all progress."""
        return kept.forget()

    def __repr__(self) -> str:
        return "Write progress() to see how far you are; progress.report() lists everything."


def _next(items, records) -> str:
    """The title of the first item that is not right yet."""
    return next((i.title for i in items if kept.done([i], records) == (0, 1)), "")


progress = Progress()
