"""The table that the first lesson shows: is everything here?"""

import sys

import pytest

from autodiff_core import environment
from autodiff_core.environment import check_environment


def line(report, start):
    return next(line for line in str(report).splitlines() if line.startswith(start))


def test_where_the_lessons_are_tested_everything_needed_is_ready():
    report = check_environment()
    assert report
    assert str(report).endswith("You can start.")
    assert line(report, "the engine").endswith("ready")


@pytest.mark.parametrize("name", ["ipywidgets", "anywidget"])
def test_a_missing_package_is_said_in_its_line(monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, None)
    report = check_environment()
    assert not report
    assert "make setup" in line(report, "explorers: the Python side")
    assert "Something is missing" in str(report)


def test_without_graphviz_the_lessons_can_start(monkeypatch):
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    monkeypatch.setattr(environment.shutil, "which", lambda program: None)
    report = check_environment()
    assert report
    assert line(report, "Graphviz").endswith("missing: pictures get a plainer layout, nothing else changes")


def test_without_jupyterlabs_widget_parts_the_lessons_can_start(monkeypatch):
    monkeypatch.setattr(environment, "PAGES", ("nowhere",))
    report = check_environment()
    assert report
    assert "still pictures" in line(report, "explorers: the page side")


def test_an_old_python_is_named(monkeypatch):
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 18))
    report = check_environment()
    assert not report
    assert "install Python 3.10" in line(report, "Python")
