"""Storing notebooks: what differs from run to run is left out, what a reader sees stays."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

store = SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / ".ci" / "store_notebooks.py")))

SHOW = """
from IPython.display import display
view = {"model_id": __import__("uuid").uuid4().hex}
display({"application/vnd.jupyter.widget-view+json": view, "text/plain": "w = 3"}, raw=True)
"""


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    path = tmp_path_factory.mktemp("notebooks") / "lesson.ipynb"
    answer = new_code_cell("6 * 7", metadata={"tags": ["kept"], "execution": {"iopub.execute_input": "now"}})
    notebook = new_notebook(cells=[answer, new_code_cell(SHOW)], metadata={"widgets": {"state": {}}})
    nbformat.write(notebook, path)
    first, second = (nbformat.writes(store.tidy(store.run(path))) for _ in range(2))
    assert first == second
    return nbformat.reads(first, as_version=4)


def test_outputs_and_counts_are_stored(stored):
    answer = stored.cells[0]
    assert answer.execution_count == 1
    assert answer.outputs[0].data == {"text/plain": "42"}


def test_the_view_of_a_widget_goes_and_its_text_stays(stored):
    assert stored.cells[1].outputs[0].data == {"text/plain": "w = 3"}


def test_no_progress_is_known_or_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("AUTODIFF_PROGRESS", str(tmp_path / "progress.db"))
    code = "from autodiff_core import progress\nprogress.note('a', 'right')\nprogress.known()['a'].tries"
    path = tmp_path / "lesson.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(code)]), path)
    for _ in range(2):
        assert store.run(path).cells[0].outputs[0].data == {"text/plain": "1"}
    assert list(tmp_path.iterdir()) == [path]


def test_metadata_says_nothing_about_this_machine(stored):
    assert stored.metadata == store.METADATA
    assert stored.cells[0].metadata == {"tags": ["kept"]}
