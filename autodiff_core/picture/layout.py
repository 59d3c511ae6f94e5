"""Positions: where the boxes of a picture stand and how its arrows run, by Graphviz where there is one.

Every box has a fixed size and no text, so that the same graph has the same layout on every machine,
whatever its fonts. Where there is no Graphviz, boxes are ranked by depth, and `Layout.note` says what to
install.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from autodiff_core.picture.graphviz import laid_out

COLUMN_GAP = 20  # between one rank of boxes and the next, in pixels
ROW_GAP = 16  # between the boxes of one rank
MARGIN = 10
NOTE = "Drawn with a plain layout: `pip install pygraphviz` (or install Graphviz) for a better one."


@dataclass(frozen=True)
class Layout:
    """Centres of the boxes and control points of the arrows (cubic Bezier curves), in pixels, y downwards."""

    width: float
    height: float
    centres: tuple
    curves: tuple
    note: str = ""


@lru_cache(maxsize=64)
def place(sizes, arrows):
    """Lay boxes out from left to right.

    sizes: a tuple of (width, height), one per box. arrows: a tuple of (tail, head, weight), indexes of boxes;
    no two arrows join the same two boxes, every tail comes before its head in some order. Returns a Layout.
    """
    if not sizes:
        return Layout(2 * MARGIN, 2 * MARGIN, (), ())
    text = laid_out(_dot_text(sizes, arrows))
    return _read_plain(text, arrows) if text else _layered(sizes, arrows)


# -- Graphviz


def _dot_text(sizes, arrows):
    lines = [
        f"digraph {{ graph [rankdir=LR, ranksep={COLUMN_GAP / 72:.4f}, nodesep={ROW_GAP / 72:.4f}];",
        'node [shape=box, fixedsize=true, label=""]; edge [arrowhead=none];',
    ]
    for i, (width, height) in enumerate(sizes):
        lines.append(f"{i} [width={width / 72:.4f}, height={height / 72:.4f}];")
    for tail, head, weight in arrows:
        lines.append(f"{tail}:e -> {head}:w [weight={weight}];")
    return "\n".join([*lines, "}"])


def _read_plain(text, arrows):
    centres, curves, width, height = {}, {}, 0, 0

    def points(numbers):
        values = [72 * float(n) for n in numbers]
        return [
            (round(x + MARGIN, 1), round(height - y + MARGIN, 1)) for x, y in zip(values[::2], values[1::2])
        ]

    for line in text.replace("\\\n", "").splitlines():
        kind, *words = line.split()
        if kind == "graph":
            width, height = 72 * float(words[1]), 72 * float(words[2])
        elif kind == "node":
            centres[int(words[0])] = points(words[1:3])[0]
        elif kind == "edge":
            curves[int(words[0]), int(words[1])] = tuple(points(words[3 : 3 + 2 * int(words[2])]))
    return Layout(
        width + 2 * MARGIN,
        height + 2 * MARGIN,
        tuple(centres[i] for i in range(len(centres))),
        tuple(curves[tail, head] for tail, head, _ in arrows),
    )


# -- without Graphviz


def _layered(sizes, arrows):
    """A column per rank. An arrow over several columns passes through an empty place in each of them."""
    heads, tails = {}, {}
    for tail, head, _ in arrows:
        heads.setdefault(tail, []).append(head)
        tails.setdefault(head, []).append(tail)
    boxes = len(sizes)
    rank = _ranks(boxes, heads, tails)
    sizes, links, routes = list(sizes), {}, []
    for tail, head, _ in arrows:
        route = [tail]
        for column in range(rank[tail] + 1, rank[head]):
            rank.append(column)
            sizes.append((0, 0))
            route.append(len(sizes) - 1)
        route.append(head)
        routes.append(route)
        for a, b in zip(route, route[1:]):
            links.setdefault(b, []).append(a)
    columns = [[i for i in range(len(sizes)) if rank[i] == r] for r in range(max(rank) + 1)]
    for column in columns:  # an empty place is as wide as its column, so that the arrow clears the others
        widest = max(sizes[i][0] for i in column)
        for i in column:
            sizes[i] = sizes[i] if i < boxes else (widest, 0)
    centres, width, height = _stack(columns, sizes, links)
    curves = tuple(_curve(route, centres, sizes) for route in routes)
    return Layout(width, height, tuple(centres[i] for i in range(boxes)), curves, NOTE)


def _curve(route, centres, sizes):
    """From box to box, level where it leaves and arrives, and straight across the places between."""
    sides = [(x - sizes[i][0] / 2, x + sizes[i][0] / 2, y) for i in route for x, y in [centres[i]]]
    curve = [(sides[0][1], sides[0][2])]
    for (_, start, y), (left, right, other_y) in zip(sides, sides[1:]):
        middle = round((start + left) / 2, 1)
        curve += [(middle, y), (middle, other_y), (left, other_y)]
        curve += [(left, other_y), (right, other_y), (right, other_y)]
    return tuple(curve[:-3])  # not across the last box


def _ranks(count, heads, tails):
    """Depth from the left, then every box without a tail is drawn up to the first box that needs it."""
    waiting = {i: len(tails.get(i, ())) for i in range(count)}
    ready, rank = [i for i in range(count) if not waiting[i]], [0] * count
    for i in ready:
        for head in heads.get(i, ()):
            rank[head] = max(rank[head], rank[i] + 1)
            waiting[head] -= 1
            if not waiting[head]:
                ready.append(head)
    for i in reversed(ready):
        if heads.get(i) and len(tails.get(i, ())) < 2:
            rank[i] = min(rank[head] for head in heads[i]) - 1
    return rank


def _stack(columns, sizes, links):
    """Order each column by the heights of what leads to it; returns centres, width and height."""
    centres, x, tallest = {}, MARGIN, 0
    heights = [sum(sizes[i][1] + ROW_GAP for i in column) for column in columns]
    middle = max(heights) / 2
    for column, height in zip(columns, heights):
        places = {i: [centres[a][1] for a in links.get(i, ())] for i in column}
        column.sort(key=lambda i: sum(places[i]) / len(places[i]) if places[i] else middle)
        width = max((sizes[i][0] for i in column), default=0)
        y = MARGIN + middle - height / 2
        for i in column:
            centres[i] = (round(x + width / 2, 1), round(y + sizes[i][1] / 2, 1))
            y += sizes[i][1] + ROW_GAP
        tallest = max(tallest, y - ROW_GAP)
        x += width + 1.5 * COLUMN_GAP
    return centres, x - 1.5 * COLUMN_GAP + MARGIN, tallest + MARGIN
