"""Formulas as MathML, which a browser draws with no script and no download."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from latex2mathml.converter import convert

from autodiff_core.in_words import short
from autodiff_core.publish.record import PublishError

MINUS, PARTIAL = "\u2212", "\u2202"
COLOUR = re.compile(r"\\(value|gradient|local)\{")  # \value{7}: in the colour of that quantity
JOINED = {"mfrac": " / ", "msub": "_", "msup": "^"}
CLOSES = set(")]|")  # after one of these a minus stands between two things
NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'  # which HTML needs no word of


def mathml(latex: str, display: bool = False) -> str:
    """LaTeX as a <math> element. Raises PublishError for a formula that cannot be read."""
    refused = f"The formula {short(latex)} cannot be read: look for a missing bracket or an unknown command."
    try:
        text = convert(COLOUR.sub(r"\\textcolor{\1}{", latex), display="block" if display else "inline")
        math = ElementTree.fromstring(text.replace(NAMESPACE, ""))
    except Exception:  # latex2mathml has a class of its own for each way of being wrong, and IndexError
        raise PublishError(refused) from None
    if not _is_whole(math):
        raise PublishError(refused)
    for row in math.iter():
        _signs(row)
    for sign in math.iter("mo"):
        if (sign.text or "").isalpha() or sign.text == PARTIAL:  # names, close to what follows
            sign.tag = "mi"
        elif sign.text == ".":  # of the sentence
            sign.set("lspace", "0")
    for style in math.iter("mstyle"):
        if colour := style.attrib.pop("mathcolor", None):
            style.set("class", colour)
    return ElementTree.tostring(math, encoding="unicode")


def spoken(formula: str) -> str:
    """The formula in words that can be read out: "dJ / dw", "w_1"."""
    return _words(ElementTree.fromstring(formula))


def _words(part: ElementTree.Element) -> str:
    parts = [*map(_words, part)]
    if part.tag in JOINED:
        return JOINED[part.tag].join(parts)
    return (part.text or "").strip() + "".join(parts)


def _is_whole(math: ElementTree.Element) -> bool:
    """False if a command was taken for a letter, or a part of a fraction, an index or a power is missing."""
    letters = {(each.text or "")[:1] for each in math.iter("mi")}
    pairs = [each for tag in ("mfrac", "msub", "msup") for each in math.iter(tag)]
    return not letters & set("\\{}") and all(len(pair) == 2 for pair in pairs)


def _signs(row: ElementTree.Element) -> None:
    """A minus after another sign belongs to the number behind it, and stands close to it."""
    before = None
    for each in row:
        follows_sign = before is not None and before.tag == "mo" and before.text not in CLOSES
        if each.tag == "mo" and each.text == MINUS and follows_sign:
            each.set("form", "prefix")
        before = each
