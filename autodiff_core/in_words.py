"""A value or a name as a sentence shows it: on one line, never long, and without Python's brackets."""

from __future__ import annotations

import re
from typing import Any


def _article(found: re.Match) -> str:
    return f"{'an' if found[1][0] in 'aeiouAEIOU' else 'a'} {found[1]}"


IN_WORDS = (  # how Python shows what has no words of its own, and how a sentence does
    (r"<(?:[\w.<>]+\.)?(\w+) object at 0x\w+>", _article),
    (r"<(\w+) object [\w.<>]+ at 0x\w+>", _article),  # a generator, a coroutine
    (
        r"<(?:built-in |bound )?(?:function|method|ufunc) '?(?:[\w.<>]+\.)?(\w+|<lambda>)(?=[ '>]).*>",
        r"the function \1",
    ),
    (r"<class '(?:[\w.<>]+\.)?(\w+)'>", r"the class \1"),
)


def short(x: Any) -> str:
    """A value in a sentence, on one line and never long. An object that has no words is named by its kind."""
    if x is ...:
        return "..."
    text = " ".join(repr(x).split())[:400]
    for shown, said in IN_WORDS:
        text = re.sub(shown, said, text)
    return cut(text)


def bare(name: Any) -> str:
    """A name in a sentence: as `short`, without quotes."""
    return cut(repr(name)[1:-1]) if isinstance(name, str) else short(name)


def cut(text: str, longest: int = 40) -> str:
    """A text that is never long."""
    return text if len(text) <= longest else text[: longest - 3] + "..."
