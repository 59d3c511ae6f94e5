"""The questions on the screen: the program of each framework, and what came back."""

from __future__ import annotations

import html
from dataclasses import dataclass

from autodiff_core.frameworks import results, snippets
from autodiff_core.frameworks.columns import COLUMNS
from autodiff_core.frameworks.comparison import with_notes
from autodiff_core.frameworks.results import Result
from autodiff_core.text_table import text_table

# As many columns side by side as there is room for: four, two or one.
GRID = "display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26em, 100%), 1fr)); gap: 0.8em"
BORDER = "border: 1px solid var(--jp-border-color2, #bdbdbd); border-radius: 4px"
CARD = f"min-width: 0; padding: 0.5em 0.8em; {BORDER}"
PROGRAM = "margin: 0.4em 0 0; overflow-x: auto; white-space: pre; font-size: 90%"


@dataclass(frozen=True)
class Programs:
    """The same program in every framework."""

    columns: tuple[tuple[str, str], ...]  # title, code

    def __repr__(self) -> str:
        return "\n\n".join(f"--- {title} ---\n{code}" for title, code in self.columns)

    def _repr_html_(self) -> str:
        columns = "".join(
            f'<div style="{CARD}"><b>{html.escape(title)}</b>'
            f'<pre style="{PROGRAM}" tabindex="0" aria-label="{html.escape(title)}">'
            f"{html.escape(code)}</pre></div>"
            for title, code in self.columns
        )
        return f'<div style="{GRID}">{columns}</div>'


@dataclass(frozen=True)
class Answers:
    """What the programs printed, row by row. A dash: this program prints no such line."""

    shows: tuple[str, ...]
    columns: tuple[Result, ...]

    def __repr__(self) -> str:
        heading = ("", *(column.framework.title for column in self.columns))
        rows = [(label, *(_line(c, i) for c in self.columns)) for i, label in enumerate(self.shows)]
        return with_notes(text_table(heading, rows, left=(0,)), self.columns)


def _line(column: Result, i: int) -> str:
    """Line i of what a program printed; "error" where it stopped."""
    lines = column.answer["lines"] if column.answer else []
    stopped = bool(column.answer and column.answer["error"] and i == len(lines))
    return lines[i] if i < len(lines) else "error" if stopped else "-"


def show_code(question: str = "") -> Programs:
    """The program of each framework for a question (see QUESTIONS), exactly as it is run."""
    return Programs(tuple((column.title, snippets.code(question, column.key)) for column in COLUMNS))


def ask(question: str = "") -> Answers:
    """What the program of each framework answers to a question, live or stored."""
    return Answers(snippets.module(question).SHOWS, results.of_question(question))
