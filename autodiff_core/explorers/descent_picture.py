"""The DescentExplorer where nothing runs: one SVG of the landscape, its contour lines, and the path."""

from __future__ import annotations

import math

import numpy as np

from autodiff_core.descent.words import counted
from autodiff_core.errors import GraphError
from autodiff_core.explorers.boundary import line_points
from autodiff_core.explorers.still import clipped, picture
from autodiff_core.numbers import format_number
from autodiff_core.picture.lettering import text

WIDTH, HEIGHT = 560, 400
LEFT, TOP, RIGHT, BOTTOM = 52, 48, 96, 40
COLUMNS, ROWS = 76, 58
FEW = 60  # points, of which a small ring needs all
LABEL_SPACE = 30  # pixels around the number of a contour line
MOST_VALUES = 500_000  # of nodes, computed for one picture
LAND = {  # what this picture and the one in the page (surface.js) have in common
    "mostLevels": 9,
    "fewestLevels": 3,
    "widest": 8,  # how many times its usual size the view may grow to hold the path
    "shares": (4, 62),  # per cent of colour in the lowest and the highest band
}
STYLE = """
text { font: 12px system-ui, sans-serif; fill: var(--adc-text); }
.name { font-weight: 700; }
.paper { fill: var(--adc-background); }
.contour { fill: none; stroke: var(--adc-text); stroke-width: 0.7; opacity: 0.45; }
.level { font-weight: 600; paint-order: stroke; stroke: var(--adc-background); stroke-width: 3.5px; }
.swatch { stroke: var(--adc-quiet); }
:is(.way, .halo, .ring) { fill: none; stroke-width: 1.8; }
.halo { stroke: var(--adc-background); stroke-width: 5; }
:is(.way, .ring) { stroke: var(--adc-text); }
:is(.dot, .disc) { fill: var(--adc-text); stroke: var(--adc-background); }
"""


def draw(graph, path, over, ends, held) -> str:
    """Return SVG text.

    path: a descent.Path. over: the names of the two parameters, across and up, and `ends` their ranges.
    held: the value of every input; those that are not drawn over stay at it.
    """
    tracks = [[point.parameters[name] for point in path.points] for name in over]
    view = [_widened(end, track) for end, track in zip(ends, tracks, strict=True)]
    (x0, x1), (y0, y1) = view
    heights = _sampled(graph, over, view, held)
    steps = levels([each for row in heights for each in row])
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def place(x, y):
        return LEFT + (x - x0) / (x1 - x0) * width, TOP + (y1 - y) / (y1 - y0) * height

    points = [place(*each) for each in zip(*tracks, strict=True) if all(map(math.isfinite, each))]
    cell = (width / COLUMNS, height / ROWS)
    inside = [*_bands(heights, steps, *cell), *_contours(heights, steps, points, *cell), *_way(points)]
    J, taken = path.output, f"{counted(path.steps)} with alpha = {format_number(path.alpha)}"
    change = f"{J} from {format_number(path.costs[0])} to {format_number(path.costs[-1])}"
    parts = [
        text("name", LEFT, 20, f"{graph.name}: {taken}", "start"),
        text("tick", LEFT, 38, change, "start"),
        *clipped(LEFT, TOP, width, height, inside),
        *_axes(over, *view, place),
        *_legend(J, steps),
    ]
    title = f"{J} over {over[0]} and {over[1]}: {taken}, {change}"
    description = _description(path, over, view, steps)
    css = STYLE + _bands_style(len(steps) + 1)
    return picture("adc-land", WIDTH, HEIGHT, title, description, css, parts)


def _description(path, over, view, steps) -> str:
    """Over which plane the cost is drawn, where its lines are, and where the path begins and ends."""

    def standing(point):
        at = " and ".join(f"{name} = {format_number(point.parameters[name])}" for name in over)
        return f"{at}, with {path.output} = {format_number(point.cost)}"

    ranges = (map(format_number, end) for end in view)
    ends = (f"{name} from {low} to {high}" for name, (low, high) in zip(over, ranges))
    J, levels = path.output, ", ".join(map(format_number, steps))
    lines = f"Lines where {J} is {levels}; the stronger the blue, the higher." if steps else "Flat."
    end = f" It ends at {standing(path.points[-1])}." if path.steps else ""
    return f"Drawn for {' and '.join(ends)}. {lines} The path starts at {standing(path.points[0])}.{end}"


