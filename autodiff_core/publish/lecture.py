"""A lesson as a lecture: which cells stand on which slide, and the speaker's notes with their minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from autodiff_core.in_words import short
from autodiff_core.publish.cells import Cell, Document
from autodiff_core.publish.record import PublishError

HEADING = re.compile(r"<h[1-4][^>]*>(.*?)<a class=\"here\"")
BEGIN = {"slide", "subslide"}


@dataclass(frozen=True)
class Part:
    """A cell on a slide. fragment: it appears only when the speaker asks for it."""

    cell: Cell
    fragment: bool

    @property
    def alive(self) -> bool:
        """True for an explorer or a card, which shows its lines of code itself."""
        return 'class="explorer"' in self.cell.body

    @property
    def code(self) -> str:
        """The source to show."""
        return "" if self.alive else self.cell.code


@dataclass(frozen=True)
class Slide:
    """A slide, due at the minute `start`. under: the heading that it stands under, "" if it has its own."""

    id: str
    minutes: int
    start: int
    notes: str
    under: str
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class Lecture:
    """A lesson's slides: columns from left to right, each from top to bottom."""

    document: Document
    columns: list[list[Slide]]

    @property
    def slides(self) -> Iterator[Slide]:
        """All slides in the order in which they are shown."""
        return (slide for column in self.columns for slide in column)

    @property
    def minutes(self) -> int:
        """The minutes of all slides."""
        return sum(slide.minutes for slide in self.slides)


def lecture(document: Document) -> Lecture | None:
    """The lecture that a notebook's metadata describe; None for one that is none, such as the glossary.

    Raises PublishError for a cell that continues a slide where none has begun, and for metadata that say no
    minutes.
    """
    made, under, start = Lecture(document, []), "", 0
    for cell in document.cells:
        shown = cell.source.metadata.get("slideshow")
        kind = shown.get("slide_type", "skip") if isinstance(shown, Mapping) else "skip"
        own = HEADING.search(cell.body) if not cell.code else None
        under = own[1] if own else under
        if kind in BEGIN:
            minutes, notes = _said(cell, document.recorded.path.name)
            slide = Slide(cell.id, minutes, start, notes, "" if own else under)
            start += minutes
            if kind == "slide" or not made.columns:
                made.columns.append([])
            made.columns[-1].append(slide)
        if kind != "skip":
            if not made.columns:
                name = document.recorded.path.name
                raise PublishError(f"{name}: {cell.id} continues a slide, and none has begun.")
            made.columns[-1][-1].parts.append(Part(cell, kind == "fragment"))
    return made if made.columns else None


def _said(cell: Cell, notebook: str) -> tuple[int, str]:
    """The minutes and the notes of the speaker on a slide."""
    speaker = cell.source.metadata.get("speaker")
    minutes = speaker.get("minutes") if isinstance(speaker, Mapping) else None
    if type(minutes) is not int or minutes < 1:
        raise PublishError(
            f"{notebook}: the slide that begins with {short(cell.id)} needs speaker.minutes, a whole number "
            f"of minutes, not {short(minutes)}."
        )
    return minutes, str(speaker.get("notes", ""))
