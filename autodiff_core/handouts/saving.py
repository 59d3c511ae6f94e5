"""Where a page, a key or an assignment is saved."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from autodiff_core.errors import GraphError
from autodiff_core.in_words import short


def place(path: Any) -> Path:
    """The path of a file; ~ is the home folder. Raises GraphError for what is none."""
    if isinstance(path, str | os.PathLike) and Path(path).name:
        return Path(path).expanduser()
    raise GraphError(f'A place to save to is a text such as "week_1/page.html", not {short(path)}.')


def write(path: Path, content: str) -> None:
    """Write text to `path`; a folder that is missing is made. Raises GraphError where that cannot be done."""
    write_bytes(path, content.encode(errors="replace"))  # half a character is none


def write_bytes(path: Path, content: bytes) -> None:
    """The same for what is no text."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise _unwritable(path, error) from None
    except ValueError as error:
        raise GraphError(f"{short(str(path))} cannot be written: {error}.") from None


def make_folder(path: Path) -> None:
    """Make a folder, if it is missing. Raises GraphError where nothing can be written into it."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=path).close()
    except OSError as error:
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: OSError) -> GraphError:
    return GraphError(f"{path} cannot be written: {error.strerror}. Choose another place.")