def _sampled(graph, over, view, held):
    """The cost at the middle of every cell, from the top row down; NaN where there is none."""

    def cost(x, y):
        try:
            return float(graph.forward(**{**held, over[0]: x, over[1]: y})[graph.output.name])
        except GraphError:
            return math.nan

    # A large graph is drawn in larger cells, so that nobody waits for the picture.
    wide = next(n for n in (1, 2, 4) if n == 4 or len(graph.nodes) * COLUMNS * ROWS < MOST_VALUES * n * n)
    (x0, x1), (y0, y1) = view
    across = [x0 + (i + 0.5) * wide / COLUMNS * (x1 - x0) for i in range(math.ceil(COLUMNS / wide))]
    up = [y1 - (j + 0.5) * wide / ROWS * (y1 - y0) for j in range(math.ceil(ROWS / wide))]
    rows = [[cost(x, y) for x in across] for y in up]
    return [[each for each in row for _ in range(wide)][:COLUMNS] for row in rows for _ in range(wide)][:ROWS]


def levels(values) -> list[float]:
    """The costs at which the colour changes, as in surface.js: round numbers 1, 2, 5, 10, ...

    Where those are too few, or some cost is below 0, they are evenly spaced.
    """
    finite = [each for each in values if math.isfinite(each)]
    if not finite or max(finite) == min(finite):
        return []
    lowest, highest = min(finite), max(finite)
    found, power = [], math.floor(math.log10(highest)) if lowest >= 0 else -300
    while len(found) < LAND["mostLevels"] and power > -300:
        digits = [float(f"{digit}e{power}") for digit in (5, 2, 1)]
        found += [level for level in digits if lowest < level < highest]
        if digits[-1] <= lowest:
            break
        power -= 1
    if len(found) >= LAND["fewestLevels"]:
        return found[: LAND["mostLevels"]][::-1]
    return _evenly_spaced(lowest, highest)


def _evenly_spaced(lowest: float, highest: float) -> list[float]:
    """Round numbers between the two, in steps of 1, 2 or 5 times a power of ten, as in axes.js."""
    parts = LAND["mostLevels"] + 1
    rough = highest / parts - lowest / parts
    if rough < 1e-300:
        return []
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(digit * power for digit in (1, 2, 5, 10) if digit * power >= rough * 0.999)
    every = range(math.ceil(lowest / step), math.floor(highest / step) + 1)
    return [k * step for k in every if lowest < k * step < highest]


def share(band: int, count: int) -> int:
    """How many per cent of the colour the band has, out of `count`."""
    palest, strongest = LAND["shares"]
    return round(palest + (strongest - palest) * band / max(count - 1, 1))


def _widened(end, track) -> tuple[float, float]:
    """Double the range about its middle until the path is in it; one that runs away is cut off."""
    middle, reach = (end[0] + end[1]) / 2, (end[1] - end[0]) / 2
    limit = LAND["widest"] * reach
    for value in track:
        while math.isfinite(value) and abs(value - middle) > reach and reach < limit:
            reach *= 2
    return middle - reach, middle + reach


def _bands(heights, steps, width, height):
    """One path for each band, made of runs of cells; where there is no number the paper shows."""
    runs = [[] for _ in range(len(steps) + 1)]
    for j, row in enumerate(heights):
        bands = [None if math.isnan(each) else sum(each >= level for level in steps) for each in row]
        start = 0
        for i in range(1, len(row) + 1):
            if i < len(row) and bands[i] == bands[start]:
                continue
            if bands[start] is not None:
                x, y, wide, high = LEFT + start * width, TOP + j * height, (i - start) * width, height
                runs[bands[start]].append(f"M{x:.1f},{y:.1f}h{wide + 0.3:.1f}v{high + 0.3:.1f}H{x:.1f}z")
            start = i
    for band, cells in enumerate(runs):
        if cells:
            yield f'<path class="b{band}" d="{"".join(cells)}"/>'


