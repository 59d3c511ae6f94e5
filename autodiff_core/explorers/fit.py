"""FitExplorer: a network learns to tell points of the plane apart, and its boundary is watched."""

from __future__ import annotations

import numbers

import numpy as np
import traitlets

from autodiff_core.errors import GraphError
from autodiff_core.explorers import fit_picture
from autodiff_core.explorers.base import COMMON, Explorer, ExplorerError, Number, module, stylesheet
from autodiff_core.explorers.fit_training import MOST_POINTS, WORDS, Training
from autodiff_core.in_words import short
from autodiff_core.nudges import Table
from autodiff_core.numbers import format_number

STEPS_OF_A_PRESS = 100
LARGEST_ALPHA = 1000
LONGEST_TRAINING = 1_000_000
DIGITS = 4
INTERRUPTED = "Interrupted after step {steps}: what was learnt is kept, and training can go on."


class FitExplorer(Explorer):
    """Points of two classes, the boundary that a network draws between them, and its cost as it is trained.

        points, labels = two_moons()
        fit = FitExplorer(moons_cost, moons_output, points, labels, moons_parameters())
        fit.train(400)

    cost(*parameters, points, labels): one number. output(points, *parameters): one score for each point; the
    boundary is where it is 0. points: shape (count, 2); labels: shape (count,), each 1 or -1. parameters: the
    start values by name, numbers or arrays, in the order in which cost takes them. alpha: from 0 to 1000.

    Both functions are recorded once and printed as JavaScript, so that the buttons train in the page, with
    no kernel; `train` does the same in a cell, and the page then shows the way. Either goes on where the
    other one ended. To read: `steps`, `cost`, `right`, `parameters`. To set: `alpha`.
    Raises GraphError, in one sentence, for what does not fit together or cannot be recorded.
    """

    _esm = module("fit.js")
    _css = stylesheet(*COMMON, "axes.css", "tables.css", "fit.css")

    scene = traitlets.Dict().tag(sync=True)  # what stays: the points, the plane around them, the programs
    state = traitlets.Dict().tag(sync=True)  # where training stands: see _tell
    alpha = Number(0.2, 0, LARGEST_ALPHA)
    alpha_limits = traitlets.List([0, LARGEST_ALPHA]).tag(sync=True)

    def __init__(self, cost, output, points, labels, parameters, alpha=0.2):
        self.training = Training(cost, output, points, labels, parameters)
        self._view = view = fit_picture.View(self.training.points)
        scene = {
            "points": self.training.points.tolist(),
            "labels": self.training.labels.tolist(),
            "start": [{"shape": np.shape(w), "data": _flat(w)} for w in self.parameters.values()],
            "programs": self.training.programs(view.points),
            **{"x": view.x, "y": view.y, "cells": view.cells, "levels": fit_picture.LEVELS},
            **{"headroom": fit_picture.HEADROOM, "emptyAxis": fit_picture.EMPTY_AXIS},
            **{"mostPoints": MOST_POINTS, "press": STEPS_OF_A_PRESS, "digits": DIGITS, "words": WORDS},
        }
        self._told = {"edition": 0}
        super().__init__(scene=scene, alpha=alpha)
        self._tell(0)

    @property
    def steps(self) -> int:
        """How many steps of training are done."""
        return self.training.state.steps

    @property
    def cost(self) -> float:
        """The cost at the present parameters."""
        return self.training.state.cost

    @property
    def right(self) -> float:
        """The share of the points on their own side of the boundary, from 0 to 1."""
        return 1 - float(self.training.wrong().mean())

    @property
    def parameters(self) -> dict:
        """The present parameters by name: copies."""
        return self.training.parameters

    def train(self, steps: int = 400) -> Table:
        """Train `steps` more steps in this cell and return the table of `plain`.

        Interrupting the kernel ends the training with a sentence and keeps what was learnt; so does a cost
        that is not finite any more.
        """
        whole = isinstance(steps, numbers.Integral) and not isinstance(steps, bool)
        if not whole or not 0 <= steps <= LONGEST_TRAINING:
            most = f"{LONGEST_TRAINING:,}"
            raise ExplorerError(f"steps needs a whole number from 0 to {most}, not {short(steps)}.")
        since, message = self.steps, ""
        try:
            for _ in range(steps):
                self.training.step(self.alpha)
        except GraphError as error:
            message = str(error)
        except KeyboardInterrupt:
            message = INTERRUPTED.format(steps=self.steps)
        finally:
            self._tell(since + int(steps), since, message)
        if message:
            print(message)
        return self.table()

    def restart(self) -> None:
        """Go back to the parameters of the start."""
        self.training.restart()
        self._tell(0)

    def table(self) -> Table:
        """Steps, cost and the share of the points on their own side, at the start and now."""
        states = [self.training.start, *[self.training.state] * (self.steps > 0)]
        return Table(
            ("steps", "cost", "points right"),
            tuple((str(s.steps), format_number(s.cost, DIGITS), f"{self._percent(s)} %") for s in states),
        )

    def plain(self) -> str:
        """The table, under a line that says what is trained."""
        shapes = ", ".join(f"{name} {np.shape(w) or 'number'}" for name, w in self.parameters.items())
        alpha = format_number(self.alpha)
        first = f"FitExplorer({len(self.training.points)} points, {self.steps} steps, alpha={alpha})"
        return f"{first}\nparameters: {shapes}\n{self.table()}"

    def svg(self) -> str:
        """One picture of the present state: the points, the boundary, the cost of every step."""
        return fit_picture.draw(self.training, self._view, self.state["goal"], self.progress())

    def progress(self) -> str:
        """In words: how many steps are done, the cost, and how many points are on their own side."""
        state, goal = self.training.state, self.state["goal"]
        cost, percent = format_number(state.cost, DIGITS), self._percent(state)
        return WORDS["now" if goal else "before"].format(
            steps=state.steps, goal=goal, cost=cost, percent=percent
        )

    def _percent(self, state) -> int:
        """The share of the points on their own side in whole percents; 100 only if all are."""
        count = len(self.training.points)
        return 100 * (count - int(self.training.wrong(state).sum())) // count

    # -- the page is told where Python has trained to, and tells where it has trained to itself

    def _tell(self, goal: int, since: int = 0, message: str = "") -> None:
        """Tell the page where training stands. It shows the steps from `since` on as a film, with `alpha`."""
        state = self.training.state
        self._told = {
            "steps": state.steps,
            "goal": goal,
            "parameters": [_flat(w) for w in state.parameters],
            "curve": [list(point) for point in state.curve],
            "message": message,
            "since": since,
            "alpha": self.alpha,
            "edition": self._told["edition"] + 1,
        }
        self.state = self._told

    @traitlets.validate("state")
    def _not_outdated(self, proposal) -> dict:
        """The page names Python's last word that it has heard: what it tells from before is too late."""
        state = proposal["value"]
        return state if state["edition"] == self._told["edition"] else self._told

    @traitlets.observe("state")
    def _follow_page(self, change) -> None:
        state = change["new"]
        if state is not self._told:
            self.training.go_to(state["steps"], state["parameters"], state["curve"])


def _flat(x) -> list:
    return np.ravel(x).tolist()
