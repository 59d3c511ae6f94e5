"""A damaged file is set aside, never overwritten, and a sentence says so."""

import random
import sqlite3

import pytest

from autodiff_core import progress
from autodiff_core.progress import aside, file, keeping


def not_a_database(path):
    path.write_text("Dear diary, today I learned about gradients.\n" * 100, encoding="utf-8")


def cut_off(path):
    with open(path, "r+b") as damaged:
        damaged.truncate(path.stat().st_size // 2 + 100)


def cut_off_in_the_header(path):
    with open(path, "r+b") as damaged:
        damaged.truncate(60)


def zeros(path):
    path.write_bytes(bytes(path.stat().st_size))


def zeros_in_the_middle(path):
    data = path.read_bytes()
    path.write_bytes(data[:4096] + bytes(len(data) - 4096))


def another_table(path):
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE photographs(name TEXT)")
    other.close()


def another_column(path):
    with sqlite3.connect(path) as other:
        other.execute("ALTER TABLE progress ADD COLUMN more TEXT")
    other.close()


def a_status_that_is_none(path):
    with sqlite3.connect(path) as other:
        other.execute("UPDATE progress SET status = 'perfect'")
    other.close()


def text_that_is_none(path):
    path.write_bytes(path.read_bytes().replace(b"right", b"righ\xff", 1))


DAMAGES = [
    not_a_database,
    cut_off,
    cut_off_in_the_header,
    zeros,
    zeros_in_the_middle,
    another_table,
    another_column,
    a_status_that_is_none,
    text_that_is_none,
]


@pytest.fixture
def used(path, restart):
    """A progress file with a hundred records, and a kernel that has not looked at it yet."""
    for i in range(100):
        keeping.memory.unsaved = {**keeping.memory.unsaved, **_record(f"item {i} ")}
    progress.known()
    restart()
    return path


def _record(name):
    record = keeping.made_now(name, "right")
    return {name: record}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("begin", ["note", "known"])
def test_a_damaged_file_is_set_aside_as_it_is_and_a_new_one_begun(used, damage, begin, restart, capfd):
    damage(used)
    before = used.read_bytes()
    progress.note("slope", "right") if begin == "note" else progress.known()
    assert used.with_name("progress.damaged-1.db").read_bytes() == before
    assert progress.trouble().startswith("A progress file was damaged, so a new one was begun.")
    assert "progress.damaged-1.db" in progress.trouble()
    progress.note("slope", "tried")
    restart()
    assert list(progress.known()) == ["slope"]
    assert sorted(each.name for each in used.parent.iterdir()) == ["progress.damaged-1.db", "progress.db"]
    assert capfd.readouterr() == ("", "")


def test_an_empty_file_is_a_new_one(path):
    path.write_bytes(b"")
    progress.note("slope", "right")
    assert list(progress.known()) == ["slope"]
    assert list(path.parent.iterdir()) == [path]
    assert progress.trouble() == ""


def test_nothing_that_was_set_aside_is_overwritten(used):
    for number in range(1, 13):
        used.write_bytes(b"damage number %d" % number * 100)
        progress.known()
    for number in range(1, 13):
        name = f"progress.damaged-{number}.db"
        assert used.with_name(name).read_bytes() == b"damage number %d" % number * 100
    assert aside.those_set_aside(used) == [f"progress.damaged-{number}.db" for number in range(1, 13)]
    assert "damaged-1.db, progress.damaged-2.db" in progress.trouble()


def test_the_sentence_goes_with_the_file_it_speaks_of(used):
    used.write_bytes(b"damage")
    progress.known()
    assert progress.trouble()
    used.with_name("progress.damaged-1.db").unlink()
    assert progress.trouble() == ""


def test_what_this_kernel_had_seen_survives_the_damage(used):
    assert len(progress.known()) == 100
    zeros(used)
    progress.note("slope", "right")
    assert len(progress.known()) == 101


def test_a_journal_beside_a_damaged_file_is_not_taken_for_the_new_ones(used):
    used.write_bytes(b"damage" * 1000)
    journal = used.with_name("progress.db-journal")
    journal.write_bytes(b"what is left of a change")
    progress.note("slope", "right")
    assert list(progress.known()) == ["slope"]
    assert not journal.exists()


def test_a_journal_that_sqlite_has_left_there_goes_with_its_file(path):
    path.write_bytes(b"damage")
    path.with_name("progress.db-journal").write_bytes(b"what is left of a change")
    aside._rename(path)
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == {
        "progress.damaged-1.db": b"damage",
        "progress.damaged-1.db-journal": b"what is left of a change",
    }


def test_a_good_file_is_not_set_aside(used):
    aside.set_aside(used)  # as if another kernel had set the damaged one aside just before
    assert len(progress.known()) == 100


def test_a_damaged_file_that_cannot_be_renamed_is_left_as_it_is(used, monkeypatch):
    used.write_bytes(b"damage")

    def refuse(self, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(used), "rename", refuse)
    progress.note("slope", "right")
    assert "cannot be used (Permission denied)" in progress.trouble()
    assert list(progress.known()) == ["slope"]
    assert used.read_bytes() == b"damage"


def test_whatever_bytes_are_spoiled_the_file_is_read_or_set_aside(used, restart):
    """A hundred times some bytes are overwritten; what is known is then all, or a new file is begun."""
    good, dice = used.read_bytes(), random.Random(1)
    outcomes = []
    for _ in range(100):
        spoiled, start = bytearray(good), dice.randrange(0, len(good) - 64)
        spoiled[start : start + 64] = dice.randbytes(64)
        for each in used.parent.iterdir():
            each.unlink()
        used.write_bytes(spoiled)
        restart()
        known = progress.known()
        assert "For now" not in progress.trouble()
        assert known == {} or len(known) == 100
        outcomes.append(len(known))
        if not known:
            assert used.with_name("progress.damaged-1.db").read_bytes() == bytes(spoiled)
    assert set(outcomes) == {0, 100}


def test_a_copy_that_is_read_is_never_set_aside(used, tmp_path):
    copy = tmp_path / "copy.db"
    copy.write_bytes(b"damage")
    with pytest.raises(file.Damaged):
        file.read(copy)
    assert copy.read_bytes() == b"damage"
