"""Characters that cannot be seen, that turn a line round, or that no page may hold."""

from __future__ import annotations

import re

JOINERS = "\u200c\u200d"  # of emoji, and of letters in some scripts: they turn nothing round
# In XML. A text until it is needed: to compile it takes a quarter of the time of the import.
NOWHERE = r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def spelled_out(code: str) -> str:
    """A line of code in which such a character stands as Python spells it: \\x07, \\u202e."""
    if code.isprintable():
        return code
    return "".join(c if c.isprintable() or c in JOINERS else _spelled(c) for c in code)


def _spelled(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def drawable(text: str) -> str:
    """Text that every page and picture may hold: a sign of replacement for what is no character in XML."""
    return re.sub(NOWHERE, "\N{REPLACEMENT CHARACTER}", text)
