"""What is published at one go: notebooks that were run, the folder to write into, and where links lead."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autodiff_core.publish.record import PublishError, Recorded
from autodiff_core.publish.repository import binder_address

ELSEWHERE = re.compile(r"[a-z][a-z+.-]*:", re.IGNORECASE)
CELL = "cell-id="  # how JupyterLab writes the anchor of a cell
FILES = "files"


@dataclass(frozen=True)
class Edition:
    """The notebooks in their order, run in the folder of the project."""

    lessons: tuple[Recorded, ...]
    out: Path
    repository: str | None = None  # "owner/name" on GitHub
    tag: str = "HEAD"

    def binder(self, lesson: Recorded) -> str | None:
        """The address that opens a lesson on Binder; None for a copy that is not on GitHub."""
        path = lesson.path.absolute()
        path = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
        return self.repository and binder_address(self.repository, self.tag, path.as_posix())

    def resolve(self, lesson: Recorded, root: str = "") -> Callable[[str], str]:
        """A function from the address of a link in a notebook to the one that its page needs.

        root: the way from that page to `out`, such as "../". Other notebooks become pages beside it. A file
        is copied into `out`. Raises PublishError for one that is not there.
        """

        def resolved(url: str) -> str:
            if ELSEWHERE.match(url):
                return url
            path, mark, anchor = url.partition("#")
            anchor = mark + anchor.removeprefix(CELL)
            if path.endswith(".ipynb"):
                return f"{path.removesuffix('.ipynb')}.html{anchor}"
            if not path or path.endswith(".html"):
                return path + anchor
            return f"{root}{self._copied(lesson, lesson.path.parent / path)}{anchor}"

        return resolved

    def _copied(self, lesson: Recorded, file: Path) -> str:
        if not _is_file(file):
            raise PublishError(f"{lesson.path.name} links to {file.name[:60]}, which is not there.")
        name = file.name if file.suffix else f"{file.name}.txt"  # a server says by it what the file is
        (self.out / FILES).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, self.out / FILES / name)
        return f"{FILES}/{name}"


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # what can be the name of no file
        return False
