"""Every item of every lesson, in order: what there is to answer, and what progress is counted by."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from autodiff_core import clinic, exercises, ladder
from autodiff_core.cards import CARDS
from autodiff_core.cards.card import KINDS as HEADINGS

KINDS = tuple(HEADINGS)
SYMBOL_FIRST = re.compile(r"[b-z] |a \W")  # "w in two places" and "a + a", but not "a closed gate"


class Item(NamedTuple):
    """One thing to do. An exercise has a difficulty (1 to 5) and minutes."""

    name: str
    lesson: str  # "03"
    kind: str  # one of KINDS
    title: str
    difficulty: int
    minutes: int


def _items() -> tuple[Item, ...]:
    sources = (CARDS, exercises.TASKS, ladder.TASKS, clinic.TASKS)
    items = [
        Item(each.name, each.lesson, each.kind, _title(each), each.difficulty, each.minutes)
        for source in sources
        for each in source.values()
    ]
    return tuple(sorted(items, key=lambda item: (item.lesson, KINDS.index(item.kind))))


def _title(source: Any) -> str:
    title = source.title or source.name
    return title if SYMBOL_FIRST.match(title) else title[0].upper() + title[1:]


ITEMS = _items()
