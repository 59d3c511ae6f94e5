"""The key to homework: the answers of each sheet, and for the marker what each wrong number gives away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from autodiff_core.handouts.page import titled
from autodiff_core.mistakes import Mistake
from autodiff_core.numbers import format_number
from autodiff_core.teaching.lines import indented
from autodiff_core.teaching.paper import head, picture, save
from autodiff_core.teaching.table import marked

if TYPE_CHECKING:
    from autodiff_core.teaching.answers import Blank, Wrong
    from autodiff_core.teaching.problems import Problem
    from autodiff_core.teaching.sheets import Sheet

MOST = 5  # wrong numbers for each blank
HEADS = ("Problem", "Right", "Wrong numbers, and the mistake behind each")


@dataclass(frozen=True)
class Key:
    """The answers to some sheets. It prints as text; `save` writes a page for each sheet."""

    sheets: Sequence[Sheet]

    @property
    def mistakes(self) -> list[Mistake]:
        """Every mistake that the key names, in the order in which it does."""
        blanks = (blank for sheet in self.sheets for each in sheet.problems for blank in each.blanks)
        named = (mistake for blank in blanks for wrong in told(blank) for mistake in wrong.mistakes)
        return list({mistake.name: mistake for mistake in named}.values())

    def save(self, path: Any) -> None:
        """Write the key into one .html file to print. Raises GraphError for what cannot be written."""
        graph = self.sheets[0].graph
        save(path, titled("Key", graph.name), "\n".join([*map(_page, self.sheets), self._legend()]), graph)

    def _legend(self) -> str:
        rows = "".join(
            f'<tr><th scope="row">{escape(each.name)}</th><td>{marked(each.thinking)}</td>'
            f"<td>{marked(each.question)}</td></tr>"
            for each in self.mistakes
        )
        heads = _heads(("Mistake", "What lies behind it", "Ask next"))
        return (
            '<section class="hw-sheet"><header><h1>The mistakes, and what to ask</h1></header>'
            f'<table class="hw-key hw-legend">{heads}<tbody>{rows}</tbody></table></section>'
        )

    def __repr__(self) -> str:
        return "\n\n".join("\n".join(_lines(sheet)) for sheet in self.sheets)


def told(blank: Blank) -> tuple[Wrong, ...]:
    """The wrong numbers that the key names: those that the bank names first."""
    return blank.wrong[:MOST]


def _names(wrong: Wrong) -> str:
    return " or ".join(mistake.name for mistake in wrong.mistakes)


def _lines(sheet: Sheet) -> Iterator[str]:
    yield f"{titled(f'Sheet {sheet.number}', sheet.graph.name)}, at {sheet.given}"
    for number, problem in enumerate(sheet.problems, 1):
        yield "\n" + indented(f"{number}  {problem.heading} {problem.right}")
        for blank in problem.blanks:
            yield f"   {blank.label} = {format_number(blank.right)}"
            for wrong in told(blank):
                yield f"      {format_number(wrong.number)}: {_names(wrong)}"


def _page(sheet: Sheet) -> str:
    rows = "".join(_rows(number, each) for number, each in enumerate(sheet.problems, 1))
    graph = sheet.graph
    return "\n".join(
        [
            head(sheet, titled("Key", graph.name)),
            f'<p class="hw-given">At {escape(sheet.given)}.</p>',
            picture(graph, graph.forward(**sheet.inputs), graph.backward(**sheet.inputs)),
            f'<table class="hw-key hw-answers">{_heads(HEADS)}<tbody>{rows}</tbody></table>',
            "</section>",
        ]
    )


def _heads(heads: Sequence[str]) -> str:
    return "<thead><tr>" + "".join(f'<th scope="col">{each}</th>' for each in heads) + "</tr></thead>"


def _rows(number: int, problem: Problem) -> str:
    """A row for each blank, and one for the answer in words."""
    title = f'<th scope="row">{number} {problem.title}</th>'
    rows = []
    for blank in problem.blanks:
        wrong = "".join(
            f"<span><b>{format_number(each.number)}</b> {escape(_names(each))}</span>" for each in told(blank)
        )
        right = f"{escape(blank.label)} = <b>{format_number(blank.right)}</b>"
        rows.append(f"<td>{right}</td><td>{wrong}</td>")
    if problem.right:
        rows.append(f'<td colspan="2">{marked(problem.right)}</td>')
    empty = '<th aria-hidden="true"></th>'
    return "".join(f"<tr>{empty if place else title}{row}</tr>" for place, row in enumerate(rows))
