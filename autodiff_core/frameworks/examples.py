"""Everything that lesson 09 asks of a framework: one list, answered in one process and stored in one file."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from autodiff_core.frameworks import snippets, source
from autodiff_core.graph import trace
from autodiff_core.lessons import COST_PARAMETERS, NETWORK_PARAMETERS, TELLING_INPUTS, cost, network


def mine(w, b, x=2, y=4):
    """What the learner finds in the cell to write in: at w = 1.5, b = -3 it stands on a kink."""
    z = w * x + b
    a = np.maximum(z, 0)
    J = (a - y)**2 / 2
    return J


EXAMPLES = (
    (cost, COST_PARAMETERS),
    (network, NETWORK_PARAMETERS),
    (network, NETWORK_PARAMETERS | {"b1": -2}),  # z1 = 0, on the kink of the first ReLU
    (network, TELLING_INPUTS),
    (mine, {"w": 2, "b": -3}),
    (mine, {"w": 1.5, "b": -3}),
)


@functools.cache
def tasks(framework: str) -> list[dict[str, Any]]:
    """All questions, and all functions with their inputs."""
    questions = [snippets.task(question, framework) for question in snippets.QUESTIONS]
    return questions + [source.task(fn, trace(fn, **inputs).inputs) for fn, inputs in EXAMPLES]
