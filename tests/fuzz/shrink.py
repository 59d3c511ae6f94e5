"""The smallest program that still disagrees: instructions are dropped one by one, then inputs made simple."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from fuzz.programs import Case


def smallest(case: Case, disagrees: Callable[[Case], bool]) -> Case:
    smaller = True
    while smaller:
        smaller = False
        for candidate in _candidates(case):
            if _still(candidate, disagrees):
                case, smaller = candidate, True
                break
    return case


def _candidates(case: Case):
    length = len(case.program)
    for part in (length // 2, length // 4, 1):
        for start in range(0, length, part or 1):
            yield replace(case, program=case.program[:start] + case.program[start + (part or 1) :])
    for i, x in enumerate(case.inputs):
        for simple in (0.0, 1.0, 0.5, np.round(x, 1)):
            plain = np.full(np.shape(x), simple) if np.ndim(x) else float(simple)
            if not np.array_equal(plain, x, equal_nan=True) and _simpler(plain, x):
                yield replace(case, inputs=(*case.inputs[:i], plain, *case.inputs[i + 1 :]))


def _simpler(one, other) -> bool:
    return len(repr(one)) < len(repr(other))


def _still(case: Case, disagrees: Callable[[Case], bool]) -> bool:
    try:
        return disagrees(case)
    except Exception:  # a smaller program may be one that cannot be computed
        return False
