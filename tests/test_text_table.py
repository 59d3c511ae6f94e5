"""Tables as plain text."""

from autodiff_core.text_table import text_table


def test_words_stand_left_and_numbers_right():
    assert text_table(("node", "value"), [("w", "10"), ("cost", "-3")], left=(0,)) == (
        "node  value\nw        10\ncost     -3"
    )


def test_a_table_without_rows_is_its_heading():
    assert text_table(("node", "value"), [], left=(0,)) == "node  value"


def test_no_line_ends_in_blanks():
    assert text_table(("a", "code"), [("1", ""), ("2", "c = w")], left=(1,)) == "a  code\n1\n2  c = w"
