"""Check programs in every way, in several processes; make what disagrees small."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache

import numpy as np

from fuzz import others, page, slopes, ways
from fuzz.programs import Case, case
from fuzz.report import Mismatch, Report
from fuzz.shrink import smallest
from fuzz.ways import Ways, operations

TOGETHER = 50  # programs that a process takes at a time
SHRUNK = 2  # of these


@cache
def _frameworks():
    return others.installed()


@cache
def _page():
    return page.installed()


@dataclass(frozen=True)
class Failure:
    """A disagreement, on the smallest program that shows it."""

    seed: tuple[int, int]
    case: Case
    mismatches: tuple[Mismatch, ...]

    def __str__(self) -> str:
        lines = [f"  {m.way}: {m.numbers}" for m in self.mismatches[:6]]
        return "\n".join([f"seed {self.seed}, {len(self.mismatches)} mismatches, smallest program:"]) + (
            f"\n{self.case.text()}inputs = {self.case.inputs}\n" + "\n".join(lines)
        )


def check(one: Case, report: Report) -> None:
    """Compare all ways on one program, and note its operations. An error is a mismatch too."""
    random = np.random.default_rng([*one.seed, 1])
    made = Ways(one)
    parts = [
        lambda: ways.check(made, report),
        lambda: slopes.check(made, report, random),
        lambda: others.check(made, report, random, _frameworks()),
        lambda: page.check(made, report, _page()) if _page() else None,
        lambda: report.used.update(_operations(made)),
    ]
    for part in parts:
        try:
            with np.errstate(all="ignore"):
                part()
        except Exception as error:
            report.found.append(Mismatch("error", f"{type(error).__name__}: {error}"[:300]))


def numbers(seed: int, start: int, stop: int) -> tuple[Report, list[Failure]]:
    """Check programs `start` to `stop` of the run with this seed. The first that fail are made small."""
    report, failures = Report(), []
    for number in range(start, stop):
        one, own = case(seed, number), Report()
        check(one, own)
        report.notes["programs"] += 1
        report.notes["programs of single numbers"] += one.scalar
        report.notes[f"programs of {_size(len(one.program))} instructions"] += 1
        if own.found:
            failures.append(
                _shrunk(one, own) if len(failures) < SHRUNK else Failure(one.seed, one, tuple(own.found))
            )
        own.found = []
        report.add(own)
    return report, failures


def _size(length: int) -> str:
    return "1 to 10" if length <= 10 else "11 to 100" if length <= 100 else "101 to 400"


def _operations(made: Ways) -> set[str]:
    """The operations of a program and of its gradient."""
    flowing = [x for flow in made.graph._symbolic for x in flow[2:]]
    return operations(made.graph.output.recorded, *flowing)


def _shrunk(one: Case, own: Report) -> Failure:
    ways_that_disagree = {m.way for m in own.found}

    def disagrees(smaller: Case) -> bool:
        again = Report()
        check(smaller, again)
        return bool(ways_that_disagree & {m.way for m in again.found})

    small, again = smallest(one, disagrees), Report()
    check(small, again)
    return Failure(one.seed, small, tuple(again.found))


def run(count: int, seed: int, jobs: int) -> tuple[Report, list[Failure]]:
    os.environ["OMP_NUM_THREADS"] = "1"
    whole, failures = Report(), []
    starts = range(0, count, TOGETHER)
    with ProcessPoolExecutor(jobs) as pool:
        parts = pool.map(
            numbers, [seed] * len(starts), starts, [min(start + TOGETHER, count) for start in starts]
        )
        for done, (report, failed) in enumerate(parts, 1):
            whole.add(report)
            failures += failed
            for failure in failed:
                print(failure, flush=True)
            if done % 20 == 0:
                print(f"{min(done * TOGETHER, count)} programs, {len(failures)} disagree", flush=True)
    return whole, failures
