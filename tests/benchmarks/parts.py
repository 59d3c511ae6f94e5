"""The parts of the benchmark, each measured in a process of its own."""

import importlib
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from benchmarks.goals import PARTS
from benchmarks.one_thread import prepare
from benchmarks.rows import Row

AS_IT_IS = ("lab", "cold", "tests")  # they start a learner's kernel, which nobody prepares


def measured(part: str) -> list[Row]:
    """The rows of one part. The numerical ones are given one thread, before they load anything."""
    ready = None if part in AS_IT_IS else prepare
    with ProcessPoolExecutor(1, get_context("spawn"), ready) as process:
        return process.submit(rows_of, part).result()


def rows_of(part: str) -> list[Row]:
    """The rows of one part; if it cannot be measured here, one row that says why."""
    module, goal = PARTS[part]
    try:
        return importlib.import_module(f"benchmarks.{module}").rows()
    except Exception as error:
        reason = (str(error).strip().splitlines() or [""])[0]
        return [Row(goal, part, None, note=f"{type(error).__name__}: {reason}".replace("|", "/"))]
