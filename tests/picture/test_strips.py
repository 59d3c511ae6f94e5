"""A wide picture in strips: every box whole in one of them, none wider than asked."""

import re

import pytest
from graphs import chain, cost, fork, network

from autodiff_core import trace
from autodiff_core.lessons import NETWORK_PARAMETERS
from autodiff_core.picture.strips import strips
from autodiff_core.picture.svg import draw_svg

GRAPHS = {
    "cost": trace(cost, w=5, b=-3),
    "fork": trace(fork, w=2, b=1),
    "unfolded": trace(network, **NETWORK_PARAMETERS).unfolded(),
    "long": trace(chain, x=2).up_to("h_20"),
}


PLACES = {
    "node": r'data-node="(\d+)" transform="translate\((\S+) (\S+)\)"',
    "chip": r'data-edge="(\d+)">.*?class="ad-chip" x="(\S+)" y="(\S+)"',
}


def drawing(graph):
    return draw_svg(graph, graph.forward(), graph.backward(), graph.slots()["l"])


def view(svg):
    """The window that a picture shows: left, top, width, height."""
    return tuple(map(int, re.search(r'viewBox="(\S+) (\S+) (\S+) (\S+)"', svg).groups()))


@pytest.mark.parametrize("graph", GRAPHS.values(), ids=GRAPHS)
def test_strips_are_narrow_enough_and_follow_each_other(graph):
    whole, views = drawing(graph), [view(each) for each in strips(drawing(graph), 700)]
    assert all(0 < width <= 700 for _, _, width, _ in views)
    assert [left for left, *_ in views] == [sum(view[2] for view in views[:i]) for i in range(len(views))]
    assert sum(width for _, _, width, _ in views) == view(whole)[2]
    assert all(f'width="{width}" height="{height}"' in each for each in strips(whole, 700)
               for _, _, width, height in [view(each)])  # fmt: skip


@pytest.mark.parametrize("kind", PLACES)
@pytest.mark.parametrize("graph", GRAPHS.values(), ids=GRAPHS)
def test_every_box_is_inside_one_strip(graph, kind):
    whole = drawing(graph)
    found = {}
    for strip in strips(whole, 700):
        left, top, width, height = view(strip)
        for number, x, y in re.findall(PLACES[kind], strip):
            if left <= float(x) < left + width:
                assert float(x) + 40 < left + width and top <= float(y) < top + height - 30
                found[number] = found.get(number, 0) + 1
    assert found == {str(i): 1 for i in range(len(graph.nodes if kind == "node" else graph.edges))}


def test_a_picture_that_is_narrow_enough_stays_as_it_is():
    whole = drawing(GRAPHS["cost"])
    (only,) = strips(whole, view(whole)[2])
    assert view(only)[::2] == view(whole)[::2]
    assert only.split("\n")[1:] == whole.split("\n")[1:]


def test_a_strip_draws_its_own_nodes_and_the_edges_that_cross_it():
    first, *_, last = strips(drawing(GRAPHS["unfolded"]), 700)
    output = GRAPHS["unfolded"].output.index
    assert 'data-node="0"' in first and 'data-node="0"' not in last
    assert f'data-node="{output}"' in last and f'data-node="{output}"' not in first
    edges = [set(re.findall(r'data-edge="(\d+)"', each)) for each in strips(drawing(GRAPHS["unfolded"]), 700)]
    assert all(one & other for one, other in zip(edges, edges[1:]))
