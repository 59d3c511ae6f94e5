"""The colours of style sheets, read by name and written out: not every viewer of pictures knows variables."""

from __future__ import annotations

import re
from pathlib import Path

PALETTE_CSS = Path(__file__).with_name("palette.css")
SHADES = re.compile(r"(--[\w-]+): (?:var\([\w-]+, )?light-dark\((#\w+), (#\w+)\)")
MIX = re.compile(r"color-mix\(in srgb, (#\w{6}) (\d+)%, (#\w{6})\)")


def shades(css: str) -> dict[str, tuple[str, str]]:
    """The colours that a style sheet gives names to, by name, each for light and for dark."""
    return {name: (light, dark) for name, light, dark in SHADES.findall(css)}


def written_out(css: str, colours: dict[str, tuple[str, str]]) -> str:
    """Rules with a colour in the place of every variable; after them those with colours again, for dark."""
    rules = [re.sub(r"\s+", " ", rule).strip() for rule in re.findall(r"[^{}]+\{[^{}]*\}", css)]

    def shown(rule, theme):
        named = re.sub(r"var\((--[\w-]+)\)", lambda found: colours[found[1]][theme], rule)
        return MIX.sub(lambda found: _mixed(found[1], int(found[2]), found[3]), named)

    dark = " ".join(shown(rule, 1) for rule in rules if "var(" in rule)
    light = " ".join(shown(rule, 0) for rule in rules)
    return f"{light} @media (prefers-color-scheme: dark) {{ {dark} }}"


def light_only(svg: str) -> str:
    """A picture that stands alone, without its rules for dark: as it is on paper."""
    return re.sub(r" @media \(prefers-color-scheme: dark\).*?(?=</style>)", "", svg, flags=re.DOTALL)


def _mixed(colour: str, per_cent: int, paper: str) -> str:
    """`per_cent` of the colour in the paper, as CSS mixes them in sRGB."""
    pairs = [(int(colour[i : i + 2], 16), int(paper[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round((per_cent * a + (100 - per_cent) * b) / 100):02x}" for a, b in pairs)
