"""Run notebooks and store their outputs, the same on every run. usage: store_notebooks.py NOTEBOOK...

Left out is what differs from run to run or from machine to machine and helps no reader: times, the version of
Python, the state of widgets, and the views of widgets, which no reader without a kernel can see. The picture
and the text that every explorer also gives stay, for GitHub, print and nbval.
"""

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "pygments_lexer": "ipython3"},
}


def run(path):
    """Return the notebook at `path` with the outputs of a fresh kernel, which knows of no progress."""
    notebook = nbformat.read(path, as_version=4)
    options = {"timeout": 150, "kernel_name": "python3", "record_timing": False, "store_widget_state": False}
    client = NotebookClient(notebook, resources={"metadata": {"path": path.parent}}, **options)
    client.execute(env={**os.environ, "AUTODIFF_PROGRESS": "off"})
    return notebook


def tidy(notebook):
    """Leave in `notebook` only what is the same on every run."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
    return notebook


if __name__ == "__main__":
    for name in sys.argv[1:]:
        nbformat.write(tidy(run(Path(name))), name)
        print(f"stored {name}")
