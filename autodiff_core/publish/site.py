"""The web site: a page for each lesson, and an index. Explorers and cards work with no kernel, anywhere."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from autodiff_core.explorers import GraphExplorer
from autodiff_core.lessons import COST_PARAMETERS, cost
from autodiff_core.publish.assets import Assets
from autodiff_core.publish.cells import Document, document
from autodiff_core.publish.edition import Edition
from autodiff_core.publish.explorers import Mounted, mounted
from autodiff_core.publish.markdown import Prose
from autodiff_core.publish.opening import opening
from autodiff_core.publish.record import Recorded
from autodiff_core.publish.templates import own, rendered
from autodiff_core.publish.weight import table, weight

CARD = "formula_card.html"
BACK = '<body>\n<nav class="back" aria-label="Site"><a href="index.html">All lessons</a></nav>'
BACK_STYLE = "<style>.back { margin: 0 0 4mm; } @media print { .back { display: none; } }</style>"
BESIDES = {"slides": "slides", "handouts": "handout"}  # the folders of other targets, and what is in them


def build(edition: Edition) -> None:
    """Write the site into `edition.out`, and print what each page weighs. Raises PublishError."""
    assets = Assets(edition.out)
    names = ("site.css", "icon.svg", "mount.js", "scrolls.js")
    style, icon, mount, scrolls = (assets.add(name, own(name)) for name in names)
    documents = [document(each, assets, edition.resolve(each)) for each in edition.lessons]
    sample = _sample(assets)
    words = _index(edition) | {"sample": Markup(sample.html)}
    pages = {"index.html": ("index.html", [style, sample.style], [sample.script, mount], words)}
    for before, made, after in zip([None, *documents], documents, [*documents[1:], None]):
        scripts = [*made.scripts, *([mount] if made.explorers else []), scrolls]
        words = _lesson(edition, made) | {"before": _turn(before), "after": _turn(after)}
        pages[_page(made)] = "lesson.html", [style, *made.styles], scripts, words
    for name, (template, styles, scripts, words) in pages.items():
        html = rendered(template, icon=icon, styles=styles, scripts=scripts, **words)
        (edition.out / name).write_text(html, encoding="utf-8")
    _copy_card(edition, icon)
    print(table(weight(page) for page in sorted(edition.out.glob("*.html"))))


def _page(made: Document) -> str:
    return f"{made.recorded.name}.html"


def _turn(made: Document | None) -> tuple[str, Markup] | None:
    """The address and the title of the page before or after another one."""
    return made and (_page(made), Markup(made.title))


def _lesson(edition: Edition, made: Document) -> dict[str, Any]:
    """The words of the page of one notebook."""
    return {
        "title": Markup(made.title),
        "cells": made.cells,
        "contents": [(each.id, Markup(each.html)) for each in made.headings if each.level == 2],
        "runs": any(each.code for each in made.cells),
        "binder": edition.binder(made.recorded),
        "notebook": made.recorded.path.name,
    }


def _index(edition: Edition) -> dict[str, Any]:
    """The words of the index: title, question and minutes of each lesson, and what else there is of it."""
    known = [(each, opening(each)) for each in edition.lessons]
    return {
        "lessons": [
            {
                "page": f"{each.name}.html",
                "number": each.name.partition("_")[0],
                "title": _html(said.title.partition(" ")[2]),
                "question": _html(said.question),
                "minutes": said.minutes,
                "besides": _besides(edition, each),
            }
            for each, said in known
            if said.minutes
        ],
        "binder": edition.binder(edition.lessons[0]),
    }


def _sample(assets: Assets) -> Mounted:
    """The graph of four nodes, to be moved on the first page."""
    explorer = GraphExplorer(cost, **COST_PARAMETERS)
    return mounted(explorer.get_state(), explorer.svg(), assets)


def _besides(edition: Edition, lesson: Recorded) -> list[tuple[str, str]]:
    """The address and the name of what other targets have made of a lesson."""
    return [
        (f"{kind}/{page.name}", name if page.suffix == ".html" else f"{name} ({page.suffix[1:].upper()})")
        for kind, name in BESIDES.items()
        for page in sorted((edition.out / kind).glob(f"{lesson.name}.*"))
    ]


def _html(markdown: str) -> Markup:
    """A line of Markdown, without the paragraph around it."""
    return Markup(Prose(str).html(markdown).strip().removeprefix("<p>").removesuffix("</p>"))


def _copy_card(edition: Edition, icon: str) -> None:
    """The formula card is a page already; here it gets an icon and a way back."""
    stored = edition.lessons[0].path.with_name(CARD)
    if stored.is_file():
        head = f'<link rel="icon" type="image/svg+xml" href="{icon}">\n{BACK_STYLE}\n</head>'
        card = stored.read_text(encoding="utf-8").replace("</head>", head, 1).replace("<body>", BACK, 1)
        (edition.out / CARD).write_text(card, encoding="utf-8")
