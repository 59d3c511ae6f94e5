"""Goal 1: build, forward and backward on graphs of numbers, and how the time grows with the graph."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.graphs import COST, NETWORK, README, SQUARE, ScalarGraph, random_graph
from benchmarks.progress import progress
from benchmarks.rows import Row, seconds
from benchmarks.scalar_engines import OURS, available, runs
from benchmarks.timing import Times, absolute, growth, paired, ratio

EVERYBODY = (OURS, "micrograd", "autograd", "mygrad", "torch", "jax", "jax.jit")
# What takes minutes for a graph of this size is left out: JAX compiles one line for about 15 ms.
SIZES = {
    100: (EVERYBODY, None),
    1_000: ((OURS, "micrograd", "autograd", "mygrad", "torch"), 0.50),
    10_000: ((OURS, "micrograd", "torch"), None),
    100_000: ((OURS, "micrograd"), 0.25),
}


# Linear, but for the cache and the collector: of 1,000 times as many nodes each costs at most so much more.
LINEAR = 3.0


def against_micrograd(graph: ScalarGraph, times: Times, limit: float | None) -> Iterator[Row]:
    """A row for us, with a goal perhaps, and one for every peer, to compare with."""
    for engine in times:
        if engine != "micrograd":
            middle, quartiles = ratio(times, engine, "micrograd")
            beside = seconds(absolute(times, "micrograd"))
            least = limit if engine == OURS else None
            yield Row(1, f"{graph.name}: {engine} / micrograd", middle, least, "", quartiles, beside)


def rows() -> list[Row]:
    if not available("micrograd"):
        return [Row(1, "graphs of numbers", None, 0.45, note="micrograd is not installed")]
    found = []
    for graph in (SQUARE, COST, NETWORK, README):
        progress(graph.name)
        times = paired(runs(graph, EVERYBODY), 15)
        found += against_micrograd(graph, times, None if graph is README else 0.45)
    a_node: dict[int, dict[str, list[float]]] = {}
    for count, (engines, limit) in SIZES.items():
        progress(f"random graph of {count:,} nodes")
        graph = random_graph(count)
        times = paired(runs(graph, engines), 15 if count <= 1_000 else 7)
        found += against_micrograd(graph, times, limit)
        a_node[count] = {engine: [each / graph.nodes for each in taken] for engine, taken in times.items()}
    few, many = min(SIZES), max(SIZES)
    for engine, limit in ((OURS, LINEAR), ("micrograd", None)):
        middle = growth(a_node[few][engine], a_node[many][engine])
        times_a_node = ", ".join(seconds(absolute(a_node[count], engine)) for count in SIZES)
        what = f"{engine}: time a node, {many:,} nodes / {few:,}"
        found.append(Row(1, what, middle, limit, note=f"a node, at each size: {times_a_node}"))
    return found
