"""One run of a function on the values of a learner's engine: on plain numbers, or on nodes that record it."""

from __future__ import annotations

import re
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from autodiff_core.engines.protocol import Engine
from autodiff_core.errors import GraphError
from autodiff_core.in_words import cut, short
from autodiff_core.node import value_of
from autodiff_core.tracing import arguments
from autodiff_core.watch import called, innermost, name_of

_one_at_a_time = threading.RLock()  # while an engine is watched, its class is changed


class Run:
    """Call `fn` on a Value for every number, and keep all Values in the order in which they were made.

    `call(fn, positional, named)` makes the call. `given(value, number)` is what a new Value is made from in
    place of a number, and `made(value)` is told about it when it is made.
    """

    def __init__(
        self,
        engine: Engine,
        fn: Callable,
        numbers: Mapping[str, Any],
        settings: Mapping[str, Any],
        call: Callable | None = None,
        given: Callable = lambda value, number: number,
        made: Callable = lambda value: None,
    ):
        self.engine, self.fn = engine, fn
        self.values: list = []
        self.files = _files(engine.Value, fn)
        call = call or (lambda fn, positional, named: called(fn, *positional, **named))

        def note(value: Any) -> None:
            self.values.append(value)
            made(value)

        with np.errstate(all="ignore"), _noting(engine.Value, given, note), self.in_sentences():
            leaves = {name: engine.Value(number) for name, number in numbers.items()}
            self.output = call(fn, *arguments(fn, leaves | dict(settings)))
        if not isinstance(self.output, engine.Value):
            raise GraphError(
                f"{name_of(fn)} returned {short(value_of(self.output))}, "
                f"which is no {engine.Value.__name__}: end it with a line such as `return J`, "
                "and see that every operator makes one."
            )
        self.place = {id(value): place for place, value in enumerate(self.values)}
        self.inputs = tuple(leaves.values())

    def reached(self) -> list[int]:
        """The places of the inputs and of all Values that the output depends on, as the engine sees it."""
        found, stack = set(), [self.output]
        while stack:
            value = stack.pop()
            place = self.place.get(id(value))
            if place is None:
                raise GraphError(
                    f"{name_of(self.fn)} uses a {self.engine.Value.__name__} that was made outside it: "
                    "make it inside, or give it as an input."
                )
            if place not in found:
                found.add(place)
                stack += self.parents(place)
        self.depends = found
        inputs = [self.place[id(value)] for value in self.inputs]
        return inputs + sorted(found - set(inputs))

    def parents(self, place: int) -> tuple:
        """The parents of a Value in their order; in the order in which they were made where it has a set.

        One that is used twice is there once if the Value passes its gradient on itself: both shares arrive.
        """
        value = self.values[place]
        parents = self.engine.parents_of(value)
        if callable(getattr(value, self.engine.local_derivatives, None)):
            parents = tuple({id(parent): parent for parent in parents}.values())
        if isinstance(getattr(value, self.engine.parents), (set, frozenset)):
            parents = tuple(sorted(parents, key=lambda parent: self.place.get(id(parent), -1)))
        if any(self.place.get(id(parent), -1) >= place for parent in parents):
            raise GraphError(
                f"A {self.engine.Value.__name__} has itself, or one that was made after it, among its "
                f"{self.engine.parents}: parents are what a value was computed from."
            )
        return parents

    def local_derivatives(self, place: int) -> tuple:
        with self.in_sentences():
            return self.engine.locals_of(self.values[place], self.parents(place))

    def backward(self) -> None:
        """Run the engine's own backward pass from the output."""
        with np.errstate(all="ignore"), self.in_sentences():
            self.engine.run_backward(self.output)

    def gradient(self, place: int) -> Any:
        return self.engine.gradient_of(self.values[place], place in self.depends)

    @contextmanager
    def in_sentences(self) -> Iterator[None]:
        """Whatever goes wrong inside the learner's code is said in one sentence, with the line of code."""
        try:
            yield
        except Exception as error:
            line = self._line(error)
            where = f" It happened in line {line.lineno}: {line.line}" if line else ""
            if isinstance(error, GraphError):
                raise GraphError(f"{error}{where}") from None
            said = cut(" ".join(str(error).split()), 200)
            kind = type(error).__name__
            raise GraphError(
                f"Your code stopped with {kind}{said and f' ({said})'}.{_advice(f'{kind} {said}')}{where}"
            ) from None

    def _line(self, error: Exception) -> traceback.FrameSummary | None:
        """The innermost line of the engine, or of the function that it runs."""
        lines = [line for line in traceback.extract_tb(error.__traceback__) if line.filename in self.files]
        return lines[-1] if lines else None


ADVICE = (  # what to do about a message of Python's
    (r"RecursionError", "Use a loop in place of recursion: then any depth will do."),
    (r"no callable (\w+) method", "np.{0} of a value calls its method {0}: give your class one."),
    (r"must be real number", "math takes plain numbers: write np.exp(w), and give your class a method exp."),
    (r"unhashable type", "Leave out __eq__ (a dataclass needs eq=False), or keep id(v) in the set."),
    (r"operand|' not supported between", "Your class has no such operator yet: write one, or use another."),
)


def _advice(message: str) -> str:
    found = [(re.search(pattern, message), advice) for pattern, advice in ADVICE]
    return next((f" {advice.format(*match.groups())}" for match, advice in found if match), "")


def _files(kind: type, fn: Callable) -> set[str]:
    """Where the learner's code stands: the function, and the methods of the engine."""
    methods = [method for each in kind.__mro__ for method in vars(each).values()]
    codes = [getattr(each, "__code__", None) for each in (innermost(fn), *methods)]
    return {code.co_filename for code in codes if code}


@contextmanager
def _noting(kind: type, given: Callable, note: Callable) -> Iterator[None]:
    """Make every new object of a class from what is `given` in place of its first argument, and note it."""
    own, original, thread = "__init__" in vars(kind), kind.__init__, threading.get_ident()

    def __init__(self, *positional, **named):
        here = threading.get_ident() == thread
        first = tuple(given(self, x) for x in positional[:1]) if here else positional[:1]
        if original is not object.__init__:  # a class may do it all in __new__
            original(self, *first, *positional[1:], **named)
        if here:
            note(self)

    with _one_at_a_time:
        kind.__init__ = __init__
        try:
            yield
        finally:
            if own:
                kind.__init__ = original
            else:
                del kind.__init__
