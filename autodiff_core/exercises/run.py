"""Run what a learner wrote: nothing it prints, raises or returns may break a check."""

from __future__ import annotations

import contextlib
import io
import re
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from autodiff_core.exercises.limit import SECONDS, TooLong

HERE = str(Path(__file__).parents[1])
Cause = tuple[str, str]  # a pattern of what Python says, and what that most often means
EMPTY = (r"ellipsis", "Something that is still empty is used. Is every ... replaced, every cell run?")
UNKNOWN_NAME = (r"name '(\w+)' is not defined", "Nothing is called {0} there. Is it spelled right?")
UNKNOWN_ATTRIBUTE = (r"has no attribute '(\w+)'", UNKNOWN_NAME[1])
CAUSES: tuple[Cause, ...] = (
    EMPTY,
    (r"'NoneType' object", "Something is None. A function without a line with return gives None."),
    (r"(local|free) variable '(\w+)'", "{1} is used before it has been given a value."),
    UNKNOWN_NAME,
    UNKNOWN_ATTRIBUTE,
    (r"unexpected keyword|positional argument", "A function is called with other inputs than it has."),
    (r"ZeroDivision", "Something is divided by 0."),
    (r"values to unpack", "The names on the left are not as many as the things on the right."),
    (r"not callable", "Brackets stand behind something that is no function. Is a * missing?"),
    (r"IndexError|KeyError", "Something is looked up under a name or a number that is not there."),
    (r"too large|Overflow", "A number has become too large. Does something grow in each round?"),
    (r"real number|(un|not )supported|concatenate|must be str", "Two things that do not go together meet."),
    (r"object is not iterable", "A tuple of one needs a comma, as in (x,)."),
    (r"SystemExit", "exit() and quit() end a program. A function ends with return."),
    (r"raw_input|StdinNotImpl|EOFError", "input() asks a person. What a function needs is handed to it."),
    (r"recursion", "A function calls itself and finds no end."),
)
ENDLESS = f"it takes longer than {SECONDS:g} seconds and was stopped"


class Fails(Exception):
    """A property does not hold. `seen` says what came instead; the test may know the cause and a question."""

    def __init__(self, seen: str, cause: str = "", question: str = ""):
        super().__init__(seen)
        self.seen, self.cause, self.question = seen, cause, question


@contextlib.contextmanager
def quiet():
    """Whatever is printed meanwhile is not shown: a check says its own few lines and no more."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


def failure(test: Callable, answer: Any, causes: Sequence[Cause] = CAUSES) -> Any:
    """Run the test of a property. Return what failed as Fails; or, if nothing did, what the test returns."""
    try:
        return test(answer)
    except Fails as fails:
        return fails
    except KeyboardInterrupt:  # somebody wants out of an endless loop
        raise
    except TooLong:
        return Fails(ENDLESS, "A loop that does not end. What should end it, and does that ever change?")
    except BaseException as error:  # noqa: B036  (SystemExit and whatever else a learner's code can raise)
        return explained(error, causes)


def explained(error: BaseException, causes: Sequence[Cause] = CAUSES) -> Fails:
    """What an exception of the learner's code says, where, and what that most often means."""
    kind, text, place = type(error).__name__[:40], _said_by(error), _line_of(error)
    where = f" in the line: {place}" if place else ""
    seen = f"Python stopped with {kind}{': ' + text if text else ''}{where}"
    for pattern, cause in causes:
        if found := re.search(pattern, f"{kind} {text}", re.IGNORECASE):
            return Fails(seen, cause.format(*found.groups()))
    return Fails(seen, "A slip in that line. What does Python's own message say?")


def shown(x: Any) -> str:
    """Anything in a sentence, safely: numbers and tuples of them as such, the rest by its kind."""
    if x is None:
        return "None (is there a return?)"
    if x is ...:
        return "..., still empty"
    if isinstance(x, tuple) and len(x) <= 4:
        inner = ", ".join(shown(each) for each in x)
        return f"({inner},)" if len(x) == 1 else f"({inner})"
    if type(x) in (int, float, bool):
        return "a number that is too large" if abs(x) >= 1e300 else f"{x:g}"
    if type(x) is str:
        return f"a string, '{x}'" if len(x) <= 20 and x.isprintable() else "a string"
    name = type(x).__name__[:40]
    return f"an {name}" if name[:1].lower() in ("a", "e", "i", "o") else f"a {name}"


def _said_by(error: BaseException) -> str:
    try:
        return " ".join(str(error).split())[:90]
    except Exception:
        return ""


def _line_of(error: BaseException) -> str:
    """The learner's own line in which an exception was raised, if it can be read."""
    try:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if not f.filename.startswith(HERE)]
        return (frames[-1].line or "")[:80] if frames else ""
    except Exception:
        return ""
