"""Progress can be taken elsewhere, brought back and deleted; a bad path or file is one sentence."""

import os
import sqlite3

import pytest

from autodiff_core import GraphError, progress
from autodiff_core.progress import file, keeping


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """The working directory of a notebook."""
    monkeypatch.chdir(tmp_path)


def statuses():
    return {item: (record.status, record.tries) for item, record in progress.known().items()}


def sentence(call, *arguments):
    """The sentence with which a call is refused."""
    with pytest.raises(GraphError) as refused:
        call(*arguments)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_copy_brings_everything_back(path, restart):
    progress.note("slope", "helped", 3)
    before = progress.known()
    said = progress.save_copy("mine.db")
    assert repr(said).startswith("1 item saved in mine.db.")
    assert 'progress.load("mine.db") brings it back' in said
    progress.forget()
    assert progress.known() == {}
    assert repr(progress.load("mine.db")) == "1 item read from mine.db: 1 of them told something new."
    assert progress.known() == before


def test_loading_twice_changes_nothing(path):
    progress.note("slope", "tried", 3)
    progress.save_copy()
    progress.note("slope", "right", 2)
    progress.note("exit", "tried")
    before = progress.known()
    for _ in range(2):
        assert "none of them told something new" in progress.load()
        assert progress.known() == before


def test_the_better_status_and_the_larger_number_of_tries_win(path):
    progress.note("slope", "right", 1)
    progress.note("exit", "tried", 5)
    progress.save_copy()
    progress.forget()
    progress.note("slope", "tried", 4)
    progress.note("exit", "helped", 1)
    progress.load()
    assert statuses() == {"slope": ("right", 4), "exit": ("helped", 5)}


def test_saving_over_an_older_copy_loses_nothing_of_it(path):
    progress.note("slope", "right", 5)
    progress.save_copy()
    progress.forget()
    progress.note("exit", "tried")
    progress.save_copy()
    progress.load()
    assert statuses() == {"slope": ("right", 5), "exit": ("tried", 1)}


def test_a_copy_is_one_file_that_git_does_not_see(path):
    progress.note("slope", "right")
    progress.save_copy()
    assert sorted(os.listdir()) == ["progress-copy.db", "progress.db"]


def test_without_progress_there_is_nothing_to_save(path):
    assert progress.save_copy() == "There is no progress to save yet."
    assert os.listdir() == []


def test_with_progress_off_a_copy_can_be_saved_and_loaded_for_the_visit(monkeypatch):
    monkeypatch.setenv(keeping.VARIABLE, "off")
    progress.note("slope", "right", 2)
    progress.save_copy()
    progress.forget()
    progress.load()
    progress.load()
    assert statuses() == {"slope": ("right", 2)}
    assert os.listdir() == ["progress-copy.db"]


@pytest.mark.parametrize("bad", [None, 3, "", b"copy.db", "a\0b", ["copy.db"]])
@pytest.mark.parametrize("call", [progress.save_copy, progress.load], ids=["save_copy", "load"])
def test_what_is_no_file_name_is_refused(path, call, bad):
    progress.note("slope", "right")
    assert sentence(call, bad).startswith("A file name is needed")


@pytest.mark.parametrize("content", [b"a diary", bytes(5000), b"SQLite format 3\0" + bytes(100)])
def test_what_is_no_copy_is_refused_and_left_as_it_is(path, content):
    progress.note("slope", "right")
    with open("diary.txt", "wb") as diary:
        diary.write(content)
    for call in (progress.save_copy, progress.load):
        assert sentence(call, "diary.txt") == "diary.txt is no progress file, or a damaged one."
    with open("diary.txt", "rb") as diary:
        assert diary.read() == content
    assert statuses() == {"slope": ("right", 1)}
    assert sorted(os.listdir()) == ["diary.txt", "progress.db"]


def test_a_file_that_is_not_there_is_said(path):
    assert sentence(progress.load, "nowhere.db").startswith("There is no file nowhere.db here.")
    assert os.listdir() == []


def test_a_folder_is_refused(path):
    progress.note("slope", "right")
    os.mkdir("folder")
    for call in (progress.save_copy, progress.load):
        assert "it is no ordinary file" in sentence(call, "folder")
    gone = "There is no folder nowhere here: make it first, or leave it out."
    assert sentence(progress.save_copy, "nowhere/copy.db") == gone


def test_the_progress_itself_is_no_place_for_its_copy(path):
    progress.note("slope", "right")
    assert "give its copy another name" in sentence(progress.save_copy, "progress.db")


def test_a_copy_of_a_newer_version_is_refused_and_left_as_it_is(path):
    progress.note("slope", "right")
    progress.save_copy()
    with sqlite3.connect("progress-copy.db") as newer:
        newer.execute(f"PRAGMA user_version = {file.VERSION + 1}")
    newer.close()
    for call in (progress.save_copy, progress.load):
        assert "newer version" in sentence(call, "progress-copy.db")


def test_a_copy_is_not_loaded_where_it_cannot_be_kept(path, monkeypatch):
    progress.note("slope", "right")
    progress.save_copy()
    progress.forget()
    path.mkdir()
    assert sentence(progress.load).endswith("(it is no ordinary file). So nothing was loaded.")
    assert progress.known() == {}


def test_a_copy_cannot_bring_in_a_trigger(path):
    progress.note("slope", "right")
    progress.save_copy()
    with sqlite3.connect("progress-copy.db") as other:
        other.execute("CREATE TRIGGER t AFTER INSERT ON progress BEGIN DELETE FROM progress; END")
    other.close()
    assert "no progress file" in sentence(progress.load)


def test_forget_deletes_the_file_and_says_how_much_that_was(path):
    for name in ("slope", "exit"):
        progress.note(name, "right")
    assert repr(progress.forget()) == "2 items deleted."
    assert progress.known() == {}
    assert os.listdir() == []
    assert progress.forget() == "There is no progress to delete."


def test_after_forget_one_can_begin_again(path, restart):
    progress.note("slope", "right", 5)
    progress.forget()
    progress.note("slope", "tried")
    restart()
    assert statuses() == {"slope": ("tried", 1)}


def test_forget_leaves_what_was_damaged_and_says_so(path):
    path.write_bytes(b"damage")
    progress.note("slope", "right")
    assert progress.forget() == (
        "1 item deleted. Not deleted, since it is damaged and may be something else: progress.damaged-1.db."
    )
    assert os.listdir() == ["progress.damaged-1.db"]


def test_what_cannot_be_deleted_is_said(path, monkeypatch):
    progress.note("slope", "right")

    def refuse(self, missing_ok=False):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "unlink", refuse)
    assert "cannot be used (Permission denied). Delete it in the list of files." in sentence(progress.forget)
    assert progress.known() == {}  # its records are gone all the same
