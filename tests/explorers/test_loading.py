"""What loading an explorer brings along: its own page, not those of other explorers, and nothing needless."""

import subprocess
import sys

import pytest

from autodiff_core import explorers

# http.client came with xml.sax.saxutils, pygraphviz with a layout, and the others are for those who publish.
NEEDLESS = {"http.client", "pygraphviz", "matplotlib", "nbformat", "jinja2", "autodiff_core.publish"}
# Old versions of IPython, which anywidget loads, bring http.client themselves: what they load is theirs.
MAKE = """
import sys
import anywidget
theirs = set(sys.modules)
from autodiff_core.explorers import GraphExplorer
explorer = GraphExplorer(lambda w, x: w * x, w=3, x=2)
explorer.svg(), explorer.plain()
print(*set(sys.modules) - theirs)
"""


@pytest.fixture(scope="module")
def loaded():
    done = subprocess.run([sys.executable, "-c", MAKE], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_one_explorer_loads_no_other(loaded):
    others = {name.removesuffix("Explorer").lower() for name in explorers.__all__} - {"graph"}
    assert "autodiff_core.explorers.graph" in loaded
    assert not {f"autodiff_core.explorers.{name}" for name in others} & loaded


def test_an_explorer_loads_nothing_that_it_does_not_use(loaded):
    assert not loaded & NEEDLESS


def test_every_explorer_is_found_under_its_name_and_is_offered():
    for name in explorers.__all__:
        assert getattr(explorers, name).__name__ == name
        assert name in dir(explorers)


def test_another_name_is_an_error_as_in_any_module():
    with pytest.raises(ImportError, match="cannot import name 'Nothing'"):
        exec("from autodiff_core.explorers import Nothing")
