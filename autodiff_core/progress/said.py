"""A text that a notebook shows as it is: without quotes, line by line."""

from __future__ import annotations


class Said(str):
    """A str in every way but one: its repr is the text itself."""

    def __repr__(self) -> str:
        return str(self)
