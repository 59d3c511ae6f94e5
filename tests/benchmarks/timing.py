"""Times of several engines in paired rounds: what is compared ran in the same second on the same machine.

pyperf would calibrate too, but it measures one function at a time, each in processes of its own: on a busy
machine the ratio of two such times says more about the hour than about the engines.
"""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import repeat

from benchmarks.rows import spread

LEAST = 0.02  # seconds: what is faster than this is repeated until a measurement is as long
Times = dict[str, list[float]]


def once(run: Callable[[], object], repetitions: int = 1) -> float:
    """The seconds of one call, from several in a row. The collector stays on: it belongs to the price.

    They are seconds of the processor, all threads of this process together: on an idle machine the clock's,
    and on a busy one without the turns that other processes took in between.
    """
    gc.collect()  # what another engine has left behind is not on this one's bill
    rounds = repeat(None, repetitions)
    start = time.process_time()
    for _ in rounds:
        run()
    return (time.process_time() - start) / repetitions


def repetitions(run: Callable[[], object], least: float = LEAST) -> int:
    """How many calls in a row last at least so long."""
    count = 1
    while (taken := once(run, count) * count) < least:
        count = max(2 * count, math.ceil(1.2 * count * least / max(taken, 1e-6)) if taken > least / 20 else 0)
    return count


def paired(engines: Mapping[str, Callable[[], object]], rounds: int) -> Times:
    """Seconds a call of every engine, a number a round. Each runs once in every round, in rotating order.

    What is loaded by now is no longer looked at by the collector: in a process of its own an engine would not
    pay for the objects of its peers.
    """
    gc.collect()
    gc.freeze()
    names = list(engines)
    counts = {name: repetitions(engines[name]) for name in names}
    times: Times = {name: [] for name in names}
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            times[name].append(once(engines[name], counts[name]))
    return times


def ratio(times: Times, engine: str, base: str) -> tuple[float, tuple[float, float] | None]:
    """The time of one engine in that of another: the ratio of each round, their median and quartiles."""
    return spread([own / other for own, other in zip(times[engine], times[base])])


def absolute(times: Times, engine: str) -> float:
    """The median of an engine's times. It moves with the machine's mood; a ratio does not."""
    return spread(times[engine])[0]


def growth(small: Sequence[float], large: Sequence[float]) -> float:
    """How many times more one of the larger costs than one of the smaller: the ratio of two medians."""
    return spread(large)[0] / spread(small)[0]
