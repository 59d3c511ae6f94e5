"""Saving: missing folders are made, and what cannot be written to is named in a sentence."""

import pytest

from autodiff_core import GraphError
from autodiff_core.handouts.saving import place, write


def test_a_missing_folder_is_made(tmp_path):
    write(place(f"{tmp_path}/week 1/größe/page.html"), "größe")
    assert (tmp_path / "week 1/größe/page.html").read_text(encoding="utf-8") == "größe"


@pytest.mark.parametrize("path", [None, 3, ["page.html"], ""])
def test_what_is_no_path_is_refused(path):
    with pytest.raises(GraphError, match="A place to save to is a text such as "):
        place(path)


def test_a_tilde_is_the_folder_of_whoever_saves(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert place("~/key.html") == tmp_path / "key.html"


def test_where_nothing_can_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    for path in (tmp_path, tmp_path / "file" / "page.html", place("page\0.html")):
        with pytest.raises(GraphError, match="cannot be written: "):
            write(path, "")


def test_half_a_character_becomes_a_question_mark(tmp_path):
    write(tmp_path / "page.html", "a\ud800b")
    assert (tmp_path / "page.html").read_bytes() == b"a?b"
