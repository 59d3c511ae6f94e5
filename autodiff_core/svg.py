"""The drawing: a graph and its numbers as SVG text, each part in its place and marked for the page to find.

A node is a card: its name, its line of code, its value (upper, a rectangle) and its gradient (lower, a pill). A leaf is
a tag that points to the right. An edge carries its local derivative on a chip. `picture.css` holds every colour.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

from autodiff_core.layout import place
from autodiff_core.numbers import format_number
from autodiff_core.wording import gradient

# Widths of one character in pixels, at the font sizes of picture.css: generous, since fonts differ from machine to machine.
NAME, CODE, NUMBER, LABEL = 13.0, 7.6, 9.8, 7.0
ROOM = 10 * NUMBER  # for the digits of a number; a longer one is set closer
PAD, ROW, GAP = 8, 37, 4  # inside a card: its margin, the height of a row, between rows
HEAD, CODE_LINE = 34, 18  # the height of the name, and of the line of code
POINT, TIP = 10, 7  # how far the point of a leaf sticks out; the head of an arrow
WIDEST_CARD, WIDEST_CHIP, CHIP_HEIGHT = 230, 122, 40

PICTURE_CSS = Path(__file__).with_name("picture.css")


def draw_svg(graph, values=None, gradients=None, locals_=None, *, style=True):
    """SVG text for `graph`.

    values, gradients: {node name: number}, or None for a picture without them. locals_: numbers by edge index, or None.
    style=False leaves the style sheet out, for a page that has it already.
    """
    card = _Card(graph, values is not None, gradients is not None)
    chips = [_chip_lines(edge, locals_) if locals_ is not None else ("", "") for edge in graph.edges]
    sizes = [card.size(node) for node in graph.nodes]
    sizes += [_chip_size(lines) for lines in chips]
    arrows = []
    for edge, chip in zip(graph.edges, range(len(graph.nodes), len(sizes))):
        pull = 1 if edge.parent.is_leaf else 8  # the operations stand in a straight line, the leaves beside it
        arrows += [(edge.parent.index, chip, pull), (chip, edge.node.index, 2 * pull)]  # the chip stays close to its node
    layout = place(tuple(sizes), tuple(arrows))
    ends = _arrivals(graph, layout, sizes)
    width, height = round(layout.width), round(layout.height)
    if layout.note:
        height += 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ad-picture{" ad-static" if style else ""}" role="img"'
        f' viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        f"<title>{escape(f'Computation graph of {graph.name}')}</title>",
        f"<desc>{escape(_description(graph))}</desc>",
    ]
    if style:
        parts += [f"<style>{static_style()}</style>", f'<rect class="ad-paper" width="{width}" height="{height}" rx="8"/>']
    for edge, lines in zip(graph.edges, chips):
        chip = len(graph.nodes) + edge.index
        parts.append(_edge(edge, lines, layout.curves[2 * edge.index], layout.centres[chip], sizes[chip], ends[edge.index]))
    for node in graph.nodes:
        parts.append(card.draw(node, layout.centres[node.index], sizes[node.index], values, gradients))
    if layout.note:
        parts.append(_text("ad-tag", 10, height - 8, layout.note))
    return "\n".join([*parts, "</svg>"])


# -- nodes


class _Card:
    """The measures that all cards of one graph share, and the drawing of each."""

    def __init__(self, graph, values, gradients):
        self.graph, self.rows = graph, values + gradients
        self.width = 2 * PAD + (20 + ROOM if self.rows else 40)

    def size(self, node):
        tag = len(_tag(self.graph, node)) * LABEL + 12
        width = max(self.width, 2 * PAD + len(node.name) * NAME + tag)
        if not node.is_leaf:
            width = max(width, 2 * PAD + len(node.code) * CODE)
        height = HEAD + CODE_LINE * (not node.is_leaf) + self.rows * (ROW + GAP) + GAP
        return round(min(width, WIDEST_CARD)) + (POINT if node.is_leaf else 0), height

    def draw(self, node, centre, size, values, gradients):
        (x, y), (width, height) = centre, size
        body = width - (POINT if node.is_leaf else 0)
        tag = _tag(self.graph, node)
        kinds = "ad-node" + " ad-leaf" * node.is_leaf + " ad-output" * (node is self.graph.output)
        parts = [
            f'<g class="{kinds}" data-node="{node.index}" transform="translate({x - width / 2:.1f} {y - height / 2:.1f})">',
            f"<title>{escape(node.name if node.is_leaf else node.code)}</title>",
            _outline(node.is_leaf, body, height),
            _text("ad-name", PAD + 1, 25, _cut(node.name, (body - 2 * PAD - len(tag) * LABEL) / NAME)),
        ]
        if tag:
            parts.append(_text("ad-tag", body - PAD, 22, tag, "end"))
        top = HEAD
        if not node.is_leaf:
            parts.append(_text("ad-code", PAD + 1, HEAD + 10, _cut(node.code, (body - 2 * PAD) / CODE)))
            top += CODE_LINE
        if values is not None:
            parts.append(_row("value", "value", PAD, top, body - 2 * PAD, 2, values.get(node.name)))
            top += ROW + GAP
        if gradients is not None:
            label = _gradient_word(self.graph, node)
            parts.append(_row("gradient", label, PAD, top, body - 2 * PAD, 14, gradients.get(node.name)))
        return "".join([*parts, "</g>"])


def _tag(graph, node):
    if node.name in graph.inputs and node.is_leaf:
        return "input"
    return "output" if node is graph.output else ""


def _gradient_word(graph, node):
    label = gradient(graph.output, node)
    return label if len(label) <= 14 else "gradient"


def _outline(leaf, width, height):
    if not leaf:
        return f'<rect class="ad-card" width="{width}" height="{height}" rx="6"/>'
    middle = height / 2
    return (
        f'<path class="ad-card" d="M14 0H{width - 6}L{width + POINT} {middle}L{width - 6} {height}H14'
        f'Q0 {height} 0 {height - 14}V14Q0 0 14 0Z"/>'
    )


def _row(kind, label, x, y, width, radius, number):
    inset = 7 if kind == "value" else 13
    return (
        f'<g class="ad-{kind}-row"><rect class="ad-{kind}-box" x="{x}" y="{y}" width="{width}" height="{ROW}" rx="{radius}"/>'
        + _text("ad-label", x + inset, y + 13.5, label)
        + _number(f"ad-{kind}", x + width - inset, y + 30, number)
        + "</g>"
    )


# -- edges


def _chip_lines(edge, locals_):
    """Its derivative and, if it is short and no bare number, the formula; then the number."""
    label = gradient(edge.node, edge.parent)
    formula = f"{label} = {edge.local}"
    if len(formula) > 12 or re.fullmatch(r"\(?-?[\d.e+-]+\)?", edge.local):
        formula = label if len(label) <= 15 else "local derivative"
    return formula, "= " + format_number(locals_[edge.index])


def _chip_size(lines):
    if not lines[0]:
        return 4, 4
    return round(min(max(len(lines[0]) * LABEL + 12, 74), WIDEST_CHIP)), CHIP_HEIGHT


def _arrivals(graph, layout, sizes):
    """Where each edge ends: spread over the left side of its node, in the order in which the chips stand."""
    ends = {}
    for node in graph.nodes:
        edges = [edge for edge in graph.edges if edge.node is node]
        edges.sort(key=lambda edge: layout.centres[len(graph.nodes) + edge.index][1])
        (x, y), (width, height) = layout.centres[node.index], sizes[node.index]
        for i, edge in enumerate(edges):
            shift = (i - (len(edges) - 1) / 2) * min(26, (height - 16) / len(edges))
            ends[edge.index] = (round(x - width / 2, 1), round(y + shift, 1))
    return ends


def _edge(edge, lines, curve, centre, size, end):
    """One path from the parent, through the chip, to the node; its arrowhead; and the chip on top."""
    (x, y), (width, height), (to_x, to_y) = centre, size, end
    right, tip = round(x + width / 2, 1), to_x - TIP
    bend = round((right + tip) / 2, 1)
    path = f"M{_pair(curve[0])}C" + " ".join(_pair(point) for point in curve[1:])
    path += f"L{right:g} {y:g}C{bend:g} {y:g} {bend:g} {to_y:g} {tip:g} {to_y:g}"
    formula = f"{gradient(edge.node, edge.parent)} = {edge.local}"
    parts = [
        f'<g class="ad-edge" data-edge="{edge.index}"><title>{escape(formula)}</title>',
        f'<path class="ad-wire" d="{path}"/>',
        f'<path class="ad-tip" d="M{to_x:g} {to_y:g}l-{TIP + 2} -4.5v9z"/>',
    ]
    if lines[0]:
        parts += [
            f'<rect class="ad-chip" x="{x - width / 2:.1f}" y="{y - height / 2}" width="{width}" height="{height}" rx="5"/>',
            _text("ad-formula", x, y - 4, lines[0], "middle"),
            _number("ad-local", x, y + 14, lines[1], "middle", width - 8),
        ]
    return "".join([*parts, "</g>"])


# -- text


def _pair(point):
    return f"{point[0]:g} {point[1]:g}"


def _cut(text, room):
    room = max(int(room), 2)
    return text if len(text) <= room else text[: room - 1] + "…"


def _text(kind, x, y, text, anchor="", more=""):
    anchor = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{kind}" x="{x:g}" y="{y:g}"{anchor}{more}>{escape(text)}</text>'


def _number(kind, x, y, number, anchor="end", room=ROOM):
    """A number in its place. `data-fits` characters fit; longer text is set closer, into `data-room` pixels."""
    text = "" if number is None else number if isinstance(number, str) else format_number(number)
    fits = int(room / NUMBER)
    more = f' data-fits="{fits}" data-room="{room:.0f}"'
    if len(text) > fits:
        more += f' textLength="{room:.0f}" lengthAdjust="spacingAndGlyphs"'
    return _text(kind, x, y, text, anchor, more)


def _description(graph):
    inputs = ", ".join(graph.inputs)
    lines = "; ".join(node.code for node in graph.nodes if not node.is_leaf)
    return f"From left to right: the inputs {inputs}; then {lines}. Each node shows its value and, below it, its gradient."


# -- style


def static_style():
    """`picture.css` with every colour written out, for viewers that know no variables: light, and dark where that is asked for."""
    css = re.sub(r"/\*.*?\*/", "", PICTURE_CSS.read_text(encoding="utf-8"), flags=re.S)
    palette, rules = re.fullmatch(r"\s*(\.ad-picture \{.*?\})(.*)", css, flags=re.S).groups()
    colours = {name: pair for name, *pair in re.findall(r"(--[\w-]+): light-dark\((\S+), (\S+)\);", palette)}

    def written_out(which):
        text = re.sub(r"var\((--[\w-]+)\)", lambda match: colours[match[1]][which], rules)
        text = text.replace(".ad-picture ", ".ad-static ")
        return re.sub(r"\s+", " ", text).strip()

    coloured = re.findall(r"[^{}]+\{[^{}]*\}", written_out(1))
    dark = "".join(rule for rule in coloured if "#" in rule)
    return f"{written_out(0)} @media (prefers-color-scheme: dark) {{ {dark} }}"
