"""Run what a learner wrote: nothing it prints, raises or returns may break a check."""

from __future__ import annotations

import contextlib
import dis
import inspect
import io
import re
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autodiff_core.ladder.task import Fails

HERE = str(Path(__file__).parents[1])
IDLE = {"RESUME", "NOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE", "POP_TOP"}
CAUSES = (  # what a message of Python's most often means here
    (
        r"ellipsis",
        "A function that is still empty is called. Are the tasks before it solved, their cells run?",
    ),
    (r"'NoneType' object", "A function returned nothing. Is there a line with return in each of them?"),
    (r"'(int|float)' object has no attribute", "A plain number is used as if it were a Value. Wrap it."),
    (r"has no attribute '(value|parents|local_derivatives|gradient)'", "__init__ does not set self.{0}."),
    (r"has no attribute '(\w+)'", "Nothing is called {0} there. Is it spelled right?"),
    (r"unexpected keyword|positional argument", "The inputs of a function are not those of the skeleton."),
    (r"real number|(un|not )supported", "A Value stands where its number is wanted: v.value, not v."),
    (
        r"unhashable type: '(?!list|dict|set)",
        "A class with an __eq__ of its own, as a dataclass has it, cannot go into a set or a dict: write "
        "@dataclass(eq=False), or keep id(v) in the set.",
    ),
    (r"name '(\w+)' is not defined", "Nothing is called {0} there. Is it spelled right?"),
    (r"object is not iterable", "A tuple of one needs a comma, as in (self,)."),
    (r"recursion", "A function calls itself and finds no end. Inside of it, work with numbers: self.value."),
)


@contextlib.contextmanager
def quiet():
    """Whatever is printed meanwhile is not shown: a check says its own few lines and no more."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


def untouched(owner: type, method: str) -> bool:
    """True if a class has no such method of its own, or only the empty skeleton of one."""
    function = inspect.getattr_static(owner, method, None)
    if function is None or function is getattr(object, method, None):
        return True
    code = getattr(function, "__code__", None)
    if code is None:
        return function is ...
    steps = list(dis.get_instructions(code))
    constants = [step.argval for step in steps if "CONST" in step.opname]
    return all(step.opname in IDLE for step in steps) and all(x is None or x is ... for x in constants)


def name_of_method(owner: type, method: str) -> str:
    """What the learner calls a method: the name of the function that was attached."""
    name = getattr(inspect.getattr_static(owner, method, None), "__name__", method)
    return name if isinstance(name, str) else method


def failure(test: Callable, owner: type) -> Any:
    """Run the test of a property. Return what failed as Fails; or, if nothing did, what the test returns."""
    try:
        return test(owner)
    except Fails as fails:
        return fails
    except KeyboardInterrupt:  # somebody wants out of an endless loop
        raise
    except BaseException as error:  # noqa: B036  (SystemExit and whatever else a learner's code can raise)
        return explained(error)


def explained(error: BaseException) -> Fails:
    """What an exception of the learner's code says, where, and what that most often means."""
    kind, text, place = type(error).__name__, _said_by(error), _line_of(error)
    where = f" in the line: {place}" if place else ""
    seen = f"Python stopped with {kind}{': ' + text if text else ''}{where}"
    for pattern, cause in CAUSES:
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
        return f"{x:g}"
    return f"a {type(x).__name__}"


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
