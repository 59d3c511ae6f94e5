"""One Chromium and one JupyterLab for all browser tests. `plain_page` is a page with no Jupyter at all;
`lesson` opens a notebook in JupyterLab.

    def test_the_slider_moves_the_cost(lesson):
        lab = lesson("02_forward.ipynb")         # opened, every cell run
        lab.page.get_by_label("w", exact=True).first.press("ArrowRight")

When the test is over, `lesson` checks that no cell failed, no callback failed, nothing went to stderr and the
console of the browser has no error.
"""

import functools
import os
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from lab_page import LabPage, LabServer
from plain_page import PlainPage
from without_frameworks import no_frameworks

HERE = Path(__file__).parent
NOTEBOOKS = HERE.parents[1] / "notebooks"
# The first is Chromium without its own windows and menus: the same pages in a third of the time.
NAMES = ["chromium-headless-shell", "chromium", "google-chrome", "google-chrome-stable", "chromium-browser"]
PROGRAM = next(filter(None, map(shutil.which, NAMES)), None)
# Only this machine can be reached, so a page that asks any other host for anything fails.
FLAGS = [
    *"--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking".split(),
    *"--disable-component-update --disable-sync --no-proxy-server".split(),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent == HERE:
            item.add_marker("browser")
            # Three browsers on two cores: a page may miss what lasts a moment. The summary says "rerun".
            item.add_marker(pytest.mark.flaky(reruns=2))
            if PROGRAM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium here (Debian: apt install chromium)"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    """With REQUIRE_BROWSER set, a browser test that is skipped has failed."""
    report = yield
    if os.environ.get("REQUIRE_BROWSER") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_BROWSER is set. {report.longrepr[-1]}"
    return report


@pytest.fixture(scope="session")
def chromium():
    """The browser, as Playwright's Browser. One for all tests: Playwright starts only once in a thread."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def one_tab(chromium):
    """A tab for all plain pages, one after the other: a new one takes longer than most tests."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def plain_page(one_tab):
    shown = PlainPage(one_tab)
    yield shown
    shown.leave()
    assert not shown.errors, shown.errors


@pytest.fixture
def mount(plain_page):
    """mount(explorer) -> PlainPage that shows it."""
    return plain_page.mount


@pytest.fixture(scope="session")
def edition(tmp_path_factory):
    """All lessons and the glossary, run once: what every target of autodiff_core.publish is built from."""
    from autodiff_core.publish.edition import Edition
    from autodiff_core.publish.record import record

    paths = [*sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")), NOTEBOOKS / "glossary.ipynb"]
    out = tmp_path_factory.mktemp("published") / "any" / "folder"
    with no_frameworks():  # the pages look the same
        return Edition(tuple(map(record, paths)), out, "ada/graphs", "v1")


@pytest.fixture(scope="session")
def published(edition):
    """The address of `edition.out`, served on this machine from a folder above it."""
    root = edition.out.parents[1]
    handler = functools.partial(QuietHandler, directory=root)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{edition.out.relative_to(root).as_posix()}"
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="session")
def lab_server(tmp_path_factory):
    """JupyterLab on a copy of the notebooks, with settings of its own."""
    with LabServer(NOTEBOOKS, tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.fixture(scope="session")
def one_lesson(chromium, lab_server):
    """open(name) -> LabPage: the lesson, run, and kept open until another one is asked for.

    With `new=True` it is opened anew and not run, and it is the next one's to run. The page of JupyterLab is
    one for all, since it takes longer to load than any notebook.
    """
    kept = {"name": None, "lab": None}

    def begin(name):
        context = chromium.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
        return LabPage(context.new_page(), lab_server.url(name))

    def open_lesson(name, new=False):
        if new or kept["name"] != name:
            before, kept["name"], kept["lab"] = kept["lab"], name, None
            if before:
                before.open_instead(name)
            kept["lab"] = before or begin(name)
            if new:
                kept["name"] = None
            else:
                kept["lab"].run_all()
        return kept["lab"] or pytest.fail(f"{name} did not open.")

    yield open_lesson
    if kept["lab"]:
        kept["lab"].close()


@pytest.fixture
def lab(one_lesson, place):
    """The lesson of `place`, open, run, with reduced motion. A test leaves it usable for the next one."""
    page = one_lesson(getattr(place, "lesson", place))
    yield page
    trouble = page.trouble()
    page.forget_trouble()
    assert not trouble, "\n".join(trouble)


@pytest.fixture
def lesson(one_lesson):
    """lesson(name, run=True, reduced_motion="no-preference") -> LabPage: opened for this test alone."""
    opened = []

    def open_lesson(name, run=True, reduced_motion="no-preference"):
        lab = one_lesson(name, new=True)
        opened.append(lab)
        lab.page.emulate_media(reduced_motion=reduced_motion)
        if run:
            lab.run_all()
        return lab

    yield open_lesson
    for lab in opened:
        lab.page.emulate_media(reduced_motion="reduce")
        trouble = lab.trouble()
        lab.forget_trouble()
        assert not trouble, "\n".join(trouble)
