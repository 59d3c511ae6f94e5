"""Goal 2: a recorded graph computed again with new inputs, swept over many, and what recording it costs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

import autodiff_core
from autodiff_core.lessons import cost
from benchmarks.graphs import COST, NETWORK, README, SQUARE, ScalarGraph, random_graph
from benchmarks.progress import progress
from benchmarks.rows import Row, seconds, spread
from benchmarks.scalar_engines import (
    FLOATS,
    REPLAY,
    as_floats,
    available,
    floats,
    jax_jit,
    recorded,
    runs,
)
from benchmarks.timing import absolute, once, paired, ratio

SWEPT = np.linspace(0.0, 10.0, 200)


def replayed(graph: ScalarGraph) -> Iterator[Row]:
    progress(f"replay: {graph.name}")
    engines = runs(graph, (REPLAY, "micrograd", "jax.jit"))
    engines[FLOATS] = floats(graph)
    times = paired(engines, 15)
    for base, limit in (("micrograd", 0.03), (FLOATS, 2.0), ("jax.jit", None)):
        if base in times:
            middle, quartiles = ratio(times, REPLAY, base)
            beside = seconds(absolute(times, base))
            yield Row(2, f"{graph.name}: replay / {base}", middle, limit, "", quartiles, beside)
        elif limit:
            yield Row(2, f"{graph.name}: replay / {base}", None, limit, note=f"{base} is not installed")


def by_hand(w, b=-3.0, x=2, y=4):
    """The four-node cost and its derivative with respect to w, for all w at once."""
    d = w * x + b - y
    return d**2 / 2, d * x


def sweep() -> Row:
    run = autodiff_core.replay(cost, *COST.arguments, argnums=0)
    for ours, hand in zip(run(SWEPT, -3.0), by_hand(SWEPT), strict=True):
        np.testing.assert_allclose(ours, hand, rtol=1e-12)
    times = paired({"sweep": lambda: run(SWEPT, -3.0), "hand": lambda: by_hand(SWEPT)}, 21)
    middle, quartiles = ratio(times, "sweep", "hand")
    what = f"{COST.name} at {len(SWEPT)} values in one call: replay / NumPy by hand"
    return Row(2, what, middle, 1.5, "", quartiles, seconds(absolute(times, "hand")))


def recording(graph: ScalarGraph) -> Iterator[Row]:
    """The first answer of a replay, and of jax.jit: recording, compiling and one call."""
    progress(f"recording: {graph.name}")
    taken = [once(lambda: recorded(graph)(*graph.arguments)) / graph.nodes * 1e6 for _ in range(7)]
    middle, quartiles = spread(taken)
    yield Row(2, f"{graph.name}: recorded and compiled, a node", middle, 40, "us", quartiles)
    if available("jax"):
        taken = once(lambda: as_floats(jax_jit(graph)())) / graph.nodes * 1e6
        note = f"{seconds(taken * graph.nodes / 1e6)} in all, measured once"
        yield Row(2, f"{graph.name}: compiled by jax.jit, a node", taken, None, "us", note=note)


def rows() -> list[Row]:
    if not available(REPLAY):
        return [Row(2, "replay", None, 0.03, note="this version of autodiff_core has no replay")]
    small, large = random_graph(100), random_graph(1_000)
    found = [row for graph in (SQUARE, COST, NETWORK, README, small) for row in replayed(graph)]
    # jax.jit compiles the large one for a quarter of a minute: it does so once, in the last rows.
    engines = {**runs(large, (REPLAY, "micrograd")), FLOATS: floats(large)}
    times = paired(engines, 15)
    for base, limit in (("micrograd", 0.03), (FLOATS, 2.0)):
        if base in times:
            middle, quartiles = ratio(times, REPLAY, base)
            what = f"{large.name}: replay / {base}"
            found.append(Row(2, what, middle, limit, "", quartiles, seconds(absolute(times, base))))
    return [*found, sweep(), *recording(small), *recording(large)]
