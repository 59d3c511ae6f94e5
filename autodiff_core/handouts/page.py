"""A page of its own around something to print: A4 on paper, a sheet on grey on the screen."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

PAGE_CSS = Path(__file__).with_name("page.css")


def titled(kind: str, name: str) -> str:
    """The title of a page about a function; a lambda has no name to show."""
    return kind if name == "<lambda>" else f"{kind}: {name}"


def page(title: str, body: str, css: str = "") -> str:
    """The HTML of the page; `title` stands at the foot of each sheet. It asks for nothing from anywhere."""
    quoted = re.sub(r"[^\w .,:=()-]", lambda other: f"\\{ord(other[0]):x} ", title)
    css = f'{PAGE_CSS.read_text(encoding="utf-8")}@page {{ @bottom-left {{ content: "{quoted}"; }} }}\n{css}'
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en" data-theme="light">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>",
            f"<style>{css}</style>",
            "</head>",
            "<body>",
            body,
            "</body>",
            "</html>",
            "",
        ]
    )
