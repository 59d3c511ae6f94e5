"""Text in pictures stays text and stays in its box."""

from autodiff_core.picture.lettering import ROOM, cut, number, text


def test_long_text_ends_in_an_ellipsis():
    assert cut("prediction", 50, 10) == "pred…"
    assert cut("short", 50, 10) == "short"


def test_text_is_escaped():
    assert ">a &lt; b &amp; c<" in text("ad-code", 1, 2, "a < b & c")


def test_a_number_says_how_much_room_it_has_and_is_set_closer_if_it_needs_more():
    assert 'data-fits="9"' in number("ad-value", 0, 0, 5.0)
    assert "textLength" not in number("ad-value", 0, 0, -12345.6)
    assert f'textLength="{ROOM:.0f}"' in number("ad-value", 0, 0, -1.23456e-10)


def test_no_number_is_an_empty_place():
    assert "></text>" in number("ad-value", 0, 0, None)
