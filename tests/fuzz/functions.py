"""The functions of JavaScript beside those of Python, on many numbers: in how many the last places differ."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np

from autodiff_core import program
from autodiff_core.operations import TABLE
from fuzz.page import Page, bits, number, units

MANY = 5000
FUNCTIONS = "exp expm1 log log1p log2 log10 sqrt sin cos tan arctan sinh cosh tanh sigmoid".split()
ABOVE_0 = {"log", "log1p", "log2", "log10", "sqrt"}
POWERS = (2.0, 3.0, 4.0, -1.0, -2.0, 0.5, 1.7)


def distances(page: Page, seed: int = 0) -> dict[str, Counter]:
    """By function: how many numbers differ by how many units in the last place."""
    random = np.random.default_rng(seed)
    x = np.concatenate([random.uniform(-3, 3, MANY // 2), random.uniform(-300, 300, MANY // 2)])
    found = {}
    for name in FUNCTIONS:
        row, inputs = TABLE[name], np.abs(x) if name in ABOVE_0 else x
        found[name] = _distances(page, row.javascript, row.forward, inputs.tolist())
    for power in POWERS:
        inputs = (np.abs(x) if power % 1 else x).tolist()
        found[f"a**{power:g}"] = _distances(page, f"((a) => power(a, {power}))", lambda a: a**power, inputs)  # noqa: B023
    return found


def _distances(page, spelled, forward, inputs) -> Counter:
    source = f"{program.HELPERS}\nexport const f = {spelled};\n"
    theirs = page.ask("table", source=source, rows=[[bits(x)] for x in inputs])
    return Counter(math.ceil(units(forward(x), number(y))) for x, y in zip(inputs, theirs))
