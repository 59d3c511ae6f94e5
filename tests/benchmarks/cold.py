"""What it costs to begin: the import, the first explorer of a fresh kernel, each lesson from top to bottom.

usage: python tests/benchmarks/cold.py [ROUNDS]      (prints its part of the table)

Every number is a median over fresh processes. The memory of a lesson's kernel is held against that of a bare
one with NumPy, which runs beside it. Only Linux tells the memory, and the first explorer needs a Chromium. An
import and a lesson are CPU time, which a busy machine does not stretch as it does the wall clock.
"""

from __future__ import annotations

import ast
import json
import os
import statistics
import subprocess
import sys
from collections import defaultdict
from contextlib import contextmanager
from functools import partial
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

import psutil  # noqa: E402
from jupyter_client.manager import start_new_kernel  # noqa: E402

from benchmarks.lab import PROGRAM, chromium, lab, opened  # noqa: E402
from benchmarks.one_thread import ONE  # noqa: E402
from benchmarks.processes import megabytes, used, used_alone  # noqa: E402
from benchmarks.rows import Row, number, spread, table  # noqa: E402

GOAL = 6
ROUNDS = 3  # of all lessons
IMPORTS, FIRSTS = 15, 3  # fresh processes; fresh kernels that show their first explorer
LESSONS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9][0-9]_*.ipynb"))
# A learner's Python keeps its bytecode, and a benchmark leaves no progress behind.
LEARNERS = {**os.environ, "AUTODIFF_PROGRESS": "off"}
LEARNERS.pop("PYTHONDONTWRITEBYTECODE", None)

IMPORT = """
import sys, time
sys.path.append({tests!r})
def timed(name):
    begun, cpu = time.perf_counter(), time.process_time()
    __import__(name)
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - cpu)
numpy = timed("numpy")
if sys.platform == "linux":
    import psutil
    from benchmarks.processes import megabytes
    this = psutil.Process()
memory = megabytes(this) if sys.platform == "linux" else 0
ours = timed("autodiff_core")
print([*numpy, *ours, (megabytes(this) - memory) * 1e6 / 2**20 if sys.platform == "linux" else 0])
"""
FIRST = """from autodiff_core.explorers import GraphExplorer

def cost(w, b, x=2, y=4):
    c = w * x
    a = c + b
    d = a - y
    J = d**2 / 2
    return J

GraphExplorer(cost, w=5, b=-3)"""
# The least that a widget costs, whatever it shows.
SLIDER = "import ipywidgets\nipywidgets.IntSlider(5)"
CELLS = {"explorer": (FIRST, ".ad-explorer .ad-picture .ad-value"), "slider": (SLIDER, ".widget-readout")}
# Milliseconds from running the cell in front to the first frame that has its picture, or its number, in it.
SHOWN = """async (place) => {
  const begun = performance.now();
  jupyterapp.commands.execute("notebook:run-cell");
  while (!document.querySelector(place)?.textContent) await new Promise(requestAnimationFrame);
  return performance.now() - begun;
}"""


def imports():
    """[wall and CPU of numpy, wall and CPU of ours (ms), our memory (MiB)], a list for each fresh process."""
    program = [sys.executable, "-c", IMPORT.format(tests=str(Path(__file__).parents[1]))]
    alone = LEARNERS | ONE  # the threads that NumPy starts would spin on into our time
    run = partial(subprocess.run, program, env=alone, capture_output=True, text=True, check=True)
    run()  # the first may have to compile
    return [ast.literal_eval(run().stdout) for _ in range(IMPORTS)]


