"""The cards of all lessons: what is asked before it is revealed. One or two modules for each lesson."""

from __future__ import annotations

import importlib
import pkgutil

from autodiff_core.cards.card import Card

MODULES = sorted(each.name for each in pkgutil.iter_modules(__path__) if each.name.startswith("lesson_"))
ALL = [card for name in MODULES for card in importlib.import_module(f"{__name__}.{name}").CARDS]
CARDS: dict[str, Card] = {card.name: card for card in ALL}

__all__ = ["CARDS", "Card"]
