"""When a typed answer is a number: the rule that the page states, and that the screening keeps clear of."""

from __future__ import annotations

import math

TOLERANCE = 0.005  # of the number
SMALLEST = 1e-9  # where the number is 0


def same(answer: float, number: float) -> bool:
    """True if the answer is the number, within the tolerance. Never true for NaN and infinity."""
    return math.isfinite(number) and abs(answer - number) <= max(TOLERANCE * abs(number), SMALLEST)


def apart(a: float, b: float) -> bool:
    """True if no answer can be taken for both numbers."""
    return abs(a - b) > 2 * max(TOLERANCE * max(abs(a), abs(b)), SMALLEST)
