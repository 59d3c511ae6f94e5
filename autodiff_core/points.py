"""Points in the plane for a network to fit."""

from __future__ import annotations

import math
from random import Random

import numpy as np

from autodiff_core.errors import GraphError
from autodiff_core.in_words import short

OFFSET = np.array([1.0, 0.5])  # moves the lower half circle to the right and up, into the upper one


def two_moons(count: int = 300, noise: float = 0.1, seed: int = 28) -> tuple[np.ndarray, np.ndarray]:
    """Return two interleaved half circles: points of shape (count, 2) and labels of shape (count,).

    The points of the upper half circle (radius 1, around the origin) have the label 1, those of the lower
    one (around (1, 0.5)) the label -1. noise is the standard deviation of what is added to each coordinate.
    The same count, noise and seed always give the same points; with seed 28 lesson 06 gets all of them right.
    Beyond the source document: a common test set, known as make_moons from scikit-learn; the code is ours.
    Raises GraphError for a count below 2, a negative noise and a seed that is no whole number from 0 on.
    """
    _whole("count", count, 2)
    _whole("seed", seed, 0)
    if not isinstance(noise, (int, float, np.number)) or not 0 <= noise < np.inf:
        raise GraphError(f"noise needs a number from 0 on, such as 0.1, not {short(noise)}.")
    labels = np.where(np.arange(count) < count - count // 2, 1.0, -1.0)
    above = labels > 0
    angles = np.concatenate([np.linspace(0, np.pi, n) for n in (above.sum(), (~above).sum())])
    circle = np.column_stack([np.cos(angles), np.sin(angles)])
    points = np.where(above[:, None], circle, OFFSET - circle)
    return points + noise * normal(Random(seed), *points.shape), labels


def normal(random: Random, *shape: int) -> np.ndarray:
    """An array drawn from the standard normal distribution, by Python: numpy.random would take 4 MB."""
    return np.reshape([random.gauss(0, 1) for _ in range(math.prod(shape))], shape)


def _whole(name: str, number: int, smallest: int) -> None:
    whole = isinstance(number, (int, np.integer)) and not isinstance(number, bool)
    if not whole or number < smallest:
        raise GraphError(f"{name} needs a whole number from {smallest} on, not {short(number)}.")