def first_shown():
    """Milliseconds until the first widget of a fresh kernel is shown: {which: a number for each kernel}."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    found = defaultdict(list)
    with lab(**{name: [source] for name, (source, _) in CELLS.items()}) as server, chromium() as browser:
        for _ in range(FIRSTS + 1):
            for name, (_, place) in CELLS.items():
                lab_page = opened(browser, server, name)
                found[name].append(lab_page.page.evaluate(SHOWN, place))
                lab_page.close()
    return {name: times[1:] for name, times in found.items()}  # the first browser fetches all of JupyterLab


@contextmanager
def kernel():
    """A fresh kernel: (its process, a function that runs a cell in it and returns what it printed)."""
    manager, client = start_new_kernel(env=LEARNERS, cwd=str(LESSONS[0].parent))

    def run(source):
        said = []
        hear = lambda message: said.append(message["content"].get("text", ""))  # noqa: E731
        client.execute_interactive(source, output_hook=hear, allow_stdin=False, stop_on_error=False)
        return "".join(said)

    try:
        yield psutil.Process(int(run("import os; print(os.getpid())"))), run
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def run_lessons(found):
    """Run every lesson in a kernel of its own; add what is measured to found[what][lesson]."""
    with kernel() as (bare, run_bare):
        run_bare("import numpy")
        for path in LESSONS:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            with kernel() as (process, run):
                before, before_alone = used(process), used_alone(process)
                for cell in cells:
                    if cell["cell_type"] == "code":
                        run("".join(cell["source"]))
                lesson = path.name[:2]
                found["seconds"][lesson].append(used_alone(process) - before_alone)
                found["with others"][lesson].append(used(process) - before)
                if sys.platform == "linux":
                    found["memory"][lesson].append(megabytes(process) / megabytes(bare))
                asked = "import sys; print('matplotlib' in sys.modules)"
                found["plotting"][lesson].append(run(asked).strip() == "True")


def _largest(found, title, limit, unit=""):
    """A row for the lesson with the largest median, the medians of all lessons beside it."""
    medians = {lesson: statistics.median(each) for lesson, each in found.items()}
    worst = max(medians, key=medians.get)
    middle, quartiles = spread(found[worst])
    others = ", ".join(f"{lesson} {number(median)}" for lesson, median in medians.items())
    return Row(GOAL, title.format(worst), middle, limit, unit, quartiles, note=others)


def rows(rounds=ROUNDS):
    """This part of the table."""
    numpy, numpy_cpu, ours, ours_cpu, memory = map(spread, zip(*imports()))
    theirs = f"numpy {number(numpy_cpu[0], 'ms')}, clock {number(numpy[0], 'ms')}"
    clock = f"clock {number(ours[0], 'ms')}; {theirs}"
    title = "CPU of `import autodiff_core`, after numpy"
    made = [Row(GOAL, title, ours_cpu[0], 30, "ms", ours_cpu[1], beside=clock)]
    linux = sys.platform == "linux"
    title = "memory of the import, after numpy"
    if linux:
        made.append(Row(GOAL, title, memory[0], 3, "MiB", memory[1]))
    title = "the first explorer of a fresh kernel, from running its cell"
    if PROGRAM:
        shown = first_shown()
        middle, quartiles = spread(shown["explorer"])
        least = f"a bare slider of ipywidgets {number(spread(shown['slider'])[0], 'ms')}"
        made.append(Row(GOAL, title, middle, 1000, "ms", quartiles, beside=least))
    else:
        made.append(Row(GOAL, title, None, 1000, "ms", note="no Chromium here"))
    found = defaultdict(lambda: defaultdict(list))
    for _ in range(rounds):
        run_lessons(found)
    made.append(_largest(found["seconds"], "CPU of a kernel that runs lesson {}", 5, "s"))
    title = "with the processes in which lesson {} asks frameworks that are installed"
    made.append(_largest(found["with others"], title, None, "s"))
    if linux:
        title = "memory of a kernel that has run lesson {} / a bare one with numpy"
        made.append(_largest(found["memory"], title, 1.3))
    plotting = sum(map(any, found["plotting"].values()))
    made.append(Row(GOAL, "lessons that load matplotlib", plotting, 0, "lessons"))
    return made


if __name__ == "__main__":
    print(table(rows(*map(int, sys.argv[1:]))))
