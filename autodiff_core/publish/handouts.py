"""The handouts: each lesson as a page to print, and as PDF where there is a browser that prints it."""

from __future__ import annotations

import re
from pathlib import Path

from autodiff_core.handouts.page import page
from autodiff_core.handouts.pdf import browser, print_pdf
from autodiff_core.publish.edition import Edition
from autodiff_core.publish.handout import Handout
from autodiff_core.publish.opening import opening
from autodiff_core.publish.record import PublishError
from autodiff_core.publish.templates import own

FOLDER = "handouts"
STYLE = "handout.css"
SCRIPT = f"<script>{own('scrolls.js')}</script>"  # where a formula scrolls, it can have the focus
PAGE = re.compile(rb"/Type\s*/Page\b")


def build(edition: Edition) -> None:
    """Write the handouts into the folder handouts of `edition.out`, and an index. Raises PublishError."""
    out, program = edition.out / FOLDER, browser()
    out.mkdir(parents=True, exist_ok=True)
    rows = []
    for recorded in edition.lessons:
        said = opening(recorded)
        if not said.minutes:  # the glossary, which is no lesson
            continue
        handout = Handout(recorded)
        made = written(said.title, handout)
        (out / f"{recorded.name}.html").write_text(made, encoding="utf-8")
        pages = _print(made, out / f"{recorded.name}.pdf", program)
        rows.append(_row(recorded.name, handout.title, pages))
        print(f"{FOLDER}/{recorded.name}: {pages or 'no'} pages of PDF, {len(handout.answers)} answers")
    if program is None:
        print("There is no Chromium or Chrome here to print PDFs: open the pages and print them.")
    (out / "index.html").write_text(_index(rows), encoding="utf-8")


def written(title: str, handout: Handout) -> str:
    """The page of a handout."""
    return page(title, f"{handout.html}\n{SCRIPT}", own(STYLE))


def _print(made: str, path: Path, program: str | None) -> int:
    """Write the PDF, and return how many pages it has; 0 without a browser."""
    if program is None:
        path.unlink(missing_ok=True)
        return 0
    try:
        pdf = print_pdf(made, program)
    except RuntimeError as error:
        raise PublishError(f"{path.name} cannot be made: {error}.") from None
    path.write_bytes(pdf)
    return len(PAGE.findall(pdf))


def _row(name: str, title: str, pages: int) -> str:
    pdf = f'<a href="{name}.pdf">PDF, {pages} pages</a>' if pages else ""
    return f'<tr><td><a href="{name}.html">{title}</a></td><td>{pdf}</td></tr>'


def _index(rows: list[str]) -> str:
    body = [
        '<main class="handout"><h1>Handouts</h1>',
        "<p>Each lesson to print, with room to write, and all answers at the end.</p>",
        f"<table>{''.join(rows)}</table></main>",
    ]
    return page("Handouts", "\n".join(body), own(STYLE))
