"""Run cells as a notebook does, each in a fresh kernel, and tell what it shows.

stdin: {"setup": code, "cells": [code, ...]} as JSON. stdout: what each cell shows, as a list of texts.
"""

import json
import re
import sys

from IPython.core.displayhook import DisplayHook
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from autodiff_core.exercises import limit

SETTINGS = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})
limit.limited.__defaults__ = (0.2,)  # seconds until an endless loop is stopped: here nobody waits for 5


class Plain(DisplayHook):
    """Shows the last value of a cell alone, without Out[1]."""

    def write_output_prompt(self):
        pass


class Shell(InteractiveShell):
    """Keeps what the kernel of a notebook would send as an error."""

    displayhook_class = Plain
    error = ""

    def _showtraceback(self, etype, evalue, lines):
        told = "\n".join(lines)
        if hasattr(evalue, "_render_traceback_") or isinstance(evalue, SyntaxError):
            self.error = told
        else:  # Python's own: every marked line, and the message
            marked = re.findall(r"^-+> .*|^ +\[\.\.\. skipping (?!hidden).*", told, re.MULTILINE)
            self.error = "\n".join([*marked, f"{etype.__name__}: {evalue}"])


def shown(shell: Shell, code: str, names: dict) -> str:
    """All that a cell shows: what it prints, then its last value or the error."""
    shell.error = ""
    shell.user_ns.clear()
    shell.user_ns |= names | {"__name__": "__main__"}
    shell.init_user_ns()
    with capture_output(display=False) as printed:
        shell.run_cell(code, store_history=False)
    texts = (printed.stdout, printed.stderr, shell.error)
    return "\n".join(text.strip("\n") for text in texts if text.strip("\n"))


def main() -> None:
    asked = json.load(sys.stdin)
    shell, names = Shell(config=SETTINGS), {}
    exec(asked["setup"], names)
    json.dump([shown(shell, cell, names) for cell in asked["cells"]], sys.stdout)


if __name__ == "__main__":
    main()
