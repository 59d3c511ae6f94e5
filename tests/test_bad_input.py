"""What beginners do, and word for word what they read: every cell and command of tests/bad_input/."""

import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bad_inputs import displays, table

ROOT = Path(__file__).parents[1]
TABLE = table()
OF_MAKE = re.compile(r"make(\[\d+\])?: |\.venv/bin/python |usage: | {20}")  # also of argparse


def of_kind(kind):
    """The entries of a kind. What is marked as still wanted has to be missing, or the mark is not true."""
    return [
        pytest.param(
            entry,
            id=f"{entry.chapter}: {entry.title}",
            marks=[pytest.mark.xfail(reason="wanted", strict=True)] if entry.wanted else [],
        )
        for entry in TABLE
        if entry.kind == kind
    ]


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What a notebook shows of each cell of the table."""
    pytest.importorskip("IPython")
    cells = [entry.does for entry in TABLE if not entry.kind]
    return dict(zip(cells, displays(cells, tmp_path_factory.mktemp("notebook"))))


@pytest.mark.parametrize("entry", of_kind(""))
def test_a_cell_shows_this_and_nothing_else(entry, shown):
    assert shown[entry.does] == entry.reads


@pytest.fixture(scope="module")
def done():
    """How each command of the table ended: they run at the same time, and wait more than they work."""

    def run(command):
        command = command.replace(".venv/bin/python", sys.executable)
        return subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True)

    commands = [entry.text for entry in TABLE if entry.kind == "$"]
    with ThreadPoolExecutor() as threads:
        return dict(zip(commands, threads.map(run, commands)))


@pytest.mark.parametrize("entry", of_kind("$"))
def test_a_command_says_this_and_fails(entry, done):
    if entry.text.startswith("make ") and not shutil.which("make"):
        pytest.skip("there is no make")
    ended = done[entry.text]
    assert ended.returncode
    said = [line for line in (ended.stdout + ended.stderr).splitlines() if not OF_MAKE.match(line)]
    assert "\n".join(said) == entry.reads


def test_there_are_enough_of_them_and_no_two_are_alike():
    assert len(TABLE) >= 100
    assert len({entry.does for entry in TABLE}) == len(TABLE)


def test_a_sentence_ends_as_sentences_do_and_shows_no_address_in_memory():
    for entry in TABLE:
        assert " at 0x" not in entry.reads, entry.title
        if entry.reads.startswith("GraphError: "):
            sentence, _, _ = entry.reads.splitlines()[0].partition(" It happened in line ")
            assert sentence.endswith((".", "?")), entry.title
