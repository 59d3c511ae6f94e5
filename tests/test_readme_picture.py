"""The picture of README.md shows what the code draws today."""

import runpy
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

SCRIPT = runpy.run_path(str(Path(__file__).parents[1] / ".ci" / "readme_picture.py"))


def words(svg):
    """All texts of a drawing, wherever they stand: places depend on how the graph was laid out."""
    found = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return Counter(element.text for element in found if element.text)


def test_the_stored_picture_says_what_a_new_one_says():
    stored = SCRIPT["PICTURE"].read_text(encoding="utf-8")
    # Where Graphviz is missing a new one has a note below it, and all else is the same.
    assert not words(stored) - words(SCRIPT["drawing"]())
    assert {"J = d**2 / 2", "4.5", "dJ/dw", "6"} <= set(words(stored))
