"""A page as PDF: by the browser that is there, or not at all."""

import sys

import pytest

from autodiff_core.handouts import pdf


def test_the_first_browser_that_is_there_prints(monkeypatch):
    monkeypatch.setattr(pdf, "which", lambda name: f"/bin/{name}" if "chrome" in name else None)
    assert pdf.browser() == "/bin/google-chrome"
    monkeypatch.setattr(pdf, "which", lambda name: None)
    assert pdf.browser() is None


def program(path, text):
    path.write_text(f"#!{sys.executable}\nimport sys, urllib.parse\nfrom pathlib import Path\n{text}")
    path.chmod(0o755)
    return str(path)


COPY = """
target = next(flag.partition("=")[2] for flag in sys.argv if flag.startswith("--print-to-pdf="))
Path(target).write_bytes(Path(urllib.parse.urlsplit(sys.argv[-1]).path).read_bytes())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for a browser is a script")
def test_what_the_browser_writes_is_the_pdf(tmp_path):
    assert pdf.print_pdf("<p>größe</p>", program(tmp_path / "prints", COPY)) == "<p>größe</p>".encode()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for a browser is a script")
def test_a_browser_that_writes_nothing_is_quoted(tmp_path):
    with pytest.raises(RuntimeError, match="fails printed nothing: no display"):
        pdf.print_pdf("<p></p>", program(tmp_path / "fails", "sys.exit('no display')"))
