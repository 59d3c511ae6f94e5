"""The bank: every mistake with its name, what lies behind it, and a question that leads on.

A name is what the mistake does ("The engine overwrites at a fork"). The order is that of a diagnosis: of two
mistakes that give the same number on every input of a graph, the first is the one that is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from autodiff_core.mistakes.bank.chain import CHAIN, MOVING_VALUES
from autodiff_core.mistakes.bank.forks_and_order import FORKS, LEFT_OVERS, ORDER
from autodiff_core.mistakes.bank.local_derivatives import GATES, LOCAL_DERIVATIVES
from autodiff_core.mistakes.bank.readings import ABOUT_NODES, READINGS
from autodiff_core.mistakes.bank.steps import CHANGE, UPDATE
from autodiff_core.mistakes.bank.values import FORWARD
from autodiff_core.mistakes.mistake import Mistake


def _first_met(lesson: str, mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    return tuple(replace(mistake, lesson=lesson) for mistake in mistakes)


BACKWARD = (
    *_first_met("05", (*FORKS, *ORDER)),
    *_first_met("03", (*CHAIN, *LOCAL_DERIVATIVES)),
    *_first_met("04", GATES),
    *_first_met("05", LEFT_OVERS),
    *_first_met("06", MOVING_VALUES),
    *_first_met("00", READINGS),
    *_first_met("03", ABOUT_NODES),
)
BANK: tuple[Mistake, ...] = (
    *BACKWARD,
    *_first_met("00", FORWARD),
    *_first_met("06", UPDATE),
    *_first_met("00", CHANGE),
)
MISTAKES: dict[str, Mistake] = {mistake.name: mistake for mistake in BANK}
