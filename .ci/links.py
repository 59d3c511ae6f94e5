"""Write one Binder link per lesson into the lesson table of README.md. usage: links.py [TAG]

The links follow the repository's own remote, so a copy of the project gets links to itself. Without a GitHub
remote the table has no such column. With a tag Binder keeps its image, so lessons open faster; without one it
opens the newest commit.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = re.compile(r"(?<=<!-- lessons -->\n).*?(?=<!-- /lessons -->)", re.S)
HEADING = "Binder"
GITHUB = re.compile(
    r"(?:(?:https?|ssh|git)://)?(?:[^@/]+@)?(?:www\.|ssh\.)?github\.com(?::\d+/|[:/])/?"
    r"(?P<repository>[\w.-]+/[\w.-]+?)(?:\.git)?/?"
)


def github_repository(remote):
    """Return "owner/name" for the address of a GitHub remote in any of its forms, else None."""
    match = GITHUB.fullmatch(remote.strip())
    return match and match["repository"]


def own_repository():
    """Return "owner/name" of this copy: its remote `origin`, or what GitHub Actions says, else None."""
    command = ["git", "remote", "get-url", "origin"]
    try:
        remote = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout
    except FileNotFoundError:
        remote = ""
    server, name = os.environ.get("GITHUB_SERVER_URL", ""), os.environ.get("GITHUB_REPOSITORY", "")
    return github_repository(remote) or github_repository(f"{server}/{name}")


def binder_link(repository, tag, notebook):
    return f"[open](https://mybinder.org/v2/gh/{repository}/{tag}?urlpath=lab/tree/{notebook})"


def with_links(text, repository, tag="HEAD"):
    """Return `text` with a column of Binder links in its lesson table; no column if `repository` is None."""

    def column(row):
        lesson = re.search(r"\((notebooks/.*?\.ipynb)\)", row)
        if lesson:
            return binder_link(repository, tag, lesson[1])
        return "---" if set(row) <= set("|-: ") else HEADING

    def table(match):
        rows = match[0].splitlines()
        if rows[0].endswith(f" {HEADING} |"):
            rows = [row.rsplit("|", 2)[0] + "|" for row in rows]
        if repository:
            rows = [f"{row} {column(row)} |" for row in rows]
        return "".join(row + "\n" for row in rows)

    return TABLE.sub(table, text)


def main(tag="HEAD"):
    repository = own_repository()
    readme = ROOT / "README.md"
    readme.write_text(with_links(readme.read_text(encoding="utf-8"), repository, tag), encoding="utf-8")
    if repository:
        print(f"README.md: each lesson has a Binder link to {repository}, {tag}.")
    else:
        print("README.md: no Binder links, since the remote `origin` is not on GitHub.")


if __name__ == "__main__":
    main(*sys.argv[1:])
