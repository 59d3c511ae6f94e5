"""What a lesson says of itself in its first cell."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from autodiff_core.publish.opening import Opening, opening
from autodiff_core.publish.record import Recorded

LESSONS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9][0-9]_*.ipynb"))
SOURCE = """# 03 Backward

**The question.** I know $J$. *How does* $J$
*answer?* Must I?

**Aims.** To know.

**Time.** About 35 minutes. You need nothing."""


def recorded(source):
    return Recorded(Path("03_backward.ipynb"), new_notebook(cells=[new_markdown_cell(source)]), {})


def test_title_question_and_minutes_are_read():
    wanted = Opening("03 Backward", "I know $J$. *How does* $J$\n*answer?* Must I?", 35)
    assert opening(recorded(SOURCE)) == wanted


def test_what_is_not_said_is_empty():
    assert opening(recorded("# Glossary")) == Opening("Glossary", "", 0)
    assert opening(recorded("Words")).title == "03_backward"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_lesson_says_all_of_it(path):
    said = opening(Recorded(path, nbformat.read(path, as_version=4), {}))
    assert said.title.startswith(f"{path.stem[:2]} ") and "?" in said.question and said.minutes >= 20
