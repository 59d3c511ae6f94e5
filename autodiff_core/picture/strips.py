"""A wide picture in strips, one below the other: cut where no box stands, so that only wires go across."""

from __future__ import annotations

import math

from autodiff_core.picture.layout import MARGIN
from autodiff_core.picture.svg import NOTE_HEIGHT, Drawing


def strips(drawing: Drawing, widest: float) -> list[tuple[int, int, int, int]]:
    """Windows of the picture from left to right: (left, right, top, bottom), each as high as its boxes are.

    None is wider than `widest` pixels, unless a single box is.
    """
    ends = [*_gaps(drawing.boxes), drawing.width]
    cuts = [0]
    for here, after in zip(ends, [*ends[1:], math.inf]):
        if after - cuts[-1] > widest:
            cuts.append(here)
    windows = []
    for left, right in zip(cuts, cuts[1:]):
        inside = [box for box in drawing.boxes if left < box[0] < right]
        top = math.floor(min(box[2] for box in inside)) - MARGIN
        bottom = math.ceil(max(box[3] for box in inside)) + MARGIN + NOTE_HEIGHT * bool(drawing.note)
        windows.append((left, right, top, bottom))
    return windows


def _gaps(boxes) -> list[int]:
    """The middles of the gaps between boxes, from left to right."""
    gaps, reached = [], math.inf
    for left, right, *_ in sorted(boxes):
        if left > reached:
            gaps.append(round((reached + left) / 2))
        reached = right if left > reached or reached == math.inf else max(reached, right)
    return gaps
