"""Run the cells of a notebook in IPython, without a kernel. usage: run_cells.py NOTEBOOK ORDER

ORDER: "in order", "old", "no network" or "shuffled SEED".

Prints one line for each exception that the notebook does not announce, and, where all cells run in their
order, for each text that differs from what is stored. Old: in order, and the texts may differ. Shuffled: all
but the first cell in a random order, then all in order.
"""

import json
import os
import random
import sys
from pathlib import Path

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

IGNORED = {"raises-exception", "nbval-ignore-output"}


def texts(outputs):
    """The words of what a cell shows as text/plain: displays, then what was printed and the result."""
    of = {kind: [] for kind in ("display_data", "stream", "execute_result")}
    for each in outputs:
        text = each["text"] if "text" in each else each["data"]["text/plain"]
        of[each["output_type"]].append("".join(text))
    return " ".join(sum(of.values(), [])).split()


def run(shell, cell):
    """The name of what was raised, if nobody expects it, and the texts."""
    with capture_output() as captured:
        result = shell.run_cell("".join(cell["source"]), store_history=True)
    error = result.error_before_exec or result.error_in_exec
    expected = "raises-exception" in cell["metadata"].get("tags", [])
    shown = " ".join([*(each.data.get("text/plain", "") for each in captured.outputs), captured.stdout])
    return "" if error is None or expected else f"{type(error).__name__}: {error}", shown.split()


def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        sys.__stdout__.write(f"network: {event} {arguments[1:]}\n")
        raise OSError("There is no network.")


def main(path, order):
    notebook = json.loads(Path(path).read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    os.chdir(Path(path).parent)
    shell = InteractiveShell.instance()
    shell.display_formatter.active_types = ["text/plain"]
    shell.history_manager.enabled = False
    shell.displayhook.write_output_prompt = lambda: None
    said = []
    if order == "no network":
        sys.addaudithook(refuse)
    if order.startswith("shuffled"):
        first, *others = cells
        random.Random(order).shuffle(others)
        said += [error for error, _ in (run(shell, cell) for cell in [first, *others]) if error]
    for number, cell in enumerate(cells):
        error, shown = run(shell, cell)
        if error:
            said.append(f"cell {number}: {error}")
        elif order == "old" or IGNORED & {*cell["metadata"].get("tags", [])}:
            continue
        elif shown != texts(cell["outputs"]):
            said.append(f"cell {number}: {' '.join(shown)} is not {' '.join(texts(cell['outputs']))}")
    for line in said:
        print(line.replace("\n", " "))


if __name__ == "__main__":
    main(*sys.argv[1:])
