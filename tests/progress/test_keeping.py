"""The best status stays, tries add up, and nothing that can happen to a file stops a lesson."""

import os
import sqlite3
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autodiff_core import progress
from autodiff_core.progress import file, keeping
from autodiff_core.progress.record import STATUSES

ODD_NAMES = [
    "the slope at 3",
    "dJ/dw: ∂J/∂w, größer, 傾き, 🙂",
    "'; DROP TABLE progress; --",
    '"quoted" and `ticked`',
    "<script>alert(1)</script> & <b>",
    "two\nlines\tand a tab",
    "nothing\0here",
    " ",
    "%s %(x)s {0}",
    "x" * 100_000,
]


def test_nothing_is_known_and_no_file_made_before_something_is_noted(path):
    assert progress.known() == {}
    assert progress.trouble() == ""
    assert list(path.parent.iterdir()) == []


def test_a_note_is_known_after_a_restart(path, restart):
    progress.note("slope", "right")
    restart()
    record = progress.known()["slope"]
    assert (record.status, record.tries) == ("right", 1)


def test_at_rest_there_is_one_file(path):
    progress.note("slope", "right")
    progress.known()
    assert list(path.parent.iterdir()) == [path]


def test_the_best_status_stays_and_tries_add_up(path, restart):
    seen = []
    for status in ("tried", "helped", "tried", "right", "helped", "tried"):
        progress.note("slope", status)
        restart()
        seen.append((progress.known()["slope"].status, progress.known()["slope"].tries))
    assert seen == [("tried", 1), ("helped", 2), ("helped", 3), ("right", 4), ("right", 5), ("right", 6)]


@pytest.mark.parametrize("name", ODD_NAMES, ids=range(len(ODD_NAMES)))
def test_any_name_is_kept_as_it_is(path, restart, name):
    progress.note(name, "helped")
    restart()
    assert list(progress.known()) == [name]
    assert progress.trouble() == ""


NOTES = st.tuples(st.sampled_from("abc"), st.sampled_from(range(len(STATUSES))), st.integers(0, 5))
ACTIONS = st.lists(st.one_of(NOTES, st.sampled_from(["restart", "copy", "load"])), max_size=12)
NOTHING = (-1, 0)  # what a model knows of an item: the rank of its status, and its tries


def larger(model, other):
    """Two models as one, by the rule in one line: of each number the larger."""
    names = model.keys() | other.keys()
    return {i: tuple(map(max, model.get(i, NOTHING), other.get(i, NOTHING))) for i in names}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTIONS)
def test_any_sequence_of_notes_restarts_and_merges_keeps_the_best(restart, actions):
    model, copied = {}, {}
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv(keeping.VARIABLE, str(Path(folder, "progress.db")))
        restart()
        for action in actions:
            if action == "restart":
                restart()
            elif action == "copy" and model:
                progress.save_copy(Path(folder, "copy.db"))
                copied = larger(copied, model)
            elif action == "load" and copied:
                progress.load(Path(folder, "copy.db"))
                model = larger(model, copied)
            elif isinstance(action, tuple):
                item, rank, tries = action
                progress.note(item, STATUSES[rank], tries)
                before = model.get(item, NOTHING)
                model[item] = (max(before[0], rank), before[1] + tries)
        found = {item: (STATUSES.index(r.status), r.tries) for item, r in progress.known().items()}
        assert found == model
        assert progress.trouble() == ""


@pytest.mark.parametrize("bad", [("slope", "new"), ("slope", None), (None, "right"), ("", "right"), ({}, [])])
def test_what_makes_no_sense_is_not_noted_and_nothing_is_raised(path, bad):
    progress.note(*bad)
    assert progress.known() == {}


def test_off_keeps_no_file(tmp_path, monkeypatch, restart):
    monkeypatch.chdir(tmp_path)
    for word in ("off", "OFF", " Off "):
        monkeypatch.setenv(keeping.VARIABLE, word)
        progress.note("slope", "tried", 2)
        assert progress.known()["slope"].tries == 2
        assert progress.trouble() == ""
        restart()
        assert progress.known() == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wish", [None, "", "  "])
def test_without_a_wish_the_file_is_beside_the_notebook(tmp_path, monkeypatch, wish):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(keeping.VARIABLE) if wish is None else monkeypatch.setenv(keeping.VARIABLE, wish)
    progress.note("slope", "right")
    assert [each.name for each in tmp_path.iterdir()] == ["progress.db"]


