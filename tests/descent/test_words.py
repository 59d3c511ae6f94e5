"""The verdict on a descent follows from its numbers alone."""

import math

import pytest

from autodiff_core.descent.words import judge


def regime(costs, gradients, held=()):
    return judge("J", costs, [{"w": g} for g in gradients], dict(held)).regime


@pytest.mark.parametrize(
    "costs, gradients, held, wanted",
    [
        ([4], [2], {}, "start"),
        ([4], [0], {}, "converged"),
        ([4], [0], {"z": -1}, "dead"),
        ([4, 1], [2, 1], {}, "on its way"),
        ([4, 1e-12], [2, 1e-6], {}, "converged"),
        ([4, 5], [2, 3], {}, "overshot"),
        ([4, 5, 6, 7], [2, 3, 4, 5], {}, "diverges"),
        ([9, 5, 6, 7, 8], [2, 3, 4, 5, 6], {}, "overshot"),
        ([4, 4], [2, -2], {}, "swings"),
        ([4, math.inf], [2, math.nan], {}, "diverged"),
        ([4, math.nan], [2, math.nan], {}, "undefined"),
        ([math.inf], [math.nan], {}, "undefined"),
        ([4, 4], [2, 2], {}, "stands"),
        ([4, 4], [2, 0], {"z": 0.0}, "on a kink"),
        ([4, 4], [2, 0], {"z": 0.0, "u": -1.0}, "dead"),
        ([4, 3], [2, 1], {"z": -1}, "on its way"),
    ],
)
def test_the_regime_of_numbers(costs, gradients, held, wanted):
    assert regime(costs, gradients, held) == wanted


def test_another_branch_is_told_whatever_the_numbers_are():
    said = judge("J", [4, math.nan], [{"w": 2}, {"w": math.nan}], {}, elsewhere=True)
    assert said.regime == "other branch" and said.sentence.startswith("Stopped after 1 step: here the code")


def test_a_rise_on_the_way_is_remembered():
    said = judge("J", [4, 5, 1], [{"w": 1}, {"w": 2}, {"w": 0.5}], {}).sentence
    assert said == "On its way: J has come from 4 to 1 in 2 steps. On the way it overshot: J rose at step 1."


def test_who_no_longer_learns_is_named_where_a_gate_is_shut():
    gradients = [{"w": 1, "v": 1, "b": 1}, {"w": 0, "v": 0, "b": 1}]
    said = judge("J", [4, 3], gradients, {"z": -1}).sentence
    assert said.endswith("Only b still learns: the gradient of w and v is 0.")
    assert "learns" not in judge("J", [4, 3], gradients, {}).sentence
