"""On which side of its kinks and branches a program is: between two sides no difference is a slope."""

from __future__ import annotations

import numpy as np

PAIRS = {"maximum", "minimum", "where", "at least", "less", "at most", "equal", "not equal", "all"}


def sides(run, inputs) -> list[np.ndarray]:
    """One array of signs for each instruction with a kink; 0 is on the kink itself."""
    found: list[np.ndarray] = []

    def note(name, a, b=None):
        seen = _sides(name, a, b)
        if seen is not None:
            found.append(np.asarray(seen))

    run(*inputs, note=note)
    return found


def same_side(one: list[np.ndarray], other: list[np.ndarray]) -> bool:
    return len(one) == len(other) and all(a.shape == b.shape and (a == b).all() for a, b in zip(one, other))


def _sides(name, a, b):
    if name in ("relu", "abs", "sign", "computed mask"):
        return np.sign(a)
    if name in PAIRS:
        return np.sign(a - b)
    if name in ("both", "either"):
        return np.sign(a) + 3 * np.sign(b) if np.ndim(a) == np.ndim(b) == 0 else _stretched(a, b)
    if name == "any along":
        return np.sign(a + b)
    if name == "branch":
        return np.sign(np.sum(a) - np.sum(b))
    if name == "clip":
        return np.sign(a - 0.8) + 3 * np.sign(a + 99)
    if name in ("largest", "smallest", "largest of all"):
        axis = None if name == "largest of all" else b % np.ndim(a)
        extreme = (np.min if name == "smallest" else np.max)(a, axis=axis, keepdims=True)
        return a == extreme
    return None


def _stretched(a, b):
    a, b = np.broadcast_arrays(a, b)
    return np.sign(a) + 3 * np.sign(b)
