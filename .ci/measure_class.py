"""Write into the guide what a class takes that runs lesson 03 at once. usage: measure_class.py [KERNELS]

Every learner has a kernel and a progress file of their own, and runs every cell of the lesson, one after the
other. Memory is the proportional set size when all have come to the end; CPU is what the kernels have used.
A cell that fails, or whose text differs from what is stored, is a failure.
"""

import asyncio
import datetime
import os
import platform
import re
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import nbformat
import psutil
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
sys.path += [str(ROOT / "tests")]
from benchmarks.processes import megabytes, used  # noqa: E402

LESSON = ROOT / "notebooks" / "03_backward.ipynb"
GUIDE = ROOT / "notebooks" / "instructor" / "class_server.md"
TABLE = re.compile(r"(?<=<!-- class -->\n).*?(?=<!-- /class -->)", re.S)


def texts(notebook):
    """What all cells show as plain text."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [each["data"].get("text/plain") if "data" in each else each.get("text") for each in outputs]


async def learner(number, place, all_done):
    """Start a kernel, run the lesson, wait for the others: [seconds, megabytes, seconds of CPU, failure]."""
    (place / str(number)).mkdir()
    notebook = nbformat.read(LESSON, as_version=4)
    client = NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(place / str(number))}})
    start, failure = time.monotonic(), ""
    async with client.async_setup_kernel(env={**os.environ, "AUTODIFF_PROGRESS": "progress.db"}):
        for index, cell in enumerate(notebook.cells):
            try:
                await client.async_execute_cell(cell, index)
            except Exception as error:  # it is counted
                failure = failure or f"cell {index}: {type(error).__name__}"
        seconds = time.monotonic() - start
        await all_done.wait()
        kernel = psutil.Process(client.km.provisioner.pid)
        if not failure and texts(notebook) != texts(nbformat.read(LESSON, as_version=4)):
            failure = "another output than the stored one"
        return seconds, megabytes(kernel), used(kernel), failure


async def one_class(count):
    with tempfile.TemporaryDirectory() as place:
        all_done = Everybody(count)
        return await asyncio.gather(*(learner(number, Path(place), all_done) for number in range(count)))


class Everybody:
    """wait() ends when all of them are there. (asyncio.Barrier, from Python 3.11 on.)"""

    def __init__(self, count):
        self.missing, self.there = count, asyncio.Event()

    async def wait(self):
        self.missing -= 1
        if not self.missing:
            self.there.set()
        await self.there.wait()


def table(found, load):
    seconds, memory, cpu, failures = zip(*found)
    failed = sum(map(bool, failures))
    today = datetime.date.today()
    return "\n".join(
        [
            f"| {len(found)} kernels run lesson 03 at the same moment | |",
            "| --- | ---: |",
            f"| first one done, last one done | {min(seconds):.0f} s, {max(seconds):.0f} s |",
            f"| memory of a kernel, median, and of all | {median(memory):.0f} MB, {sum(memory):.0f} MB |",
            f"| CPU of a kernel, median, and of all | {median(cpu):.1f} s, {sum(cpu):.0f} s |",
            f"| failures | {failed} |",
            "",
            f"One run, {today.day} {today:%B %Y}: Python {platform.python_version()}, "
            f"{os.cpu_count()} cores, {platform.machine()}; load before it {load:.1f}. Memory is PSS.\n",
        ]
    )


def main(count="20"):
    load = os.getloadavg()[0]
    found = asyncio.run(one_class(int(count)))
    text = table(found, load)
    print(text)
    for *_, failure in found:
        if failure:
            print(failure)
    if GUIDE.exists():
        guide = GUIDE.read_text(encoding="utf-8")
        GUIDE.write_text(TABLE.sub(lambda _: text, guide), encoding="utf-8")
    sys.exit(any(failure for *_, failure in found))


if __name__ == "__main__":
    main(*sys.argv[1:])
