"""The patients: ten engines, each with one bug. Which patient has which bug cannot be read here."""

from __future__ import annotations

import hashlib
from functools import cache

from autodiff_core.clinic.bugs import BUGS, Bug
from autodiff_core.errors import GraphError
from autodiff_core.in_words import short

# For each patient the beginning of a digest of its number and the name of its bug.
CHART = "1dce7c06 0b3bb281 e10d32ca 9e96888b 86b31a13 374d5bb6 53bb1e13 98ad2673 0f556602 a40637ee".split()


def patient(number: int) -> type:
    """The engine number 1 to 10: a class that follows the protocol of autodiff_core.engines.

    It has one bug and is right otherwise. The same number is always the same class. Raises GraphError for
    any other number.
    """
    if type(number) is not int or not 1 <= number <= len(CHART):
        raise GraphError(
            f"The patients have the numbers 1 to {len(CHART)}: there is no patient {short(number)}."
        )
    return _admitted(number)


def has(number: int, bug: Bug) -> bool:
    """True if this is the bug of that patient."""
    return _digest(number, bug.name) == CHART[number - 1]


@cache
def _admitted(number: int) -> type:
    return next(bug for bug in BUGS if has(number, bug)).engine(f"Patient{number}")


def _digest(number: int, name: str) -> str:
    return hashlib.sha256(f"patient {number} {name}".encode()).hexdigest()[:8]
