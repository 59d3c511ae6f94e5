"""Mistakes are rules too: each misconception is a wrong derivative rule or a wrong pass on the same graph.

    MISTAKES["overwrites at a fork"].gradients(trace(two_uses, w=2, b=1))

Running it gives the exact number that a learner who thinks that way will type. So one bank serves three
uses: it diagnoses wrong answers, it supplies the broken engines of the clinic, and it proves the tests of the
engine.
"""

from autodiff_core.mistakes.bank import BANK, MISTAKES
from autodiff_core.mistakes.mistake import Mistake, own
from autodiff_core.mistakes.scene import Scene

__all__ = ["BANK", "MISTAKES", "Mistake", "Scene", "own"]
