"""Pictures on paper: in the scale of the page, none wider or higher than it."""

from __future__ import annotations

import re

from autodiff_core.picture.strips import strips

SIZE = re.compile(r'<svg [^>]*?width="(\d+)" height="(\d+)"')
WIDEST = 1130  # pixels of a graph that a page is wide: its smallest letters are then 5.5 points high
SQUEEZED = 1400  # and what is made smaller rather than cut
HIGHEST = 235  # millimetres of a page


def figures(svg: str) -> list[str]:
    """The picture of a graph as figures: in strips, where it is much wider than a page."""
    width, _ = size(svg)
    if width <= SQUEEZED:
        return [figure(svg, max(width, WIDEST))]
    return [figure(strip) for strip in strips(svg, WIDEST)]


def figure(svg: str, widest: int = WIDEST) -> str:
    """One picture; one of `widest` pixels is as wide as the page."""
    width, height = size(svg)
    limits = f"{100 * width / widest:.3g}%, {HIGHEST * width / height:.3g}mm"
    return f'<figure style="max-width: min(100%, {limits})">{svg}</figure>'


def size(svg: str) -> tuple[int, int]:
    """Width and height in pixels."""
    width, height = map(int, SIZE.search(svg).groups())
    return width, height
