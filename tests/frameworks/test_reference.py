"""The stored answers: complete, of this very code, and said to be stored."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from autodiff_core.frameworks import columns, examples, installed, reference
from autodiff_core.frameworks.columns import OTHERS

ROOT = Path(__file__).parents[2]
every_framework = pytest.mark.parametrize("framework", OTHERS, ids=lambda framework: framework.key)


@every_framework
def test_there_is_an_answer_to_everything_the_lesson_asks_and_to_nothing_else(framework):
    stored = reference.load()["frameworks"][framework.key]["answers"]
    assert set(stored) == {reference.fingerprint(task) for task in examples.tasks(framework.key)}
    for answer in stored.values():
        assert set(answer) in ({"lines", "error"}, {"value", "gradients", "precision", "error"})


def test_another_code_or_other_inputs_have_another_answer():
    task = examples.tasks("jax")[-1]
    assert reference.answer("jax", task)
    assert reference.answer("jax", task | {"code": task["code"] + "\n"}) is None
    assert reference.answer("jax", task | {"inputs": task["inputs"] | {"w": 1.25}}) is None


def test_the_file_names_versions_and_how_it_was_made_and_no_place_on_a_machine():
    text = reference.PATH.read_text(encoding="utf-8")
    for stored in reference.load()["frameworks"].values():
        assert re.match(r"\d+\.\d+", stored["version"])
        assert re.search(r"`make reference` .* Python 3\.\d+, on the CPU, in single", stored["made"])
    assert not re.search(r"/home|/tmp|/usr|\.py\b|0x[0-9a-f]{6}|https?:", text)


@every_framework
def test_ci_runs_the_version_whose_answers_are_stored_and_the_extra_allows_it(framework):
    version = reference.load()["frameworks"][framework.key]["version"].partition("+")[0]
    pins = re.findall(r"\b([a-z-]+)==([\d.]+)", (ROOT / ".ci" / "run").read_text(encoding="utf-8"))
    assert [pin for name, pin in pins if name in framework.packages] == [version]
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    extra = re.search(r"(?ms)^frameworks = \[(.*?)^\]", pyproject)
    bounds = {r.name: r.specifier for r in map(Requirement, re.findall(r'"(.*)"', extra[1]))}
    assert bounds[framework.packages[0]].contains(version)
    assert {bound.operator for bound in bounds[framework.packages[0]]} == {">=", "<"}


def test_the_table_says_what_is_live_and_what_is_stored(monkeypatch):
    monkeypatch.setattr(columns, "is_installed", lambda framework: framework.key in ("ours", "pytorch"))
    ours, torch, tensorflow, jax = installed().rows
    assert ours[2].startswith("live") and torch[2].startswith("live")
    for row in (tensorflow, jax):
        assert row[1] and row[2].startswith("stored: by `make reference`")
    assert repr(installed()).splitlines()[0].split() == ["framework", "version", "answers"]
