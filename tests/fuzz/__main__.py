"""`make fuzz`: N random programs from SEED in every way, edges, JavaScript's functions, broken rules."""

from __future__ import annotations

import argparse
import os
import sys
import time

from autodiff_core.operations import TABLE
from fuzz import broken, edges, functions, others, page
from fuzz.report import Report
from fuzz.run import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("seed", type=int, nargs="?", default=0)
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    asked = parser.parse_args()
    began = time.monotonic()
    javascript = page.installed()
    frameworks = [framework.name for framework in others.installed()]
    print(f"JavaScript: {javascript.command if javascript else 'no node on the PATH, so it is skipped'}")
    print(
        f"Frameworks: {', '.join(frameworks) or 'neither PyTorch nor JAX is installed, so they are skipped'}"
    )

    whole, failures = run(asked.count, asked.seed, asked.jobs)
    beside = Report()
    edges.check(beside, javascript)
    for mismatch in beside.found:
        print(f"{mismatch.way}: {mismatch.numbers}")
    whole.add(beside)
    _print_counts(whole)
    if javascript:
        print("\nJavaScript's functions and Python's: units in the last place, and how many numbers:")
        for name, counts in functions.distances(javascript).items():
            print(f"  {name:10}", "  ".join(f"{units}: {n}" for units, n in sorted(counts.items())))
        javascript.close()
    missed = _print_broken(asked.seed)
    unused = set(TABLE) - set(whole.used) - {"identity", "scatter"}
    print(f"\nOperations of the table that no program used: {', '.join(sorted(unused)) or 'none'}")
    print(
        f"{whole.notes['programs']} programs, {sum(whole.compared.values())} comparisons, "
        f"{len(failures)} programs and {len(beside.found)} edges disagree, {missed} broken rules missed; "
        f"{time.monotonic() - began:.0f} s"
    )
    return 1 if failures or beside.found or missed or (unused and asked.count >= 1000) else 0


def _print_counts(whole: Report) -> None:
    print("\nOperations, and the programs (with their gradients) that use them:")
    for name in TABLE:
        print(f"  {name:14} {whole.used[name]}")
    print("\nCompared, equal to the last bit, largest relative difference allowed and found:")
    for way in sorted(whole.compared):
        print(f"  {way:50} {whole.compared[way]:8} {whole.same_bits[way]:8} {whole.worst[way]:9.1e}")
    print("\nBeside the programs:")
    for note, count in sorted(whole.notes.items()):
        print(f"  {count:8} {note}")
    print("\nOperations of programs in JavaScript, on Python's numbers: units in the last place, how often:")
    for (name, distance), count in sorted(whole.units.items()):
        print(f"  {name:10} {distance:g}: {count}")


def _print_broken(seed: int) -> int:
    programs = broken.pool(seed, 250)
    needed = broken.report(programs)
    missed = [key for key, count in needed.items() if count is None]
    most = max(count for count in needed.values() if count)
    print(f"\nBroken on purpose: {len(needed)} (a rule negated, dropped, or a thousandth too much).")
    print(f"  {len(needed) - len(missed)} are caught, each within {most} programs that use the operation.")
    for key in missed:
        print("  missed:", *key)
    return len(missed)


if __name__ == "__main__":
    sys.exit(main())
