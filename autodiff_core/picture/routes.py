"""How the edges run: from the parent, through the chip with the local derivative, to the node."""

from __future__ import annotations

from dataclasses import dataclass

TIP = 7  # the head of an arrow
APART = 8  # between two chips, one above the other
SPREAD = 26  # between two edges where they reach their node, at most


@dataclass(frozen=True)
class Route:
    """`path`: the `d` of an SVG path up to the arrowhead; `end`: its point; `chip`: the chip's centre."""

    path: str
    chip: tuple
    end: tuple


def routes(graph, layout, sizes) -> list[Route]:
    """One route for each edge. `layout` and `sizes` have the nodes first and then the chips, edge by edge."""
    nodes = len(graph.nodes)
    chips, chip_sizes = list(layout.centres[nodes:]), sizes[nodes:]
    starts = [curve[0] for curve in layout.curves[::2]]
    ends = _ends(graph, layout.centres, sizes, chips)
    short = _centre(chips, chip_sizes, starts, ends, layout.curves[::2])
    found = []
    for edge in graph.edges:
        i = edge.index
        (x, y), (width, _), (end_x, end_y) = chips[i], chip_sizes[i], ends[i]
        first, *controls = _bow(starts[i], (x - width / 2, y)) if short[i] else layout.curves[2 * i]
        (_, _), *last = _bow((x + width / 2, y), (end_x - TIP, end_y))
        path = f"M{_pairs([first])}C{_pairs(controls)}L{_pairs([(x + width / 2, y)])}C{_pairs(last)}"
        found.append(Route(path, (x, y), (end_x, end_y)))
    return found


def _ends(graph, centres, sizes, chips):
    """Where each edge reaches its node: one below the other, in the order of the chips."""
    edges_into, ends = {}, [None] * len(graph.edges)
    for edge in graph.edges:
        edges_into.setdefault(edge.node.index, []).append(edge.index)
    for node, edges in edges_into.items():
        (x, y), (width, height) = centres[node], sizes[node]
        gap = min(SPREAD, (height - 16) / len(edges))
        for place, edge in enumerate(sorted(edges, key=lambda each: chips[each][1])):
            ends[edge] = (x - width / 2, y + (place - (len(edges) - 1) / 2) * gap)
    return ends


def _centre(chips, sizes, starts, ends, curves):
    """Move chips half-way between their parents and their nodes, as far as longer edges let them.

    An edge over several ranks stays as it was laid out, and its chip with it. Returns which edges are short.
    """
    columns = {}
    for i, (x, _) in enumerate(chips):
        columns.setdefault(round(x), []).append(i)
    short = []
    for (x, _), (start, _) in zip(chips, starts):
        short.append(not any(start < column < x - 1 for column in columns))
    long = [point for i, curve in enumerate(curves) if not short[i] for point in _along(curve)]
    for column, members in columns.items():
        wide = max(sizes[i][0] for i in members) / 2
        walls = [(y, y) for x, y in long if abs(x - column) <= wide]
        walls += [
            (chips[i][1] - sizes[i][1] / 2, chips[i][1] + sizes[i][1] / 2) for i in members if not short[i]
        ]
        movable = sorted((i for i in members if short[i]), key=lambda i: chips[i][1])
        wanted = [(starts[i][1] + ends[i][1]) / 2 for i in movable]
        moved = apart(wanted, [sizes[i][1] + APART for i in movable])
        for i, y in zip(movable, moved):
            reach = sizes[i][1] / 2 + APART
            low, high = min(y, chips[i][1]) - reach, max(y, chips[i][1]) + reach
            if any(low < bottom and top < high for top, bottom in walls):
                break  # something is in the way
        else:
            for i, y in zip(movable, moved):
                chips[i] = chips[i][0], y
    return short


def _along(curve):
    """Points on a curve of several cubic pieces, close enough together to see what it passes."""
    for i in range(0, len(curve) - 1, 3):
        for step in range(13):
            t = step / 12
            weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            yield tuple(
                sum(w * point[axis] for w, point in zip(weights, curve[i : i + 4])) for axis in (0, 1)
            )


def apart(wanted, heights):
    """Heights as near to the wanted ones as can be, none closer to the next than their sizes allow."""
    groups = []  # [sum of (wanted - offset), count, height so far, offsets]
    for y, height in zip(wanted, heights):
        groups.append([y, 1, height, [0.0]])
        while len(groups) > 1:
            (sum1, n1, height1, offsets1), (sum2, n2, height2, offsets2) = groups[-2:]
            if sum1 / n1 + height1 <= sum2 / n2:
                break
            moved = [height1 + offset for offset in offsets2]
            groups[-2:] = [[sum1 + sum2 - n2 * height1, n1 + n2, height1 + height2, offsets1 + moved]]
    return [total / count + offset for total, count, _, offsets in groups for offset in offsets]


def _bow(start, end):
    """The four control points of a curve that leaves and arrives horizontally."""
    middle = (start[0] + end[0]) / 2
    return start, (middle, start[1]), (middle, end[1]), end


def _pairs(points):
    return " ".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in points)
