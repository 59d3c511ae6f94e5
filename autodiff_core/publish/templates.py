"""What stands in page/: the templates of published pages, and the files that such pages need."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

PAGE = Path(__file__).parent / "page"
TEMPLATES = Environment(
    loader=FileSystemLoader(PAGE), autoescape=True, trim_blocks=True, lstrip_blocks=True
)

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def own(name: str) -> str:
    """The text of the file `name`."""
    return (PAGE / name).read_text(encoding="utf-8")


def policy(speaker: bool) -> str:
    """What a page may load and run (its Content-Security-Policy): scripts of its own, programs of explorers.

    The scripts in the templates are known by their hashes. So one that came in with a text does not run, nor
    does an attribute such as onclick. speaker: a lecture opens the speaker view, whose script no hash names.
    A page that was opened as a file is no "self" everywhere.
    """
    known = (INLINE.findall(own(path.name)) for path in sorted(PAGE.glob("*.html")))
    hashes = [f"'sha256-{_sha256(script)}'" for scripts in known for script in scripts]
    rules = {
        "default-src": ["'self'", "file:"],
        "script-src": ["'self'", "file:", "blob:", *(["'unsafe-inline'"] if speaker else hashes)],
        "style-src": ["'self'", "file:", "'unsafe-inline'"],
        **dict.fromkeys(("img-src", "media-src"), ["'self'", "file:", "data:", "https:"]),
        "frame-src": ["'self'", "file:", "https:"],
        **dict.fromkeys(("object-src", "base-uri", "form-action"), ["'none'"]),
    }
    return "; ".join(" ".join([rule, *sources]) for rule, sources in rules.items())


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


TEMPLATES.globals["policy"] = policy


def rendered(template: str, **words: Any) -> str:
    """The page that the template `template` makes of these words."""
    return TEMPLATES.get_template(template).render(words)
