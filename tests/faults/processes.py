"""Faults that need Python and no browser: each in processes of its own, which may be killed."""

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from faults import history
from faults.register import register

from autodiff_core.progress import file
from autodiff_core.progress.record import made_now

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
RUN_CELLS = Path(__file__).parent / "run_cells.py"
FAULTS = []
fault = register(FAULTS)


def environment(**more):
    return {**os.environ, "AUTODIFF_PROGRESS": "off", "PYTHONPATH": "", **more}


def run(*command, **more):
    """What a Python prints that must end well and say nothing on stderr."""
    done = subprocess.run([sys.executable, *command], env=environment(**more), capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, ""), f"{done.returncode}\n{done.stderr[-2000:]}"
    return done.stdout


# -- progress

NOTE = """
import sys
from autodiff_core import progress
for i in range(10**6):
    progress.note(f"item {sys.argv[1]} {i}", "right")
    print(i + 1, flush=True)
"""
EXERCISE = """
import sys
from autodiff_core import progress
from autodiff_core.practice import check
name = next(iter(check.tasks))
for i in range(10**6):
    check(name, i)
    print(i + 1, flush=True)
"""


def killed(code, times, place):
    """Kill a kernel at any moment. Every note that it said it made is there, and the file is whole."""
    path, noted = place / "progress.db", 0
    for number in range(times):
        command = [sys.executable, "-c", code, str(number)]
        each = subprocess.Popen(
            command, env=environment(AUTODIFF_PROGRESS=str(path)), stdout=subprocess.PIPE, text=True
        )
        each.stdout.readline()
        time.sleep(random.uniform(0, 0.05))
        each.send_signal(signal.SIGKILL)
        lines = each.communicate()[0].split()
        noted += int(lines[-1]) if lines else 1
        tries = sum(record.tries for record in file.read(path).values())
        assert noted <= tries <= noted + number + 1, (noted, tries)
    return f"{noted} notes, none lost"


@fault("kernel killed while progress is saved", holds="file whole, no note lost", times=60)
def killed_while_saving(times, place):
    return killed(NOTE, times, place)


@fault("kernel killed while an exercise is checked", holds="file whole, no note lost", times=20)
def killed_in_an_exercise(times, place):
    return killed(EXERCISE, times, place)


@fault("two kernels note at the same time", holds="each note of both is kept", times=5)
def two_kernels(times, place):
    for number in range(times):
        path = place / f"{number}.db"
        code = NOTE.replace("10**6", "100")
        both = [
            subprocess.Popen(
                [sys.executable, "-c", code, name], env=environment(AUTODIFF_PROGRESS=str(path)), stdout=-3
            )
            for name in "ab"
        ]
        assert [each.wait(120) for each in both] == [0, 0]
        assert len(file.read(path)) == 200


FULL = """
import resource, sys
from autodiff_core import progress
from autodiff_core.progress import keeping
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
keeping.memory.unsaved = {f"new {i}": keeping.made_now(f"new {i}", "right") for i in range(300)}
print(len(progress.known()), bool(progress.trouble()))
"""


