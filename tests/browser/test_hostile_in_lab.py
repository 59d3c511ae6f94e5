"""A notebook that somebody else wrote, opened in JupyterLab and not run: what its outputs and widgets can do.

What notebooks/instructor/where_it_runs.md says of it is what happens here.
"""

import copy
import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from hand_made_cards import number_card
from lab_page import LabPage
from nbformat.v4 import new_code_cell, new_notebook, new_output

from autodiff_core.explorers import DerivativeExplorer, GraphExplorer
from autodiff_core.practice.predict_card import PredictCard
from autodiff_core.publish.record import STATE, VIEW

GUIDE = Path(__file__).parents[2] / "notebooks" / "instructor" / "where_it_runs.md"
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
OPEN = "window.jupyterapp?.shell.currentWidget?.context?.isReady"
RAN = "Object.keys(window).filter((name) => name.startsWith('ran_')).map((name) => name.slice(4))"


def mark(name):
    """JavaScript that leaves its name in the page."""
    return f"window.ran_{name} = 1"


def image(name):
    """HTML that runs as soon as it is in the page."""
    return f"<img src='x:' onerror='{mark(name)}'>"


# What Jupyter itself shows. A picture is an <img> there, so nothing in it ever runs.
OF_JUPYTER = {
    "html": {"text/html": image("html")},
    "html_script": {"text/html": f"<script>{mark('html_script')}</script>"},
    "javascript": {"application/javascript": mark("javascript")},
    "markdown": {"text/markdown": image("markdown")},
}
SVG = "http://www.w3.org/2000/svg"
PICTURE = f"<svg xmlns='{SVG}' onload='{mark('svg')}'><script>{mark('svg')}</script></svg>"
# A widget that is none of ours: all that anywidget asks for is a module.
FOREIGN = {
    "_esm": f"{mark('anywidget')}; export default {{ render() {{ {mark('anywidget_shown')} }} }}",
    "_css": "body { outline-color: rgb(1, 2, 3) }",
    "_anywidget_id": "some.Widget",
    **{f"_{kind}_module": "anywidget" for kind in ("model", "view")},
    **{f"_{kind}_module_version": "~0.11.*" for kind in ("model", "view")},
    **{"_model_name": "AnyModel", "_view_name": "AnyView"},
}


def state(widget):
    """What a notebook keeps of one of ours, as JSON."""
    kept = json.loads(json.dumps({name: it for name, it in widget.get_state().items() if name != "layout"}))
    widget.close()
    return kept


def hostile_models():
    """Explorers and a card with our own modules and hostile data; and a foreign module."""
    graph = state(GraphExplorer(lambda w, b: w * b, w=2, b=3))
    graph["spec"]["program"] = f"{mark('ours_program')};\n{graph['spec']['program']}"
    picture = f"<image href='x:' onerror='{mark('ours_picture')}'/><title>"
    graph["spec"]["svg"] = graph["spec"]["svg"].replace("<title>", picture, 1)
    derivative = state(DerivativeExplorer(lambda w: w**2, w=3))
    text = image("ours_text")
    card = state(PredictCard(number_card(heading=text, text=[text], effort=text)))
    return {"graph": graph, "derivative": with_text(derivative, text), "card": card, "foreign": FOREIGN}


def with_text(data, text):
    """A copy of JSON with `text` behind every string of it, except in what an underscore begins: modules."""
    if isinstance(data, dict):
        return {name: it if name.startswith("_") else with_text(it, text) for name, it in data.items()}
    if isinstance(data, list):
        return [with_text(it, text) for it in data]
    return data + text if isinstance(data, str) else copy.copy(data)


def model(traits):
    named = {name: traits[f"_{name}"] for name in ("model_name", "model_module", "model_module_version")}
    return named | {"state": traits}


@pytest.fixture
def hostile(lab_server):
    """hostile(kernel) -> the path of such a notebook, which names a kernel or none."""
    paths = {kernel: lab_server.folder / f"hostile_{kernel}.ipynb" for kernel in (True, False)}

    def write(kernel):
        models = hostile_models()
        views = [{VIEW: {"model_id": each, "version_major": 2, "version_minor": 0}} for each in models]
        shown = [*OF_JUPYTER.values(), {"image/svg+xml": PICTURE}, *views]
        outputs = [new_output("display_data", data=each) for each in shown]
        cell = new_code_cell("1", outputs=outputs, metadata={"nbgrader": {"grade": True}})
        kept = {"version_major": 2, "version_minor": 0, "state": {it: model(models[it]) for it in models}}
        metadata = (KERNEL if kernel else {}) | {"widgets": {STATE: kept}}
        nbformat.write(new_notebook(cells=[cell], metadata=metadata), paths[kernel])
        return paths[kernel]

    yield write
    for path in paths.values():
        path.unlink(missing_ok=True)


@pytest.fixture
def page(chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def trust(page):
    """As File > Trust Notebook does. Its promise is kept only when the dialog is answered."""
    page.evaluate("() => { jupyterapp.commands.execute('notebook:trust'); }")
    page.locator(".jp-Dialog").get_by_role("button", name="Trust").click()


def wait_for(page, name):
    page.wait_for_function(f"window.ran_{name}", timeout=30_000)
    page.wait_for_timeout(300)  # whatever else would run does it now


def test_before_it_is_trusted_nothing_of_ours_runs_but_what_anywidget_finds(page, lab_server, hostile):
    lab = LabPage(page, lab_server.url(hostile(kernel=True).name))
    wait_for(page, "anywidget")
    assert page.evaluate(RAN) == ["anywidget"]
    assert page.evaluate("getComputedStyle(document.body).outlineColor") == "rgb(1, 2, 3)"
    assert page.locator(".adc").count() == 0
    trust(page)
    page.locator(".adc").nth(1).wait_for()  # the graph and the card
    wait_for(page, "ours_picture")
    ours = {"ours_program", "ours_picture"}  # no more than the HTML beside it may do
    assert {*page.evaluate(RAN)} == {"anywidget", "anywidget_shown", *OF_JUPYTER, *ours}
    lab.close()


def test_without_a_kernel_no_widget_runs_at_all(page, lab_server, hostile):
    page.goto(lab_server.url(hostile(kernel=False).name))
    page.wait_for_function(OPEN, timeout=90_000)
    dialog = page.locator(".jp-Dialog")
    dialog.locator("select").select_option(label="No Kernel")
    dialog.get_by_role("button", name="Select").last.click()
    page.wait_for_timeout(1000)
    assert page.evaluate(RAN) == []
    trust(page)
    wait_for(page, "html")
    assert {*page.evaluate(RAN)} == {*OF_JUPYTER}
    assert page.locator(".adc").count() == 0


def test_the_command_of_the_guide_leaves_the_source_and_what_nbgrader_notes(hostile):
    path = hostile(kernel=True)
    [words] = re.findall(r"/python (.* nbconvert .*) homework\.ipynb", GUIDE.read_text(encoding="utf-8"))
    subprocess.run([sys.executable, *words.split(), str(path)], check=True, capture_output=True)
    left = path.read_text(encoding="utf-8")
    [cell] = nbformat.reads(left, as_version=4).cells
    assert (cell.source, cell.metadata) == ("1", {"nbgrader": {"grade": True}})
    assert "_esm" not in left and "ran_" not in left
