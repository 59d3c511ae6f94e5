"""Does the fuzzing notice? Each derivative rule of the table is broken until a program catches it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FunctionType

import numpy as np

from autodiff_core import numpy_functions, value_and_grad
from autodiff_core.operations import TABLE
from fuzz.programs import Case, case
from fuzz.report import Report
from fuzz.slopes import check
from fuzz.ways import POSITIONS, Ways, operations

HOW = {
    "negated": lambda result: -result,
    "dropped": lambda result: result * 0.0,
    "a thousandth too much": lambda result: result * 1.001,
}
RULES = [(name, i) for name, row in TABLE.items() for i, rule in enumerate(row.rules) if rule]
MOST = 60  # programs with the operation that are tried


def _template(*arguments, _rule, _how):
    return _how(_rule(*arguments))


@contextmanager
def broken(name: str, position: int, how: Callable) -> Iterator[None]:
    """One rule of the table gives a wrong number, wherever it is called from: its code is exchanged."""
    rule = TABLE[name].rules[position]
    if name == "concatenate":  # its rules are made anew for every number of arrays
        with _broken_concatenate(position, how):
            yield
        return
    kept = FunctionType(rule.__code__, rule.__globals__, rule.__name__, rule.__defaults__, rule.__closure__)
    before = rule.__code__, rule.__kwdefaults__
    rule.__code__, rule.__kwdefaults__ = _template.__code__, {"_rule": kept, "_how": how}
    try:
        yield
    finally:
        rule.__code__, rule.__kwdefaults__ = before


@contextmanager
def _broken_concatenate(position, how):
    made = numpy_functions.ops.concatenate

    def concatenate(count):
        row = made(count)
        rules = list(row.rules)
        if position < count:
            rules[position] = lambda *arguments, rule=rules[position]: how(rule(*arguments))
        return row._replace(rules=tuple(rules))

    numpy_functions.ops.concatenate = concatenate
    try:
        yield
    finally:
        numpy_functions.ops.concatenate = made


def used(one: Case) -> set[str]:
    """The operations of a program and of its gradient."""
    found: set[str] = set()

    def note(*inputs):
        output = one.run(*inputs)
        found.update(operations(output))
        return output

    def slope(*inputs):
        gradients = value_and_grad(note, POSITIONS)(*inputs)[1]
        result = sum(np.sum(g) for g in gradients)
        found.update(operations(result))
        return result

    value_and_grad(slope, POSITIONS)(*one.inputs)
    return found


def pool(seed: int, count: int) -> list[tuple[Case, set[str]]]:
    """Short programs that are right and are checked by differences, with the operations they use."""
    found = []
    for number in itertools.count(10**6):
        one = case(seed, number)
        if len(one.program) <= 14 and is_right(one):
            found.append((one, used(one)))
        if len(found) == count:
            return found


def is_right(one: Case) -> bool:
    """No difference disagrees, and nothing fails."""
    report = Report()
    try:
        check(Ways(one), report, np.random.default_rng(0))
    except Exception:
        return False
    return not report.found


def programs_needed(name: str, position: int, how: Callable, programs) -> int | None:
    """How many programs with the operation it takes to catch the broken rule; None if none does."""
    tried = [one for one, operations_used in programs if name in operations_used][:MOST]
    for count, one in enumerate(tried, 1):
        with broken(name, position, how):
            if not is_right(one):
                return count
    return None


def report(programs) -> dict[tuple[str, int, str], int | None]:
    return {
        (name, position, how): programs_needed(name, position, change, programs)
        for name, position in RULES
        for how, change in HOW.items()
    }
