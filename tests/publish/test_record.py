"""Recording: a notebook is run, its explorers are known trait by trait, and a failure is one sentence."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autodiff_core.publish.record import PublishError, record, run

EXPLORER = """from autodiff_core.explorers import DerivativeExplorer
DerivativeExplorer(lambda w: w**2, w=3)"""


@pytest.fixture
def notebook(tmp_path):
    """notebook(*cells) -> its path."""

    def written(*cells):
        path = tmp_path / "lesson.ipynb"
        nbformat.write(new_notebook(cells=list(cells)), path)
        return path

    return written


def test_the_state_of_an_explorer_is_known_and_not_left_in_the_notebook(notebook):
    recorded = record(notebook(new_markdown_cell("# One"), new_code_cell(EXPLORER), new_code_cell("6 * 7")))
    shown, number = (cell.outputs[0] for cell in recorded.notebook.cells[1:])
    state = recorded.state(shown)
    assert state["w"] == 3 and state["_esm"].startswith("//") and ".adc" in state["_css"]
    assert recorded.state(number) is None
    assert recorded.name == "lesson" and "widgets" not in recorded.notebook.metadata


def test_a_cell_that_fails_is_named_in_one_sentence(notebook):
    path = notebook(new_code_cell("w = 3", id="fine"), new_code_cell("w / 0", id="wrong"), new_code_cell("w"))
    with pytest.raises(PublishError) as failed:
        record(path)
    assert str(failed.value) == "lesson.ipynb stops at cell wrong: ZeroDivisionError: division by zero"


def test_a_cell_that_fails_on_purpose_stops_nothing(notebook):
    wrong = new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]})
    cells = run(notebook(wrong, new_code_cell("6 * 7"))).cells
    assert cells[0].outputs[0].ename == "ZeroDivisionError"
    assert cells[1].outputs[0].data == {"text/plain": "42"}


def test_a_cell_that_takes_too_long_is_named(notebook, monkeypatch):
    monkeypatch.setattr("autodiff_core.publish.record.SECONDS", 1)
    path = notebook(new_code_cell("import time; time.sleep(60)", id="slow"))
    with pytest.raises(PublishError, match="stops at cell slow: it takes more than 1 seconds"):
        run(path)


def test_a_kernel_that_dies_is_named(notebook):
    path = notebook(new_code_cell("import os; os._exit(1)", id="last"))
    with pytest.raises(PublishError, match="stops at cell last: the kernel has died"):
        run(path)


def test_a_notebook_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(PublishError, match="There is no notebook .*none.ipynb"):
        record(tmp_path / "none.ipynb")


@pytest.mark.parametrize("name", ["javascript:1", '"><b>', "a b", "a#b", "a%20b", ".hidden", "w" * 101])
def test_a_name_that_can_be_no_address_is_refused(tmp_path, name):
    path = tmp_path / f"{name}.ipynb"
    path.touch()
    with pytest.raises(PublishError, match="cannot be the address of a page: name the notebook with letters"):
        record(path)
