"""Run notebooks and store their outputs, the same on every run. usage: store_notebooks.py NOTEBOOK...

Left out is what differs from run to run or from machine to machine and helps no reader: times, the version of
Python, the state of widgets, and the views of widgets, which no reader without a kernel can see. The picture
and the text that every explorer also gives stay, for GitHub, print and nbval.
"""

import sys
from pathlib import Path

import nbformat

from autodiff_core.publish.record import VIEW, PublishError, run

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "pygments_lexer": "ipython3"},
}


def tidy(notebook):
    """Leave in `notebook` only what is the same on every run."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(VIEW, None)
    return notebook


if __name__ == "__main__":
    try:
        for name in sys.argv[1:]:
            nbformat.write(tidy(run(Path(name))), name)
            print(f"stored {name}")
    except PublishError as error:
        sys.exit(str(error))
