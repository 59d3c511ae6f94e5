"""The drawing: a graph and its numbers as SVG text, each part in its place and marked for the page to find.

card.py draws the nodes. An edge carries its local derivative on a chip. `picture.css` holds the colours.
"""

from __future__ import annotations

import re
from pathlib import Path

from autodiff_core.numbers import format_number
from autodiff_core.picture.card import Card
from autodiff_core.picture.layout import place
from autodiff_core.picture.lettering import LABEL, escape, number, printed, text
from autodiff_core.picture.palette import PALETTE_CSS, shades, written_out
from autodiff_core.picture.routes import TIP, routes
from autodiff_core.wording import gradient

PICTURE_CSS = Path(__file__).with_name("picture.css")
NARROWEST_CHIP, WIDEST_CHIP, CHIP_HEIGHT = 74, 122, 40
LONGEST_FORMULA, LONGEST_LABEL = 12, 15  # characters that a chip has room for
NOTE_HEIGHT = 20


def draw_svg(graph, values=None, gradients=None, local_derivatives=None, *, style=True) -> str:
    """SVG text for `graph`.

    values, gradients: {node name: number or text}, or None for a picture without them. local_derivatives:
    numbers by the index of the edge, or None. style=False leaves the style sheet out, for a page that has it.
    """
    card = Card(graph, values is not None, gradients is not None)
    chips = [_chip_text(edge, local_derivatives) for edge in graph.edges]
    sizes = [*map(card.size, graph.nodes), *map(_chip_size, chips)]
    layout = place(tuple(sizes), _arrows(graph))
    width, height = round(layout.width), round(layout.height) + NOTE_HEIGHT * bool(layout.note)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ad-picture{" ad-static" * style}" role="img"'
        f' viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        f"<title>{escape(f'Computation graph of {graph.name}')}</title>",
        f"<desc>{escape(_description(graph, values, gradients, local_derivatives))}</desc>",
    ]
    if style:
        parts.append(f"<style>{static_style()}</style>")
        parts.append(f'<rect class="ad-paper" width="{width}" height="{height}" rx="8"/>')
    for edge, lines, route, size in zip(
        graph.edges, chips, routes(graph, layout, sizes), sizes[len(graph.nodes) :]
    ):
        parts.append(_edge(edge, lines, route, size))
    for node, centre in zip(graph.nodes, layout.centres):
        parts.append(card.draw(node, centre, values, gradients))
    if layout.note:
        parts.append(text("ad-tag", 10, height - 8, layout.note))
    return "\n".join([*parts, "</svg>"])


def _description(graph, values, gradients, local_derivatives):
    """The graph in words, and all numbers that are drawn."""
    inputs = ", ".join(graph.inputs)
    lines = "; ".join(node.code for node in graph.nodes if not node.is_leaf)
    words = [f"From left to right: the inputs {inputs}; then {lines}."]
    values, gradients = values or {}, gradients or {}
    names = [node.name for node in graph.nodes]
    words.append(numbers_said((name, values.get(name), gradients.get(name)) for name in names))
    if local_derivatives is not None and graph.edges:
        edges = (f"{gradient(e.node, e.parent)} {_chip_text(e, local_derivatives)[1]}" for e in graph.edges)
        words.append(f"On the edges: {'; '.join(edges)}.")
    return " ".join(filter(None, words))


def numbers_said(nodes) -> str:
    """The sentence of the description with the numbers in the cards: (name, value, gradient) of each node.

    board.js puts the numbers of the moment in its place.
    """
    parts = []
    for name, value, slope in nodes:
        said = [_named(name, " =", printed(value)), _named("gradient", "", printed(slope))]
        if any(said):
            parts.append(", ".join(filter(None, said if said[0] else [name, said[1]])))
    return f"In the cards: {'; '.join(parts)}." if parts else ""


def _named(name, sign, number):
    """The number with its name; "" for none. An array has its shape drawn."""
    return number and f"{name}{' of shape' if number.startswith('(') else sign} {number}"


# -- edges


def _arrows(graph):
    """Two arrows for each edge, parent to chip to node; chips are numbered after the nodes."""
    arrows = []
    for chip, edge in enumerate(graph.edges, len(graph.nodes)):
        pull = 1 if edge.parent.is_leaf else 8  # operations stand in a straight line, leaves beside it
        arrows += [(edge.parent.index, chip, pull), (chip, edge.node.index, 2 * pull)]  # chips close to nodes
    return tuple(arrows)


def _chip_text(edge, local_derivatives):
    """Two lines: the name of the derivative, with its formula if short and not a number; then the number."""
    if local_derivatives is None:
        return "", ""
    label = gradient(edge.node, edge.parent)
    formula = f"{label} = {edge.local}"
    if len(formula) > LONGEST_FORMULA or re.fullmatch(r"\(?-?[\d.e+-]+\)?", edge.local):
        formula = label if len(label) <= LONGEST_LABEL else "local derivative"
    return formula, "= " + format_number(local_derivatives[edge.index])


def _chip_size(lines):
    if not lines[0]:
        return 4, 4
    return round(min(max(len(lines[0]) * LABEL + 12, NARROWEST_CHIP), WIDEST_CHIP)), CHIP_HEIGHT


def _edge(edge, lines, route, size):
    """The wire, its arrowhead, and the chip on top."""
    (x, y), (width, height), (to_x, to_y) = route.chip, size, route.end
    formula = f"{gradient(edge.node, edge.parent)} = {edge.local}"
    parts = [
        f'<g class="ad-edge" data-edge="{edge.index}"><title>{escape(formula)}</title>',
        f'<path class="ad-wire" d="{route.path}"/>',
        f'<path class="ad-tip" d="M{to_x:.1f} {to_y:.1f}l-{TIP + 2} -4.5v9z"/>',
    ]
    if lines[0]:
        box = f'x="{x - width / 2:.1f}" y="{y - height / 2:.1f}" width="{width}" height="{height}" rx="5"'
        parts += [
            f'<rect class="ad-chip" {box}/>',
            text("ad-formula", round(x, 1), round(y - 4, 1), lines[0], "middle"),
            number("ad-local", round(x, 1), round(y + 14, 1), lines[1], "middle", width - 8),
        ]
    return "".join([*parts, "</g>"])


# -- style


def static_style() -> str:
    """`picture.css` for a picture that stands alone."""
    css = re.sub(r"/\*.*?\*/", "", PICTURE_CSS.read_text(encoding="utf-8"), flags=re.S)
    own, rules = re.fullmatch(r"\s*(\.ad-picture \{.*?\})(.*)", css, flags=re.S).groups()
    palette = PALETTE_CSS.read_text(encoding="utf-8")
    return written_out(rules.replace(".ad-picture ", ".ad-static "), shades(palette + own))
