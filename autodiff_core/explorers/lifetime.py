"""How long an explorer lives: a cell that runs again makes a new one, and old ones are closed after a while.

ipywidgets keeps every widget that was ever made, here and in the page, until it is closed. So it is noted
which cell made or showed an explorer. When that cell has run again without it, and no other cell and no
container shows it, it is superseded. The last few of those stay: a second window may still show them. An
older one is closed, and the history of outputs forgets it. Whoever has kept it and shows it opens it again.
"""

from __future__ import annotations

import weakref
from collections import deque
from typing import Any

from IPython import get_ipython
from ipywidgets.widgets import widget as core

KEPT = 20  # superseded explorers
HOLDERS = ("children", "source", "target")  # traits of containers and links that keep what they hold on show


class Cells:
    """Which explorers belong to which cell, by the run of it that made or showed them last."""

    def __init__(self):
        self.runs: weakref.WeakKeyDictionary[Any, dict[str, str]] = weakref.WeakKeyDictionary()
        self.superseded: deque[weakref.ref] = deque()

    def note(self, explorer: Any) -> None:
        """This explorer was made or is shown by the cell that runs now, if cells have names here."""
        cell, run = running()
        if cell:
            self.runs.setdefault(explorer, {})[cell] = run
            get_ipython().events.register("post_run_cell", self.after_run)  # which registers it once

    def after_run(self, *_: Any) -> None:
        """A cell has been run: part from it what only an earlier run of it made or showed."""
        cell, run = running()
        for explorer, runs in list(self.runs.items()):
            if cell and runs.get(cell, run) != run:
                del runs[cell]
                self.superseded.append(weakref.ref(explorer))
        while len(self.superseded) > KEPT:
            explorer = self.superseded.popleft()()
            if explorer is not None and not self.runs.get(explorer) and not is_held(explorer):
                forget(explorer)
                explorer.close()


def running() -> tuple[str, str]:
    """The name of the cell that runs now, and of this run of it; two empty texts where there is none."""
    ask = getattr(get_ipython(), "get_parent", dict)
    parent = ask() or {}
    return parent.get("metadata", {}).get("cellId", ""), parent.get("header", {}).get("msg_id", "")


def is_held(explorer: Any) -> bool:
    """True if a container shows the explorer, or a link leads to it."""
    others = list(core._instances.values())
    held = [getattr(each, name, ()) for each in others for name in HOLDERS]
    return any(explorer is part for parts in held if isinstance(parts, (tuple, list)) for part in parts)


def close_layout(explorer: Any) -> None:
    """Close the layout of an explorer, which ipywidgets would keep, unless another widget has the same."""
    others = list(core._instances.values())
    if not any(getattr(each, "layout", None) is explorer.layout for each in others if each is not explorer):
        explorer.layout.close()


def forget(explorer: Any) -> None:
    """Let the history of outputs (Out) forget an explorer whose output is gone."""
    names = get_ipython().user_ns
    history = names.get("Out", {})
    for number in [number for number, value in list(history.items()) if value is explorer]:
        del history[number]
        names.pop(f"_{number}", None)


cells = Cells()
