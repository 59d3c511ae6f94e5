"""Write one Binder link per lesson into the lesson table of README.md. usage: links.py [TAG [BRANCH]]

The links follow the repository's own remote, so a copy of the project gets links to itself. Without a GitHub
remote the table has no such column. With a tag Binder keeps its image, so lessons open faster; without one it
opens the newest commit. With a branch, too, the image is the tag's and the lessons are the branch's.
"""

import re
import sys
from pathlib import Path

from autodiff_core.publish.repository import binder_address, own_repository

ROOT = Path(__file__).parents[1]
TABLE = re.compile(r"(?<=<!-- lessons -->\n).*?(?=<!-- /lessons -->)", re.S)
HEADING = "Binder"


def with_links(text, repository, tag="HEAD", content=""):
    """Return `text` with a column of Binder links in its lesson table; no column if `repository` is None."""

    def column(row):
        lesson = re.search(r"\((notebooks/.*?\.ipynb)\)", row)
        if lesson:
            return f"[open]({binder_address(repository, tag, lesson[1], content)})"
        return "---" if set(row) <= set("|-: ") else HEADING

    def table(match):
        rows = match[0].splitlines()
        if rows[0].endswith(f" {HEADING} |"):
            rows = [row.rsplit("|", 2)[0] + "|" for row in rows]
        if repository:
            rows = [f"{row} {column(row)} |" for row in rows]
        return "".join(row + "\n" for row in rows)

    return TABLE.sub(table, text)


def main(tag="HEAD", content=""):
    repository = own_repository(ROOT)
    readme = ROOT / "README.md"
    text = with_links(readme.read_text(encoding="utf-8"), repository, tag, content)
    readme.write_text(text, encoding="utf-8")
    if repository:
        print(f"README.md: each lesson has a Binder link to {repository}, {tag}.")
    else:
        print("README.md: no Binder links, since the remote `origin` is not on GitHub.")


if __name__ == "__main__":
    main(*sys.argv[1:])
