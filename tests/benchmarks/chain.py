"""Goal 3: a chain of a million additions, y = y + x: right, small, and gone when it is dropped.

Each measurement has a process of its own: `python -m benchmarks.chain ENGINE COUNT KIND` prints one as JSON.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tracemalloc
from collections.abc import Callable

import psutil

from benchmarks.graphs import ScalarGraph
from benchmarks.progress import progress
from benchmarks.rows import Row, seconds
from benchmarks.scalar_engines import ENGINES, OURS, as_floats, available
from benchmarks.timing import once

COUNT, SAMPLE = 1_000_000, 100_000
# What a peer needs for a node does not depend on the number: JAX, by far the slowest, is asked for few.
PEERS = {"micrograd": SAMPLE, "autograd": SAMPLE, "mygrad": SAMPLE, "torch": SAMPLE, "jax": SAMPLE // 100}


def _resident() -> int:
    return psutil.Process().memory_info().rss


def _traced() -> int:
    return tracemalloc.get_traced_memory()[0]


def _tracked() -> int:
    return len(gc.get_objects())


PROBES: dict[str, Callable[[], int]] = {"resident": _resident, "traced": _traced, "tracked": _tracked}


def measured(engine: str, count: int, kind: str) -> dict:
    """What one engine says of the chain, and how much a probe grew: once it is built, and once it is gone."""
    probe, seen = PROBES[kind], []

    def running(length):
        def chain(x, y):
            seen.append(probe())
            for _ in range(length):
                y = y + x
            seen.append(probe())
            return y

        return ENGINES[engine](ScalarGraph("chain", length, (1.0, 0.0), lambda relu: chain))

    running(10)()  # what an engine makes once and keeps is no part of a node
    seen.clear()
    run = running(count)
    if kind == "traced":
        tracemalloc.start()
    gc.collect()
    if kind == "tracked":
        gc.disable()  # so that what is left behind can be seen
    before, answers = probe(), []
    try:
        taken = once(lambda: answers.append(as_floats(run())))
    except RecursionError:
        return {"right": False, "error": "RecursionError"}
    return {
        "right": answers == [[count, count, 1.0]],
        "seconds": taken / count,
        "built": (seen[1] - seen[0]) / count,
        "left": (probe() - before) / count,
    }


def in_a_process(engine: str, count: int, kind: str) -> dict:
    command = [sys.executable, "-m", "benchmarks.chain", engine, str(count), kind]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "it ended early")
    return json.loads(done.stdout)


def rows() -> list[Row]:
    progress(f"chain of {COUNT:,}")
    right = in_a_process(OURS, COUNT, "resident")
    what = f"chain of {COUNT:,} operations: wrong answers"
    note = f"{seconds(right.get('seconds', 0))} a node; at the default recursion limit"
    found = [Row(3, what, float(not right["right"]), 0, "", note=right.get("error", note))]
    for engine, count in {OURS: COUNT, **PEERS}.items():
        if available(engine):
            progress(f"chain of {count:,}, {engine}")
            found += of_engine(engine, count)
    return found


def of_engine(engine: str, count: int) -> list[Row]:
    """What one engine needs for a node, with goals where it is ours."""
    ours = engine == OURS
    resident = in_a_process(engine, count, "resident")
    what = f"chain of {count:,}, {engine}"
    if not resident["right"]:
        return [Row(3, f"{what}: wrong answers", 1, note=resident.get("error", ""))]
    traced = in_a_process(engine, count, "traced")
    sample = min(SAMPLE, count)
    tracked = in_a_process(engine, sample, "tracked")
    note = f"resident memory: {resident['built']:.0f} bytes; {seconds(resident['seconds'])} a node"
    sampled = f"chain of {sample:,}, {engine}"
    alive, left = (round(abs(tracked[key]), 2) for key in ("built", "left"))
    return [
        Row(3, f"{what}: memory a node", traced["built"], 200 if ours else None, "bytes", note=note),
        Row(3, f"{sampled}: objects of the collector a node, alive", alive, 2 if ours else None),
        Row(3, f"{sampled}: and left when the graph is dropped", left, 0 if ours else None),
    ]


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], int(sys.argv[2]), sys.argv[3])))