def _contours(heights, steps, taken, width, height):
    """A line where the band changes, with the cost there: many eyes cannot tell two bands apart."""
    used, labels = [*taken[:1], *taken[-1:]], []
    for level in reversed(steps):
        points = (line_points(np.array(heights), level) + 0.5) * (width, height) + (LEFT, TOP)
        pieces = points.reshape(-1, 4)  # from, to; at the border of what is not defined there is no line
        pieces = pieces[np.isfinite(pieces).all(axis=1)]
        yield f'<path class="contour" d="{"".join(map(_relative, _joined(pieces)))}"/>'
        if place := _label_place(pieces[:, :2].tolist(), used):
            used.append(place)
            labels.append(text("level", place[0], place[1] + 4, format_number(level), "middle"))
    yield from labels


def _joined(pieces):
    """The lines that pieces make, as points in pixels. Every piece ends where the next one begins."""
    following = {(x, y): (to_x, to_y) for x, y, to_x, to_y in pieces.round(1).tolist()}
    ends = set(following.values())
    for begin in sorted(following, key=ends.__contains__):  # rings are begun last, wherever
        line = [begin]
        while line[-1] in following:
            line.append(following.pop(line[-1]))
        if len(line) > 1:
            yield [*line[: -1 : 2 if len(line) > FEW else 1], line[-1]]  # of a long one half will do


def _relative(line) -> str:
    steps = [f"{x - from_x:.1f},{y - from_y:.1f}" for (from_x, from_y), (x, y) in zip(line, line[1:])]
    return f"M{line[0][0]},{line[0][1]}l{' '.join(steps)}"


def _label_place(line, used):
    """As in surface.js: a free point of the line, nearest to the diagonal of the picture, or None."""
    width, height, space = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM, LABEL_SPACE

    def is_free(point):
        x, y = point[0] - LEFT, point[1] - TOP
        inside = space < x < width - space and space / 2 < y < height - space / 2
        return inside and all(math.hypot((point[0] - a) / 1.6, point[1] - b) > space for a, b in used)

    free = filter(is_free, line)
    return min(free, key=lambda at: abs((at[1] - TOP) / height - (at[0] - LEFT) / width), default=None)


def _line(points) -> str:
    return "M" + "L".join(f"{_cut(x):.1f},{_cut(y):.1f}" for x, y in points) if points else ""


def _cut(pixel: float) -> float:
    return min(max(pixel, -9999.0), 9999.0)


def _way(points):
    """The line of the path on a pale one, a ring at the start, dots between, a disc at the end."""
    if not points:
        return
    yield f'<path class="halo" d="{_line(points)}"/><path class="way" d="{_line(points)}"/>'
    signs = [("ring", 6), *[("dot", 3.5)] * (len(points) - 2), ("disc", 5)][: len(points)]
    signs = signs if len(points) > 1 else [("disc", 5)]
    for (kind, radius), (x, y) in zip(signs, points, strict=True):
        yield f'<circle class="{kind}" cx="{_cut(x):.1f}" cy="{_cut(y):.1f}" r="{radius}"/>'


def _axes(over, x, y, place):
    bottom, left = place(x[0], y[0])[1], LEFT
    for value in (x[0], (x[0] + x[1]) / 2, x[1]):
        yield text("tick", place(value, y[0])[0], bottom + 16, format_number(value, 4), "middle")
    for value in (y[0], (y[0] + y[1]) / 2, y[1]):
        yield text("tick", left - 6, place(x[0], value)[1] + 4, format_number(value, 4), "end")
    yield text("name", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, over[0], "middle")
    yield text("name", left - 30, TOP + 30, over[1], "middle")


def _legend(J, steps):
    """From the highest band to the lowest: its colour, and the cost from which it begins."""
    x, numbers = WIDTH - RIGHT + 14, [format_number(level) for level in steps]
    labels = [f"below {numbers[0]}" if numbers else "", *(f"from {number}" for number in numbers)]
    yield text("name", x, TOP + 10, J, "start")
    for row, (band, label) in enumerate(reversed(list(enumerate(labels)))):
        y = TOP + 20 + 22 * row
        yield f'<rect class="b{band} swatch" x="{x}" y="{y}" width="14" height="16"/>'
        yield text("tick", x + 19, y + 13, label, "start")


def _bands_style(count: int) -> str:
    colour, paper = "var(--adc-value)", "var(--adc-background)"
    return "\n".join(
        f".b{band} {{ fill: color-mix(in srgb, {colour} {share(band, count)}%, {paper}); }}"
        for band in range(count)
    )
