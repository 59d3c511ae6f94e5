"""Which cells stand on which slide, with the speaker's notes and their minutes."""

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autodiff_core.publish.cells import Cell, Document
from autodiff_core.publish.lecture import lecture
from autodiff_core.publish.record import PublishError, Recorded


def cell(kind, minutes=None, code="", body="<p>text</p>"):
    source = new_code_cell("x") if code else new_markdown_cell("x")
    if kind:
        source.metadata.slideshow = {"slide_type": kind}
    if minutes:
        source.metadata.speaker = {"minutes": minutes, "notes": f"{minutes} minutes of talk."}
    return Cell(source, code, body)


def given(*cells):
    return lecture(Document(Recorded(Path("03_backward.ipynb"), new_notebook(), {}), list(cells)))


def heading(text):
    return f'<h2 id="x">{text}<a class="here" href="#x">#</a></h2>'


def test_a_slide_holds_its_cell_and_those_that_follow_and_leaves_out_what_is_skipped():
    made = given(cell("slide", 2), cell("fragment"), cell("skip"), cell("-"), cell("slide", 3))
    assert [len(slide.parts) for slide in made.slides] == [3, 1]
    assert [part.fragment for part in next(made.slides).parts] == [False, True, False]


def test_subslides_stand_below_their_slide():
    made = given(cell("slide", 1), cell("subslide", 1), cell("slide", 1))
    assert [len(column) for column in made.columns] == [2, 1]


def test_minutes_add_up_and_say_when_a_slide_is_due():
    made = given(cell("slide", 2), cell("subslide", 3), cell("slide", 4))
    assert made.minutes == 9
    assert [(slide.start, slide.notes) for slide in made.slides] == [
        (0, "2 minutes of talk."),
        (2, "3 minutes of talk."),
        (5, "4 minutes of talk."),
    ]


def test_a_slide_without_a_heading_says_under_which_it_stands_even_if_that_is_skipped():
    made = given(
        cell("slide", 1, body=heading("Move")),
        cell("slide", 1, code="code"),
        cell("skip", body=heading("Check")),
        cell("slide", 1, code="code"),
    )
    assert [slide.under for slide in made.slides] == ["", "Move", "Check"]


def test_an_explorer_shows_its_lines_of_code_itself():
    made = given(cell("slide", 1, code="code", body='<div class="explorer">'), cell("-", code="code"))
    assert [part.code for part in next(made.slides).parts] == ["", "code"]


def test_a_notebook_that_says_nothing_of_slides_is_no_lecture():
    assert given(cell(None), cell(None)) is None


def test_a_cell_that_continues_nothing_is_refused():
    with pytest.raises(PublishError, match="03_backward.ipynb: .* continues a slide, and none has begun"):
        given(cell("fragment"))


@pytest.mark.parametrize("speaker", [None, "w", {}, {"minutes": "<b>"}, {"minutes": True}, {"minutes": -1}])
def test_a_slide_without_minutes_is_refused_by_the_name_of_its_cell(speaker):
    first = cell("slide")
    first.source.metadata.speaker = speaker
    with pytest.raises(PublishError, match=r"^03_backward\.ipynb: the slide that begins with .* needs"):
        given(first)
    first.source.metadata.slideshow = "w"
    assert given(first) is None
