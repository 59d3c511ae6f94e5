"""FitExplorer: a network learns to tell points of the plane apart, and its boundary is watched."""

from __future__ import annotations

import asyncio
import math
import numbers
import time
from collections.abc import Iterator

import numpy as np
import traitlets

from autodiff_core.errors import GraphError
from autodiff_core.explorers import fit_picture
from autodiff_core.explorers.base import Explorer, ExplorerError, Number, module, stylesheet
from autodiff_core.explorers.fit_training import Training
from autodiff_core.nudges import Table
from autodiff_core.numbers import format_number

PACE = 200  # steps a second, so that the boundary can be watched as it bends
UPDATE = 0.05  # seconds between two pictures
BREATH = 0.005  # seconds left to the kernel between two pieces, at least, to hear the buttons
STEPS_OF_A_PRESS = 100
LARGEST_ALPHA = 1000
LONGEST_TRAINING = 1_000_000
DIGITS = 4


class FitExplorer(Explorer):
    """Points of two classes, the boundary that a network draws between them, and its cost as it is trained.

        points, labels = two_moons()
        fit = FitExplorer(moons_cost, moons_output, points, labels, moons_parameters())
        fit.train(400)

    cost(*parameters, points, labels): one number. output(points, *parameters): one score for each point; the
    boundary is where it is 0. points: shape (count, 2); labels: shape (count,), each 1 or -1. parameters: the
    start values by name, numbers or arrays, in the order in which cost takes them. alpha: from 0 to 1000.

    This is the one explorer whose numbers come from the kernel: arrays are its work. Without a kernel the
    page shows the state it was last told. To read: `steps`, `cost`, `right`, `parameters`. To set: `alpha`.
    Raises GraphError, in one sentence, for what does not fit together.
    """

    _esm = module("fit.js")
    _css = stylesheet("style.css", "axes.css", "fit.css")

    scene = traitlets.Dict().tag(sync=True)  # what stays: the points, and the part of the plane around them
    now = traitlets.Dict().tag(sync=True)  # what training changes: see _show
    alpha = Number(0.2, 0, LARGEST_ALPHA)
    alpha_limits = traitlets.List([0, LARGEST_ALPHA]).tag(sync=True)

    def __init__(self, cost, output, points, labels, parameters, alpha=0.2):
        self.training = Training(cost, output, points, labels, parameters)
        self._view = fit_picture.View(self.training.points)
        self._run = None  # a mark of the training that is under way; another mark there ends it
        self._goal, self._where, self._message, self._answers = 0, "", "", 0
        points = np.column_stack([self.training.points, self.training.labels])
        scene = {
            "points": points.tolist(),  # each with its label
            "x": self._view.x,
            "y": self._view.y,
            "cells": self._view.cells,
            "press": STEPS_OF_A_PRESS,
        }
        super().__init__(scene=scene, now=self._news(), alpha=alpha)
        self.on_msg(self._pressed)

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

    def train(self, steps: int = 400, pace: float | None = PACE) -> Table:
        """Train `steps` more steps in this cell, while the page shows it; return the table of `plain`.

        pace: how many steps a second at most; None for as many as there can be. Interrupting the kernel ends
        the training with a sentence and keeps what was learnt; so does a cost that is not finite any more.
        """
        whole = isinstance(steps, numbers.Integral) and not isinstance(steps, bool)
        if not whole or not 0 <= steps <= LONGEST_TRAINING:
            raise ExplorerError(f"steps needs a whole number from 0 to {LONGEST_TRAINING:,}, not {steps!r}.")
        if pace is not None and not (isinstance(pace, numbers.Real) and 0 < pace < math.inf):
            raise ExplorerError(f"pace needs a number of steps a second above 0, or None, not {pace!r}.")
        try:
            for wait in self._pieces(self._begin(int(steps), "cell"), pace or math.inf):
                time.sleep(wait)
        except KeyboardInterrupt:
            self._end("Interrupted after step {steps}: what was learnt is kept, and training can go on.")
        if self._message:
            print(self._message)
        return self.table()

    def restart(self) -> None:
        """Go back to the parameters of the start."""
        self.training.restart()
        self._goal = 0
        self._end("")

    def table(self) -> Table:
        """Steps, cost and the share of the points on their own side, at the start and now."""
        states = [self.training.start, *[self.training.state] * (self.steps > 0)]
        return Table(
            ("steps", "cost", "points right"),
            tuple((str(s.steps), format_number(s.cost, DIGITS), self._percent(s)) for s in states),
        )

    def plain(self) -> str:
        """The table, under a line that says what is trained."""
        shapes = ", ".join(f"{name} {np.shape(w) or 'number'}" for name, w in self.parameters.items())
        alpha = format_number(self.alpha)
        first = f"FitExplorer({len(self.training.points)} points, {self.steps} steps, alpha={alpha})"
        return f"{first}\nparameters: {shapes}\n{self.table()}"

    def svg(self) -> str:
        """One picture of the present state: the points, the boundary, the cost of every step."""
        return fit_picture.draw(self.scene, self.now)

    # -- training in pieces, so that the page is told, and the kernel hears the buttons

    def _begin(self, steps: int, where: str) -> object:
        """A new training of `steps` more steps, in a "cell" or in the "page"; one under way ends."""
        self._run = object()
        self._goal, self._where, self._message = self.steps + steps, where, ""
        return self._run

    def _pieces(self, run: object, pace: float) -> Iterator[float]:
        """Train; after each piece tell the page, and yield the seconds to wait before the next one."""
        begun, first = time.monotonic(), self.steps
        try:
            while self._run is run and self.steps < self._goal:
                piece_ends = time.monotonic() + UPDATE
                due = first + pace * (piece_ends - begun)
                while self.steps < min(due, self._goal) and time.monotonic() < piece_ends:
                    self.training.step(self.alpha)
                if self.steps < self._goal:
                    self._show()
                    yield max(piece_ends - time.monotonic(), 0)
        except GraphError as error:
            self._message = str(error)
        finally:
            if self._run is run:
                self._end(self._message)

    def _end(self, message: str) -> None:
        """Training is over, for now: say why, and tell the page the last state."""
        self._run, self._where = None, ""
        self._message = message.format(steps=self.steps)
        self._show()

    async def _train_in_page(self, run: object) -> None:
        for wait in self._pieces(run, PACE):
            await asyncio.sleep(max(wait, BREATH))

    def _pressed(self, _, content: dict, buffers) -> None:
        """A button of the page was pressed."""
        self._answers += 1
        button = content.get("button")
        if button == "train" and self._run:
            self._goal += STEPS_OF_A_PRESS
        elif button == "train":
            run = self._begin(STEPS_OF_A_PRESS, "page")
            self._task = asyncio.get_running_loop().create_task(self._train_in_page(run))
        elif button == "pause":
            self._end("Paused after step {steps}." if self._run else self._message)
        elif button == "restart":
            self.restart()
        self._show()

    def _show(self) -> None:
        """Tell the page where training stands."""
        self.now = self._news()

    def _news(self) -> dict:
        return {
            **fit_picture.news(self.training, self._view, self._goal),
            "steps": self.steps,
            "goal": self._goal,
            "progress": self._progress(),
            "message": self._message,
            "where": self._where,  # training runs in a "cell", in the "page" or not at all
            "answers": self._answers,
        }

    def _progress(self) -> str:
        state = self.training.state
        done = f"Step {state.steps} of {self._goal}" if self._goal else "Not trained yet"
        cost = format_number(state.cost, DIGITS)
        return f"{done}: cost {cost}, {self._percent(state)} of the points right."

    def _percent(self, state) -> str:
        """The share of the points on their own side; 100 % only if all are."""
        count = len(self.training.points)
        return f"{100 * (count - int(self.training.wrong(state).sum())) // count} %"
