"""Two kernels at once, and kernels that are killed: nothing that was noted is lost."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from autodiff_core import progress
from autodiff_core.progress import keeping

START = """
import sys
from autodiff_core import progress
print("ready", flush=True)
sys.stdin.readline()
"""
NOTE = """
for i in range(int(sys.argv[2])):
    progress.note(f"{sys.argv[1]} {i}", "tried")
    if i % 10 == 0:
        progress.note("of both", "helped")
print(progress.trouble())
"""
NOTE_ON = """
for i in range(10**6):
    progress.note(f"item {i % 300}", "right")
    print(i + 1, flush=True)
"""


@pytest.fixture
def kernel():
    """kernel(program, *arguments) -> a process that waits for a line of input and then runs."""
    running = []

    def start(program, *arguments):
        command = [sys.executable, "-c", START + program, *arguments]
        running.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


def run_together(*kernels):
    """Let kernels go at the same moment, and return what each prints."""
    for each in kernels:
        assert each.stdout.readline() == "ready\n"
    for each in kernels:
        each.stdin.write("go\n")
        each.stdin.flush()
    return [each.communicate(timeout=120)[0].strip() for each in kernels]


def test_two_kernels_that_write_at_the_same_time_lose_nothing(path, kernel):
    said = run_together(kernel(NOTE, "a", "200"), kernel(NOTE, "b", "200"))
    assert said == ["", ""]
    known = progress.known()
    assert known.keys() == {"of both", *(f"{name} {i}" for name in "ab" for i in range(200))}
    assert known["of both"].tries == 40
    assert list(path.parent.iterdir()) == [path]


def test_two_kernels_that_find_a_damaged_file_set_it_aside_once(path, kernel):
    for round_ in range(1, 6):
        path.write_bytes(b"damage" * 1000)
        run_together(kernel(NOTE, "a", "10"), kernel(NOTE, "b", "10"))
        assert len(progress.known()) == 21
        names = {f"progress.damaged-{n}.db" for n in range(1, round_ + 1)}
        assert {each.name for each in path.parent.iterdir()} == {"progress.db", *names}


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not for Windows")
def test_a_kernel_killed_while_it_writes_leaves_a_whole_file(path, kernel, monkeypatch):
    """Again and again. What it had said it noted is there; at most the one note it was at is not."""
    noted = 0
    for round_ in range(12):
        each = kernel(NOTE_ON)
        assert each.stdout.readline() == "ready\n"
        each.stdin.write("go\n")
        each.stdin.flush()
        each.stdout.readline()
        time.sleep(0.02 + 0.0027 * round_)
        each.send_signal(signal.SIGKILL)
        lines = each.communicate()[0].split()
        noted += int(lines[-1]) if lines else 1
        monkeypatch.setattr(keeping, "memory", keeping.Memory())
        tries = sum(record.tries for record in progress.known().values())
        assert noted <= tries <= noted + round_ + 1
        assert progress.trouble() == ""
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
