"""The README agrees with the lessons, and its Binder links with the repository's own remote."""

import doctest
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
links = SimpleNamespace(**runpy.run_path(str(ROOT / ".ci" / "links.py")))

TABLE = """<!-- lessons -->
| Lesson | Minutes |
| --- | ---: |
| [02](notebooks/2.ipynb) | 25 |
<!-- /lessons -->
"""
LINK = "https://mybinder.org/v2/gh/ada/graphs/HEAD?urlpath=lab/tree/notebooks/2.ipynb"
LINKED = f"""<!-- lessons -->
| Lesson | Minutes | Binder |
| --- | ---: | --- |
| [02](notebooks/2.ipynb) | 25 | [open]({LINK}) |
<!-- /lessons -->
"""


def test_each_lesson_gets_a_link():
    assert links.with_links(TABLE, "ada/graphs") == LINKED


def test_a_second_time_changes_nothing():
    assert links.with_links(LINKED, "ada/graphs") == LINKED


def test_a_copy_gets_links_to_itself():
    assert links.with_links(LINKED, "bob/copy", "v1") == LINKED.replace("ada/graphs/HEAD", "bob/copy/v1")


def test_without_a_repository_there_is_no_column():
    assert links.with_links(LINKED, None) == TABLE
    assert links.with_links(TABLE, None) == TABLE


def test_the_table_of_the_readme_takes_links_and_gives_them_back():
    plain = links.with_links(README, None)
    linked = links.with_links(plain, "ada/graphs")
    lessons = re.findall(r"^\| \[.+\]\((notebooks/\w+\.ipynb)\)", plain, re.M)
    assert len(lessons) >= 5
    assert re.findall(r"/gh/ada/graphs/HEAD\?urlpath=lab/tree/(\S+)\)", linked) == lessons
    assert links.with_links(linked, None) == plain


def test_nothing_in_the_readme_is_dead():
    for target in re.findall(r"\]\(([^)]+)\)", README):
        if target.startswith("https://mybinder.org/"):
            assert re.match(r"https://mybinder\.org/v2/gh/[a-z0-9][\w.-]*/[\w.-]+/[\w.-]+\?", target, re.I)
            assert "owner/repo" not in target.lower()
        elif not target.startswith("https://"):
            assert (ROOT / target).is_file(), target


def test_the_lesson_table_has_the_titles_and_minutes_of_the_lessons():
    rows = re.findall(r"^\| \[(.+)\]\((notebooks/\w+\.ipynb)\) \| (\d+) \|", README, re.M)
    lessons = sorted(ROOT.glob("notebooks/[0-9][0-9]_*.ipynb"))
    assert [ROOT / path for _, path, _ in rows] == lessons
    for title, path, minutes in rows:
        first = "".join(json.loads((ROOT / path).read_text(encoding="utf-8"))["cells"][0]["source"])
        assert first.startswith(f"# {title}\n")
        assert f"**Time.** About {minutes} minutes" in first


def test_the_example_of_the_readme_gives_what_it_says():
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
@pytest.mark.parametrize("remote, table", [("git@github.com:ada/graphs", LINKED), ("../elsewhere", TABLE)])
def test_the_remote_origin_decides(tmp_path, remote, table):
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "links.py", tmp_path / ".ci")
    (tmp_path / "README.md").write_text(TABLE, encoding="utf-8")
    other = ("GIT_", "GITHUB_")  # a hook or a workflow in which this runs
    environment = {name: value for name, value in os.environ.items() if not name.startswith(other)}
    for command in (
        ["git", "init", "--quiet"],
        ["git", "remote", "add", "origin", remote],
        [sys.executable, ".ci/links.py"],
    ):
        subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == table
