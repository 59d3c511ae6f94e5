"""The table of answers: the same as text and as HTML, readable, and safe."""

import re

from autodiff_core.teaching.table import Answer, Expected

TABLE = Expected(
    "a name",
    "Predict: a title",
    "What is `w` at x < 3?",
    Answer("6", "It is 2 × 3."),
    (Answer("5", "Perhaps they were added.", "Which sign stands there?"), Answer("-6", "The sign.", "Up?")),
    most=1,
)


def cells(html):
    return re.findall(r"<t[hd] [^>]*>(.*?)</t[hd]>", html)


def test_as_text_every_answer_has_its_idea_and_its_question():
    assert repr(TABLE) == (
        "Predict: a title\nWhat is w at x < 3?\n\n6  Right. It is 2 × 3.\n\n5  Perhaps they were added.\n"
        "   Ask: Which sign stands there?\n\n"
        'Shown are 1 of 2 wrong answers; wrong_answers("a name", most=None) shows all.'
    )


def test_as_html_the_columns_are_those_of_the_text():
    right, wrong = ["6<br><b>✓ right</b>", "It is 2 × 3.", ""], list(TABLE.wrong[0])
    assert cells(TABLE._repr_html_()) == ["Answer", "What lies behind it", "Ask next", *right, *wrong]


def test_where_all_are_shown_nothing_is_said_of_a_rest():
    assert "Shown are" not in repr(Expected(*list(vars(TABLE).values())[:-1]))


def test_a_long_answer_stands_above_its_idea():
    long = Expected("n", "h", "?", Answer("a rather long answer", "Because."), ())
    assert "a rather long answer\n      Right. Because." in repr(long)


def test_no_line_of_the_text_is_too_long_to_read():
    long = Expected("n", "h", "why? " * 60, Answer("6", "because " * 40), ())
    assert max(map(len, repr(long).split("\n"))) <= 100


def test_signs_of_html_are_written_out_and_code_is_code():
    html = Expected("n", "h", "?", Answer("a < b", "`relu` & more"), ())._repr_html_()
    assert "a &lt; b" in html and "<code>relu</code> &amp; more" in html
