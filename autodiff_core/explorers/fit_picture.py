"""The picture of a FitExplorer: what its page is told to draw, and the same as one SVG where nothing runs."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.sax.saxutils import escape

import numpy as np

from autodiff_core.explorers.base import stylesheet
from autodiff_core.explorers.boundary import line_path, region_path
from autodiff_core.numbers import format_number

CELLS_ACROSS = 60
AIR = 0.35  # around the points, in their own unit
LEVELS = (-0.5, 0.0, 0.5)  # of the score: between these the tone of the plane changes
HIGHEST = 1e6  # higher scores are all made smaller alike, which leaves the boundary where it is
EMPTY_AXIS = 100  # steps, before there are any
CURVE_POINTS = 160

PLANE_WIDTH, COST_WIDTH, LEFT, TOP, GAP, BOTTOM = 440, 230, 10, 40, 64, 34
DIAMETER = 6.5
KEY = "discs: label 1, hollow squares: label -1, rings: on the wrong side"
PALETTE = re.compile(r"(--adc-[\w-]+): (?:var\([\w-]+, )?light-dark\((#\w+), (#\w+)\)")


class View:
    """The part of the plane that is drawn, and the grid on which the output is computed there.

    x, y: its ends. cells: how many across and down. points: of the grid, row by row from the top left.
    """

    def __init__(self, points: np.ndarray):
        (left, bottom), (right, top) = points.min(axis=0) - AIR, points.max(axis=0) + AIR
        self.x, self.y = [float(left), float(right)], [float(bottom), float(top)]
        down = int(np.clip(round(CELLS_ACROSS * (top - bottom) / (right - left)), 20, 2 * CELLS_ACROSS))
        self.cells = [CELLS_ACROSS, down]
        columns, rows = np.linspace(left, right, CELLS_ACROSS + 1), np.linspace(top, bottom, down + 1)
        self.points = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)

    def heights(self, training) -> np.ndarray:
        """The output of the network on the grid, the first row on top."""
        scores = np.nan_to_num(training.scores(self.points))
        scores = scores / max(np.abs(scores).max() / HIGHEST, 1.0)
        return scores.reshape(self.cells[1] + 1, self.cells[0] + 1)


def news(training, view: View, goal: int) -> dict:
    """What changes in the picture: regions and boundary, the points on the wrong side, the cost so far."""
    heights = view.heights(training)
    steps = training.state.steps
    chosen = np.unique(np.linspace(0, steps, min(steps + 1, CURVE_POINTS)).astype(int))
    shown = [training.costs[i] for i in chosen]
    return {
        "regions": [region_path(heights, level) for level in LEVELS],
        "line": line_path(heights),
        "wrong": np.flatnonzero(training.wrong()).tolist(),
        "curve": [[int(step), float(f"{cost:.5g}")] for step, cost in zip(chosen, shown)],
        "last": max(goal, steps) or EMPTY_AXIS,
        # A cost that explodes leaves the picture through the top.
        "top": 1.08 * min(max(shown), 2 * shown[0]) or 1.0,
    }


def draw(scene: dict, now: dict) -> str:
    """Return SVG text of the present state."""
    down, height = scene["cells"][1], PLANE_WIDTH * (scene["y"][1] - scene["y"][0])
    height = round(height / (scene["x"][1] - scene["x"][0]))
    width = LEFT + PLANE_WIDTH + GAP + COST_WIDTH + LEFT
    tall = TOP + height + BOTTOM
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" class="adc-fit-static" role="img"'
            f' viewBox="0 0 {width} {tall}" width="{width}" height="{tall}">',
            f"<title>{escape(now['progress'])}</title>",
            f"<style>{_style()}</style>",
            f'<rect class="paper" width="{width}" height="{tall}" rx="8"/>',
            f'<text class="name" x="{LEFT}" y="24">{escape(now["progress"])}</text>',
            f'<svg x="{LEFT}" y="{TOP}" width="{PLANE_WIDTH}" height="{height}"'
            f' viewBox="0 0 {CELLS_ACROSS} {down}" preserveAspectRatio="none">',
            f'<rect class="tone0" width="{CELLS_ACROSS}" height="{down}"/>',
            *(f'<path class="tone{i}" d="{path}"/>' for i, path in enumerate(now["regions"], 1)),
            f'<path class="boundary" d="{now["line"]}"/>',
            "</svg>",
            *_points(scene, now, height),
            *_cost(now, LEFT + PLANE_WIDTH + GAP, height),
            "</svg>",
        ]
    )


def _points(scene, now, height):
    """All points of a class in one path: a line of no length, with a round or a square end, is a mark."""
    (left, right), (bottom, top) = scene["x"], scene["y"]

    def place(point):
        x = LEFT + (point[0] - left) / (right - left) * PLANE_WIDTH
        y = TOP + (top - point[1]) / (top - bottom) * height
        return f"{x:.1f},{y:.1f}"

    for kind, label in (("plus", 1), ("minus", -1)):
        path = "".join(f"M{place(p)}h0" for p in scene["points"] if p[2] == label)
        yield f'<path class="{kind} rim" d="{path}"/><path class="{kind} mark" d="{path}"/>'
        if label < 0:
            yield f'<path class="{kind} hole" d="{path}"/>'
    radius = DIAMETER
    rings = "".join(
        f"M{place(scene['points'][i])}m-{radius},0a{radius},{radius} 0 1 0 {2 * radius},0"
        f"a{radius},{radius} 0 1 0 -{2 * radius},0"
        for i in now["wrong"]
    )
    yield f'<path class="ring" d="{rings}"/>'


def _cost(now, left, height):
    """The cost over the steps, with the numbers at the ends of its axes."""
    last, top = now["last"], now["top"]
    places = []
    for step, cost in now["curve"]:
        x = left + step / last * COST_WIDTH
        places.append((round(x, 1), round(TOP + (1 - min(cost / top, 1)) * height, 1)))
    curve = "L".join(f"{x:g},{y:g}" for x, y in places)
    base = TOP + height
    yield f'<path class="axis" d="M{left},{TOP}V{base}H{left + COST_WIDTH}"/>'
    yield f'<path class="curve" d="M{curve}"/>'
    yield f'<circle class="end" cx="{places[-1][0]:g}" cy="{places[-1][1]:g}" r="4.5"/>'
    yield _text(left - 6, TOP + 12, format_number(top, 2), "end")
    yield _text(left - 6, base, "0", "end")
    yield _text(left, base + 18, "0", "middle")
    yield _text(left + COST_WIDTH, base + 18, f"{last} steps", "end")
    yield f'<text class="name" x="{left + 8}" y="{TOP + 12}">cost J</text>'
    yield _text(LEFT, base + 18, KEY, "start")


def _text(x, y, text, anchor) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


@lru_cache
def _style() -> str:
    """The colours of the style sheets, written out for viewers that know no variables."""
    shades = {name: pair for name, *pair in PALETTE.findall(stylesheet("style.css", "fit.css"))}

    def rules(dark):
        colour = {name.removeprefix("--adc-"): pair[dark] for name, pair in shades.items()}
        fills = {"paper": "background", "end": "value"} | {f"tone{i}": f"tone{i}" for i in range(4)}
        strokes = {"axis": "quiet", "curve": "value", "boundary": "text", "ring": "problem"}
        strokes |= {"plus.mark": "plus", "minus.mark": "minus", "rim": "background", "hole": "background"}
        return "".join(
            [f".adc-fit-static text{{fill:{colour['text']}}}"]
            + [f".adc-fit-static .{name}{{fill:{colour[c]}}}" for name, c in fills.items()]
            + [f".adc-fit-static .{name}{{stroke:{colour[c]}}}" for name, c in strokes.items()]
        )

    shapes = {
        "text": "font:13px system-ui,sans-serif",
        ".name": "font-weight:700",
        "path": "stroke-linejoin:round",
        "[class^=tone]": "shape-rendering:crispEdges",
        ".boundary": "stroke-width:2.5;stroke-linecap:round;vector-effect:non-scaling-stroke",
        ":is(.axis,.curve,.ring)": "fill:none",
        ".curve": "stroke-width:2.5",
        ".ring": "stroke-width:1.6",
        ".plus": f"stroke-linecap:round;stroke-width:{DIAMETER}",
        ".minus": f"stroke-linecap:square;stroke-width:{DIAMETER - 1}",
        ".rim": f"stroke-width:{DIAMETER + 2.5}",
        ".hole": f"stroke-width:{DIAMETER - 3.5}",
    }
    shaped = " ".join(f".adc-fit-static {name}{{{rule}}}" for name, rule in shapes.items())
    return f"{shaped} {rules(0)} @media (prefers-color-scheme:dark){{{rules(1)}}}"
