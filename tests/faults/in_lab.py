"""Faults in JupyterLab, in a real browser: kernels killed, pages reloaded, two windows, long work."""

import contextlib
import json
import os
import runpy
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import psutil
from faults import history
from faults.register import register
from lab_page import READY, LabPage, LabServer
from playwright.sync_api import sync_playwright

from autodiff_core.explorers import GraphExplorer
from autodiff_core.progress import file

BROWSER = runpy.run_path(str(Path(__file__).parents[1] / "browser" / "conftest.py"))
FAULTS = []
fault = register(FAULTS)

IMPORTS = """from autodiff_core.explorers import GraphExplorer
from autodiff_core.lessons import cost
from autodiff_core.practice import card, check, progress"""
EXPLORER = "explorer = GraphExplorer(cost, w=5, b=-3)\nexplorer"
CELLS = (IMPORTS, 'card("two links")', EXPLORER)
ENDED = "The kernel of this card has ended"

RUN_ONE = """async (index) => {
  jupyterapp.shell.currentWidget.content.activeCellIndex = index;
  await jupyterapp.commands.execute("notebook:run-cell");
}"""
RESTART = "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
SAVE = "() => jupyterapp.commands.execute('docmanager:save')"
SAVE_WIDGETS = "() => jupyterapp.commands.execute('@jupyter-widgets/jupyterlab-manager:saveWidgetState')"
TRUST = "() => { jupyterapp.commands.execute('notebook:trust'); }"  # no promise: it waits for the dialog
# What the mouse does to a slider that it drags, without a pause.
DRAG = """async ([slider, moves]) => {
  for (let i = 0; i < moves; i += 1) {
    slider.value = (i * 7) % 21 - 10;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    if (i % 50 === 49) await new Promise((next) => setTimeout(next, 0));
  }
}"""
COUNT = """(lambda core, comm: (len(core._instances), len(comm.get_comm_manager().comms)))(
    __import__("ipywidgets.widgets.widget").widgets.widget, __import__("comm"))"""


class Window(LabPage):
    """A notebook in a window of its own."""

    def __init__(self, browser, server, name="try.ipynb"):
        self.server = psutil.Process(server.process.pid)
        context = browser.new_context(viewport={"width": 1200, "height": 800})
        super().__init__(context.new_page(), server.url(name))

    @property
    def card(self):
        return self.page.locator(".ad-card-view").first

    @property
    def output(self):
        """What the picture of the explorer says that J is."""
        return self.page.locator(".ad-explorer .ad-value").last.text_content()

    def slider(self, name="w"):
        return self.page.locator(".ad-explorer").first.get_by_role("slider", name=name, exact=True)

    def type(self, name, number):
        field = self.page.locator(".ad-explorer").first.get_by_role("spinbutton", name=name, exact=True)
        field.fill(str(number))
        field.press("Enter")

    def answer(self, text):
        field = self.card.get_by_role("textbox").first
        field.fill(text)
        field.press("Enter")
        self.card.locator(".ad-card-typed strong").get_by_text(text, exact=True).wait_for()

    def kernels(self):
        return [each for each in self.server.children() if "ipykernel_launcher" in each.cmdline()]

    def kill(self):
        """End the kernel as a machine without memory does, and read what Lab says."""
        for kernel in self.kernels():
            os.kill(kernel.pid, signal.SIGKILL)
        dialog = self.page.locator(".jp-Dialog")
        dialog.wait_for(timeout=60_000)
        dialog.get_by_role("button", name="Ok").click()
        self.wait_until_idle()

    def run_all(self):
        super().run_all()
        self.page.locator(".ad-explorer").first.wait_for()

    def reload(self):
        self.page.reload()
        self.page.wait_for_function(READY, timeout=90_000)

    def errors(self):
        return [line for line in self.console if "widget model not found" not in line]


