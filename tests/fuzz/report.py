"""What the fuzzing finds: how many numbers were compared in each way, how many agree, and what does not."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Mismatch:
    """Two ways that disagree on a program."""

    way: str
    numbers: str


@dataclass
class Report:
    """Counts; `compare` notes two numbers that should be the same."""

    compared: Counter = field(default_factory=Counter)
    same_bits: Counter = field(default_factory=Counter)
    worst: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    notes: Counter = field(default_factory=Counter)
    units: Counter = field(default_factory=Counter)  # (function, units in the last place): how often
    used: Counter = field(default_factory=Counter)  # operation: in how many programs
    found: list[Mismatch] = field(default_factory=list)

    def compare(self, way: str, what: str, one: Any, other: Any, tolerance: Any = 0.0) -> None:
        """`tolerance` 0: to the last bit. NaN is equal to NaN, and 0 to -0."""
        self.compared[way] += 1
        a, b = np.asarray(one, float), np.asarray(other, float)
        if a.shape != b.shape:
            self.found.append(Mismatch(way, f"{what}: shape {a.shape} and {b.shape}"))
            return
        equal = (a == b) | (np.isnan(a) & np.isnan(b))
        if equal.all():
            self.same_bits[way] += 1
            return
        with np.errstate(all="ignore"):
            error = np.where(equal, 0.0, np.abs(a - b) / np.maximum(1.0, np.maximum(np.abs(a), np.abs(b))))
            wrong = ~equal & ~(np.isfinite(a - b) & (np.abs(a - b) <= tolerance))
        if wrong.any():
            self.found.append(
                Mismatch(way, f"{what}: {a[wrong][:4]} and {b[wrong][:4]}, tolerance {tolerance}")
            )
        else:
            self.worst[way] = max(self.worst[way], float(np.max(error)))

    def add(self, other: Report) -> None:
        self.compared += other.compared
        self.same_bits += other.same_bits
        self.notes += other.notes
        self.units += other.units
        self.used += other.used
        self.found += other.found
        for way, error in other.worst.items():
            self.worst[way] = max(self.worst[way], error)
