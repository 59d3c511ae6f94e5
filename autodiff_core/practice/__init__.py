"""What a lesson asks, and what it remembers: cards to answer in the page, checks of code, progress."""

from __future__ import annotations

import difflib
from typing import Any

from autodiff_core.cards import CARDS
from autodiff_core.cards.card import FILL
from autodiff_core.errors import GraphError
from autodiff_core.in_words import short
from autodiff_core.practice import bars
from autodiff_core.practice.card_spec import spec_of_card
from autodiff_core.practice.checks import check
from autodiff_core.practice.predict_card import PredictCard
from autodiff_core.practice.progress_view import progress

__all__ = ["card", "check", "progress"]


def card(name: Any = None) -> PredictCard:
    """The card of this name. Raises GraphError for another one, with the nearest name that there is."""
    if name is None:
        raise GraphError('Which card? Give its name in quotation marks, as in card("two links").')
    if not isinstance(name, str) or name not in CARDS:
        near = difflib.get_close_matches(str(name), CARDS, 1)
        hint = f"Did you mean {near[0]!r}?" if near else "The names stand in the lessons."
        raise GraphError(f"There is no card called {short(name)}. {hint}")
    asked = CARDS[name]
    numbers = asked.screened.graph.slots(**asked.inputs) if asked.questions else None
    made = _kind(asked.form)(spec_of_card(asked), numbers=numbers, record=bars.before(name))
    bars.join(made)
    return made


def _kind(form: str) -> type[PredictCard]:
    """The widget of a card. Few lessons have a graph to fill in: its page is loaded where there is one."""
    if form != FILL:
        return PredictCard
    from autodiff_core.practice.fill_in import FillInGraph

    return FillInGraph
