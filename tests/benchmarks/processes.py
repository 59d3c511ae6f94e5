"""What a process has used, CPU time and memory: for the benchmarks, and for what a learner needs."""

from __future__ import annotations

import psutil


def used(process: psutil.Process) -> float:
    """The seconds of CPU that a process and its children have used, however busy the machine is."""
    return sum(process.cpu_times()[:4])


def used_alone(process: psutil.Process) -> float:
    """The same without its children."""
    return sum(process.cpu_times()[:2])


def megabytes(process: psutil.Process) -> float:
    """The proportional set size (PSS), which only Linux tells: a page that is shared counts in parts."""
    return process.memory_full_info().pss / 1e6
