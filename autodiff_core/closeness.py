"""How close a gradient and a difference quotient are: the same rule as in explorers/page/closeness.js."""

from __future__ import annotations

import math

NOISE = 1e-5  # numbers this much smaller than the output drown in the rounding of the output


def relative_error(a: float, b: float, output: float) -> float:
    """|a - b| relative to the largest of |a|, |b| and the noise of the rounding of `output`."""
    if a == b or (math.isnan(a) and math.isnan(b)):
        return 0.0
    error = abs(a - b) / max(abs(a), abs(b), NOISE * max(1.0, abs(output)))
    return math.inf if math.isnan(error) else error
