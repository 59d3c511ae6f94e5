"""The lectures: the cells of each lesson as reveal.js slides in which explorers and cards are alive."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from markupsafe import Markup

from autodiff_core.publish.assets import Assets
from autodiff_core.publish.cells import document
from autodiff_core.publish.edition import Edition
from autodiff_core.publish.lecture import Lecture, lecture
from autodiff_core.publish.markdown import Prose
from autodiff_core.publish.opening import opening
from autodiff_core.publish.templates import own, rendered

REVEAL = ("reveal.js", "reveal.css", "plugin/notes.js")  # of what pyreveal carries; no theme, no font
OWN = ("icon.svg", "site.css", "slides.css", "slides.js", "mount.js")
FOLDER = "slides"


def build(edition: Edition) -> None:
    """Write the lectures and their index into the folder slides of `edition.out`. Raises PublishError."""
    inner = replace(edition, out=edition.out / FOLDER)
    assets = Assets(inner.out)
    reveal, reveal_style, notes = (assets.add(Path(name).name, _of_reveal(name)) for name in REVEAL)
    icon, site, style, script, mount = (assets.add(name, own(name)) for name in OWN)

    def write(name: str, template: str, **words: Any) -> None:
        (inner.out / name).write_text(rendered(template, icon=icon, **words), encoding="utf-8")

    listed = []
    for recorded in edition.lessons:
        made = document(recorded, assets, inner.resolve(recorded))
        if given := lecture(made):
            styles = [reveal_style, site, *made.styles, style]
            scripts = [reveal, notes, *made.scripts, script, mount]
            words = {"lecture": given, "title": Markup(made.title), "styles": styles, "scripts": scripts}
            write(f"{recorded.name}.html", "slides.html", **words)
            listed.append(_listed(given))
            print(f"{FOLDER}/{recorded.name}.html: {listed[-1]['slides']} slides, {given.minutes} minutes")
    write("index.html", "slides_index.html", styles=[site], lectures=listed)


def _of_reveal(name: str) -> str:
    return (files("pyreveal") / "revealjs" / "dist" / name).read_text(encoding="utf-8")


def _listed(given: Lecture) -> dict[str, Any]:
    """The words of the index for one lecture."""
    said = opening(given.document.recorded)
    prose = Prose(str)
    return {
        "page": f"{given.document.recorded.name}.html",
        "number": said.title.partition(" ")[0],
        "title": Markup(given.document.title.partition(" ")[2]),
        "question": Markup(prose.html(said.question)),
        "minutes": given.minutes,
        "slides": len(list(given.slides)),
    }
