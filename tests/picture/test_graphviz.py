"""Graphviz, by each of the ways to ask it: the same layout, and None where there is none."""

import importlib.util
import subprocess
import sys

import pytest

from autodiff_core.picture import graphviz, layout
from autodiff_core.picture.layout import _dot_text

DOT = _dot_text(((100, 60), (80, 40), (120, 60)), ((0, 1, 1), (1, 2, 2)))
carried = pytest.mark.skipif(not importlib.util.find_spec("pygraphviz"), reason="no wheel of pygraphviz here")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere pygraphviz itself is asked")


@pytest.fixture
def no_wheel(monkeypatch):
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    graphviz._libraries.cache_clear()
    yield
    graphviz._libraries.cache_clear()


@carried
@LINUX
def test_the_libraries_alone_say_what_pygraphviz_says():
    assert graphviz._by_the_libraries(DOT) == graphviz._by_pygraphviz(DOT)


@carried
@LINUX
def test_a_layout_does_not_load_pygraphviz():
    code = f"""
import sys
from autodiff_core.picture.graphviz import laid_out
assert laid_out({DOT!r}).startswith("graph ")
assert "pygraphviz" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


@carried
@LINUX
def test_what_is_no_graph_is_an_error_and_not_the_end_of_the_kernel(capfd):
    with pytest.raises(ValueError, match="no graph"):
        graphviz._by_the_libraries("digraph {")


@carried
def test_pygraphviz_is_asked_where_its_libraries_are_not_found(monkeypatch):
    def nothing_there():
        raise ValueError

    monkeypatch.setattr(graphviz, "_libraries", nothing_there)
    assert graphviz.laid_out(DOT) == graphviz._by_pygraphviz(DOT)


def test_the_dot_program_is_asked_where_the_wheel_does_not_load(monkeypatch, no_wheel):
    asked = []

    def run(command, **options):
        asked.append((command, options["input"]))
        return subprocess.CompletedProcess(command, 0, stdout=PLAIN)

    monkeypatch.setattr(graphviz, "which", lambda program: f"/somewhere/{program}")
    monkeypatch.setattr(graphviz.subprocess, "run", run)
    placed = layout.place.__wrapped__(((72, 72), (72, 72)), ((0, 1, 3),))
    assert asked[0][0] == ["/somewhere/dot", "-Tplain"]
    assert "0:e -> 1:w [weight=3]" in asked[0][1]
    assert placed.note == ""
    assert placed.centres == ((46, 46), (146, 46))
    assert placed.curves == (((82, 46), (92, 46), (102, 46), (110, 46)),)


PLAIN = """graph 1 2.3889 1
node 0 0.5 0.5 1 1 "" solid box black lightgrey
node 1 1.8889 0.5 1 1 "" solid box black lightgrey
edge 0 1 4 1 0.5 1.1389 0.5 1.2778 0.5 1.3889 0.5 solid black
stop
"""


def test_a_dot_program_that_fails_is_no_reason_not_to_draw(monkeypatch, no_wheel):
    monkeypatch.setattr(graphviz, "which", lambda program: sys.executable)  # which knows no -Tplain
    assert graphviz.laid_out(DOT) is None
    assert layout.place.__wrapped__(((10, 10),), ()).note == layout.NOTE


def test_without_any_graphviz_there_is_none(monkeypatch, no_wheel):
    monkeypatch.setattr(graphviz, "which", lambda program: None)
    assert graphviz.laid_out(DOT) is None
