"""Text that is shown in a notebook, in lines of a length that one can read."""

from __future__ import annotations

import textwrap

WIDTH = 100  # characters


def wrapped(text: str, first: str = "", later: str = "") -> str:
    """The text in lines that begin with `first`, and after the first one with `later`."""
    return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=later)


def indented(text: str) -> str:
    """The text in lines, all but the first a little to the right."""
    return textwrap.fill(text, WIDTH, subsequent_indent="   ", break_on_hyphens=False).rstrip()
