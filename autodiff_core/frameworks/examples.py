"""The functions of lesson 09 and their inputs, whose comparisons are stored."""

from __future__ import annotations

import numpy as np

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
