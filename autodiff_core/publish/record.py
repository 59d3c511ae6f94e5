"""Run a notebook in a fresh kernel, and know the state of every explorer that it shows."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from autodiff_core.errors import GraphError
from autodiff_core.in_words import short

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
NAME = re.compile(r"\w[\w.-]{,99}")  # of a notebook without its ending, which is a part of addresses
SECONDS = 150  # for a cell: lesson 09 gives a framework 120, which a busy machine may need


class PublishError(GraphError):
    """Something that cannot be published, said in one sentence."""


def run(path: Path, widgets: bool = False) -> NotebookNode:
    """Return the notebook at `path` with the outputs of a fresh kernel, which knows of no progress.

    widgets: keep the state of all widgets in the metadata. Raises PublishError for a cell that fails and has
    no tag raises-exception.
    """
    notebook = nbformat.read(path, as_version=4)
    started = []  # the ids of the cells
    client = NotebookClient(
        notebook,
        resources={"metadata": {"path": str(path.parent)}},
        kernel_name="python3",
        timeout=SECONDS,
        record_timing=False,
        store_widget_state=widgets,
        on_cell_start=lambda cell, cell_index: started.append(cell.id),
    )
    try:
        client.execute(env={**os.environ, "AUTODIFF_PROGRESS": "off"})
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise PublishError(f"{path.name} stops at cell {started[-1]}: {_reason(error)}") from None
    return notebook


def _reason(error: Exception) -> str:
    if isinstance(error, CellExecutionError):
        return f"{error.ename}: {error.evalue}"
    if isinstance(error, CellTimeoutError):
        return f"it takes more than {SECONDS} seconds."
    return "the kernel has died."


@dataclass(frozen=True)
class Recorded:
    """A notebook that was run: its file, its cells with outputs, and the state of each widget by its id."""

    path: Path
    notebook: NotebookNode
    states: Mapping[str, Mapping[str, Any]]

    @property
    def name(self) -> str:
        """"03_backward": what its pages are called."""
        return self.path.stem

    def state(self, output: NotebookNode) -> Mapping[str, Any] | None:
        """All traits of the explorer that an output shows, `_esm` and `_css` too; None if it shows none."""
        view = output.get("data", {}).get(VIEW)
        return self.states.get(view["model_id"]) if view else None


def record(path: Path) -> Recorded:
    """Run the notebook at `path` and keep what its explorers are. Raises PublishError as `run` does."""
    if not path.is_file():
        raise PublishError(f"There is no notebook {path}.")
    if not NAME.fullmatch(path.stem):
        raise PublishError(
            f"{short(path.name)} cannot be the address of a page: name the notebook with letters, digits, "
            "underscores, points and hyphens, such as 03_backward.ipynb."
        )
    notebook = run(path, widgets=True)
    models = notebook.metadata.pop("widgets", {}).get(STATE, {}).get("state", {})
    return Recorded(path, notebook, {model: kept["state"] for model, kept in models.items()})
