"""Characters that cannot be seen: spelled out in code, replaced where no page may hold them."""

import sys
from xml.etree import ElementTree

import pytest

from autodiff_core.unseen import drawable, spelled_out

ALL = "".join(map(chr, range(sys.maxunicode + 1)))


@pytest.mark.parametrize(
    "code, said",
    [
        ("w * 2", "w * 2"),
        ("β + 变量", "β + 变量"),
        ("'👩\u200d🚀'", "'👩\u200d🚀'"),
        ("'\u202e'", r"'\u202e'"),
        ("'\x07\u2028\ud800'", r"'\x07\u2028\ud800'"),
    ],
)
def test_what_turns_a_line_round_or_cannot_be_seen_is_spelled_as_python_does(code, said):
    assert spelled_out(code) == said


def test_every_character_can_be_drawn_and_stays_if_xml_has_it():
    text = drawable(ALL)
    ElementTree.fromstring(f"<p>{text.replace('&', '').replace('<', '')}</p>".encode())
    changed = [ord(c) for c, drawn in zip(ALL, text) if c != drawn]
    low = [code for code in range(32) if code not in b"\t\n\r"]
    assert changed == [*low, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF] and len(text) == len(ALL)
