"""Measure what one learner needs of a server, and write it into the guide. usage: measure_learner.py [ROUNDS]

Every lesson is opened in JupyterLab in a real browser and run from top to bottom. In one of them a slider is
dragged, and then nothing is touched for the same time. Memory is the proportional set size (PSS), which only
Linux tells; CPU is what the processes have used, however busy the machine is. Each number is a median.
"""

import datetime
import importlib.metadata
import os
import platform
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from functools import partial
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
sys.path += [str(ROOT / "tests")]
from benchmarks.lab import LabPage, LabServer, chromium  # noqa: E402
from benchmarks.processes import megabytes, used  # noqa: E402

NOTEBOOKS = ROOT / "notebooks"
GUIDE = NOTEBOOKS / "instructor" / "class_server.md"
TABLE = re.compile(r"(?<=<!-- learner -->\n).*?(?=<!-- /learner -->)", re.S)
PACKAGES = ("jupyterlab", "ipykernel", "ipywidgets", "anywidget", "numpy")
MOVED, MOVES = "03_backward.ipynb", 200
# What the mouse does to a slider that it drags: a new value 20 times a second, there and back.
DRAG = """async (slider, moves) => {
  const [low, high] = [Number(slider.min), Number(slider.max)];
  for (let i = 0; i < moves; i += 1) {
    slider.value = low + (high - low) * (0.5 - 0.5 * Math.cos(i / 15));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((next) => setTimeout(next, 50));
  }
}"""


class Visit:
    """A lesson open in a fresh page of the browser, and the processes behind it."""

    def __init__(self, browser, server, lesson):
        self.server = psutil.Process(server.process.pid)
        self.before = used(self.server)
        self.messages = 0
        page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
        page.on("websocket", self._listen)
        self.lab = LabPage(page, server.url(lesson))
        self.kernel = next(each for each in self.server.children() if "ipykernel_launcher" in each.cmdline())

    def _listen(self, websocket):
        for event in ("framesent", "framereceived"):
            websocket.on(event, self._count)

    def _count(self, _):
        self.messages += 1

    def during(self, act):
        """The CPU of the kernel and of the server, and the messages from and to the page, during `act`."""
        before = used(self.kernel), used(self.server), self.messages
        act()
        self.lab.page.wait_for_timeout(1000)  # the kernel is told when the hand rests
        after = used(self.kernel), used(self.server), self.messages
        return [now - then for now, then in zip(after, before)]

    def move(self):
        self.lab.page.get_by_role("slider", name="w", exact=True).first.evaluate(DRAG, MOVES)


def one_round(browser, server, found):
    """Open and run every lesson once; add what is measured to the lists of `found`."""
    for lesson in sorted(path.name for path in NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")):
        visit = Visit(browser, server, lesson)
        found["idle", "memory"].append(megabytes(visit.kernel))
        found["idle", "kernel"].append(used(visit.kernel))
        visit.lab.run_all()
        found[lesson, "memory"].append(megabytes(visit.kernel))
        found[lesson, "kernel"].append(used(visit.kernel))
        found[lesson, "server"].append(used(visit.server) - visit.before)
        if lesson == MOVED:
            start = time.monotonic()
            found["moved", "all"].append(visit.during(visit.move))
            found["moved", "seconds"].append(time.monotonic() - start)
            rest = partial(visit.lab.page.wait_for_timeout, 1000 * (found["moved", "seconds"][-1] - 1))
            found["untouched", "all"].append(visit.during(rest))
        visit.lab.close()
        print(lesson, *(found[lesson, what][-1] for what in ("memory", "kernel", "server")), flush=True)


def table(found, versions):
    """What was found, as Markdown: {(lesson or occasion, what): [one number or more of each round]}."""
    server, idle = (statistics.median(found[key, "memory"]) for key in ("server", "idle"))
    started = f"{idle:.0f} MB | {idle + server:.0f} MB | {_cpu(found['idle', 'kernel'])}"
    rows = [
        "| | kernel | kernel and server | CPU of the kernel | CPU of the server |",
        "| --- | ---: | ---: | ---: | ---: |",
        f"| kernel started, nothing run | {started} | |",
    ]
    for lesson in sorted(lesson for lesson, what in found if what == "server"):
        memory = statistics.median(found[lesson, "memory"])
        kernel, served = (_cpu(found[lesson, what]) for what in ("kernel", "server"))
        both = f"{memory:.0f} MB | {memory + server:.0f} MB"
        rows.append(f"| lesson {lesson[:2]} run | {both} | {kernel} | {served} |")
    seconds = statistics.median(found["moved", "seconds"])
    rows += ["", f"| {seconds:.0f} seconds | messages | CPU of the kernel | CPU of the server |"]
    rows += ["| --- | ---: | ---: | ---: |"]
    occasions = {"untouched": "nobody touches it", "moved": f"a slider is dragged, {MOVES} new values"}
    for key, words in occasions.items():
        kernel, served, messages = zip(*found[key, "all"])
        count = statistics.median(messages)
        rows.append(f"| {words} | {count:.0f} | {_cpu(kernel, 2)} | {_cpu(served, 2)} |")
    return "\n".join(rows) + f"\n\n{versions}\n"


def _cpu(seconds, digits=1):
    return f"{statistics.median(seconds):.{digits}f} s"


def versions(rounds):
    named = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    today, python = datetime.date.today(), platform.python_version()
    return (
        f"Medians of {rounds} rounds, {today.day} {today:%B %Y}: Python {python}, {named}, "
        f"{os.cpu_count()} cores, {platform.machine()}. Memory is PSS, in millions of bytes."
    )


def main(rounds="3"):
    found = defaultdict(list)
    with chromium() as browser, tempfile.TemporaryDirectory() as scratch:
        for number in range(int(rounds)):
            place = Path(scratch) / str(number)
            place.mkdir()
            with LabServer(NOTEBOOKS, place) as server:
                one_round(browser, server, found)
                found["server", "memory"].append(megabytes(psutil.Process(server.process.pid)))
    text = table(found, versions(rounds))
    print(text)
    if GUIDE.exists():
        guide = TABLE.sub(lambda _: text, GUIDE.read_text(encoding="utf-8"))
        GUIDE.write_text(guide, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
