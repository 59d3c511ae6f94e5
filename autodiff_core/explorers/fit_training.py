"""The training of a FitExplorer, without a widget: parameters, cost, one step of descent at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from autodiff_core.derivatives import value_and_grad
from autodiff_core.errors import GraphError, listed
from autodiff_core.numbers import format_number
from autodiff_core.values import input_value, short


class State(NamedTuple):
    """Where the descent stands. One object, so that an interrupt finds the old state or the new one."""

    steps: int
    parameters: tuple[Any, ...]
    cost: float
    gradients: tuple[Any, ...]


class Training:
    """Gradient descent on `cost(*parameters, points, labels)`, one step at a time.

    points: shape (count, 2). labels: shape (count,), each 1 or -1. parameters: numbers or arrays by name, in
    the order in which cost takes them. `output(points, *parameters)` returns one score for each point.
    `start` and `state`: where the descent began and where it stands. `costs`: after 0, 1, 2, ... steps.
    Raises GraphError, in one sentence, for what does not fit together.
    """

    def __init__(self, cost: Callable, output: Callable, points, labels, parameters: dict):
        for name, function in (("cost", cost), ("output", output)):
            if not callable(function):
                raise GraphError(f"The {name} is a function that you wrote, not {short(function)}.")
        self._output = output
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
        self.state = self.start = self._at(0, tuple(self._start.values()))
        self.costs = [self.state.cost]
        if not np.isfinite(self.state.cost):
            raise GraphError("The cost is not finite at the start: choose smaller parameters to start from.")

    def step(self, alpha: float) -> None:
        """Take one step: after the backward pass, every parameter becomes itself minus alpha times gradient.

        Raises GraphError, and stays where it was, if the cost would not be finite any more.
        """
        before = self.state
        with np.errstate(all="ignore"):
            moved = tuple(w - alpha * g for w, g in zip(before.parameters, before.gradients))
        after = self._at(before.steps + 1, moved)
        if not np.isfinite(after.cost) or not all(np.isfinite(w).all() for w in moved):
            raise GraphError(
                f"Stopped after step {before.steps}, because the next cost is no finite number: alpha = "
                f"{format_number(alpha)} is too large, so choose a smaller one and start again."
            )
        self.costs[after.steps :] = [after.cost]
        self.state = after

    def _at(self, steps: int, parameters: tuple) -> State:
        cost, gradients = self._value_and_grad(*parameters, self.points, self.labels)
        return State(steps, parameters, float(cost), gradients)

    @property
    def parameters(self) -> dict:
        """The present parameters by name: copies."""
        return {name: np.array(w)[()] for name, w in zip(self._start, self.state.parameters)}

    def scores(self, points=None, state: State | None = None) -> np.ndarray:
        """The output for `points`, or for those to be fitted; in `state`, or in the present one."""
        with np.errstate(all="ignore"):
            return self._output(
                self.points if points is None else points, *(state or self.state).parameters
            )

    def wrong(self, state: State | None = None) -> np.ndarray:
        """One truth value for each point: True where the score has not the sign of the label."""
        return ~(self.scores(state=state) * self.labels > 0)


def _points(points) -> np.ndarray:
    points = np.array(input_value(points))
    if points.ndim != 2 or points.shape[1] != 2 or not len(points):
        raise GraphError(
            f"points needs two coordinates for each point, the shape (count, 2), not {points.shape}."
        )
    if not np.isfinite(points).all():
        raise GraphError("points needs finite coordinates, and some of these are NaN or infinite.")
    return points


def _labels(labels, count: int) -> np.ndarray:
    labels = np.array(input_value(labels))
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
    return {name: input_value(value) for name, value in parameters.items()}
