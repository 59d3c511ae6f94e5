"""Stop what takes too long: an endless loop must not hold up a check for ever."""

from __future__ import annotations

import contextlib
import signal
import threading

SECONDS = 5.0
AGAIN = 0.5  # the next stop, for a loop that swallows the first one


class TooLong(BaseException):
    """The time is over. No Exception, so that `except Exception` in an answer does not swallow it."""


@contextlib.contextmanager
def limited(seconds: float = SECONDS):
    """Raise TooLong in the code inside when its time is over.

    Only where the system has a timer (not on Windows), on the main thread, and while no other timer runs; in
    other places nothing is stopped. A single call into a library that does not return is not stopped either.
    """
    if not _possible():
        yield
        return

    def stop(number, frame):
        signal.setitimer(signal.ITIMER_REAL, AGAIN)
        raise TooLong

    before = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        try:
            signal.setitimer(signal.ITIMER_REAL, 0)
        finally:  # once more, should the time be over at this very moment
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def _possible() -> bool:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return False
    known = signal.getsignal(signal.SIGALRM) is not None  # None: set by a library, and could not be put back
    return known and not signal.getitimer(signal.ITIMER_REAL)[0]
