"""Zeros, ties, infinities, NaN, huge and tiny numbers, in every operation on single numbers."""

from __future__ import annotations

import itertools

import numpy as np

from autodiff_core import GraphError, grad, relu, trace, value_and_grad
from autodiff_core.node import call
from autodiff_core.operations import TABLE
from fuzz.page import bits, number
from fuzz.programs import SPECIAL
from fuzz.report import Mismatch, Report

OWN = {  # what NumPy does not have under the name of the row
    "identity": np.positive,
    "relu": lambda a: np.where(a <= 0, 0, a),
    "sigmoid": lambda a: np.where(a < 0, np.exp(-np.abs(a)), 1) / (1 + np.exp(-np.abs(a))),
}
CONDITIONS = {"logical_and", "logical_or", "logical_not"}  # take truth values, and `where` as its first
NUMBERS = [row for row in TABLE.values() if row.javascript]
NAMES = "abc"
FEW = [0.0, 1.0, -1.0, np.inf, -np.inf, np.nan, 1e308, 5e-324]
SLACK = 1e-12  # of a number: another order of multiplications


def check(report: Report, page, special=SPECIAL) -> None:
    """Each operation alone, on all pairs of special numbers."""
    with np.errstate(all="ignore"):
        for row in NUMBERS:
            count = len(row.rules) - row.settings
            places = [special] * count
            if row.name in CONDITIONS or row.name == "where":
                places[0] = [0.0, 1.0]
            if row.name in CONDITIONS:
                places = [[0.0, 1.0]] * count
            for inputs in itertools.product(*places):
                _alone(row, inputs, report, page)
        ties(report)


def _alone(row, inputs, report, page) -> None:
    names, settings = NAMES[: len(inputs)], (0.0,) * row.settings
    scope = {"operation": lambda *xs: call(row, *xs, *settings)}
    exec(f"def J({', '.join(names)}):\n    J = operation({', '.join(names)}) * 1.0\n    return J\n", scope)
    J, positions = scope["J"], tuple(range(len(inputs)))
    right = float(OWN.get(row.name, getattr(np, row.name, None))(*map(np.float64, inputs)))
    what = f"{row.name}{inputs}"
    try:
        value, gradients = value_and_grad(J, positions)(*inputs)
    except GraphError as refusal:
        report.compared["edges: refused"] += 1
        if not (row.domain and np.isnan(right) and not np.isnan(inputs).any()):
            report.found.append(Mismatch("edges: refused", f"{what}: {refusal}"))
        return
    report.compare("edges: value and NumPy's", what, value, right, SLACK * abs(right))
    arrays = value_and_grad(lambda *xs: np.sum(J(*xs)), positions)(*[np.array([x]) for x in inputs])
    graph = trace(J, **dict(zip(names, inputs)))
    backward = graph.backward()
    found = {
        "arrays": [arrays[0], *[float(g[0]) for g in arrays[1]]],
        "compiled": [graph.forward()["J"], *[backward[name] for name in names]],
    }
    if page:
        values = [*map(bits, graph.forward().values())]
        answer = page.ask("scalar", source=graph.javascript, inputs=[*map(bits, inputs)], values=values)
        found["JavaScript"] = [number(answer[1][-1]), *[number(x) for x in answer[2][: len(inputs)]]]
    for way, numbers in found.items():
        for ours, theirs in zip((value, *gradients), numbers):
            report.compare(f"edges: numbers and {way}", what, theirs, ours, SLACK * abs(ours))


def ties(report: Report) -> None:
    """Whole numbers, so that most elements lie on a kink: the derivative there is the one that is stated."""
    random = np.random.default_rng(0)
    for _ in range(50):
        a, b = random.integers(-1, 2, (2, 3, 4)).astype(float)
        w = random.integers(1, 9, (3, 4)).astype(float)
        half = 0.5 * (a == b)
        stated = {
            "relu": (lambda a, b: relu(a), a > 0, 0),
            "relu, at_zero": (lambda a, b: relu(a, at_zero=0.25), (a > 0) + 0.25 * (a == 0), 0),
            "abs": (lambda a, b: abs(a), np.sign(a), 0),
            "sign": (lambda a, b: np.sign(a), 0, 0),
            "maximum": (np.maximum, (a > b) + half, (a < b) + half),
            "minimum": (np.minimum, (a < b) + half, (a > b) + half),
            "where": (lambda a, b: np.where(a > b, a, b), a > b, a <= b),
            "clip": (lambda a, b: np.clip(a, -9, 0), (a < 0) + 0.5 * (a == 0), 0),
        }
        for name, (fn, *slopes) in stated.items():
            found = grad(lambda a, b, fn=fn: np.sum(w * fn(a, b)), (0, 1))(a, b)  # noqa: B023
            for one, slope in zip(found, slopes):
                report.compare("edges: ties as stated", name, one, w * slope)
        for name, fn, extreme in (("max", np.max, a.max(1)), ("min", np.min, a.min(1))):
            among = a == extreme[:, None]
            slope = w[:, :1] * among / among.sum(1, keepdims=True)
            found = grad(lambda a, fn=fn: np.sum(w[:, 0] * fn(a, axis=1)))(a)  # noqa: B023
            report.compare("edges: ties as stated", name, found, slope, SLACK)
