"""Where this copy of the project lives on GitHub, and the addresses at which Binder opens its lessons."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from urllib.parse import quote, urlencode

GITHUB = re.compile(
    r"(?:(?:https?|ssh|git)://)?(?:[^@/]+@)?(?:www\.|ssh\.)?github\.com(?::\d+/|[:/])/?"
    r"(?P<repository>[\w.-]+/[\w.-]+?)(?:\.git)?/?"
)


def github_repository(remote: str) -> str | None:
    """Return "owner/name" for the address of a GitHub remote in any of its forms, else None."""
    match = GITHUB.fullmatch(remote.strip())
    return match and match["repository"]


def own_repository(folder: Path) -> str | None:
    """Return "owner/name" of the copy in `folder`: its remote, else what GitHub Actions says, or None."""
    command = ["git", "remote", "get-url", "origin"]
    try:
        remote = subprocess.run(command, cwd=folder, capture_output=True, text=True).stdout
    except FileNotFoundError:
        remote = ""
    server, name = os.environ.get("GITHUB_SERVER_URL", ""), os.environ.get("GITHUB_REPOSITORY", "")
    return github_repository(remote) or github_repository(f"{server}/{name}")


def binder_address(repository: str, tag: str, notebook: str, content: str = "") -> str:
    """The address that opens `notebook` ("notebooks/03_backward.ipynb") on Binder, in the image of `tag`.

    With `content`, a branch, the notebook is that branch's newest: nbgitpuller fetches it at the start.
    """
    path = quote(f"lab/tree/{notebook}")
    if content:
        source = {"repo": f"https://github.com/{repository}", "branch": content}
        folder = repository.partition("/")[2]
        path = quote("git-pull?" + urlencode({**source, "urlpath": f"lab/tree/{folder}/{notebook}"}), safe="")
    return f"https://mybinder.org/v2/gh/{repository}/{quote(tag, safe='')}?urlpath={path}"
