"""The guide to a class's server: configuration that can be pasted, links that open lessons, a whole table."""

import re
import runpy
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from packaging.requirements import Requirement

import autodiff_core

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "notebooks" / "instructor" / "class_server.md").read_text(encoding="utf-8")
WHERE = (ROOT / "notebooks" / "instructor" / "where_it_runs.md").read_text(encoding="utf-8")
LESSONS = sorted(path.name for path in ROOT.glob("notebooks/[0-9][0-9]_*.ipynb"))
measure = SimpleNamespace(**runpy.run_path(str(ROOT / ".ci" / "measure_learner.py")))

# As the schema of the chart of Zero to JupyterHub names them.
KEYS = {
    *("hub.config.Authenticator.admin_users", "singleuser.image.name", "singleuser.image.tag"),
    *("singleuser.defaultUrl", "singleuser.storage.capacity", "cull.timeout", "cull.every"),
    *(f"singleuser.{what}.{bound}" for what in ("memory", "cpu") for bound in ("guarantee", "limit")),
}


def blocks(kind, text=GUIDE):
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.M | re.S)


def leaves(tree, path=()):
    if isinstance(tree, dict):
        return {leaf: value for key in tree for leaf, value in leaves(tree[key], (*path, key)).items()}
    return {".".join(path): tree}


def megabytes(column):
    """The numbers of a column of the measured table, by row."""
    rows = [line.strip("| ").split(" | ") for line in measure.TABLE.search(GUIDE)[0].splitlines()]
    return {row[0]: int(row[column].removesuffix(" MB")) for row in rows if len(row) > 1 and " MB" in row[1]}


def test_the_configuration_for_kubernetes_is_yaml_of_known_keys():
    [config] = map(yaml.safe_load, blocks("yaml"))
    assert leaves(config).keys() == KEYS


def test_a_learner_is_given_more_than_was_measured():
    [config] = map(yaml.safe_load, blocks("yaml"))
    given = int(config["singleuser"]["memory"]["guarantee"].removesuffix("M"))
    measured = max(megabytes(2).values())
    assert 0.5 * given < measured < given
    assert f"{given} MB" in GUIDE
    assert 30 * given <= 8000


def test_the_table_has_every_lesson():
    expected = ["kernel started, nothing run", *(f"lesson {name[:2]} run" for name in LESSONS)]
    assert list(megabytes(1)) == expected


def test_a_dragged_slider_costs_about_what_an_untouched_page_costs():
    rows = re.findall(r"^\| (?:nobody|a slider).* \| (\d+) \| ([\d.]+) s \| ([\d.]+) s \|$", GUIDE, re.M)
    (_, kernel, server), (_, kernel_moved, server_moved) = ([float(each) for each in row] for row in rows)
    assert kernel_moved - kernel < 0.1 and server_moved - server < 0.1


def test_the_link_of_a_class_opens_a_lesson():
    [link] = re.findall(r"^https://hub\.example\.org\S+$", GUIDE, re.M)
    asked = parse_qs(urlsplit(link).query)
    assert urlsplit(link).path == "/hub/user-redirect/git-pull"
    assert (asked["repo"], asked["branch"]) == (["https://github.com/OWNER/REPO"], ["class"])
    folder, lesson = asked["urlpath"][0].removeprefix("lab/tree/REPO/").split("/")
    assert folder == "notebooks" and lesson in LESSONS


@pytest.mark.parametrize("text", [GUIDE, WHERE], ids=["class_server", "where_it_runs"])
def test_versions_files_and_targets_that_are_named_exist(text):
    assert set(re.findall(r"v\d+\.\d+\.\d+", text)) == {f"v{autodiff_core.__version__}"}
    for target in re.findall(r"\]\((?!https:)([^)]+)\)", text):
        assert (ROOT / "notebooks" / "instructor" / target).is_file(), target
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"make (\w+)(?:`| [A-Z]+=)", text):
        assert f"\n{target}: " in makefile


def test_colab_is_asked_for_all_it_lacks():
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lab = re.search(r"^lab = \[\n(.*?)^\]", pyproject, re.M | re.S)[1]
    names = {Requirement(line).name for line in re.findall(r'^    "([^"]+)"', lab, re.M)}
    asked = re.search(r"^%pip install --quiet ((?:\w+ ?)+)$", WHERE, re.M)[1].split()
    assert set(asked) == names - {"ipykernel", "ipywidgets", "jupyterlab", "matplotlib"}


def test_the_table_shows_medians():
    found = {
        ("server", "memory"): [100.0],
        ("idle", "memory"): [40.0, 41.0, 45.0],
        ("idle", "kernel"): [0.5],
        ("01_a.ipynb", "memory"): [60.0, 70.0, 61.0],
        ("01_a.ipynb", "kernel"): [1.0],
        ("01_a.ipynb", "server"): [2.0],
        ("moved", "all"): [[0.02, 0.1, 30], [0.04, 0.2, 40], [0.03, 0.15, 35]],
        ("untouched", "all"): [[0.01, 0.1, 20]],
        ("moved", "seconds"): [11.0],
    }
    lines = measure.table(found, "Measured.").splitlines()
    assert "| kernel started, nothing run | 41 MB | 141 MB | 0.5 s | |" in lines
    assert "| lesson 01 run | 61 MB | 161 MB | 1.0 s | 2.0 s |" in lines
    assert "| nobody touches it | 20 | 0.01 s | 0.10 s |" in lines
    assert "| a slider is dragged, 200 new values | 35 | 0.03 s | 0.15 s |" in lines
    assert lines[-1] == "Measured."
