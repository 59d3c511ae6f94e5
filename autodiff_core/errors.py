"""The one kind of error a learner meets: a sentence that says what was wrong and what to do."""

from __future__ import annotations

import linecache
import traceback
from types import TracebackType


class GraphError(ValueError):
    """Something that cannot be recorded, computed or differentiated, said in one clear sentence."""

    def _render_traceback_(self) -> list[str]:
        """What IPython prints in place of a stack trace: the sentence, and the line of a cell it is about."""
        return [f"GraphError: {self}", *_own_line(self.__traceback__)]


class GraphAttributeError(GraphError, AttributeError):
    """A method or attribute that a node does not have; `hasattr` needs it to be an AttributeError too."""


def listed(names) -> str:
    """'w', 'w and b', 'w, b and x': names in a sentence."""
    names = [str(name) for name in names]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else "none"


def _own_line(trace: TracebackType | None) -> list[str]:
    """The innermost line of a cell on the way to an error; nothing where the cell has no other line."""
    steps = traceback.walk_tb(trace)
    own = [(frame.f_code, line) for frame, line in steps if frame.f_globals.get("__name__") == "__main__"]
    if not own:
        return []
    code, line = own[-1]
    lines = linecache.getlines(code.co_filename)
    if len(lines) < max(line, 2):
        return []
    function = "" if code.co_name.startswith("<") else f", in {code.co_name}"
    return [f"See line {line}{function}: {lines[line - 1].strip()}"]
