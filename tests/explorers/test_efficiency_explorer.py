"""EfficiencyExplorer in Python: its sizes, its plain forms, its refusals."""

import re
from xml.etree import ElementTree

import ipywidgets
import pytest
import traitlets

from autodiff_core.counting import EPSILON, METHODS, MOST_MULTIPLICATIONS, compare
from autodiff_core.explorers import EfficiencyExplorer
from autodiff_core.explorers.base import ExplorerError
from autodiff_core.families import BIAS, WEIGHTS, doubling, row


def test_it_starts_with_a_row_of_a_hundred_nodes():
    explorer = EfficiencyExplorer()
    assert (explorer.family, explorer.n, explorer.p, explorer.k) == ("row", 100, 20, 20)
    assert repr(explorer) == "EfficiencyExplorer(row, n=100, p=20)"


def test_its_graph_is_the_one_that_is_counted():
    explorer = EfficiencyExplorer(n=7, p=4)
    assert repr(explorer.graph) == repr(row(7, 4))
    assert explorer.plain() == f"EfficiencyExplorer(row, n=7, p=4)\n{compare(row(7, 4))}"
    explorer.family, explorer.k = "doubling", 5
    assert repr(explorer.graph) == repr(doubling(5))
    assert explorer.plain() == f"EfficiencyExplorer(doubling, k=5)\n{compare(doubling(5))}"


def test_paths_that_are_not_walked_are_said_to_be_so():
    text = EfficiencyExplorer(family="doubling", k=20).plain()
    assert "one path at a time: not run, 1048576 paths" in text


def test_with_fewer_nodes_there_is_room_for_fewer_parameters():
    explorer = EfficiencyExplorer(n=50, p=40)
    explorer.n = 10
    assert (explorer.n, explorer.p) == (10, 9)
    explorer.n = 30
    assert explorer.p == 9


def test_a_row_that_is_short_has_as_many_parameters_as_fit_unless_told():
    assert (EfficiencyExplorer(n=10).p, EfficiencyExplorer(n=30).p) == (9, 20)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"k": 10**400}, "k needs a finite number, not infinity."),
        ({"p": 100}, "p goes from 1 to n - 1 = 99, one parameter at a node, not to 100."),
        ({"n": 5, "p": 5}, "p goes from 1 to n - 1 = 4, one parameter at a node, not to 5."),
        ({"n": 201}, "n needs a number from 3 to 200, not 201."),
        ({"n": 5.5}, "n needs a whole number, not 5.5."),
        ({"k": 0}, "k needs a number from 1 to 30, not 0."),
        ({"k": "many"}, "k needs a number, not 'many'."),
        ({"family": "tree"}, "family is one of 'row', 'doubling', not 'tree'."),
    ],
)
def test_what_cannot_be_set_gets_a_sentence(wrong, sentence):
    with pytest.raises(ExplorerError) as error:
        EfficiencyExplorer(**wrong)
    assert str(error.value) == sentence
    explorer = EfficiencyExplorer(n=wrong.get("n", 100) if "p" in wrong else 100, p=1)
    name = "p" if "p" in wrong else next(iter(wrong))
    before = getattr(explorer, name)
    with pytest.raises(ExplorerError):
        setattr(explorer, name, wrong[name])
    assert getattr(explorer, name) == before


def test_sizes_may_come_from_the_page_together():
    explorer = EfficiencyExplorer(n=10, p=2)
    explorer.set_state({"n": 60, "p": 50})
    assert (explorer.n, explorer.p) == (60, 50)


def test_a_widget_can_be_linked():
    explorer, slider = EfficiencyExplorer(), ipywidgets.IntSlider(value=30, min=3, max=200)
    traitlets.link((slider, "value"), (explorer, "n"))
    assert explorer.n == 30
    explorer.n = 12
    assert (slider.value, explorer.p) == (12, 11)


def test_the_page_is_told_the_numbers_of_the_package():
    settings = EfficiencyExplorer().settings
    told = [settings[name] for name in ("weights", "bias", "epsilon", "most")]
    assert told == [list(WEIGHTS), BIAS, EPSILON, MOST_MULTIPLICATIONS]


def test_the_picture_names_every_line_and_marks_the_chosen_size():
    svg = EfficiencyExplorer(n=30, p=7).svg()
    texts = [text.text for text in ElementTree.fromstring(svg).iter() if text.tag.endswith("text")]
    assert {"nudging", "forward mode", "path by path", "backprop", "n × p", "n + p", "p = 7"} <= set(texts)
    assert len(re.findall("<circle", svg)) == len(METHODS)
    assert svg == EfficiencyExplorer(n=30, p=7).svg()
    assert svg != EfficiencyExplorer(n=30, p=8).svg()


def test_the_lines_of_the_picture_go_through_the_counts():
    """The dot of each method stands as high as its steps say, between the two written powers of ten."""
    svg = EfficiencyExplorer(n=100, p=20).svg()
    heights = {
        text: float(y)
        for y, text in re.findall(r'class="tick" x="[\d.]+" y="([\d.]+)" text-anchor="end">(\d+)<', svg)
    }
    decade = heights["100"] - heights["1000"]
    dots = [float(y) - heights["100"] + 4 for y in re.findall(r'<circle[^>]* cy="([\d.]+)"', svg)]
    steps = [100 * 10 ** (-dot / decade) for dot in dots]
    assert steps == pytest.approx([count[3] for count in compare(row(100, 20)).rows], rel=0.01)


def test_the_picture_of_doublings_says_paths_and_nodes():
    svg = EfficiencyExplorer(family="doubling", k=20).svg()
    assert "k = 20 doublings: 1048576 paths, 21 nodes" in svg
    assert ElementTree.fromstring(svg).tag.endswith("svg")


@pytest.mark.parametrize("sizes", [{"n": 3, "p": 1}, {"n": 200, "p": 199}, {"family": "doubling", "k": 1}])
def test_the_smallest_and_the_largest_have_their_plain_forms(sizes):
    explorer = EfficiencyExplorer(**sizes)
    assert explorer.plain() and ElementTree.fromstring(explorer.svg()) is not None
