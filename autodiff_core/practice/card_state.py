"""The traits that the page of a card changes: what came of the card so far, and what was answered now."""

from __future__ import annotations

from collections.abc import Mapping

import traitlets

from autodiff_core import progress
from autodiff_core.cards.card import NUMBER
from autodiff_core.explorers.base import ExplorerError
from autodiff_core.in_words import short
from autodiff_core.unseen import drawable

STATUSES = ("new", *progress.STATUSES)


class Record(traitlets.TraitType):
    """A synced trait: what came of a card so far."""

    def __init__(self):
        super().__init__(default_value={"status": "new", "tries": 0, "hints": 0})
        self.tag(sync=True)

    def validate(self, card, value) -> dict:
        """Return `value` as a dict, or raise an ExplorerError."""
        if (
            isinstance(value, Mapping)
            and value.keys() == {"status", "tries", "hints"}
            and value["status"] in STATUSES
            and is_count(value["tries"])
            and is_count(value["hints"])
        ):
            return dict(value)
        allowed = f"a status ({', '.join(STATUSES)}) and the number of tries and hints"
        raise ExplorerError(f"{self.name} needs {allowed}, not {short(value)}.")


class Attempt(traitlets.TraitType):
    """A synced trait: what was answered on the present numbers, and what help is to be seen."""

    def __init__(self):
        super().__init__(default_value={"set": 0, "answers": [], "hints": 0, "solution": False})
        self.tag(sync=True)

    def validate(self, card, value) -> dict:
        """Return `value` as a dict, or raise an ExplorerError."""
        if (
            isinstance(value, Mapping)
            and value.keys() == {"set", "answers", "hints", "solution"}
            and is_count(value["set"])
            and value["set"] < max(len(card.spec["sets"]), 1)
            and is_count(value["hints"])
            and value["hints"] <= len(card.spec["blanks"][0]["hints"])
            and type(value["solution"]) is bool
            and isinstance(value["answers"], list)
            and all(self._can_be_read(card, answer) for answer in value["answers"])
        ):
            return dict(value)
        allowed = "a set, answers as texts, the number of hints, and whether the solution is shown"
        raise ExplorerError(f"{self.name} needs {allowed}, not {short(value)}.")

    @staticmethod
    def _can_be_read(card, answer) -> bool:
        options = [str(index) for index in range(len(card.spec["options"]))]
        return is_text(answer) and (card.spec["form"] == NUMBER or answer in options)


def is_text(value) -> bool:
    """True for text that can be sent to a page again: half a character cannot."""
    return isinstance(value, str) and drawable(value) == value


def is_count(value) -> bool:
    """True for a whole number from 0."""
    return type(value) is int and value >= 0
