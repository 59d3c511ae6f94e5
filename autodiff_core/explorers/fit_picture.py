"""The picture of a FitExplorer where nothing runs: one SVG of the points, the boundary and the cost."""

from __future__ import annotations

import numpy as np

from autodiff_core.descent.words import counted
from autodiff_core.explorers.boundary import line_path, region_path
from autodiff_core.explorers.still import SHEET, picture
from autodiff_core.numbers import format_number
from autodiff_core.picture.lettering import text

CELLS_ACROSS = 60
AIR = 0.35  # around the points, in their own unit
LEVELS = (-0.5, 0.0, 0.5)  # of the score: between these the tone of the plane changes
HIGHEST = 1e6  # higher scores are all made smaller alike, which leaves the boundary where it is
EMPTY_AXIS = 100  # steps, before there are any
HEADROOM = 1.08  # the height of the axis of the cost over the highest cost

PLANE_WIDTH, COST_WIDTH, LEFT, TOP, GAP, BOTTOM = 440, 230, 10, 40, 64, 34
DIAMETER = 6.5
KEY = "discs: label 1, hollow squares: label -1, rings: on the wrong side"
STYLE = f"""
text {{ font: 13px system-ui, sans-serif; fill: var(--adc-text); }}
.name {{ font-weight: 700; }}
.paper {{ fill: var(--adc-background); }}
path {{ stroke-linejoin: round; }}
[class^=tone] {{ shape-rendering: crispEdges; }}
.tone0 {{ fill: var(--adc-tone0); }}
.tone1 {{ fill: var(--adc-tone1); }}
.tone2 {{ fill: var(--adc-tone2); }}
.tone3 {{ fill: var(--adc-tone3); }}
.boundary {{ stroke: var(--adc-text); stroke-width: 2.5; stroke-linecap: round; }}
.boundary {{ vector-effect: non-scaling-stroke; }}
:is(.axis, .curve, .ring) {{ fill: none; }}
.axis {{ stroke: var(--adc-quiet); }}
.curve {{ stroke: var(--adc-value); stroke-width: 2.5; }}
.end {{ fill: var(--adc-value); }}
.ring {{ stroke: var(--adc-problem); stroke-width: 1.6; }}
.plus {{ stroke-linecap: round; stroke-width: {DIAMETER}; }}
.minus {{ stroke-linecap: square; stroke-width: {DIAMETER - 1}; }}
.plus.mark {{ stroke: var(--adc-plus); }}
.minus.mark {{ stroke: var(--adc-minus); }}
.rim {{ stroke: var(--adc-background); stroke-width: {DIAMETER + 2.5}; }}
.hole {{ stroke: var(--adc-background); stroke-width: {DIAMETER - 3.5}; }}
"""


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


def draw(training, view: View, goal: int, progress: str) -> str:
    """Return SVG text of the present state."""
    heights = view.heights(training)
    down, height = view.cells[1], PLANE_WIDTH * (view.y[1] - view.y[0])
    height = round(height / (view.x[1] - view.x[0]))
    width = LEFT + PLANE_WIDTH + GAP + COST_WIDTH + LEFT
    tall = TOP + height + BOTTOM
    parts = [
        text("name", LEFT, 24, progress),
        f'<svg x="{LEFT}" y="{TOP}" width="{PLANE_WIDTH}" height="{height}"'
        f' viewBox="0 0 {CELLS_ACROSS} {down}" preserveAspectRatio="none">',
        f'<rect class="tone0" width="{CELLS_ACROSS}" height="{down}"/>',
        *(f'<path class="tone{i}" d="{region_path(heights, level)}"/>' for i, level in enumerate(LEVELS, 1)),
        f'<path class="boundary" d="{line_path(heights)}"/>',
        "</svg>",
        *_points(training, view, height),
        *_cost(training.state, goal, LEFT + PLANE_WIDTH + GAP, height),
    ]
    description = _description(training)
    return picture("adc-fit-static", width, tall, progress, description, STYLE, parts, (SHEET, "fit.css"))


def _description(training) -> str:
    """How many points of each label stand on the wrong side, and from where to where the cost has come."""
    wrong, labels, state = training.wrong(), training.labels, training.state
    sides = " and ".join(
        f"{int(wrong[labels == label].sum())} of {int((labels == label).sum())} points with label {label}"
        for label in (1, -1)
    )
    cost = f"The cost was {format_number(training.start.cost, 4)} at the start"
    now = f", and is {format_number(state.cost, 4)} after {counted(state.steps)}" if state.steps else ""
    return f"On the wrong side of the boundary: {sides}. {cost}{now}."


def _points(training, view, height):
    """All points of a class in one path: a line of no length, with a round or a square end, is a mark."""
    (left, right), (bottom, top) = view.x, view.y

    def place(point):
        x = LEFT + (point[0] - left) / (right - left) * PLANE_WIDTH
        y = TOP + (top - point[1]) / (top - bottom) * height
        return f"{x:.1f},{y:.1f}"

    for kind, label in (("plus", 1), ("minus", -1)):
        path = "".join(f"M{place(p)}h0" for p in training.points[training.labels == label])
        yield f'<path class="{kind} rim" d="{path}"/><path class="{kind} mark" d="{path}"/>'
        if label < 0:
            yield f'<path class="{kind} hole" d="{path}"/>'
    radius = DIAMETER
    rings = "".join(
        f"M{place(point)}m-{radius},0a{radius},{radius} 0 1 0 {2 * radius},0"
        f"a{radius},{radius} 0 1 0 -{2 * radius},0"
        for point in training.points[training.wrong()]
    )
    yield f'<path class="ring" d="{rings}"/>'


def _cost(state, goal, left, height):
    """The cost over the steps, with the numbers at the ends of its axes."""
    costs = [cost for _, cost in state.curve]
    last = max(goal, state.steps) or EMPTY_AXIS
    top = HEADROOM * min(max(costs), 2 * costs[0]) or 1.0  # a cost that explodes leaves through the top
    places = []
    for step, cost in state.curve:
        x = left + step / last * COST_WIDTH
        places.append((round(x, 1), round(TOP + (1 - min(cost / top, 1)) * height, 1)))
    curve = "L".join(f"{x:g},{y:g}" for x, y in places)
    base = TOP + height
    yield f'<path class="axis" d="M{left},{TOP}V{base}H{left + COST_WIDTH}"/>'
    yield f'<path class="curve" d="M{curve}"/>'
    yield f'<circle class="end" cx="{places[-1][0]:g}" cy="{places[-1][1]:g}" r="4.5"/>'
    yield text("tick", left - 6, TOP + 12, format_number(top, 2), "end")
    yield text("tick", left - 6, base, "0", "end")
    yield text("tick", left, base + 18, "0", "middle")
    yield text("tick", left + COST_WIDTH, base + 18, f"{last} steps", "end")
    yield text("name", left + 8, TOP + 12, "cost J")
    yield text("tick", LEFT, base + 18, KEY)
