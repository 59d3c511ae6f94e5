"""Is everything here that the lessons need? One friendly table, for the first lesson."""

from __future__ import annotations

import importlib
import shutil
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from autodiff_core.gradients import grad
from autodiff_core.lessons import square

PAGES = ("@jupyter-widgets/jupyterlab-manager", "anywidget")  # what JupyterLab needs to show an explorer


@dataclass(frozen=True)
class Part:
    """Something the lessons use: whether it was found, and if not, what to do."""

    name: str
    found: bool
    advice: str = ""
    needed: bool = True


@dataclass(frozen=True)
class Environment:
    """What was found. True if nothing that is needed is missing."""

    parts: tuple[Part, ...]

    def __bool__(self) -> bool:
        return all(part.found for part in self.parts if part.needed)

    def __repr__(self) -> str:
        width = max(len(part.name) for part in self.parts)
        lines = [f"{part.name:<{width}}  {'ready' if part.found else part.advice}" for part in self.parts]
        trouble = "Something is missing: do what its line says, then restart the kernel."
        return "\n".join([*lines, "", "You can start." if self else trouble])


def check_environment() -> Environment:
    """Look for everything the lessons use, without ever failing."""
    widgets = _imports("ipywidgets") and _imports("anywidget")
    upgrade = "too old: install Python 3.10 or newer"
    install = "missing: run `make setup` again, or `pip install -e .[lab]`"
    still = "not found: explorers may show as still pictures here"
    plainer = "missing: pictures get a plainer layout, nothing else changes"
    return Environment(
        (
            Part("Python 3.10 or newer", sys.version_info >= (3, 10), upgrade),
            Part("the engine", _engine_works(), install),
            Part("explorers: the Python side", widgets, install),
            Part("explorers: the page side", _pages(), still, needed=False),
            Part("Graphviz", _graphviz(), plainer, needed=False),
        )
    )


def _imports(name: str) -> bool:
    try:
        importlib.import_module(name)
    except Exception:  # not installed, or something it needs is missing: here it comes to the same
        return False
    return True


def _engine_works() -> bool:
    return grad(square)(3.0) == 6.0


def _pages() -> bool:
    """True if JupyterLab's parts for widgets lie where a server of this Python looks for them."""
    try:
        from jupyter_core.paths import jupyter_path
    except Exception:
        return False
    folders = [Path(folder) for folder in jupyter_path("labextensions")]
    return all(any((folder / page).is_dir() for folder in folders) for page in PAGES)


def _graphviz() -> bool:
    """True if there is one. The wheel is looked for and not loaded: that would cost the kernel 8 MB."""
    return find_spec("pygraphviz") is not None or shutil.which("dot") is not None
