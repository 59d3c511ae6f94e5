"""The cells of a notebook as HTML: what each kind of output becomes, and what an explorer brings along."""

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autodiff_core.publish.assets import Assets
from autodiff_core.publish.cells import document, still
from autodiff_core.publish.record import VIEW, PublishError, Recorded

STATE = {"_anywidget_id": "a.Explorer", "_css": ".a {}", "_esm": "export default 1;\n", "w": 3}


def recorded(*cells):
    return Recorded(Path("lesson.ipynb"), new_notebook(cells=list(cells)), {"m": STATE})


def shows(data):
    return new_output("display_data", data=data)


@pytest.mark.parametrize(
    "output, html",
    [
        (new_output("stream", text="\x1b[1ma\x1b[0m < b\n"), '<pre class="output">a &lt; b</pre>'),
        (new_output("error", ename="E", evalue="a < b"), '<p class="error">E: a &lt; b</p>'),
        (shows({"text/plain": "a < b"}), '<pre class="output">a &lt; b</pre>'),
        (shows({"text/plain": "a", "text/html": "<b>a</b>"}), '<div class="scrolls"><b>a</b></div>'),
        (shows({"text/plain": "a", "image/svg+xml": "<svg/>"}), '<div class="picture"><svg/></div>'),
    ],
)
def test_an_output_becomes_what_a_page_can_show_best(output, html):
    assert still(output, recorded()) == html


def test_what_no_page_can_show_is_refused():
    with pytest.raises(PublishError, match="lesson.ipynb shows image/png, which no page here can show"):
        still(shows({"image/png": "..."}), recorded())


def test_explorers_are_counted_and_their_files_named_once(tmp_path):
    view = shows({VIEW: {"model_id": "m"}, "image/svg+xml": "<svg/>"})
    cells = [new_markdown_cell("# One"), new_code_cell("w", outputs=[view, view])]
    made = document(recorded(*cells), Assets(tmp_path), str)
    assert made.explorers == 2 and made.title == "One"
    assert [len(files) for files in (made.styles, made.scripts)] == [1, 1]
    assert made.cells[1].body.count('<div class="explorer"') == 2


@pytest.mark.parametrize(
    "source, needs", [('check("a", w)', True), ('check.hint("a")', True), ("check_gradients(f)", False)]
)
def test_a_cell_that_checks_needs_python(tmp_path, source, needs):
    (cell,) = document(recorded(new_code_cell(source)), Assets(tmp_path), str).cells
    assert cell.needs_python is needs and cell.code.startswith('<div class=')


def test_markup_that_would_run_is_refused_by_the_name_of_its_cell(tmp_path):
    cell = new_code_cell("w", id="l03-7", outputs=[shows({"text/html": "<script>1</script>"})])
    with pytest.raises(PublishError, match="^lesson.ipynb, 'l03-7': A page runs nothing that a notebook"):
        document(recorded(cell), Assets(tmp_path), str)


def test_a_notebook_without_a_heading_has_no_title_and_is_refused(tmp_path):
    made = document(recorded(new_markdown_cell("w")), Assets(tmp_path), str)
    with pytest.raises(PublishError, match="lesson.ipynb has no title: begin it with a line such as # My"):
        print(made.title)


def test_a_widget_that_is_none_of_ours_stands_still(tmp_path):
    shown = new_output("display_data", data={VIEW: {"model_id": "n"}, "text/plain": "IntSlider()"})
    notebook = new_notebook(cells=[new_markdown_cell("# One"), new_code_cell("w", outputs=[shown])])
    slider = Recorded(Path("lesson.ipynb"), notebook, {"n": {"value": 1}})
    assert document(slider, Assets(tmp_path), str).cells[1].body == '<pre class="output">IntSlider()</pre>'
