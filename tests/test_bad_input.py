"""What beginners do, and word for word what they read: every cell and command of tests/bad_input/."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bad_inputs import displays, table

from autodiff_core.publish import __main__ as publish

ROOT = Path(__file__).parents[1]
TABLE = table()
PUBLISH = ".venv/bin/python -m autodiff_core.publish "
FRAME = re.compile(r"(make(\[\d+\])?: |usage: | {20}).*|[12]")  # of make and argparse; the exit code


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


@pytest.fixture
def failing(capsys, monkeypatch):
    """failing(command): what a command says that is given in the folder of the project, and fails."""
    monkeypatch.chdir(ROOT)

    def run(command):
        if command.startswith(PUBLISH):  # in this process: it takes seconds to load
            with pytest.raises(SystemExit) as ended:
                publish.main(shlex.split(command.removeprefix(PUBLISH)))
            return f"{capsys.readouterr().err}{ended.value.code}"
        command = command.replace(".venv/bin/python", sys.executable)
        done = subprocess.run(command, shell=True, capture_output=True, text=True)
        return f"{done.stdout}{done.stderr}{done.returncode}"

    return run


@pytest.mark.parametrize("entry", of_kind("$"))
def test_a_command_says_this_and_fails(entry, failing):
    if entry.text.startswith("make ") and not shutil.which("make"):
        pytest.skip("there is no make")
    said = [line for line in failing(entry.text).splitlines() if not FRAME.fullmatch(line)]
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
