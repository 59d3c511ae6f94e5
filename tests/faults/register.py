"""What a fault is: its name, what must hold, how often it is injected, and a function that does both.

@fault("disk full", holds="the file is the old or the new whole", times=40, few=4)
def full_disk(times, place): ...    # `place`: an empty folder. Raises AssertionError, or says what was found.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Fault:
    name: str
    holds: str
    times: int  # in the whole attack
    few: int  # in the slice of it that the tests run; 0: none
    attack: Callable[[int, Path], Any]


def register(faults: list[Fault]):
    """The decorator that adds to this list."""

    def fault(name: str, *, holds: str, times: int, few: int = 0):
        def add(attack):
            faults.append(Fault(name, holds, times, few, attack))
            return attack

        return add

    return fault
