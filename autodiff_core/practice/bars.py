"""The cards on show, so that the bar of a lesson follows in all of them when something is right."""

from __future__ import annotations

import weakref
from typing import Any

from autodiff_core import progress
from autodiff_core.practice.progress_view import bar_of

_on_show: weakref.WeakSet = weakref.WeakSet()  # widgets with `spec`, `done` and `of`


def join(widget: Any) -> None:
    """Let a card note what comes of it, and show how far its lesson is."""
    noted = {"tries": widget.record["tries"]}

    def note(change: Any) -> None:
        record = change["new"]
        if record["status"] != "new":
            progress.note(widget.spec["name"], record["status"], max(0, record["tries"] - noted["tries"]))
            noted["tries"] = record["tries"]
            refresh(widget.spec["lesson"])

    widget.observe(note, names="record")
    _on_show.add(widget)
    refresh(widget.spec["lesson"])


def refresh(lesson: str) -> None:
    """Bring the bars of a lesson up to date, in every card on show."""
    done, of = bar_of(lesson)
    for widget in list(_on_show):
        if widget.spec["lesson"] == lesson:
            widget.done, widget.of = done, of


def before(name: str) -> dict | None:
    """What is known of a card from earlier, as its record."""
    known = progress.known().get(name)
    return {"status": known.status, "tries": known.tries, "hints": 0} if known else None
