"""The questions as code: what is shown is the body of the very function that is run."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import io
import pkgutil
import re
import textwrap
from collections.abc import Callable
from types import ModuleType
from typing import Any

from autodiff_core.errors import GraphError, listed
from autodiff_core.frameworks import questions
from autodiff_core.in_words import short

QUESTIONS = tuple(sorted(module.name for module in pkgutil.iter_modules(questions.__path__)))


def module(question: str) -> ModuleType:
    """The module of a question. Raises GraphError if there is no such question."""
    if question not in QUESTIONS:
        raise GraphError(f"There is no question {short(question)}: the questions are {listed(QUESTIONS)}.")
    return importlib.import_module(f"{questions.__name__}.{question}")


def code(question: str, framework: str) -> str:
    """The program of one framework: the body of its function, as it stands in the file."""
    source = inspect.getsource(getattr(module(question), framework))
    return textwrap.dedent(source.partition("\n")[2]).strip()


def task(question: str, framework: str) -> dict[str, Any]:
    """A request to run one program. The code is part of it, so that a stored answer is for this very code."""
    return {"kind": "question", "title": question, "code": code(question, framework)}


def run(question: str, framework: str) -> dict[str, Any]:
    """Run a program and return {"lines": what it printed, "error": its kind and first sentence, or ""}."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        error = failure(getattr(module(question), framework))
    return {"lines": printed.getvalue().splitlines(), "error": error}


def failure(call: Callable[[], Any]) -> str:
    """Call it; return "" or, if it fails, the kind of error and the first sentence of its message."""
    try:
        call()
    except (Exception, SystemExit) as error:
        return f"{type(error).__name__}: {first_sentence(str(error))}"
    return ""


def first_sentence(message: str) -> str:
    """The first sentence of a message, on one line."""
    message = message.strip().partition("\n")[0].strip()
    return re.match(r".*?[.!?](?=\s|$)|.*", message)[0]
