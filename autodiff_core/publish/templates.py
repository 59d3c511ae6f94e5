"""What stands in page/: the templates of published pages, and the files that such pages need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

PAGE = Path(__file__).parent / "page"
TEMPLATES = Environment(
    loader=FileSystemLoader(PAGE), autoescape=True, trim_blocks=True, lstrip_blocks=True
)


def own(name: str) -> str:
    """The text of the file `name`."""
    return (PAGE / name).read_text(encoding="utf-8")


def rendered(template: str, **words: Any) -> str:
    """The page that the template `template` makes of these words."""
    return TEMPLATES.get_template(template).render(words)
