"""Lines that one can read."""

from autodiff_core.teaching.lines import indented, wrapped


def test_lines_are_at_most_100_characters_long():
    assert max(map(len, wrapped("word " * 100).split("\n"))) <= 100


def test_a_first_line_and_later_ones_begin_as_is_said():
    first, second, *_ = wrapped("word " * 40, "6  ", "   ").split("\n")
    assert first.startswith("6  word") and second.startswith("   word")


def test_no_number_is_torn_from_its_sign():
    assert all(not line.endswith("-") for line in indented("x = -5 " * 60).split("\n"))
