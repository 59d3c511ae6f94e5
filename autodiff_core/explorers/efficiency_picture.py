"""The EfficiencyExplorer where nothing runs: one SVG of counted steps over p, or of paths beside nodes."""

from __future__ import annotations

import math

from autodiff_core.explorers.still import picture
from autodiff_core.numbers import format_number
from autodiff_core.picture.lettering import text

WIDTH, HEIGHT = 640, 360
LEFT, TOP, RIGHT, BOTTOM = 66, 40, 128, 34
LINES = (  # as in the page: the name beside the line, its colour, its dashes
    ("nudging", "nudge", "2 4"),
    ("forward mode", "value", "9 4"),
    ("path by path", "local", "9 3 2 3"),
    ("backprop", "gradient", "none"),
)
LABEL_GAP = 16
STYLE = """
text { font: 13px system-ui, sans-serif; fill: var(--adc-text); }
:is(.heading, [class$=text]) { font-weight: 700; }
.formula { font-style: italic; }
.paper { fill: var(--adc-background); }
path { fill: none; stroke-width: 1; }
:is(.axis, .now, .guide) { stroke: var(--adc-quiet); }
.guide { stroke-dasharray: 1 3; }
.line { stroke-width: 2.5; }
""" + "\n".join(
    f".{colour} {{ stroke: var(--adc-{colour}); }}\n.{colour}-text {{ fill: var(--adc-{colour}); }}"
    for _, colour, _ in LINES
)


def draw_row(n: int, p: int, counts: list[tuple[int, tuple[int, ...]]]) -> str:
    """SVG of the steps of the four methods; counts: (p, steps of each method) for some p, in order."""
    log = [(math.log10(each), [math.log10(steps) for steps in row]) for each, row in counts]
    curves = [[(x, ys[i]) for x, ys in log] for i in range(len(LINES))]
    guides = [[(x, math.log10(f(10**x))) for x, _ in log] for f in (lambda q: n * q, lambda q: n + q)]
    heights = [y for curve in (*curves, *guides) for _, y in curve]
    right = max(log[-1][0], 0.3)
    place = _scale((0, right), (min(heights) - 0.2, max(heights) + 0.12))
    ticks = [(place(math.log10(each), 0)[0], str(each)) for each in _round_numbers(0, right)]
    parts = [
        *_frame(place, heights, ticks, f"Steps for all p gradients of a row of n = {n} nodes, counted", "p"),
        *_now(place(math.log10(p), 0)[0], f"p = {p}"),
        *(f'<path class="guide" d="{_path(guide, place)}"/>' for guide in guides),
        _beneath(place(0.08 * right, math.log10(n * 10 ** (0.08 * right))), "n × p"),
        _beneath(place(0.8 * right, math.log10(n + 10 ** (0.8 * right))), "n + p"),
        *_lines(curves, LINES, place, math.log10(p)),
    ]
    title = f"Steps of four methods on a row of {n} nodes, for 1 to {counts[-1][0]} parameters"
    said = {each: ", ".join(f"{name} {n}" for (name, *_), n in zip(LINES, row)) for each, row in counts}
    ends = (f"Steps with p = {each}: {said[each]}." for each in sorted({p, counts[0][0], counts[-1][0]}))
    description = " ".join(["Both axes are logarithmic.", *ends])
    return picture("adc-eff-static", WIDTH, HEIGHT, title, description, STYLE, parts)


def draw_doubling(k: int, counts: list[tuple[int, int, int]]) -> str:
    """SVG of paths and nodes over k; counts: (k, paths, nodes)."""
    curves = [[(each[0], math.log10(each[i])) for each in counts] for i in (1, 2)]
    heights = [0, curves[0][-1][1]]
    place = _scale((1, counts[-1][0]), (0, heights[1] + 0.5))
    ticks = [(place(each, 0)[0], str(each)) for each in (1, 10, 20, 30)]
    _, paths, nodes = next(each for each in counts if each[0] == k)
    names = [("paths", *LINES[2][1:]), ("nodes", *LINES[3][1:])]
    parts = [
        *_frame(place, heights, ticks, f"k = {k} doublings: {paths} paths, {nodes} nodes", "k"),
        *_now(place(k, 0)[0], f"k = {k}"),
        *_lines(curves, names, place, k),
    ]
    title = f"Paths and nodes of x = x + x, k times: {paths} and {nodes} at k = {k}"
    shown = (f"With k = {each[0]}: {each[1]} paths, {each[2]} nodes." for each in (counts[0], counts[-1]))
    description = " ".join(["The axis of the counts is logarithmic.", *shown])
    return picture("adc-eff-static", WIDTH, HEIGHT, title, description, STYLE, parts)


def _scale(across: tuple, up: tuple):
    def place(x: float, y: float) -> tuple[float, float]:
        right = (x - across[0]) / (across[1] - across[0])
        down = (up[1] - y) / (up[1] - up[0])
        return (
            round(LEFT + right * (WIDTH - LEFT - RIGHT), 1),
            round(TOP + down * (HEIGHT - TOP - BOTTOM), 1),
        )

    return place


def _frame(place, heights, ticks, heading: str, name: str):
    """The heading, the two axes, and powers of ten up the side."""
    yield text("heading", LEFT - 50, 22, heading, "start")
    yield f'<path class="axis" d="M{LEFT},{TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}"/>'
    for value in _round_numbers(min(heights), max(heights)):
        yield text("tick", LEFT - 6, place(0, math.log10(value))[1] + 4, format_number(value), "end")
    for x, number in ticks:
        yield text("tick", x, HEIGHT - BOTTOM + 17, number, "middle")
    yield text("heading", WIDTH - RIGHT + 24, HEIGHT - BOTTOM + 17, name, "start")


def _round_numbers(low: float, high: float) -> list[int]:
    """From 10**low to 10**high: powers of ten, or some of these; also 2, 5, ... on a short way."""
    powers = range(math.floor(low), math.floor(high) + 1)
    digits = (1, 2, 5) if high - low < 2 else (1,)
    every = max(math.ceil((high - low) / 6), 1)
    values = [digit * 10**power for power in powers[::every] for digit in digits]
    return [value for value in values if 10**low <= value <= 10**high * 1.0001]


def _now(x: float, words: str):
    yield f'<path class="now" d="M{x},{TOP}V{HEIGHT - BOTTOM}"/>'
    yield text("tick", x, TOP - 4, words, "middle")


def _lines(curves, names, place, chosen: float):
    """Each curve with a dot where it is chosen, and its name at its right end; the names are pushed apart."""
    for curve, (_, colour, dashes) in zip(curves, names):
        yield f'<path class="line {colour}" stroke-dasharray="{dashes}" d="{_path(curve, place)}"/>'
        x, y = place(chosen, dict(curve)[chosen])
        yield f'<circle class="{colour}-text" cx="{x}" cy="{y}" r="5"/>'
    ends = sorted((place(*curve[-1])[1], *name[:2]) for curve, name in zip(curves, names))
    lowest = -math.inf
    for y, name, colour in ends:
        lowest = max(y, lowest + LABEL_GAP)
        yield text(f"{colour}-text", WIDTH - RIGHT + 10, lowest + 4, name, "start")


def _path(points, place) -> str:
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in (place(*point) for point in points))


def _beneath(at: tuple[float, float], name: str) -> str:
    return text("formula", at[0] + 8, at[1] + 12, name, "start")
