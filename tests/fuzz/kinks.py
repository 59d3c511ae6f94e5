"""How far a program is from its kinks and branches: between two sides of one no difference is a slope."""

from __future__ import annotations

import numpy as np

PAIRS = {"maximum", "minimum", "where", "at least", "less", "at most", "equal", "not equal", "all"}
CLOSE = 1e-9


def distances(run, inputs) -> list[np.ndarray]:
    """For each instruction with a kink its distances from it: the sign is the side, 0 is on the kink."""
    found: list[np.ndarray] = []
    run(*inputs, note=lambda name, *arguments: found.extend(map(np.asarray, _distances(name, *arguments))))
    return found


def same_sides(one: list[np.ndarray], other: list[np.ndarray]) -> bool:
    return len(one) == len(other) and all(
        a.shape == b.shape and (np.sign(a) == np.sign(b)).all() for a, b in zip(one, other)
    )


def decided_by_rounding(one: list[np.ndarray]) -> bool:
    """True where another order of additions may lead to another side."""
    return any(((a != 0) & (np.abs(a) < CLOSE)).any() for a in one)


def _distances(name, a, b=None) -> list:
    if name in ("relu", "abs", "sign", "computed mask"):
        return [a]
    if name in PAIRS:
        return [a - b]
    if name in ("both", "either"):
        return [a, b]
    if name == "any along":
        return [a + b]
    if name == "branch":
        return [np.sum(a) - np.sum(b)]
    if name == "clip":
        return [a - 0.8, a + 99]
    if name in ("largest", "smallest", "largest of all"):
        axis = None if name == "largest of all" else b % np.ndim(a)
        return [a - (np.min if name == "smallest" else np.max)(a, axis=axis, keepdims=True)]
    return []
