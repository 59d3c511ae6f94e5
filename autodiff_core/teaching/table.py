"""The table of answers to expect: as text, and as HTML that follows the theme of the notebook."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import NamedTuple

from autodiff_core.teaching.lines import wrapped

LONGEST = 12  # characters of an answer that stands in a column of its own
HEADS = ("Answer", "What lies behind it", "Ask next")
LEFT = "text-align: left; vertical-align: top"


class Answer(NamedTuple):
    """An answer, the idea behind it, and the question that leads on ("" for the right one)."""

    answer: str
    idea: str
    question: str = ""


@dataclass(frozen=True)
class Expected:
    """The answers to expect to one question. Of the wrong ones only the first `most` are shown; None: all."""

    name: str
    heading: str
    asks: str
    right: Answer
    wrong: tuple[Answer, ...]
    most: int | None = None

    @property
    def shown(self) -> tuple[Answer, ...]:
        return self.wrong[: self.most]

    @property
    def rest(self) -> str:
        """A sentence on the wrong answers that are not shown, or nothing."""
        if len(self.shown) == len(self.wrong):
            return ""
        every = f'`wrong_answers("{self.name}", most=None)`'
        return f"Shown are {len(self.shown)} of {len(self.wrong)} wrong answers; {every} shows all."

    def __repr__(self) -> str:
        answers = [(self.right.answer, f"Right. {self.right.idea}".strip(), "")]
        answers += [(each.answer, each.idea, each.question) for each in self.shown]
        column = max([len(answer) for answer, _, _ in answers if len(answer) <= LONGEST], default=4)
        blocks = [f"{self.heading}\n{wrapped(_bare(self.asks))}"]
        blocks += [_block(column, *answer) for answer in answers]
        return "\n\n".join([*blocks, _bare(self.rest)] if self.rest else blocks)

    def _repr_html_(self) -> str:
        heads = "".join(f'<th scope="col" style="{LEFT}">{head}</th>' for head in HEADS)
        right = _row(self.right.answer, "✓ right", self.right.idea, "")
        rows = "".join(_row(each.answer, "", each.idea, each.question) for each in self.shown)
        rest = f"<p>{marked(self.rest)}</p>" if self.rest else ""
        table = f"<thead><tr>{heads}</tr></thead><tbody>{right}{rows}</tbody>"
        label = html.escape(f"Answers to expect: {self.name}")
        return f'<table aria-label="{label}" style="max-width: 62em">{table}</table>{rest}'


def marked(text: str) -> str:
    """Text as HTML, with what stands in backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))


def _block(column: int, answer: str, idea: str, question: str) -> str:
    """An answer with its idea and its question beside it; below it, if the answer is long."""
    asks = f"Ask: {question}" if question else ""
    room = " " * (column + 2)
    beside = len(answer) <= column
    lines = [] if beside else [wrapped(_bare(answer))]
    first = f"{answer:>{column}}  " if beside else room
    if idea:
        lines.append(wrapped(_bare(idea), first, room))
        first = room
    if asks:
        lines.append(wrapped(_bare(asks), first, room))
    return "\n".join(lines)


def _bare(text: str) -> str:
    return text.replace("`", "")


def _row(answer: str, mark: str, idea: str, question: str) -> str:
    mark = f"<br><b>{mark}</b>" if mark else ""
    width = "" if len(answer) > LONGEST else "; white-space: nowrap"
    cells = "".join(f'<td style="{LEFT}">{marked(text)}</td>' for text in (idea, question))
    return f'<tr><th scope="row" style="{LEFT}{width}">{marked(answer)}{mark}</th>{cells}</tr>'
