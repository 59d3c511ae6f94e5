"""One line that says what is measured now, and since when."""

import os
import sys
import time

# Parts run in processes of their own, which inherit when the first began.
_start = float(os.environ.setdefault("BENCHMARKS_BEGAN", str(time.time())))


def progress(text: str) -> None:
    """On a screen the line is written over; in a log each has a line of its own."""
    minutes, seconds = divmod(int(time.time() - _start), 60)
    before, after = ("\r\033[K", "") if sys.stderr.isatty() else ("", "\n")
    print(f"{before}{minutes}:{seconds:02d}  {text}", end=after, file=sys.stderr, flush=True)
