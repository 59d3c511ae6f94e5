"""Take progress elsewhere and back, or delete it: for Binder, which keeps a file only as long as a visit."""

from __future__ import annotations

import os
from pathlib import Path

from autodiff_core.errors import GraphError
from autodiff_core.progress import file
from autodiff_core.progress.aside import those_set_aside
from autodiff_core.progress.keeping import change, exchange, known, memory, place
from autodiff_core.progress.record import joined
from autodiff_core.progress.said import Said

COPY = "progress-copy.db"


def save_copy(path: str | os.PathLike = COPY) -> Said:
    """Save all progress to another file. What an older copy there says is kept, where it is better.

    Raises GraphError if the file cannot be written, or is no copy of progress.
    """
    target = target_of(path)
    if _is_own(target):
        raise GraphError(f"{target} is the progress itself: give its copy another name.")
    if not (records := known()):
        return Said("There is no progress to save yet.")
    try:
        file.change(target, lambda copied: joined(copied, records))
    except file.Unusable as error:
        raise GraphError(f"{target} {error}.") from None
    return Said(
        f"{_counted(len(records))} saved in {target}. To take it elsewhere, right-click it in the list of "
        f'files and choose Download. progress.load("{target}") brings it back.'
    )


def load(path: str | os.PathLike = COPY) -> Said:
    """Add what a copy says to what is kept: of each item the better status, and the larger number of tries.

    Loading a copy again changes nothing. Raises GraphError if it cannot be read, or what it says not kept.
    """
    source = path_of(path)
    try:
        if not file.is_there(source):
            raise GraphError(f"There is no file {source} here. Upload it, or see how it is spelled.")
        copied = file.read(source)
    except file.Unusable as error:
        raise GraphError(f"{source} {error}.") from None
    with memory.lock:
        before = known()
        try:
            change(lambda kept: joined(kept, copied))
        except file.Unusable as error:
            raise GraphError(f"{place()} {error}. So nothing was loaded.") from None
        news = sum(record != before.get(item) for item, record in known().items())
    return Said(f"{_counted(len(copied))} read from {source}: {news or 'none'} of them told something new.")


def forget() -> Said:
    """Delete all progress at once, and the file with it. Raises GraphError if the file cannot be deleted."""
    path = place()
    with memory.lock:
        exchange()  # a damaged file is no progress: it is set aside
        count = len(known())
        memory.seen, memory.unsaved = {}, {}
        try:
            if path:
                file.delete(path)
        except file.Unusable as error:
            raise GraphError(f"{path} {error}. Delete it in the list of files.") from None
    left = those_set_aside(path) if path else []
    also = f" Not deleted, since it is damaged and may be something else: {', '.join(left)}." if left else ""
    return Said(f"{_counted(count)} deleted.{also}" if count else f"There is no progress to delete.{also}")


def path_of(path: str | os.PathLike) -> Path:
    """A path that may be used. Raises GraphError for anything else."""
    if not isinstance(path, (str, os.PathLike)) or not os.fspath(path) or "\0" in str(path):
        raise GraphError(f'A file name is needed, in quotes, such as "{COPY}".')
    return Path(os.path.expanduser(path))


def target_of(path: str | os.PathLike) -> Path:
    """A path at which a file can be made. Raises GraphError where its folder is missing."""
    target = path_of(path)
    if not target.parent.is_dir():
        raise GraphError(f"There is no folder {target.parent} here: make it first, or leave it out.")
    return target


def _is_own(path: Path) -> bool:
    own = place()
    return own is not None and os.path.realpath(own) == os.path.realpath(path)


def _counted(count: int) -> str:
    return f"{count} item{'s'[: count != 1]}"
