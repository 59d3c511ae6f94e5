"""Set a damaged file aside under a name of its own, so that nothing is written over it."""

from __future__ import annotations

import contextlib
import glob
import hashlib
import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

from autodiff_core.progress import file

JOURNAL = "-journal"  # what SQLite needs to undo a change that was interrupted lies beside the file


def set_aside(path: Path) -> None:
    """Rename a damaged file: progress.db becomes progress.damaged-1.db, or -2 where there is one.

    One process at a time, which looks again first: the file may be another one's new file by now. Raises
    file.Unreachable.
    """
    with _alone(path):
        try:
            file.read(path)
        except file.Damaged:
            try:
                _rename(path)
            except OSError as error:
                raise file.Unreachable(error.strerror) from None


def those_set_aside(path: Path) -> list[str]:
    """The names of the damaged files beside `path`, in the order in which they came there."""
    with contextlib.suppress(OSError):
        names = [each.name for each in path.parent.glob(glob.escape(path.stem) + ".damaged-*")]
        return sorted((n for n in names if not n.endswith(JOURNAL)), key=lambda name: (len(name), name))
    return []


def _rename(path: Path) -> None:
    names = (path.with_name(f"{path.stem}.damaged-{n}{path.suffix}") for n in itertools.count(1))
    aside = next(name for name in names if not name.exists())
    path.rename(aside)
    journal = path.with_name(path.name + JOURNAL)
    if journal.exists():  # SQLite would take it for the new file's
        journal.rename(aside.with_name(aside.name + JOURNAL))


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait until no other process is here for this path. The lock is SQLite's: it ends with its process."""
    key = hashlib.sha256(str(path.absolute()).encode("utf-8", "replace")).hexdigest()[:16]
    lock = Path(tempfile.gettempdir()) / f"autodiff_core-progress-{key}.lock"
    with file.transaction(lock, "EXCLUSIVE"):
        yield
