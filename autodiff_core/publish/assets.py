"""Files that pages share: each distinct content once, with its fingerprint in the name."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from autodiff_core.publish.record import PublishError

COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?:[^*]|\*(?!/))*\*/[ \t]*)\n", re.MULTILINE)  # on lines of its own
MODULE = re.compile(r"(?P<body>.*)^export default (?P<made>.*);\s*", re.MULTILINE | re.DOTALL)


class Assets:
    """The folder `assets/` of what is built in `out`."""

    def __init__(self, out: Path):
        self.folder = out / "assets"
        self.folder.mkdir(parents=True, exist_ok=True)

    def add(self, name: str, content: str) -> str:
        """Write `content`; return its address from `out`: "mount.js" becomes "assets/mount-1a2b3c4d.js"."""
        stem, _, kind = name.rpartition(".")
        named = f"{stem}-{fingerprint(content)}.{kind}"
        (self.folder / named).write_text(content, encoding="utf-8", errors="replace")
        return f"{self.folder.name}/{named}"

    def add_module(self, name: str, source: str) -> tuple[str, str]:
        """Write an explorer's module as a script; return the key that mount.js finds it by, and its address.

        It is no module any more, since a page that was opened as a file may load scripts, but no modules.
        Raises PublishError for one that does not end with its default export.
        """
        whole = MODULE.fullmatch(without_comments(source))
        if not whole:
            raise PublishError(f"The module of {name} does not end with the line `export default ...;`.")
        key = f"{name}-{fingerprint(source)}"
        function = f'() => {{\n"use strict";\n{whole["body"]}return {whole["made"]};\n}}'
        return key, self.add(f"{name}.js", f'(self.explorerModules ??= {{}})["{key}"] = {function};\n')


def without_comments(source: str) -> str:
    """JavaScript or CSS without what only its authors read: comments that have lines of their own."""
    return COMMENT.sub("", source)


def fingerprint(content: str) -> str:
    """Eight characters that differ where the content does."""
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:8]
