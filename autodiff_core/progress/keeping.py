"""Note what was tried and what is right. If the file cannot be used, memory serves: a lesson goes on."""

from __future__ import annotations

import contextlib
import operator
import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from autodiff_core.errors import listed
from autodiff_core.progress import file
from autodiff_core.progress.aside import set_aside, those_set_aside
from autodiff_core.progress.record import Record, joined, made_now

FILE = "progress.db"  # in the kernel's working directory: beside the notebook
VARIABLE = "AUTODIFF_PROGRESS"  # another path, or "off": then nothing is kept beyond this kernel


class Memory:
    """What this process knows: the records it last saw, what it could not save yet, and why not."""

    def __init__(self):
        self.seen: Mapping[str, Record] = {}
        self.unsaved: Mapping[str, Record] = {}
        self.trouble = ""
        self.lock = threading.RLock()


memory = Memory()


def place() -> Path | None:
    """The file with the progress. None if none is wanted."""
    wish = os.environ.get(VARIABLE, "").strip()
    return None if wish.lower() == "off" else Path(os.path.expanduser(wish or FILE))


def note(item: str, status: str, tries: int = 1) -> None:
    """Note an answer to an item: its status ("tried", "helped" or "right"), and how many tries that was.

    The best status stays, tries add up. Never raises; what is no status is not noted.
    """
    with memory.lock:
        if record := made_now(item, status, tries):
            memory.unsaved = joined(memory.unsaved, {record.item: record}, operator.add)
            exchange()


def known() -> dict[str, Record]:
    """All that is known, by item. Never raises."""
    with memory.lock:
        exchange()
        return _with_unsaved(memory.seen)


def trouble() -> str:
    """What is wrong with the file, in a sentence or two. "" if nothing is."""
    sentences = [memory.trouble] if memory.trouble else []
    path = place()
    if names := path and those_set_aside(path):
        sentences.append(
            "A progress file was damaged, so a new one was begun. What was damaged is kept as "
            f"{listed(names)}: delete it if you do not need it."
        )
    return " ".join(sentences)


def exchange() -> None:
    """Save what is not saved yet and see what others saved. If that fails, `memory.trouble` says why."""
    try:
        change(_with_unsaved, only_look=not memory.unsaved)
        memory.unsaved, memory.trouble = {}, ""
    except Exception as error:  # whatever a file system can do: the lesson goes on
        reason = error if isinstance(error, file.Unusable) else file.Unreachable(error)
        memory.trouble = f"{place()} {reason}. For now, progress is kept in this kernel only."
        if memory.unsaved and not memory.seen:
            with contextlib.suppress(Exception):
                memory.seen = file.read(place())  # what cannot be written may be read


def change(how: Callable[[Mapping[str, Record]], Mapping[str, Record]], only_look: bool = False) -> None:
    """Replace what is kept by `how(kept)`; `only_look` if that would change nothing.

    A damaged file is first set aside; what this process had seen in it is kept. Raises file.Unusable.
    """
    path = place()
    if path is None:
        memory.seen = how(memory.seen)
        return
    try:
        memory.seen = file.read(path) if only_look else file.change(path, how)
    except file.Damaged:
        set_aside(path)
        memory.seen = file.change(path, lambda kept: how(joined(kept, memory.seen)))


def _with_unsaved(records: Mapping[str, Record]) -> dict[str, Record]:
    return joined(records, memory.unsaved, operator.add)
