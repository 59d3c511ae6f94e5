"""Sheets and keys on paper: all places for answers are empty, and no page asks any host for anything."""

import re

import pytest

from autodiff_core import GraphError
from autodiff_core.lessons import COST_PARAMETERS, cost, network
from autodiff_core.teaching import homework


@pytest.fixture(scope="module")
def sheets():
    return homework(cost, 3, seed=2, **COST_PARAMETERS)


@pytest.fixture
def page(sheets, tmp_path):
    sheets.save(tmp_path / "new" / "homework.html")
    return (tmp_path / "new" / "homework.html").read_text(encoding="utf-8")


def shown(part, kind):
    return re.findall(rf'class="ad-{kind}"[^>]*>([^<]*)<', part)


def pages(text):
    return text.split('<section class="hw-sheet">')[1:]


def test_each_sheet_is_a_page_with_its_number_and_a_place_for_the_name(page, sheets):
    assert len(pages(page)) == 3
    for sheet, part in zip(sheets, pages(page)):
        assert f"Sheet <b>{sheet.number}</b>" in part and "<p>Name <i></i></p>" in part
        assert f"<b>{sheet.given}</b>" in part


def test_only_what_is_given_stands_in_the_picture(page, sheets):
    for sheet, part in zip(sheets, pages(page)):
        given = [f"{value:g}" for value in sheet.inputs.values()]
        assert [text for text in shown(part, "value") if text] == given
        assert [text for text in shown(part, "gradient") if text] == ["1"]
        assert len(shown(part, "value")) == len(shown(part, "gradient")) == 8


def test_no_answer_stands_on_a_sheet(page, sheets):
    for sheet, part in zip(sheets, pages(page)):
        assert all(problem.right not in part for problem in sheet.problems if problem.right)


def test_the_key_has_the_picture_filled_in(sheets, tmp_path):
    sheets.key.save(tmp_path / "key.html")
    parts = pages((tmp_path / "key.html").read_text(encoding="utf-8"))
    assert len(parts) == 4  # and the mistakes
    assert all(all(shown(part, kind)) for part in parts[:3] for kind in ("value", "gradient"))


def test_a_page_needs_nothing_from_anywhere(page):
    assert not re.search(r"""(src|href)=|url\(|@import|<script|https?://(?!www\.w3\.org)""", page)


def test_a_wide_graph_lies_on_its_side(page, tmp_path):
    homework(network, [{"w1": 2, "b1": 0, "w2": 3, "b2": 1}]).save(tmp_path / "wide.html")
    wide = (tmp_path / "wide.html").read_text(encoding="utf-8")
    assert "A4 landscape" in wide and "A4 landscape" not in page


def test_another_ending_is_refused_in_a_sentence(sheets, tmp_path):
    with pytest.raises(GraphError, match=r"saved as \.html, to open and print, not as homework\.docx"):
        sheets.save(tmp_path / "homework.docx")


def test_a_place_that_cannot_be_written_is_named(sheets, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(GraphError, match="cannot be written"):
        sheets.save(tmp_path / "file" / "homework.html")


def test_a_picture_with_many_inputs_is_not_higher_than_the_page(tmp_path):
    homework(cost, [{"w": 5, "b": -3}]).save(tmp_path / "page.html")
    assert "max-height: var(--highest, 215mm)" in (tmp_path / "page.html").read_text(encoding="utf-8")