@fault("disk full at any byte of a change", holds="file old or new, whole; notes in memory", times=40, few=2)
def full_disk(times, place):
    path = place / "progress.db"
    old = {f"old {i}": made_now(f"old {i}", "right") for i in range(100)}
    refused = 0
    for number in range(times):
        path.unlink(missing_ok=True)
        file.change(path, lambda _: old)
        said = run("-c", FULL, str(60_000 * number // times), AUTODIFF_PROGRESS=str(path)).split()
        kept = file.read(path)
        assert kept.keys() in ({*old}, {*old, *(f"new {i}" for i in range(300))}), len(kept)
        assert said == ["400", str(len(kept) == 100)], said
        refused += len(kept) == 100
    return f"{refused} refused, {times - refused} kept"


SMALL_DISK = """
from autodiff_core import progress
for i in range(3000):
    progress.note(f"item {i} " + 100 * "x", "right")
print(len(progress.known()), "cannot be used" in progress.trouble())
"""


@fault("a disk of 100 kB that fills up", holds="lesson goes on, one sentence, file whole", times=1)
def small_disk(times, place):
    disk = place / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100k", "none", disk], capture_output=True)
    if mounted.returncode:
        return "left out: only the superuser can mount one"
    try:
        assert run("-c", SMALL_DISK, AUTODIFF_PROGRESS=str(disk / "progress.db")).split() == ["3000", "True"]
        return f"{len(file.read(disk / 'progress.db'))} of 3000 notes fitted"
    finally:
        subprocess.run(["umount", disk], check=True)


# -- what a machine may lack

DRAW = """
import sys
for name in sys.argv[1].split():
    sys.modules[name] = None
from autodiff_core import trace
from autodiff_core.explorers import GraphExplorer
from autodiff_core.lessons import cost
from autodiff_core.picture import draw
graph = trace(cost, w=5, b=-3)
svg = draw(graph).svg
live, _ = GraphExplorer(graph)._repr_mimebundle_()
print(svg.count("<rect") > 8, "image/svg+xml" in live, "pip install pygraphviz" in svg)
"""


def lack(modules, **more):
    return run("-c", DRAW, modules, **more).split()


@fault("pygraphviz and `dot` absent", holds="picture drawn, and it says what to install", times=1, few=1)
def no_graphviz(times, place):
    assert lack("pygraphviz", PATH=str(place)) == ["True", "True", "True"]


@fault("`dot` absent", holds="picture drawn, nothing said", times=1)
def no_dot(times, place):
    assert lack("", PATH=str(place))[:2] == ["True", "True"]


@fault("pygraphviz absent", holds="picture drawn, nothing on stderr", times=1)
def no_pygraphviz(times, place):
    assert lack("pygraphviz")[:2] == ["True", "True"]


@fault("fonts absent", holds="the same picture, nothing on stderr", times=1)
def no_fonts(times, place):
    empty = place / "fonts.conf"
    empty.write_text("<fontconfig></fontconfig>", encoding="utf-8")
    code = DRAW + "print(svg)"
    without = run("-c", code, "", FONTCONFIG_FILE=str(empty), FONTCONFIG_PATH=str(place), HOME=str(place))
    assert without == run("-c", code, "")


@fault("SQLite absent", holds="lesson goes on, one sentence", times=1)
def no_sqlite(times, place):
    code = "import sys; sys.modules['sqlite3'] = None\nfrom autodiff_core import progress\n"
    code += "progress.note('a', 'right'); print('sqlite3' in progress.trouble(), len(progress.known()))"
    assert run("-c", code, AUTODIFF_PROGRESS=str(place / "progress.db")).split() == ["True", "1"]


# -- lessons, cell by cell


def lessons():
    return sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))


def run_cells(lesson, order, **more):
    """The lines that run_cells.py prints: what differs from what is stored, and what was raised."""
    return run(str(RUN_CELLS), str(lesson), order, **more).splitlines()


@fault("no network: every lesson", holds="no name asked for, no connection made", times=11, few=1)
def no_network(times, place):
    for lesson in lessons()[:times]:
        lines = run_cells(lesson, "no network")
        assert lines == [], (lesson.name, lines)


@fault("read-only home and folder: every lesson", holds="all cells run, stored outputs", times=11)
def read_only_home(times, place):
    # Not even the superuser can write into /proc.
    for lesson in lessons()[:times]:
        places = {"HOME": "/proc", "IPYTHONDIR": str(place), "AUTODIFF_PROGRESS": "/proc/progress.db"}
        lines = run_cells(lesson, "in order", **places)
        assert lines == [], (lesson.name, lines)


@fault("restart and run all", holds="the stored outputs, every time", times=10)
def again_and_again(times, place):
    for _ in range(times):
        lines = run_cells(NOTEBOOKS / "03_backward.ipynb", "in order", AUTODIFF_PROGRESS=str(place / "p.db"))
        assert lines == [], lines


