"""How long all tests take: .ci/test, which `make test` runs after the check of the style."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from benchmarks.rows import Row

COMMAND = [str(Path(__file__).parents[2] / ".ci" / "test")]
STDERR = 2  # where progress goes: the table is alone on stdout


def rows() -> list[Row]:
    """One run, its progress on the screen. Raises RuntimeError if a test fails: then no time counts."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    began = time.monotonic()
    done = subprocess.run(COMMAND, env=environment, stdin=subprocess.DEVNULL, stdout=STDERR)
    if done.returncode:
        raise RuntimeError("the tests fail")
    return [Row(7, "`make test` on two cores", (time.monotonic() - began) / 60, 10, "min")]
