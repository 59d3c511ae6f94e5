"""Text in a picture: how wide it may get, and how it stays inside its box on machines with other fonts."""

from __future__ import annotations

import html

from autodiff_core.numbers import format_number
from autodiff_core.unseen import drawable

# The width of one character in pixels at the font sizes of picture.css: generous, since fonts differ.
NAME, CODE, NUMBER, LABEL = 13.0, 7.6, 9.8, 7.0
ROOM = 9 * NUMBER  # for the digits of a number


def cut(text: str, width: float, character: float) -> str:
    """The text, or as much of it as fits into `width` pixels, with an ellipsis."""
    room = max(int(width / character), 2)
    return text if len(text) <= room else text[: room - 1] + "…"


def escape(words: str) -> str:
    """Text as the content of an element of SVG, whatever stands in it."""
    # As xml.sax.saxutils does, which would load all of http.client: 0.7 MB.
    return html.escape(drawable(words), quote=False)


def text(kind: str, x: float, y: float, words: str, anchor: str = "", more: str = "") -> str:
    """A <text> element of the class `kind`; `anchor` is "middle" or "end" where it does not start at x."""
    anchor = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{kind}" x="{x:g}" y="{y:g}"{anchor}{more}>{escape(words)}</text>'


def printed(value) -> str:
    """A number (or text, or None) as it stands in a picture."""
    return "" if value is None else value if isinstance(value, str) else format_number(value)


def number(kind: str, x: float, y: float, value, anchor: str = "end", room: float = ROOM) -> str:
    """A number (or text, or None) in its place; what is too long is set closer, into the same room.

    The page does the same: it reads how much fits from `data-fits` (characters) and `data-room` (pixels).
    """
    words = printed(value)
    fits = int(room / NUMBER)
    more = f' data-fits="{fits}" data-room="{room:.0f}"'
    if len(words) > fits:
        more += f' textLength="{room:.0f}" lengthAdjust="spacingAndGlyphs"'
    return text(kind, x, y, words, anchor, more)
