"""What earlier commits of this repository hold: notebooks and the package; nothing without a history."""

import io
import subprocess
import tarfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


def git(*words):
    """What git writes, as bytes; nothing where there is no git, or no repository."""
    try:
        return subprocess.run(["git", "-C", ROOT, *words], capture_output=True).stdout
    except FileNotFoundError:
        return b""


@cache
def lessons():
    """(commit, path) of each version of each lesson that was ever stored, the first ones first."""
    log = git("log", "--reverse", "--format=%h", "--name-only", "--diff-filter=AM", "--", "notebooks/*.ipynb")
    found, commit = [], ""
    for line in filter(None, log.decode().splitlines()):
        if not line.startswith("notebooks/"):
            commit = line
        elif Path(line).name[:2].isdigit():
            found.append((commit, line))
    return found


def packages(number):
    """So many commits, spread over the time since lessons note what is answered."""
    notes = "autodiff_core/practice/progress_view.py"
    commits = dict.fromkeys(commit for commit, _ in lessons())
    return spread([commit for commit in commits if git("ls-tree", commit, notes)], number)


def spread(found, number):
    """So many of them, in equal distances."""
    return [found[i * len(found) // number] for i in range(min(number, len(found)))]


def write(commit, path, place):
    """Write a file of this commit into a folder, and return where it is."""
    target = place / Path(path).name
    target.write_bytes(git("show", f"{commit}:{path}"))
    return target


def package(commit, place):
    """Write the package of this commit into a folder, which goes into PYTHONPATH."""
    with tarfile.open(fileobj=io.BytesIO(git("archive", commit, "autodiff_core"))) as archive:
        archive.extractall(place, filter="data")
    return place
