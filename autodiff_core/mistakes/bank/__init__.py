"""The bank: every mistake with its name, what lies behind it, and a question that leads on.

A name is what the mistake does ("The engine overwrites at a fork"). The order is that of a diagnosis: of two
mistakes that give the same number on every input of a graph, the first is the one that is named.
"""

from __future__ import annotations

from autodiff_core.mistakes.bank.chain import CHAIN, MOVING_VALUES
from autodiff_core.mistakes.bank.forks_and_order import FORKS, LEFT_OVERS, ORDER
from autodiff_core.mistakes.bank.local_derivatives import GATES, LOCAL_DERIVATIVES
from autodiff_core.mistakes.bank.readings import READINGS
from autodiff_core.mistakes.bank.steps import CHANGE, UPDATE
from autodiff_core.mistakes.bank.values import FORWARD
from autodiff_core.mistakes.mistake import Mistake

BACKWARD = (*FORKS, *ORDER, *LEFT_OVERS, *CHAIN, *LOCAL_DERIVATIVES, *GATES, *MOVING_VALUES, *READINGS)
BANK: tuple[Mistake, ...] = (*BACKWARD, *FORWARD, *UPDATE, *CHANGE)
MISTAKES: dict[str, Mistake] = {mistake.name: mistake for mistake in BANK}
