"""The presenter view in JupyterLab, dark: no key is one of the notebook's, and the explorer is put back."""

from lesson_source import LESSONS
from playwright.sync_api import expect

CELL = """
from autodiff_core.explorers import GraphExplorer
from autodiff_core.lessons import cost
shown = GraphExplorer(cost, w=5, b=-3, step=3)
shown
"""
DARK = "() => jupyterapp.commands.execute('apputils:change-theme', { theme: 'JupyterLab Dark' })"
STATE = """() => {
  const { content } = jupyterapp.shell.currentWidget;
  return [content.widgets.length, content.activeCellIndex, content.mode];
}"""


def test_a_graph_is_presented_from_a_dark_notebook(lesson):
    lab = lesson(LESSONS[2], run=False)
    lab.page.evaluate(DARK)
    lab.run_cell(CELL)
    button = lab.page.get_by_role("button", name="Present", exact=True).last
    button.focus()
    before = lab.page.evaluate(STATE)
    button.press("Enter")
    stage = lab.page.get_by_role("dialog", name="Presenter view")
    assert stage.bounding_box() == {"x": 0, "y": 0, "width": 1400, "height": 900}
    dark = stage.locator(".adc-stage").evaluate("(it) => getComputedStyle(it).backgroundColor")
    assert max(map(int, dark.removeprefix("rgb(").rstrip(")").split(","))) < 60
    lab.wait_for_python("shown.step", 0)
    for key in ["ArrowRight", "d", "d", "a", "y", "m", "j", "x", "Shift+Enter"]:
        lab.page.keyboard.press(key)
    lab.wait_for_python("shown.step", 1)
    lab.page.keyboard.press("r")
    lab.wait_for_python("shown.step", None)
    lab.page.keyboard.press("Escape")
    expect(stage).to_have_count(0)
    expect(button).to_be_focused()
    lab.wait_for_python("shown.step", 3)
    assert lab.page.evaluate(STATE) == before
