"""The lectures: the cells of each lesson as reveal.js slides in which explorers and cards are alive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from autodiff_core.publish.assets import Assets
from autodiff_core.publish.cells import document
from autodiff_core.publish.edition import Edition
from autodiff_core.publish.lecture import Lecture, lecture
from autodiff_core.publish.markdown import Prose
from autodiff_core.publish.opening import opening

PAGE = Path(__file__).parent / "page"
REVEAL = ("reveal.css", "reveal.js", "plugin/notes.js")  # of what pyreveal carries; no theme, no font
FOLDER = "slides"


def build(edition: Edition) -> None:
    """Write the lectures into the folder slides of `edition.out`, and an index of them. Raises PublishError."""
    inner = replace(edition, out=edition.out / FOLDER)
    assets = Assets(inner.out)
    reveal = {name: assets.add(Path(name).name, _of_reveal(name)) for name in REVEAL}
    own = {name: assets.add(name, _own(name)) for name in ("site.css", "slides.css", "slides.js", "mount.js")}
    environment = Environment(loader=FileSystemLoader(PAGE), autoescape=True, trim_blocks=True, lstrip_blocks=True)

    def write(name: str, template: str, **words: Any) -> None:
        (inner.out / name).write_text(environment.get_template(template).render(words), encoding="utf-8")

    given = []
    for recorded in edition.lessons:
        made = document(recorded, assets, inner.resolve(recorded))
        if not (each := lecture(made)):
            continue
        given.append(each)
        write(
            f"{recorded.name}.html",
            "slides.html",
            lecture=each,
            title=Markup(made.title),
            styles=[reveal["reveal.css"], own["site.css"], *made.styles, own["slides.css"]],
            scripts=[reveal["reveal.js"], reveal["plugin/notes.js"], *made.scripts, own["slides.js"], own["mount.js"]],
        )
        print(f"{FOLDER}/{recorded.name}.html: {len(list(each.slides))} slides, {each.minutes} minutes")
    write("index.html", "slides_index.html", styles=[own["site.css"]], lectures=[_listed(each) for each in given])


def _of_reveal(name: str) -> str:
    return (files("pyreveal") / "revealjs" / "dist" / name).read_text(encoding="utf-8")


def _own(name: str) -> str:
    return (PAGE / name).read_text(encoding="utf-8")


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
