"""The table of progress: plain text and HTML say the same, and what it keeps can be copied and deleted."""

import re
import xml.etree.ElementTree as ET

import pytest

from autodiff_core import progress as kept
from autodiff_core.catalogue import Item
from autodiff_core.practice import progress, progress_view
from autodiff_core.practice.progress_view import Overview, Row, bar_of

ITEMS = (
    Item("the slope at 3", "01", "predict", "The slope at 3", 0, 0),
    Item("the slope at 0", "01", "predict", "The slope at 0", 0, 0),
    Item("central difference", "01", "exercise", "A <b>central</b> difference", 0, 0),
    Item("the way back", "03", "exit", "The way back & forth", 0, 0),
)


@pytest.fixture(autouse=True)
def four_items(monkeypatch):
    monkeypatch.setattr(progress_view, "ITEMS", ITEMS)


def cells(view):
    """The rows of the HTML, as texts; to be read, it must be well formed."""
    tree = ET.fromstring(f"<div>{view._repr_html_()}</div>")
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in tree.iter("tr")]


def test_before_anything_is_done():
    assert repr(progress()).splitlines() == [
        "lesson    done              next",
        "01      0 of 3  ░░░░░░░░░░  The slope at 3",
        "03      0 of 1  ░░░░░░░░░░  The way back & forth",
        "all     0 of 4  ░░░░░░░░░░",
    ]


def test_what_is_right_counts_with_help_or_without_and_what_is_tried_does_not():
    kept.note("the slope at 3", "right")
    kept.note("the slope at 0", "helped")
    kept.note("the way back", "tried")
    assert repr(progress()).splitlines()[1:] == [
        "01      2 of 3  ██████░░░░  A <b>central</b> difference",
        "03      0 of 1  ░░░░░░░░░░  The way back & forth",
        "all     2 of 4  █████░░░░░",
    ]


def test_it_is_the_same_from_run_to_run_when_nothing_was_done():
    kept.note("the slope at 3", "right")
    first, second = progress(), progress()
    kept.note("the slope at 3", "right")
    assert repr(first) == repr(second) == repr(progress())
    assert first._repr_html_() == second._repr_html_() == progress()._repr_html_()


def test_the_page_says_the_same_as_the_text():
    kept.note("the slope at 3", "right")
    assert cells(progress()) == [
        ["lesson", "done", "next"],
        ["01", "1 of 3", "The slope at 0"],
        ["03", "0 of 1", "The way back & forth"],
        ["all", "1 of 4", ""],
    ]


def test_every_bar_has_a_label_and_its_numbers():
    kept.note("the slope at 3", "right")
    tree = ET.fromstring(f"<div>{progress()._repr_html_()}</div>")
    bars = [(bar.get("value"), bar.get("max"), bar.get("aria-label")) for bar in tree.iter("progress")]
    assert bars == [("1", "3", "01: 1 of 3"), ("0", "1", "03: 0 of 1"), ("1", "4", "all: 1 of 4")]


def test_every_cell_at_an_edge_is_a_heading():
    tree = ET.fromstring(f"<div>{progress()._repr_html_()}</div>")
    assert [th.get("scope") for th in tree.iter("th")] == ["col"] * 3 + ["row"] * 3


def test_text_goes_in_as_text(monkeypatch):
    odd = '"><script>alert(1)</script>&amp;'
    monkeypatch.setattr(progress_view, "ITEMS", (Item("x", odd, "predict", odd, 0, 0),))
    view = Overview(progress().rows, trouble=odd)
    assert "<script" not in view._repr_html_()
    assert cells(view)[1] == [odd, "0 of 1", odd]
    assert not re.search(r"https?:|<script|<style| on\w+=", view._repr_html_())


BARS = [(0, 60, 0), (1, 60, 1), (30, 60, 5), (59, 60, 9), (60, 60, 10), (0, 0, 0)]


@pytest.mark.parametrize("done, of, full", BARS)
def test_a_bar_is_full_only_if_all_is_done_and_empty_only_if_nothing_is(done, of, full):
    assert Row("01", done, of).bar == "█" * full + "░" * (10 - full)


def test_a_catalogue_without_items_is_an_empty_table(monkeypatch):
    monkeypatch.setattr(progress_view, "ITEMS", ())
    assert repr(progress()).splitlines()[1:] == ["all     0 of 0  ░░░░░░░░░░"]
    assert 'max="1"' in progress()._repr_html_()


def test_trouble_with_the_file_is_said_below_the_table(tmp_path, monkeypatch):
    monkeypatch.setenv("AUTODIFF_PROGRESS", str(tmp_path))  # a folder
    kept.note("the slope at 3", "right")
    assert repr(progress()).endswith("For now, progress is kept in this kernel only.")
    assert "<p>" in progress()._repr_html_() and "no ordinary file" in progress()._repr_html_()
    assert "1 of 3" in repr(progress())


def test_the_bar_of_a_lesson():
    kept.note("the slope at 3", "right")
    kept.note("the way back", "tried")
    assert [bar_of("01"), bar_of("03"), bar_of("99")] == [(1, 3), (0, 1), (0, 0)]


def test_everything_a_learner_does_with_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("AUTODIFF_PROGRESS")
    kept.note("the slope at 3", "right")
    assert "The slope at 3" in repr(progress.report())
    assert repr(progress.report("report.csv")) == "The report is in report.csv: 4 items."
    assert repr(progress.save_copy()).startswith("1 item saved in progress-copy.db.")
    assert repr(progress.forget()) == "1 item deleted."
    assert bar_of("01") == (0, 3)
    assert repr(progress.load()).startswith("1 item read from progress-copy.db")
    assert bar_of("01") == (1, 3)
    assert "progress()" in repr(progress)
    assert {each.name for each in tmp_path.iterdir()} == {"progress.db", "progress-copy.db", "report.csv"}
