"""The card of a node: its name, its line of code, its value (a rectangle) and its gradient (a pill below).

A leaf has no line of code and is a tag that points to the right, to where its value goes.
"""

from __future__ import annotations

from autodiff_core.picture.lettering import CODE, LABEL, NAME, ROOM, cut, escape, number, text
from autodiff_core.wording import gradient

PAD, ROW, GAP = 8, 37, 4  # the margin inside a card; the height of a row; between rows
HEAD, CODE_LINE = 34, 18  # the height of the name, and of the line of code
POINT = 6  # how far the point of a leaf sticks out
WIDEST = 230


class Card:
    """How the cards of one graph look: `values` and `gradients` say which rows they have."""

    def __init__(self, graph, values: bool, gradients: bool):
        self.graph, self.rows = graph, values + gradients
        self.narrowest = 2 * PAD + (20 + ROOM if self.rows else 40)

    def size(self, node) -> tuple[int, int]:
        """Width and height in pixels. They do not depend on the numbers, which change."""
        width = max(self.narrowest, 2 * PAD + len(node.name) * NAME + len(self._tag(node)) * LABEL + 12)
        if not node.is_leaf:
            width = max(width, 2 * PAD + len(node.code) * CODE + 2)
        height = HEAD + CODE_LINE * (not node.is_leaf) + self.rows * (ROW + GAP) + GAP
        return round(min(width, WIDEST)) + POINT * node.is_leaf, height

    def draw(self, node, centre, values, gradients) -> str:
        """The card as a <g> around `centre`; values and gradients by name, or None."""
        (x, y), (width, height), tag = centre, self.size(node), self._tag(node)
        body = width - POINT * node.is_leaf
        inner = body - 2 * PAD
        kinds = "ad-node" + " ad-leaf" * node.is_leaf + " ad-output" * (node is self.graph.output)
        place = f"translate({x - width / 2:.1f} {y - height / 2:.1f})"
        parts = [
            f'<g class="{kinds}" data-node="{node.index}" transform="{place}">',
            f"<title>{escape(node.name if node.is_leaf else node.code)}</title>",
            _outline(node.is_leaf, body, height),
            text("ad-name", PAD + 1, 25, cut(node.name, inner - len(tag) * LABEL, NAME)),
        ]
        if tag:
            parts.append(text("ad-tag", body - PAD - POINT * node.is_leaf, 22, tag, "end"))
        top = HEAD
        if not node.is_leaf:
            parts.append(text("ad-code", PAD + 1, HEAD + 10, cut(node.code, inner, CODE)))
            top += CODE_LINE
        if values is not None:
            parts.append(_row("value", "value", top, inner, 2, 7, values.get(node.name)))
            top += ROW + GAP
        if gradients is not None:
            label = gradient(self.graph.output, node)
            label = label if len(label) <= 14 else "gradient"
            parts.append(_row("gradient", label, top, inner, 14, 13, gradients.get(node.name)))
        return "".join([*parts, "</g>"])

    def _tag(self, node) -> str:
        if node.name in self.graph.inputs:
            return "input"
        return "output" if node is self.graph.output else ""


def _outline(leaf, width, height):
    if not leaf:
        return f'<rect class="ad-card" width="{width}" height="{height}" rx="6"/>'
    point = f"H{width - 8}L{width + POINT} {height / 2:g}L{width - 8} {height}H14"
    return f'<path class="ad-card" d="M14 0{point}Q0 {height} 0 {height - 14}V14Q0 0 14 0Z"/>'


def _row(kind, label, top, width, radius, inset, shown):
    """A labelled place for a number: the label above on the left, the number below on the right."""
    box = f'x="{PAD}" y="{top}" width="{width}" height="{ROW}" rx="{radius}"'
    return (
        f'<g class="ad-{kind}-row"><rect class="ad-{kind}-box" {box}/>'
        + text("ad-label", PAD + inset, top + 13.5, label)
        + number(f"ad-{kind}", PAD + width - inset, top + 30, shown)
        + "</g>"
    )
