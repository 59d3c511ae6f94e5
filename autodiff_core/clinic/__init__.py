"""The debugging clinic of lesson 10: ten broken engines, tools to examine them, names for their bugs.

    examine(patient(3), cost, w=5, b=-3)         the gradient check, node by node
    trace_with(patient(3), cost, w=5, b=-3)      its graph, for the explorers
    sends(patient(3), cost, w=5, b=-3)           what it sends on the way back, and when
    examine(two_passes(patient(3)), cost, ...)   the same after a second backward pass

Every patient is the small engine with one edit (bugs.py). Bugs have the names of the bank of mistakes.
"""

from __future__ import annotations

from autodiff_core.clinic.again import two_passes
from autodiff_core.clinic.bugs import NAMES
from autodiff_core.clinic.examine import Examination, examine
from autodiff_core.clinic.sends import sends
from autodiff_core.clinic.symptoms import symptoms
from autodiff_core.clinic.tasks import TASKS
from autodiff_core.clinic.ward import patient

__all__ = ["NAMES", "TASKS", "Examination", "examine", "patient", "sends", "symptoms", "two_passes"]
