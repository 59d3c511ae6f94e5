"""JupyterLab in Chromium for what is measured there, as the browser tests have them."""

from __future__ import annotations

import runpy
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, sync_playwright

BROWSER_TESTS = Path(__file__).parents[1] / "browser"
sys.path.append(str(BROWSER_TESTS))
from lab_page import LabPage, LabServer  # noqa: E402

SETTINGS = runpy.run_path(str(BROWSER_TESTS / "conftest.py"))
PROGRAM, FLAGS = SETTINGS["PROGRAM"], SETTINGS["FLAGS"]  # None where there is no Chromium


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def lab(**notebooks: list[str]) -> Iterator[LabServer]:
    """JupyterLab with these notebooks: their names, and the sources of their cells."""
    with tempfile.TemporaryDirectory() as scratch:
        place, folder = Path(scratch) / "place", Path(scratch) / "written"
        place.mkdir()
        folder.mkdir()
        for name, sources in notebooks.items():
            cells = [nbformat.v4.new_code_cell(source) for source in sources]
            spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
            made = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec})
            nbformat.write(made, folder / f"{name}.ipynb")
        with LabServer(folder, place) as server:
            yield server


def opened(browser: Browser, server: LabServer, name: str, on_socket=None) -> LabPage:
    """A notebook in a page of its own, nothing run, its kernel fresh. `on_socket` gets every WebSocket."""
    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    if on_socket:
        page.on("websocket", on_socket)
    return LabPage(page, server.url(f"{name}.ipynb"))
