"""Routes: two edges are two routes, they arrive apart, and their chips keep apart too."""

import re

import pytest
from graphs import chain, cost, fork, network, square

from autodiff_core import trace
from autodiff_core.picture import svg
from autodiff_core.picture.card import Card
from autodiff_core.picture.layout import place
from autodiff_core.picture.routes import APART, apart, routes

GRAPHS = [
    trace(cost, w=5, b=-3),
    trace(network, w1=2, b1=0, w2=3, b2=1),
    trace(fork, w=2, b=1),
    trace(square, x=3),
    trace(chain, x=1),
]


def laid_out(graph):
    card = Card(graph, True, True)
    sizes = [*map(card.size, graph.nodes), *[(80, 40)] * len(graph.edges)]
    layout = place(tuple(sizes), svg._arrows(graph))
    return layout, sizes, routes(graph, layout, sizes)


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.name)
def test_no_chip_covers_another_chip_or_a_card(graph):
    layout, sizes, found = laid_out(graph)
    centres = [*layout.centres[: len(graph.nodes)], *[route.chip for route in found]]
    rectangles = [(x - w / 2, y - h / 2, x + w / 2, y + h / 2) for (x, y), (w, h) in zip(centres, sizes)]
    rectangles.sort()
    for i, one in enumerate(rectangles):
        for other in rectangles[i + 1 :]:
            if other[0] >= one[2] - 0.2:
                break
            assert one[3] <= other[1] + 0.2 or other[3] <= one[1] + 0.2


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.name)
def test_edges_reach_their_node_at_different_heights(graph):
    _, _, found = laid_out(graph)
    ends = [(edge.node, found[edge.index].end) for edge in graph.edges]
    assert len(set(ends)) == len(graph.edges)


def test_a_value_used_twice_has_two_routes():
    _, _, (one, other) = laid_out(trace(square, x=3))
    assert one.path != other.path and one.chip[1] != other.chip[1]
    assert re.match(r"M[\d. ]+C", one.path).group() == re.match(r"M[\d. ]+C", other.path).group()


def test_chips_are_moved_apart_no_more_than_they_need():
    assert apart([10, 100], [40, 40]) == [10, 100]
    assert apart([50, 50], [40, 40]) == [30, 70]
    assert apart([50, 50, 50, 500], [40 + APART] * 4) == [2, 50, 98, 500]
