"""A wide picture of a graph in strips, one below the other: cut where no box stands; only wires go across."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from autodiff_core.picture.layout import MARGIN

VIEW = re.compile(r'viewBox="0 0 (\d+) (\d+)" width="\d+" height="\d+"')
CARD = re.compile(
    r'<g class="ad-node.*?translate\((\S+) (\S+)\).*?class="ad-card" '
    r'(?:width="(\S+)" height="(\S+)"|d=".*?L(\S+) (\S+)L)'
)
CHIP = re.compile(r'class="ad-chip" x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)"')
WIRE = re.compile(r'class="ad-wire" d="M(\S+) .*?class="ad-tip" d="M(\S+) ')


class Box(NamedTuple):
    left: float
    right: float
    top: float
    bottom: float


def strips(svg: str, widest: float) -> list[str]:
    """The picture that draw_svg gives, as several, none wider than `widest` pixels unless a single box is.

    Each is only as high as its boxes.
    """
    width = int(VIEW.search(svg)[1])
    lines = svg.split("\n")
    boxes = [_box(line) for line in lines if line.startswith("<g ")]
    made = []
    for left, right in _cut([box for box in boxes if box], width, widest):
        inside = [box for box in boxes if box and left < box.left < right]
        top = max(math.floor(min(box.top for box in inside)) - MARGIN, 0)
        low = math.ceil(max(box.bottom for box in inside)) + MARGIN
        view = (
            f'viewBox="{left} {top} {right - left} {low - top}" width="{right - left}" height="{low - top}"'
        )
        kept = (line for line in lines if _touches(line, left, right))
        made.append(VIEW.sub(view, "\n".join(kept), count=1))
    return made


def _box(line: str) -> Box | None:
    """The card of a node, or the chip of an edge: None for an edge that has none."""
    found = CARD.match(line) or CHIP.search(line)
    if not found:
        return None
    x, y, width, height = (float(number) for number in found.groups() if number)
    if CARD.match(line) and found[5]:  # the point of a leaf is half-way down
        height *= 2
    return Box(x, x + width, y, y + height)


def _touches(line: str, left: float, right: float) -> bool:
    """True for a part of the picture that lies in this strip or goes through it, and for all else."""
    if not line.startswith("<g "):
        return True
    wire = WIRE.search(line)
    start, end = map(float, wire.groups()) if wire else _box(line)[:2]
    return start < right and left < end


def _cut(boxes: list[Box], width: int, widest: float) -> list[tuple[int, int]]:
    """From where to where each strip goes."""
    ends = [*_gaps(boxes), width]
    cuts = [0]
    for here, after in zip(ends, [*ends[1:], math.inf]):
        if after - cuts[-1] > widest:
            cuts.append(here)
    return list(zip(cuts, cuts[1:]))


def _gaps(boxes: list[Box]) -> list[int]:
    """The middles of the gaps between boxes, from left to right."""
    first, *others = sorted(boxes)
    gaps, reached = [], first.right
    for box in others:
        if box.left > reached:
            gaps.append(round((reached + box.left) / 2))
        reached = max(reached, box.right)
    return gaps
