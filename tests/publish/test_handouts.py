"""The handouts: a page for each lesson, a PDF where there is a browser, and an index of them."""

import re
from pathlib import Path

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from autodiff_core.publish import handouts
from autodiff_core.publish.edition import Edition
from autodiff_core.publish.record import PublishError, Recorded

OPENING = "# 03 Backward & on\n\n**Time.** About 35 minutes."
PDF = b"%PDF /Type /Pages /Type /Page\n /Type /Page "


def edition(out):
    def recorded(name, source):
        return Recorded(Path(name), new_notebook(cells=[new_markdown_cell(source)]), {})

    return Edition((recorded("03_backward.ipynb", OPENING), recorded("glossary.ipynb", "# Glossary")), out)


def test_each_lesson_has_a_page_and_a_pdf_and_the_index_says_how_many_pages(tmp_path, monkeypatch):
    monkeypatch.setattr(handouts, "browser", lambda: "chromium")
    monkeypatch.setattr(handouts, "print_pdf", lambda page, program: PDF)
    handouts.build(edition(tmp_path))
    out = tmp_path / "handouts"
    assert sorted(path.name for path in out.iterdir()) == [
        "03_backward.html",
        "03_backward.pdf",
        "index.html",
    ]
    assert (out / "03_backward.pdf").read_bytes() == PDF
    index = (out / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'<a href="(.*?)">(.*?)</a>', index) == [
        ("03_backward.html", "03 Backward &amp; on"),
        ("03_backward.pdf", "PDF, 2 pages"),
    ]


def test_the_title_of_the_lesson_stands_at_the_foot_of_each_page(tmp_path, monkeypatch):
    monkeypatch.setattr(handouts, "browser", lambda: None)
    handouts.build(edition(tmp_path))
    page = (tmp_path / "handouts" / "03_backward.html").read_text(encoding="utf-8")
    assert '@bottom-left { content: "03 Backward \\26  on"; }' in page and "counter(pages)" in page


def test_without_a_browser_there_are_pages_only_and_it_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(handouts, "browser", lambda: None)
    handouts.build(edition(tmp_path))
    assert not list(tmp_path.rglob("*.pdf"))
    assert "no Chromium or Chrome here" in capsys.readouterr().out
    assert "PDF" not in (tmp_path / "handouts" / "index.html").read_text(encoding="utf-8")


def test_a_browser_that_fails_is_one_sentence(tmp_path, monkeypatch):
    def fails(page, program):
        raise RuntimeError("chromium printed nothing: no memory")

    monkeypatch.setattr(handouts, "browser", lambda: "chromium")
    monkeypatch.setattr(handouts, "print_pdf", fails)
    with pytest.raises(PublishError, match="03_backward.pdf cannot be made: chromium printed nothing"):
        handouts.build(edition(tmp_path))
