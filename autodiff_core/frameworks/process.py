"""Run a framework in a process of its own: silent, with a time limit, and one sentence if it fails."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from typing import Any

TIME_LIMIT = 120.0  # seconds. Usually 2 to 12 are enough, the larger part for the import
LONGEST = 200  # characters of what a framework says before it stops
ENVIRONMENT = {
    "CUDA_VISIBLE_DEVICES": "",  # all columns are computed on the CPU
    "JAX_PLATFORMS": "cpu",
    "JAX_ENABLE_X64": "0",
    "OMP_NUM_THREADS": "1",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "PYTHONWARNINGS": "ignore",
    "PYTHONIOENCODING": "utf-8",
}


class NoAnswer(Exception):
    """A framework did not answer: one sentence says why."""


def answers(framework: str, title: str, tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The framework's answers to all tasks, from one process. Raises NoAnswer, also the next time."""
    found, sentence = _answers(framework, title, json.dumps(tasks))
    if sentence:
        raise NoAnswer(sentence)
    return found


@functools.lru_cache(maxsize=200)
def _answers(framework: str, title: str, tasks: str) -> tuple[list[dict[str, Any]], str]:
    command = [sys.executable, "-m", "autodiff_core.frameworks.worker", framework]
    try:
        done = subprocess.run(
            command,
            input=tasks,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=TIME_LIMIT,
            env=os.environ | ENVIRONMENT,
        )
        return json.loads(done.stdout), ""
    except subprocess.TimeoutExpired:
        return [], f"{title} has not answered within {TIME_LIMIT:g} seconds."
    except OSError as error:
        return [], f"{title} cannot be started: {error}."
    except ValueError:  # no answers, or half of them
        said = [line[:LONGEST].strip() for line in done.stderr.strip().splitlines()[-1:]]
        return [], f"{title} stopped without an answer{''.join(f': {line}' for line in said)}."
