"""One call in which gradients are taken: the tape of what it records, and what is switched off meanwhile.

Switched off are NumPy's warnings of infinity and nan, and writing into the arrays that take part, since
the backward pass reads them again. Each is switched off when it is first needed: a function of numbers
never waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from contextvars import ContextVar, Token
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from autodiff_core.node import Node

SMALL = 2000  # numbers, which are copied sooner than locked


class Tape(list):
    """The operations that one call records, oldest first: a topological order.

    Calls inside it that use its nodes leave theirs here when they end, with their leaves.
    """

    __slots__ = ("age", "nested", "outer", "put_back", "token")
    age: int  # the inner one of two tapes is the younger
    nested: bool  # a node of somebody outside was used
    outer: Tape | None  # the tape which that node is on, if it is on one
    put_back: list[Callable]  # how to switch on again what was switched off
    token: Token


class Ended(Tape):
    """The tape of a call that has ended: a node that got out may be used, and nothing is kept for it."""

    __slots__ = ()

    def append(self, node: Node) -> None:
        pass

    def extend(self, nodes: Iterable[Node]) -> None:
        pass


new_age = count().__next__
_current: ContextVar[Tape | None] = ContextVar("current", default=None)


def enter() -> Tape:
    """A new tape. From here on, note what is switched off."""
    tape = Tape()
    tape.age, tape.nested, tape.outer, tape.put_back = new_age(), False, None, []
    tape.token = _current.set(tape)
    return tape


def leave(tape: Tape, leaves: Iterable[Node] = ()) -> None:
    """Put all back as it was. Who records outside, and was used here, goes on with the nodes of this call."""
    if tape.nested:
        for node in (mine := [*leaves, *tape]):
            node.tape = tape.outer
        if tape.outer is not None:
            tape.outer.extend(mine)
    tape.clear()
    tape.__class__ = Ended
    if tape.put_back:
        for undo in reversed(tape.put_back):
            undo()
    _current.reset(tape.token)


def joined(a: Tape | None, b: Tape | None) -> Tape | None:
    """The tape of an operation with inputs on these two: the inner one, if they differ."""
    if a is b:
        return a
    if a is None or (b is not None and b.age > a.age):
        a, b = b, a
    a.nested = True
    if b is not None and (a.outer is None or b.age > a.outer.age):
        a.outer = b
    return a


def silence() -> None:
    """Let NumPy give infinity and nan without a word."""
    tape = _current.get()
    if tape is not None and not tape.put_back:  # it is always the first to be switched off
        tape.put_back.append(partial(np.seterr, **np.seterr(all="ignore")))


def held(array: np.ndarray) -> np.ndarray:
    """The array, which nobody can write into for a while; or a copy, if it is small or part of another."""
    tape = _current.get()
    if tape is not None and array.size > SMALL and array.flags.owndata:
        if array.flags.writeable:
            silence()
            array.flags.writeable = False
            tape.put_back.append(partial(array.setflags, write=True))
        return array
    copy = np.array(array)
    copy.flags.writeable = False
    return copy


@contextmanager
def lasting():
    """For what is recorded here and used later: arrays are copied, not held."""
    token = _current.set(None)
    try:
        with np.errstate(all="ignore"):
            yield
    finally:
        _current.reset(token)