@fault(
    "cells in random order after the import cell",
    holds="only names not made yet are missed; then Run All as stored",
    times=55,
    few=1,
)
def random_order(times, place):
    missing = 0
    for number in range(times):
        lesson = lessons()[(number + 3) % len(lessons())]
        lines = run_cells(lesson, f"shuffled {number}")
        odd = [line for line in lines if not line.startswith("NameError")]
        assert not odd, (lesson.name, number, odd)
        missing += len(lines)
    return f"{missing} cells asked for a name that another one makes"


# -- what older code has saved

FIRST = Path(__file__).parent / "first_03_backward.ipynb"  # the code of lesson 03 as it was first stored


@fault("old notebook, newer code", holds="every cell runs as it did", times=34, few=1)
def old_notebook(times, place):
    versions = history.spread(history.lessons(), times - 1)
    for lesson in (shutil.copy(FIRST, place), *(history.write(*each, place) for each in versions)):
        lines = run_cells(lesson, "old")
        assert lines == [], (lesson, lines)
    return f"{len(versions)} stored versions of the lessons"


# A progress file as the first version wrote it, word for word: no later version may ask for another one.
OLD_PROGRESS = """
PRAGMA application_id = 1633969008;
PRAGMA user_version = 1;
CREATE TABLE progress(item TEXT PRIMARY KEY NOT NULL, status TEXT NOT NULL, tries INTEGER NOT NULL, \
first TEXT NOT NULL, last TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO progress VALUES('an item of old', 'right', 3, '2026-11-24T18:00:00Z', '2026-11-24T19:00:00Z');
"""
OLD_NOTES = """
from autodiff_core import progress
from autodiff_core.practice import check
for name in ["an item of old", *check.tasks]:
    progress.note(name, "right", 3)
print(progress.known().keys())
"""
NOW = """
from autodiff_core import progress
from autodiff_core.practice import progress as shown
progress.note("a new one", "tried")
print(progress.known()["an item of old"].tries, "an item of old" in shown.report(), progress.trouble())
"""


@fault("old progress, newer code", holds="read, shown, added to; nothing lost", times=6, few=1)
def old_progress(times, place):
    path = place / "progress.db"
    with contextlib.closing(sqlite3.connect(path)) as made:
        made.executescript(OLD_PROGRESS)
    kept = file.read(path)
    for commit in ("", *history.packages(times - 1)):
        if commit:
            path = place / f"{commit}.db"
            old = history.package(commit, place / commit)
            run("-c", OLD_NOTES, AUTODIFF_PROGRESS=str(path), PYTHONPATH=str(old))
            kept = file.read(path)
        assert run("-c", NOW, AUTODIFF_PROGRESS=str(path)).split() == ["3", "True"], commit
        after = file.read(path)
        assert after.keys() == {*kept, "a new one"} and kept.items() <= after.items(), commit


# -- memory

EXPLORERS = """
import gc, psutil
from ipywidgets.widgets import widget as core
from autodiff_core import trace
from autodiff_core.explorers import GraphExplorer
from autodiff_core.lessons import cost
graph = trace(cost, w=5, b=-3)
def measure(times):
    for _ in range(times):
        GraphExplorer(graph).close()
    gc.collect()
    return psutil.Process().memory_info().rss / 1e6, len(core._instances)
measure(300)
(before, held), (after, kept) = measure(50), measure(1000)
print(after - before, kept - held)
"""


@fault("explorers made and closed", holds="memory flat (2 MB), none held", times=1000)
def many_explorers(times, place):
    grown, held = map(float, run("-c", EXPLORERS).split())
    assert grown < 2 and held == 0, (grown, held)
    return f"{grown:+.1f} MB"


MOVES = """
import gc, psutil
from autodiff_core.explorers import GraphExplorer
from autodiff_core.lessons import cost
explorer = GraphExplorer(cost, w=5, b=-3)
def measure(times):
    for i in range(times):
        explorer.set_state({"w": i % 10})
    gc.collect()
    return psutil.Process().memory_info().rss / 1e6
measure(2000)
before = measure(100)
print(measure(10_000) - before)
"""


@fault("slider events that reach the kernel", holds="memory flat (2 MB)", times=10_000)
def many_moves(times, place):
    grown = float(run("-c", MOVES))
    assert grown < 2, grown
    return f"{grown:+.1f} MB"
