"""The form of an answer (a class, a function or a value): what is refused, and what is still empty."""

from __future__ import annotations

import dis
import inspect
import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from autodiff_core.errors import listed

AGAIN = "Then run that cell, and this one again."  # after the answer has been written
LATER = (inspect.iscoroutinefunction, inspect.isgeneratorfunction, inspect.isasyncgenfunction)
IDLE = {"RESUME", "NOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE", "POP_TOP"}


class Refusal(NamedTuple):
    """An answer of the wrong form: what it is, and what to hand over in its place."""

    what: str
    instead: str


@dataclass(frozen=True)
class AFunction:
    """The learner writes one function. It is called with its `inputs` in this order, without names."""

    example: str  # what the skeleton calls it
    inputs: tuple[str, ...]
    noun = "function"
    again = AGAIN

    def refuses(self, answer: Any) -> Refusal | None:
        if isinstance(answer, type) or not callable(answer):
            return Refusal("this is no function.", f"Hand over the function itself, {_bare(self.example)}")
        if any(is_kind(answer) for is_kind in LATER):
            return Refusal(
                "the function gives no result when it is called.",
                "Write def, not async def, and return, not yield.",
            )
        try:
            inspect.signature(answer).bind(*self.inputs)
        except TypeError:
            wanted = f"It is called with {len(self.inputs)}, in this order: {listed(self.inputs)}."
            return Refusal("the function has other inputs than the skeleton.", wanted)
        except ValueError:  # a function that does not tell its inputs
            pass
        return None

    def begun(self, answer: Any) -> bool:
        return not empty(answer)

    def gaps(self, answer: Any) -> list[str]:
        return []


@dataclass(frozen=True)
class AClass:
    """The learner writes `methods` of a class. `begun_too` is another sign that a task is begun."""

    example: str
    methods: tuple[str, ...]
    begun_too: Callable[[type], bool] | None = None
    noun = "class"
    again = AGAIN

    def refuses(self, answer: Any) -> Refusal | None:
        if isinstance(answer, type):
            return None
        return Refusal("this is no class.", f"Hand over the class itself, {_bare(self.example)}")

    def begun(self, answer: type) -> bool:
        if len(self._empty(answer)) < len(self.methods):
            return True
        try:
            return self.begun_too is not None and self.begun_too(answer) is True
        except Exception:  # whatever a half-written class does
            return False

    def gaps(self, answer: type) -> list[str]:
        """What the learner calls the empty ones: the names of the functions that were attached."""
        names = (getattr(_method(answer, each), "__name__", each) for each in self._empty(answer))
        return [name for name in names if isinstance(name, str)]

    def _empty(self, answer: type) -> list[str]:
        return [each for each in self.methods if empty(_method(answer, each), getattr(object, each, None))]


@dataclass(frozen=True)
class AValue:
    """The learner finds a number, several of them, or a text. `example` is the name of the variable."""

    example: str
    noun = "answer"
    again = AGAIN

    def refuses(self, answer: Any) -> Refusal | None:
        if isinstance(answer, type) or callable(answer):
            return Refusal(
                "this is a function or a class.", f"Hand over the result that it gives: {self.example}."
            )
        return None

    def begun(self, answer: Any) -> bool:
        return not (isinstance(answer, (tuple, list)) and any(x is ... or x is None for x in answer))

    def gaps(self, answer: Any) -> list[str]:
        return []


Form = AClass | AFunction | AValue


def empty(function: Any, inherited: Any = None) -> bool:
    """True if there is no function, or the one that everything inherits, or an untouched skeleton."""
    if function is None or function is ... or function is inherited:
        return True
    code = getattr(function, "__code__", None)
    if not isinstance(code, types.CodeType):
        return False
    steps = list(dis.get_instructions(code))
    constants = [step.argval for step in steps if "CONST" in step.opname]
    return all(step.opname in IDLE for step in steps) and all(x is None or x is ... for x in constants)


def _method(owner: type, name: str) -> Any:
    return inspect.getattr_static(owner, name, None)


def _bare(example: str) -> str:
    return f"without brackets: {example}."
