"""What the static pictures of the explorers have in common: the frame, its words, its colours, its paper."""

from __future__ import annotations

from autodiff_core.explorers.base import stylesheet
from autodiff_core.picture.lettering import escape
from autodiff_core.picture.palette import shades, written_out

SHEET = "style.css"


def picture(
    kind: str, width: int, height: int, title: str, description: str, css: str, parts, sheets=(SHEET,)
) -> str:
    """SVG text of these parts on paper.

    kind: the class of the picture, which keeps its rules out of others of the page. description: what is read
    off the picture, numbers and all, for those who do not see it. css: its rules, with
    selectors inside the picture and the variables of `sheets` for colours.
    """
    rules = css.strip().replace("\n", f"\n.{kind} ")
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" role="img"'
            f' viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
            f"<title>{escape(title)}</title>",
            f"<desc>{escape(description)}</desc>",
            f"<style>{written_out(f'.{kind} {rules}', shades(stylesheet(*sheets)))}</style>",
            f'<rect class="paper" width="{width}" height="{height}" rx="8"/>',
            *parts,
            "</svg>",
        ]
    )


def clipped(x: float, y: float, width: float, height: float, parts) -> list[str]:
    """The parts, cut off at a box: an inner svg clips, where a clip path would need an id of its own."""
    box = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
    return [f'<svg {box} viewBox="{x:g} {y:g} {width:g} {height:g}">', *parts, "</svg>"]
