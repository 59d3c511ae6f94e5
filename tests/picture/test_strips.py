"""A wide picture in strips: every box whole in one of them, none wider than asked."""

import re

import pytest
from graphs import chain, cost, fork, network

from autodiff_core import trace
from autodiff_core.lessons import NETWORK_PARAMETERS
from autodiff_core.picture.strips import strips
from autodiff_core.picture.svg import Drawing

GRAPHS = {
    "cost": trace(cost, w=5, b=-3),
    "fork": trace(fork, w=2, b=1),
    "unfolded": trace(network, **NETWORK_PARAMETERS).unfolded(),
    "long": trace(chain, x=2).up_to("h_40"),
}


def drawing(graph):
    return Drawing(graph, graph.forward(), graph.backward(), graph.slots()["l"])


@pytest.mark.parametrize("graph", GRAPHS.values(), ids=GRAPHS)
def test_strips_are_narrow_enough_and_follow_each_other(graph):
    drawn = drawing(graph)
    windows = strips(drawn, 700)
    assert [windows[0][0], windows[-1][1]] == [0, drawn.width]
    assert all(left < right <= left + 700 for left, right, *_ in windows)
    assert [right for _, right, *_ in windows[:-1]] == [left for left, *_ in windows[1:]]


@pytest.mark.parametrize("graph", GRAPHS.values(), ids=GRAPHS)
def test_every_box_is_whole_in_one_strip(graph):
    drawn = drawing(graph)
    for left, right, top, bottom in drawn.boxes:
        assert 1 == sum(
            x0 <= left < right <= x1 and y0 <= top < bottom <= y1 for x0, x1, y0, y1 in strips(drawn, 700)
        )


def test_a_picture_that_is_narrow_enough_is_one_strip():
    drawn = drawing(GRAPHS["cost"])
    assert [window[:2] for window in strips(drawn, drawn.width)] == [(0, drawn.width)]


def test_a_strip_draws_its_own_nodes_and_the_edges_that_cross_it():
    drawn = drawing(GRAPHS["unfolded"])
    first, *_, last = (drawn.svg(window) for window in strips(drawn, 700))
    assert 'data-node="0"' in first and 'data-node="0"' not in last
    output = GRAPHS["unfolded"].output.index
    assert f'data-node="{output}"' in last and f'data-node="{output}"' not in first
    assert re.match(r'<svg [^>]*viewBox="(?!0 )', last)