def test_the_file_is_where_the_variable_says(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv(keeping.VARIABLE, "~/my own.sqlite")
    progress.note("slope", "right")
    assert (tmp_path / "my own.sqlite").is_file()


# What can be wrong with the place


def assert_the_lesson_goes_on(capfd, reason):
    """Notes are known, trouble says why they are not saved, and nothing is printed."""
    progress.note("slope", "tried")
    progress.note("slope", "right")
    record = progress.known()["slope"]
    assert (record.status, record.tries) == ("right", 2)
    assert reason in progress.trouble()
    assert progress.trouble().endswith("For now, progress is kept in this kernel only.")
    assert progress.trouble().count(".") <= 4 and "\n" not in progress.trouble()
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def read_only(monkeypatch):
    """A folder that may not be written to. The superuser always may, and so is somebody else here."""
    if os.name == "nt":
        pytest.skip("folders are not read-only in this way on Windows")
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv(keeping.VARIABLE, str(Path(folder, "progress.db")))
        progress.note("before", "right")
        os.chmod(folder, 0o555)
        os.chmod(Path(folder, "progress.db"), 0o444)
        if superuser := os.geteuid() == 0:
            os.seteuid(65534)
        yield Path(folder)
        if superuser:
            os.seteuid(0)
        os.chmod(folder, 0o755)


def test_a_read_only_folder(read_only, restart, capfd):
    restart()
    assert progress.known()["before"].status == "right"  # reading is possible
    assert progress.trouble() == ""
    assert_the_lesson_goes_on(capfd, "readonly database")
    assert progress.known()["before"].status == "right"
    assert len(list(read_only.iterdir())) == 1


def test_a_folder_that_does_not_exist(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv(keeping.VARIABLE, str(tmp_path / "nowhere" / "progress.db"))
    assert_the_lesson_goes_on(capfd, "unable to open")


def test_a_folder_where_the_file_should_be(path, capfd):
    path.mkdir()
    assert_the_lesson_goes_on(capfd, "it is no ordinary file")
    assert path.is_dir()


def test_a_working_directory_that_was_deleted(tmp_path, monkeypatch, capfd):
    if os.name == "nt":
        pytest.skip("Windows does not delete a folder that is used")
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    monkeypatch.delenv(keeping.VARIABLE)
    (tmp_path / "gone").rmdir()
    assert_the_lesson_goes_on(capfd, "unable to open")


def test_a_locked_file_is_waited_for_and_then_written_later(path, monkeypatch, capfd):
    progress.note("before", "right")
    monkeypatch.setattr(file, "PATIENCE", 0.1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert_the_lesson_goes_on(capfd, "database is locked")
    assert progress.known()["before"].status == "right"  # what was seen is not forgotten
    other.execute("ROLLBACK")
    other.close()
    assert progress.known()["slope"].tries == 2
    assert progress.trouble() == ""
    monkeypatch.setattr(keeping, "memory", keeping.Memory())
    assert progress.known()["slope"].tries == 2  # saved once, not twice


def test_a_full_disk(path, capfd):
    resource = pytest.importorskip("resource")
    progress.note("before", "right")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        assert_the_lesson_goes_on(capfd, "cannot be used")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert progress.known()["slope"].tries == 2
    assert progress.known()["before"].tries == 1
    assert progress.trouble() == ""


def test_what_was_kept_is_known_to_a_kernel_that_starts_on_a_full_disk(path, restart):
    resource = pytest.importorskip("resource")
    progress.note("before", "right")
    restart()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        progress.note("slope", "tried")
        assert progress.known().keys() == {"before", "slope"}
        assert progress.trouble()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_disk_that_is_full_in_the_middle_of_a_change_leaves_the_file_as_it_was(path, restart):
    resource = pytest.importorskip("resource")
    note_at_once(f"before {i}" for i in range(200))
    room = path.stat().st_size + 8192
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        note_at_once(f"after {i}" for i in range(2000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert progress.trouble()
    restart()
    assert progress.known().keys() == {f"before {i}" for i in range(200)}
    assert progress.trouble() == ""


def note_at_once(names):
    """Many notes in one change of the file."""
    keeping.memory.unsaved = {name: keeping.made_now(name, "right") for name in names}
    progress.known()


def test_a_python_without_sqlite(path, monkeypatch, capfd):
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    assert_the_lesson_goes_on(capfd, "sqlite3")


def test_an_error_that_nobody_thought_of(path, monkeypatch, capfd):
    monkeypatch.setattr(file, "change", lambda *_: 1 / 0)
    assert_the_lesson_goes_on(capfd, "division by zero")


def test_a_file_of_a_newer_version_is_left_alone(path, restart, capfd):
    progress.note("before", "right")
    with sqlite3.connect(path) as newer:
        newer.execute(f"PRAGMA user_version = {file.VERSION + 1}")
        newer.execute("ALTER TABLE progress ADD COLUMN confidence TEXT")
    newer.close()
    before = path.read_bytes()
    restart()
    assert_the_lesson_goes_on(capfd, "newer version")
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
