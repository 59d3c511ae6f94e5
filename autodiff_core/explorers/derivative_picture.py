"""The DerivativeExplorer where nothing runs: one SVG of a curve, its points, its secant and its tangent."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.sax.saxutils import escape

import numpy as np

from autodiff_core.explorers.base import stylesheet
from autodiff_core.numbers import format_number

WIDTH, HEIGHT = 560, 340
LEFT, TOP, RIGHT, BOTTOM = 58, 44, 16, 30
SAMPLES = 241
PALETTE = re.compile(r"(--adc-[\w-]+): (?:var\([\w-]+, )?light-dark\((#\w+), (#\w+)\)")


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
    inside = [
        f'<path class="curve" d="{_path(xs, ys, (bottom, top), place)}"/>',
        _line("tangent", low, high, points[0], heights[0], slopes[0], place),
        _line("secant", low, high, points[2], heights[2], slopes[1], place),
        *(_diamond(*place(x, y)) for x, y in list(zip(points, heights, strict=True))[1:] if np.isfinite(y)),
        _circle(*place(points[0], heights[0])) if np.isfinite(heights[0]) else "",
    ]
    x0, y0 = place(low, bottom)
    x1, y1 = place(high, top)
    box = f"{x0} {y1} {x1 - x0:g} {y0 - y1:g}"
    edge = WIDTH - RIGHT
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" class="adc-static" role="img"'
            f' viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">',
            f"<title>{escape(said)}</title>",
            f"<style>{_style()}</style>",
            f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}" rx="8"/>',
            f'<path class="axis" d="M{x0},{y1}V{y0}H{x1}"/>',
            *_axis_texts(ends, points[0], (bottom, top), heights[0], place),
            _text(LEFT, TOP - 8, J, "name", "end"),
            _text(edge, HEIGHT - 8, w, "name", "end"),
            _text(LEFT + 12, 20, f"{J} = {name}", "formula", "start"),
            _text(edge, 20, f"tangent (solid): slope {tangent}", "tangent-text", "end"),
            _text(edge, 37, f"secant (dashed): slope {secant}", "secant-text", "end"),
            # An inner svg clips what it holds; a clip path would need an id that no other picture has.
            f'<svg x="{x0}" y="{y1}" width="{x1 - x0:g}" height="{y0 - y1:g}" viewBox="{box}">',
            *inside,
            "</svg>",
            "</svg>",
        ]
    )


def _text(x, y, text, kind, anchor) -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'


def _heights(ys, included) -> tuple[float, float]:
    """As in axes.js: every height, or without peaks that flatten the rest; doubled until J is in."""
    ys = np.sort(ys[np.isfinite(ys)])
    if not len(ys):
        return -1.0, 1.0
    low, lower, upper, high = np.quantile(ys, [0, 0.1, 0.9, 1])
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
            yield _text(across, down + 17, format_number(x, 4), "name" if x == w else "tick", "middle")
    if np.isfinite(J):
        yield _text(LEFT - 6, place(w, J)[1] + 4, format_number(J, 4), "name", "end")


@lru_cache
def _style() -> str:
    """The colours of palette.css and style.css, written out for viewers that know no variables."""
    colours = {name: shades for name, *shades in PALETTE.findall(stylesheet("style.css"))}

    def rules(shade):
        colour = {name: shades[shade] for name, shades in colours.items()}
        value, gradient, nudge, paper = (
            colour[f"--adc-{name}"] for name in ("value", "gradient", "nudge", "background")
        )
        return (
            f".adc-static .paper{{fill:{paper}}} .adc-static text{{fill:{colour['--adc-text']}}}"
            f" .adc-static .axis{{stroke:{colour['--adc-quiet']}}} .adc-static .curve{{stroke:{value}}}"
            f" .adc-static .tangent{{stroke:{gradient}}} .adc-static .tangent-text{{fill:{gradient}}}"
            f" .adc-static .secant{{stroke:{nudge}}} .adc-static .secant-text{{fill:{nudge}}}"
            f" .adc-static .point{{fill:{value}}} .adc-static .nudged{{fill:{nudge}}}"
        )

    return (
        ".adc-static text{font:13px system-ui,sans-serif} .adc-static .name{font-weight:700}"
        " .adc-static path{fill:none;stroke-width:2.5} .adc-static .axis{stroke-width:1}"
        f" .adc-static .secant{{stroke-dasharray:9 5}} .adc-static .nudged{{stroke:none}} {rules(0)}"
        f" @media (prefers-color-scheme:dark){{{rules(1)}}}"
    )
