"""The table of what beginners do and what they read, tests/bad_input/. As a program: print it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parent
FOLDER = TESTS / "bad_input"
WANTED = " (wanted)"
SET_IN = "    "
ENTRY = re.compile(r"^### (.+)\n\n((?:    .*\n|\n)+)\n((?:>.*\n)+)", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """One thing that a beginner does, and what is read then."""

    chapter: str
    title: str
    does: str
    reads: str
    wanted: bool  # not mended yet

    @property
    def kind(self) -> str:
        """ "$" for a command, "into an answer" or "into a slider's field" for a text, "" for a cell."""
        found = re.match(r"\$|into (an answer|a slider's field)(?=: )", self.does)
        return found.group() if found else ""

    @property
    def text(self) -> str:
        """What is typed: a command, or into a field."""
        typed = self.does.removeprefix(self.kind).strip(": ")
        return typed if self.kind == "$" else json.loads(typed)


def table() -> list[Entry]:
    """All entries, in the order of the files."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("[0-9]*.md"))]
    return [entry for text in texts for entry in read(text)]


def read(text: str) -> list[Entry]:
    """The entries of one file."""
    chapter = text.partition("\n")[0].removeprefix("# ")
    found = ENTRY.findall(text)
    assert len(found) == len(re.findall("^### ", text, re.MULTILINE)), f"{chapter}: an entry cannot be read"
    return [
        Entry(
            chapter,
            title.removesuffix(WANTED),
            textwrap.dedent(does).strip("\n"),
            "\n".join(re.sub("^> ?", "", line) for line in reads.splitlines()),
            title.endswith(WANTED),
        )
        for title, does, reads in found
    ]


def setup() -> str:
    """The code that has run before every cell."""
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    return "".join(line.removeprefix(SET_IN) for line in readme.splitlines(True) if line.startswith(SET_IN))


def displays(cells: list[str], folder: Path) -> list[str]:
    """What a notebook in `folder` shows after each of these cells."""
    done = subprocess.run(
        [sys.executable, str(TESTS / "notebook_shell.py")],
        input=json.dumps({"setup": setup(), "cells": cells}),
        env=os.environ | {"AUTODIFF_PROGRESS": "off", "IPYTHONDIR": str(folder)},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def main() -> None:
    entries, chapter = table(), ""
    for entry in entries:
        if entry.chapter != chapter:
            chapter = entry.chapter
            print(f"\n{chapter}\n{'=' * len(chapter)}")
        print(f"\n{entry.title}{WANTED * entry.wanted}\n")
        print(textwrap.indent(entry.does, SET_IN))
        print(textwrap.indent(entry.reads, "  | ", lambda line: True))
    chapters, wanted = len({entry.chapter for entry in entries}), sum(entry.wanted for entry in entries)
    print(f"\n{len(entries)} things in {chapters} chapters; sentences still to come: {wanted}.")


if __name__ == "__main__":
    main()
