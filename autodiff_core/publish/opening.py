"""What a lesson says of itself in its first cell: its title, its question, its minutes."""

from __future__ import annotations

import re
from typing import NamedTuple

from autodiff_core.publish.record import Recorded

TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
QUESTION = re.compile(r"\*\*The question\.\*\*(.*?)\n\n", re.DOTALL)
MINUTES = re.compile(r"\*\*Time\.\*\* About (\d+) minutes")


class Opening(NamedTuple):
    """Markdown, and whole minutes; what a notebook does not say is "" or 0, as in the glossary."""

    title: str
    question: str
    minutes: int


def opening(recorded: Recorded) -> Opening:
    """The opening of a notebook."""
    source = recorded.notebook.cells[0].source
    title, question, minutes = (pattern.search(source) for pattern in (TITLE, QUESTION, MINUTES))
    return Opening(
        title[1] if title else recorded.name,
        question[1].strip() if question else "",
        int(minutes[1]) if minutes else 0,
    )

