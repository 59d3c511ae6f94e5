"""Every cell of a lesson says what it is in a lecture; what begins a slide has speaker notes and minutes."""

import copy
import re
import runpy
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = {
    path.stem: nbformat.read(path, as_version=4)
    for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
}
TYPES = {"slide", "fragment", "skip"}  # one row: JupyterLab's deck loses its way among subslides, and "-"
BEGIN = {"slide"}

every_lesson = pytest.mark.parametrize("name", NOTEBOOKS)


def slide_types(name):
    return [cell.metadata.slideshow.slide_type for cell in NOTEBOOKS[name].cells]


def begins(name):
    """The cells that begin a slide."""
    return [c for c in NOTEBOOKS[name].cells if c.metadata.slideshow.slide_type in BEGIN]


@every_lesson
def test_every_cell_says_what_it_is_in_a_lecture(name):
    assert set(slide_types(name)) <= TYPES


@every_lesson
def test_a_lecture_opens_with_the_question_and_nothing_hangs_in_the_air(name):
    shown = [kind for kind in slide_types(name) if kind != "skip"]
    assert slide_types(name)[0] == shown[0] == "slide"


@every_lesson
def test_what_begins_a_slide_and_nothing_else_has_minutes_and_notes(name):
    for cell in NOTEBOOKS[name].cells:
        begins_one = cell.metadata.slideshow.slide_type in BEGIN
        assert ("speaker" in cell.metadata) == begins_one, cell.id
        if begins_one:
            speaker = cell.metadata.speaker
            assert isinstance(speaker.minutes, int) and 1 <= speaker.minutes <= 8, cell.id
            assert 20 <= len(speaker.notes) <= 400 and speaker.notes.endswith((".", "?")), cell.id


@every_lesson
def test_the_minutes_add_up_to_the_lecture_time_that_the_first_slide_states(name):
    stated = NOTEBOOKS[name].cells[0].metadata.speaker.lecture
    assert sum(cell.metadata.speaker.minutes for cell in begins(name)) == stated
    assert 30 <= stated <= 50


@every_lesson
def test_a_lecture_shows_an_explorer_asks_for_predictions_and_leaves_exercises_for_later(name):
    shown = [c for c in NOTEBOOKS[name].cells if c.metadata.slideshow.slide_type != "skip"]
    code = "\n".join(cell.source for cell in shown if cell.cell_type == "code")
    assert re.search(r"\b[A-Z]\w+Explorer\(", code)
    assert code.count("card(") >= 2
    assert "def mine(" not in code and not re.search(r"^ +\.\.\.$", code, re.M) or name.startswith("08")
    assert not any(re.match(r"from |import ", cell.source) for cell in shown)


@every_lesson
def test_what_a_sentence_with_a_colon_announces_is_shown(name):
    cells = NOTEBOOKS[name].cells
    announced = [
        (before.id, after.metadata.slideshow.slide_type)
        for before, after in zip(cells, cells[1:])
        if before.metadata.slideshow.slide_type != "skip" and before.source.rstrip().endswith(":")
    ]
    assert [cell for cell, kind in announced if kind == "skip"] == []


def test_no_note_is_written_twice():
    notes = [cell.metadata.speaker.notes for name in NOTEBOOKS for cell in begins(name)]
    assert len(notes) == len(set(notes))


@every_lesson
def test_storing_the_outputs_keeps_what_belongs_to_the_lecture(name):
    store = runpy.run_path(str(ROOT / ".ci" / "store_notebooks.py"))
    stored = store["tidy"](copy.deepcopy(NOTEBOOKS[name]))
    for before, after in zip(NOTEBOOKS[name].cells, stored.cells):
        assert (after.metadata.get("slideshow"), after.metadata.get("speaker")) == (
            before.metadata.get("slideshow"),
            before.metadata.get("speaker"),
        )