@contextlib.contextmanager
def lab(place, cells=CELLS, saved=()):
    """A function that opens a window on a notebook with these cells, or on one of those saved somewhere."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    (place / "source").mkdir()
    for name in ("try.ipynb", "copy.ipynb"):
        nbformat.write(notebook, place / "source" / name)
    for path in saved:
        shutil.copy(path, place / "source")
    (place / "lab").mkdir()
    os.environ["AUTODIFF_PROGRESS"] = str(place / "progress.db")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER["PROGRAM"], args=BROWSER["FLAGS"])
        with LabServer(place / "source", place / "lab") as server:
            yield lambda name="try.ipynb": Window(browser, server, name)
        browser.close()


def alive(window):
    """The explorer follows the hand, right to the last digit, and the kernel hears of it."""
    window.type("w", 7)
    assert window.output == "24.5", window.output  # (7 * 2 - 3 - 4)^2 / 2
    window.wait_for_python("explorer.w", 7)


@fault("kernel killed while a slider moves", holds="the explorer goes on; alive after Run All", times=3)
def killed_while_moving(times, place):
    with lab(place) as open_window:
        window = open_window()
        for _ in range(times):
            window.run_all()
            window.slider().evaluate("(slider) => { window.slider = slider; }")
            window.page.evaluate(f"() => {{ window.moving = ({DRAG})([window.slider, 2000]); }}")
            window.kill()
            window.page.evaluate("() => window.moving")
            window.type("w", 7)
            assert window.output == "24.5", window.output
        window.run_all()
        alive(window)
        assert not window.errors(), window.errors()


@fault("kernel killed while a cell runs", holds="what was written stays; alive after Run All", times=3)
def killed_while_running(times, place):
    with lab(place) as open_window:
        window = open_window()
        written = "my_answer = 42  # written by hand\nwhile my_answer: pass"
        for _ in range(times):
            window.page.evaluate(
                """(source) => {
                  const { content } = jupyterapp.shell.currentWidget, last = content.widgets.length;
                  content.model.sharedModel.insertCell(last, { cell_type: "code", source, metadata: {} });
                  content.activeCellIndex = last;
                  jupyterapp.commands.execute("notebook:run-cell");
                }""",
                written,
            )
            window.page.wait_for_timeout(500)
            window.kill()
            cells = window.cells()
            assert [cell["source"] for cell in cells] == [*CELLS, written], cells
            window.page.evaluate(
                "() => jupyterapp.shell.currentWidget.content.model.sharedModel.deleteCell(3)"
            )
            window.run_all()
            alive(window)


@fault("kernel killed just after an answer", holds="the card says that nothing is kept; file whole", times=3)
def killed_after_an_answer(times, place):
    with lab(place) as open_window:
        window = open_window()
        for number in range(1, times + 1):
            window.run_all()
            assert not window.page.get_by_text(ENDED).count()
            window.answer("6")
            window.kill()
            window.page.get_by_text(ENDED).first.wait_for()
            records = file.read(place / "progress.db")
            assert sum(record.tries for record in records.values()) <= number
            window.answer("5")  # goes on, unkept
        window.run_all()
        assert not window.page.get_by_text(ENDED).count()
        window.answer("18")
        window.wait_for_python("len(__import__('autodiff_core').progress.known())", 1)


@fault("kernel restarted, shut down", holds="the card says so; kept again after Run All", times=2)
def restarted(times, place):
    with lab(place) as open_window:
        window = open_window()
        window.run_all()
        window.page.evaluate(RESTART)
        window.page.get_by_text(ENDED).first.wait_for()
        window.wait_until_idle()
        window.run_all()
        assert not window.page.get_by_text(ENDED).count()
        window.shut_down_kernel()
        window.page.get_by_text(ENDED).first.wait_for()


@fault("browser reloaded", holds="all explorers back as they stood, alive", times=3)
def reloaded(times, place):
    with lab(place) as open_window:
        window = open_window()
        window.run_all()
        window.page.evaluate(SAVE)
        for number in range(times):
            window.type("w", number)
            window.wait_for_python("explorer.w", number)
            window.reload()
            window.page.locator(".ad-explorer").first.wait_for()
            assert float(window.slider().input_value()) == number
        alive(window)


@fault("browser reloaded without the old kernel", holds="texts and code stay; alive after Run All", times=1)
def reloaded_without(times, place):
    with lab(place) as open_window:
        window = open_window()
        window.run_all()
        window.page.evaluate(SAVE)
        window.kill()
        window.reload()
        missing = window.page.get_by_text("Error displaying widget")
        missing.first.wait_for()
        said = f"JupyterLab itself says “{missing.first.text_content()}” in {missing.count()} places"
        assert [cell["source"] for cell in window.cells()] == [*CELLS]
        window.run_all()
        alive(window)
        assert not missing.count()
        return said


@fault("the same, with widgets saved in the notebook", holds="explorers move, cards answer", times=1)
def reloaded_with_widgets(times, place):
    with lab(place) as open_window:
        window = open_window()
        window.run_all()
        sizes = []
        for prepare in ("() => {}", SAVE_WIDGETS):
            window.page.evaluate(prepare)
            window.page.wait_for_timeout(500)
            window.page.evaluate(SAVE)
            sizes.append((place / "lab" / "notebooks" / "try.ipynb").stat().st_size)
        window.kill()
        window.reload()
        window.page.locator(".ad-explorer").first.wait_for()
        window.type("w", 7)
        assert window.output == "24.5", window.output
        window.page.get_by_text(ENDED).first.wait_for()
        window.answer("6")
        assert not window.errors(), window.errors()
        return f"{(sizes[1] - sizes[0]) / 1000:.0f} kB more for two widgets"


# A notebook as somebody leaves it who lets JupyterLab save the widgets, too. Its kernel alone is old.
SAVE_WITH_WIDGETS = """
import os, sys, nbformat
from pathlib import Path
from autodiff_core.publish.record import run
path = Path(sys.argv[1])
os.environ["PYTHONPATH"] = str(path.parent)
nbformat.write(run(path, widgets=True), path)
"""


def saved_by_old_code(commit, path, place):
    """A lesson of this commit with all outputs and the widgets of that time."""
    old = history.package(commit, place / path.replace("/", "_"))
    lesson = history.write(commit, path, old)
    subprocess.run([sys.executable, "-c", SAVE_WITH_WIDGETS, lesson], check=True, capture_output=True)
    assert json.dumps(GraphExplorer._esm, ensure_ascii=False)[1:-1] not in lesson.read_text(encoding="utf-8")
    return lesson


@fault("old notebook with its widgets in JupyterLab", holds="shown, moves; after Run All too", times=5)
def old_notebook(times, place):
    first = {path: commit for commit, path in reversed(history.lessons())}
    saved = [saved_by_old_code(first[path], path, place) for path in sorted(first)[1 : times + 1]]
    if not saved:
        return "left out: no history here"
    with lab(place, saved=saved) as open_window:
        for path in saved:
            window = open_window(path.name)
            for again in (False, True):
                if again:
                    LabPage.run_all(window)
                else:
                    window.page.evaluate(TRUST)
                    window.page.locator(".jp-Dialog").get_by_role("button", name="Trust").click()
                slider = window.page.get_by_role("slider").first
                before = slider.input_value()
                slider.press("ArrowRight")
                assert slider.input_value() != before
                assert not window.page.get_by_text("Error displaying widget").count()
            trouble = window.trouble()
            assert not trouble, (path.name, trouble)
            window.close()


@fault("one notebook in two windows, two in two kernels", holds="each answer of all is kept", times=2)
def two_windows(times, place):
    with lab(place) as open_window:
        first, other = open_window(), open_window("copy.ipynb")
        first.run_all()
        other.run_all()
        first.answer("6")
        other.answer("5")
        first.wait_for_python("[r.tries for r in __import__('autodiff_core').progress.known().values()]", [2])
        first.page.evaluate(SAVE)
        second = open_window()  # the same notebook, and so the same kernel
        second.page.locator(".ad-explorer").first.wait_for()
        second.answer("4")
        first.wait_for_python("[r.tries for r in __import__('autodiff_core').progress.known().values()]", [3])
        alive(second)
        alive(first)


@fault("a cell with an explorer run again", holds="widgets and comms do not grow after 25 runs", times=100)
def cell_run_again(times, place):
    with lab(place) as open_window:
        window = open_window()
        window.run_all()
        counts = []
        for number in range(times):
            window.page.evaluate(RUN_ONE, 2)
            if number in (25, times - 1):
                window.wait_until_idle()
                counts.append(window.python(COUNT))
        assert counts[0] == counts[1], counts
        alive(window)
        return f"{counts[1][0]} widgets, {counts[1][1]} comms"


@fault("slider events in the page", holds="page's heap (0.5 MB), nodes, listeners flat", times=10_000)
def slider_events(times, place):
    with lab(place) as open_window:
        window = open_window()
        window.run_all()
        devtools = window.page.context.new_cdp_session(window.page)
        devtools.send("Performance.enable")

        def measure():
            window.page.wait_for_timeout(1000)
            devtools.send("HeapProfiler.collectGarbage")
            metrics = devtools.send("Performance.getMetrics")["metrics"]
            found = {each["name"]: each["value"] for each in metrics}
            return [found[name] for name in ("JSHeapUsedSize", "Nodes", "JSEventListeners")]

        def move(count):
            window.slider().evaluate(f"(slider) => ({DRAG})([slider, {count}])")

        move(2000)
        marks = [measure()]
        for _ in range(2):
            move(times // 2)
            marks.append(measure())
        # A leak grows in both halves. What JupyterLab begins once, some time after it was opened, does not.
        halves = [[now - then for now, then in zip(*pair)] for pair in zip(marks[1:], marks)]
        heap, nodes, listeners = map(min, *halves)
        assert heap < 5e5 and nodes < 25 and listeners < 3, halves
        alive(window)
        return f"{heap / 1e6:+.2f} MB, {nodes:+.0f} nodes, {listeners:+.0f} listeners"
