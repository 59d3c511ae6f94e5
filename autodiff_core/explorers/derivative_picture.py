"""The DerivativeExplorer where nothing runs: one SVG of a curve, its points, its secant and its tangent."""

from __future__ import annotations

import numpy as np

from autodiff_core.explorers.still import clipped, picture
from autodiff_core.numbers import format_number
from autodiff_core.picture.lettering import text

WIDTH, HEIGHT = 560, 340
LEFT, TOP, RIGHT, BOTTOM = 58, 44, 16, 30
SAMPLES = 241
DIGITS = 10  # of a nudged point: 3.001 and 9.006001
STYLE = """
text { font: 13px system-ui, sans-serif; fill: var(--adc-text); }
.name { font-weight: 700; }
.paper { fill: var(--adc-background); }
path { fill: none; stroke-width: 2.5; }
.axis { stroke: var(--adc-quiet); stroke-width: 1; }
.curve { stroke: var(--adc-value); }
.tangent { stroke: var(--adc-gradient); }
.tangent-text { fill: var(--adc-gradient); }
.secant { stroke: var(--adc-nudge); stroke-dasharray: 9 5; }
.secant-text { fill: var(--adc-nudge); }
.point { fill: var(--adc-value); }
.nudged { fill: var(--adc-nudge); }
"""


def draw(f, ends, *, points, slopes, names) -> str:
    """Return SVG text.

    f: a function of one number, NaN where there is nothing to draw. ends: the range of the slider.
    points: the point, and the two ends of the secant. slopes: of the tangent and of the secant.
    names: of the argument, of the output, and of the function.
    """
    air = 0.1 * (ends[1] - ends[0])
    low, high = ends[0] - air, ends[1] + air
    xs = np.linspace(low, high, SAMPLES)
    ys = np.array([f(float(x)) for x in xs])
    heights = [f(point) for point in points]
    bottom, top = _heights(ys, heights[0])

    def place(x, y):
        across = LEFT + (x - low) / (high - low) * (WIDTH - LEFT - RIGHT)
        down = TOP + (top - y) / (top - bottom) * (HEIGHT - TOP - BOTTOM)
        return round(float(across), 1), round(float(np.clip(down, -9999, 9999)), 1)

    w, J, name = names
    tangent, secant = (format_number(slope) for slope in slopes)
    said = f"{J} = {name} at {w} = {format_number(points[0])}: tangent slope {tangent}, secant slope {secant}"
    nudged = ", ".join(
        f"{w} = {format_number(x, DIGITS)} with {J} = {format_number(y, DIGITS)}"
        for x, y in zip(points[1:], heights[1:])
        if x != points[0]  # an epsilon can be too small for that
    )
    nudged = f" Nudged: {nudged}." * bool(nudged)
    description = (
        f"The curve for {w} from {format_number(ends[0])} to {format_number(ends[1])}. The point: {w} ="
        f" {format_number(points[0])} with {J} = {format_number(heights[0])}.{nudged} The"
        f" tangent at the point, solid, has slope {tangent}; the secant, dashed, has slope {secant}."
    )
    inside = [
        f'<path class="curve" d="{_path(xs, ys, (bottom, top), place)}"/>',
        _line("tangent", low, high, points[0], heights[0], slopes[0], place),
        _line("secant", low, high, points[2], heights[2], slopes[1], place),
        *(_diamond(*place(x, y)) for x, y in list(zip(points, heights, strict=True))[1:] if np.isfinite(y)),
        _circle(*place(points[0], heights[0])) if np.isfinite(heights[0]) else "",
    ]
    x0, y0 = place(low, bottom)
    x1, y1 = place(high, top)
    edge = WIDTH - RIGHT
    parts = [
        f'<path class="axis" d="M{x0},{y1}V{y0}H{x1}"/>',
        *_axis_texts(ends, points[0], (bottom, top), heights[0], place),
        text("name", LEFT, TOP - 8, J, "end"),
        text("name", edge, HEIGHT - 8, w, "end"),
        text("formula", LEFT + 12, 20, f"{J} = {name}", "start"),
        text("tangent-text", edge, 20, f"tangent (solid): slope {tangent}", "end"),
        text("secant-text", edge, 37, f"secant (dashed): slope {secant}", "end"),
        *clipped(x0, y1, x1 - x0, y0 - y1, inside),
    ]
    return picture("adc-static", WIDTH, HEIGHT, said, description, STYLE, parts)


def _heights(ys, included) -> tuple[float, float]:
    """As in axes.js: every height, or without peaks that flatten the rest; doubled until J is in."""
    ys = np.sort(ys[np.isfinite(ys)])
    if not len(ys):
        return -1.0, 1.0
    # np.quantile is that, and loads a megabyte of masked arrays.
    low, lower, upper, high = np.interp([0, 0.1, 0.9, 1], np.linspace(0, 1, len(ys)), ys)
    middle = upper - lower
    if high - low > 4 * middle > 0:
        low, high = max(low, lower - middle), min(high, upper + middle)
    air = 0.08 * (high - low) or 1.0
    centre, reach = (low + high) / 2, (high - low) / 2 + air
    while np.isfinite(included) and abs(included - centre) > reach:
        reach *= 2
    return float(centre - reach), float(centre + reach)


def _path(xs, ys, view, place) -> str:
    """The curve, with a new stroke after every gap and where it jumps from below the picture to above it."""
    d, pen_down = [], False
    for i, (x, y) in enumerate(zip(xs, ys, strict=True)):
        jumps = i > 0 and min(y, ys[i - 1]) < view[0] and max(y, ys[i - 1]) > view[1]
        if not np.isfinite(y):
            pen_down = False
            continue
        across, down = place(x, y)
        d.append(f"{'L' if pen_down and not jumps else 'M'}{across:g},{down:g}")
        pen_down = True
    return "".join(d)


def _line(kind, low, high, x, y, slope, place) -> str:
    if not np.isfinite([y, slope]).all():
        return ""
    (x1, y1), (x2, y2) = place(low, y + slope * (low - x)), place(high, y + slope * (high - x))
    return f'<path class="{kind}" d="M{x1:g},{y1:g}L{x2:g},{y2:g}"/>'


def _diamond(x, y) -> str:
    return f'<path class="nudged" d="M{x:g},{y - 7:g}l7,7l-7,7l-7,-7z"/>'


def _circle(x, y) -> str:
    return f'<circle class="point" cx="{x:g}" cy="{y:g}" r="5.5"/>'


def _axis_texts(ends, w, heights, J, place):
    """The ends of the range and the present numbers: what a reader of one still picture asks for."""
    for x in sorted({*ends, w}):
        if x == w or abs(x - w) > 0.12 * (ends[1] - ends[0]):
            across, down = place(x, heights[0])
            yield text("name" if x == w else "tick", across, down + 17, format_number(x, 4), "middle")
    if np.isfinite(J):
        yield text("name", LEFT - 6, place(w, J)[1] + 4, format_number(J, 4), "end")
