"""The report for a lecturer: every item of every lesson, as text and as a CSV file."""

import csv

import pytest

from autodiff_core import GraphError, progress
from autodiff_core.catalogue import Item
from autodiff_core.progress.report import HEADING

ITEMS = (
    Item("the slope at 3", "01", "predict", "The slope at 3", 0, 0),
    Item("central difference", "01", "exercise", "A central difference", 0, 0),
    Item("the way back", "03", "exercise", 'Back, "by hand", with dJ/dw, dJ/db', 0, 0),
    Item("why backwards", "03", "exit", "Größer? ∂J/∂w", 0, 0),
)


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))


def fill():
    progress.note("the slope at 3", "right", 2)
    progress.note("central difference", "tried", 4)
    progress.note("the way back", "helped")


def test_without_progress_everything_is_not_yet(path):
    assert repr(progress.report(ITEMS)).splitlines() == [
        "lesson  items  right  right, with help  tried  not yet",
        "01          2      0                 0      0        2",
        "03          2      0                 0      0        2",
        "all         4      0                 0      0        4",
        "",
        "lesson  kind      title                               status   tries  last (UTC)",
        "01      predict   The slope at 3                      not yet      0",
        "01      exercise  A central difference                not yet      0",
        '03      exercise  Back, "by hand", with dJ/dw, dJ/db  not yet      0',
        "03      exit      Größer? ∂J/∂w                       not yet      0",
    ]
    assert not path.exists()


def test_each_status_is_counted_for_each_lesson(path):
    fill()
    assert repr(progress.report(ITEMS)).splitlines()[1:4] == [
        "01          2      1                 0      1        0",
        "03          2      0                 1      0        1",
        "all         4      1                 1      1        1",
    ]


def test_each_item_stands_with_its_status_its_tries_and_when(path):
    fill()
    line = repr(progress.report(ITEMS)).splitlines()[6]
    when = progress.known()["the slope at 3"].last[:16].replace("T", " ")
    assert line.split("  ")[0] == "01"
    assert line.endswith(f"right                 2  {when}")


def test_the_csv_file_says_the_same(path, tmp_path):
    fill()
    said = progress.report(ITEMS, tmp_path / "report.csv")
    assert repr(said) == f"The report is in {tmp_path / 'report.csv'}: 4 items."
    heading, *rows = rows_of(tmp_path / "report.csv")
    assert tuple(heading) == HEADING
    assert [row[:6] for row in rows] == [
        ["01", "predict", "the slope at 3", "The slope at 3", "right", "2"],
        ["01", "exercise", "central difference", "A central difference", "tried", "4"],
        ["03", "exercise", "the way back", 'Back, "by hand", with dJ/dw, dJ/db', "right, with help", "1"],
        ["03", "exit", "why backwards", "Größer? ∂J/∂w", "not yet", "0"],
    ]
    for lesson, kind, _, title, status, tries, first, last in rows:
        assert all(cell in progress.report(ITEMS) for cell in (lesson, kind, title, status, tries, last))
        assert first <= last


def test_the_text_file_is_the_text(path, tmp_path):
    fill()
    progress.report(ITEMS, tmp_path / "report.txt")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == progress.report(ITEMS) + "\n"


def test_a_report_without_items_is_empty(path):
    assert progress.report(()).splitlines()[1].split() == ["all", "0", "0", "0", "0", "0"]


def test_what_no_lesson_has_comes_last(path, tmp_path):
    fill()
    progress.note("an item of an older version", "right")
    progress.report(ITEMS, tmp_path / "report.csv")
    assert rows_of(tmp_path / "report.csv")[-1][:5] == ["", "", *["an item of an older version"] * 2, "right"]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_a_spreadsheet_calculates_nothing(path, tmp_path, name):
    progress.note(name, "right")
    progress.report((), tmp_path / "report.csv")
    assert rows_of(tmp_path / "report.csv")[1][2] == "'" + name


@pytest.mark.parametrize("bad", ["report.pdf", "report", "notebook.ipynb", "", 3, "a\0.csv"])
def test_a_path_that_is_no_report_is_refused(path, tmp_path, monkeypatch, bad):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GraphError):
        progress.report(ITEMS, bad)
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_cannot_be_written_is_said(path, tmp_path):
    with pytest.raises(GraphError, match="There is no folder"):
        progress.report(ITEMS, tmp_path / "nowhere" / "report.csv")
