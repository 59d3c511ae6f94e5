"""The training of a FitExplorer in Python, and as the programs with which its page trains."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from autodiff_core.array_program import array_javascript
from autodiff_core.errors import GraphError, listed
from autodiff_core.gradients import value_and_grad
from autodiff_core.in_words import short
from autodiff_core.numbers import format_number
from autodiff_core.values import input_value

MOST_POINTS = 160  # of the curve of the cost
# What is said of a training, by Python and by the page.
WORDS = {
    "before": "Not trained yet: cost {cost}, {percent} % of the points right.",
    "now": "Step {steps} of {goal}: cost {cost}, {percent} % of the points right.",
    "paused": "Paused after step {steps}.",
    "diverged": (
        "Stopped after step {steps}, because the next cost is no finite number: alpha = {alpha} is too "
        "large, so choose a smaller one and start again."
    ),
}


class State(NamedTuple):
    """Where the descent stands. One object, so that an interrupt finds the old state or the new one."""

    steps: int
    parameters: tuple[Any, ...]
    cost: float
    gradients: tuple[Any, ...]
    curve: tuple[tuple[int, float], ...]  # (step, cost), from the start to this state


class Training:
    """Gradient descent on `cost(*parameters, points, labels)`, one step at a time, in double precision.

    points: shape (count, 2). labels: shape (count,), each 1 or -1. parameters: numbers or arrays by name, in
    the order in which cost takes them. `output(points, *parameters)` returns one score for each point.
    `start` and `state`: where the descent began and where it stands.
    Raises GraphError, in one sentence, for what does not fit together.
    """

    def __init__(self, cost: Callable, output: Callable, points, labels, parameters: dict):
        for name, function in (("cost", cost), ("output", output)):
            if not callable(function):
                raise GraphError(f"The {name} is a function that you wrote, not {short(function)}.")
        self._cost, self._output = cost, output
        self.points = _points(points)
        self.labels = _labels(labels, len(self.points))
        self._start = _parameters(parameters)
        self._value_and_grad = value_and_grad(cost, tuple(range(len(self._start))))
        try:
            self.restart()
            scores = self.scores()
            fewer = np.shape(self.scores(self.points[:1]))
        except (TypeError, ValueError) as error:  # such as shapes that cannot be multiplied
            if isinstance(error, GraphError):
                raise
            raise GraphError(
                "cost(*parameters, points, labels) and output(points, *parameters) cannot be computed "
                f"with these parameters: {error}."
            ) from None
        if np.shape(scores) != self.labels.shape:
            raise GraphError(
                f"The output needs one score for each of the {len(self.labels)} points, "
                f"the shape {self.labels.shape}, not {np.shape(scores)}."
            )
        if np.asarray(scores).dtype.kind not in "fiub":
            raise GraphError(f"The output needs numbers as scores, not {short(scores)}.")
        if fewer != (1,):
            raise GraphError(
                "The output has to compute with the points that it is given: for one point it returned "
                f"the shape {fewer}, not (1,)."
            )

    def restart(self) -> None:
        """Go back to the parameters of the start. Raises GraphError if the cost there is not finite."""
        self.state = self.start = self._at(0, tuple(self._start.values()), ())
        if not np.isfinite(self.state.cost):
            raise GraphError("The cost is not finite at the start: choose smaller parameters to start from.")

    def go_to(self, steps: int, parameters, curve) -> None:
        """Stand where a page has trained to. parameters: the numbers of each one in a flat list."""
        shaped = tuple(np.reshape(w, np.shape(s))[()] for w, s in zip(parameters, self._start.values()))
        before = tuple((step, cost) for step, cost in curve if step < steps)
        self.state = self._at(steps, shaped, before)

    def step(self, alpha: float) -> None:
        """Take one step: after the backward pass, every parameter becomes itself minus alpha times gradient.

        Raises GraphError, and stays where it was, if the cost would not be finite any more.
        """
        before = self.state
        with np.errstate(all="ignore"):
            moved = tuple(w - alpha * g for w, g in zip(before.parameters, before.gradients))
        after = self._at(before.steps + 1, moved, before.curve)
        if not np.isfinite(after.cost) or not all(np.isfinite(w).all() for w in moved):
            raise GraphError(WORDS["diverged"].format(steps=before.steps, alpha=format_number(alpha)))
        self.state = after

    def _at(self, steps: int, parameters: tuple, curve: tuple) -> State:
        cost, gradients = self._value_and_grad(*parameters, self.points, self.labels)
        # The longer the curve, the fewer of its steps are kept: one in 2, in 4, in 8.
        apart = 1 << (steps // MOST_POINTS).bit_length()
        kept = [point for point in curve if point[0] % apart == 0]
        return State(steps, parameters, float(cost), gradients, (*kept, (steps, float(cost))))

    def programs(self, grid: np.ndarray) -> dict[str, str]:
        """JavaScript of the cost with its gradients, of the scores of the points, and of those of a grid.

        Raises GraphError for a cost or an output that a page cannot compute.
        """
        start = tuple(self._start.values())
        return {
            "cost": array_javascript(self._cost, (*start, self.points, self.labels), len(start)),
            "scores": array_javascript(self._output, (self.points, *start)),
            "grid": array_javascript(self._output, (grid, *start)),
        }

    @property
    def parameters(self) -> dict:
        """The present parameters by name: copies."""
        return {name: np.array(w)[()] for name, w in zip(self._start, self.state.parameters)}

    def scores(self, points=None, state: State | None = None) -> np.ndarray:
        """The output for `points`, or for those to be fitted; in `state`, or in the present one."""
        with np.errstate(all="ignore"):
            return self._output(self.points if points is None else points, *(state or self.state).parameters)

    def wrong(self, state: State | None = None) -> np.ndarray:
        """One truth value for each point: True where the score has not the sign of the label."""
        return ~(self.scores(state=state) * self.labels > 0)


def _points(points) -> np.ndarray:
    points = np.array(input_value(points), float)
    if points.ndim != 2 or points.shape[1] != 2 or not len(points):
        raise GraphError(
            f"points needs two coordinates for each point, the shape (count, 2), not {points.shape}."
        )
    if not np.isfinite(points).all():
        raise GraphError("points needs finite coordinates, and some of these are NaN or infinite.")
    return points


def _labels(labels, count: int) -> np.ndarray:
    labels = np.array(input_value(labels), float)
    if labels.shape != (count,):
        raise GraphError(f"labels needs one label for each of the {count} points, not {labels.shape}.")
    if other := set(labels.tolist()) - {1.0, -1.0}:
        hint = ": give 2 * labels - 1" if set(labels.tolist()) == {0.0, 1.0} else ""
        raise GraphError(f"Every label is 1 or -1, not {format_number(min(other))}{hint}.")
    return labels


def _parameters(parameters: dict) -> dict:
    if not isinstance(parameters, dict) or not parameters:
        raise GraphError(
            "parameters needs the start values by name, in the order in which the cost takes them, such as "
            f"{{'w': 0.5, 'b': 0.0}}, not {short(parameters)}."
        )
    if wrong := [name for name in parameters if not isinstance(name, str)]:
        raise GraphError(f"The names of the parameters are texts, not {listed(map(repr, wrong))}.")
    return {name: np.array(input_value(value), float)[()] for name, value in parameters.items()}
