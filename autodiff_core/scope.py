"""What is switched off while a function is differentiated, and on again afterwards.

That is NumPy's warnings of infinity and nan, and writing into the arrays that take part, since the backward
pass reads them again. Each is switched off when it is first needed: a function of numbers never waits.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar, Token
from functools import partial

import numpy as np

SMALL = 2000  # numbers, which are copied sooner than locked
_put_back: ContextVar[list[Callable] | None] = ContextVar("put_back", default=None)


def enter() -> Token:
    """From here on, note what is switched off."""
    return _put_back.set([])


def leave(token: Token) -> None:
    """Switch on again what was switched off since `enter`."""
    for undo in reversed(_put_back.get()):
        undo()
    _put_back.reset(token)


def silence() -> None:
    """Let NumPy give infinity and nan without a word."""
    put_back = _put_back.get()
    if put_back is not None and not put_back:  # it is always the first to be switched off
        put_back.append(partial(np.seterr, **np.seterr(all="ignore")))


def held(array: np.ndarray) -> np.ndarray:
    """The array, which nobody can write into for a while; or a copy, if it is small or part of another."""
    put_back = _put_back.get()
    if put_back is not None and array.size > SMALL and array.flags.owndata:
        if array.flags.writeable:
            silence()
            array.flags.writeable = False
            put_back.append(partial(array.setflags, write=True))
        return array
    copy = np.array(array)
    copy.flags.writeable = False
    return copy


@contextmanager
def lasting():
    """For what is recorded here and used later: arrays are copied, not held."""
    token = _put_back.set(None)
    try:
        with np.errstate(all="ignore"):
            yield
    finally:
        _put_back.reset(token)
