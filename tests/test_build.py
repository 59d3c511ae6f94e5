"""The nodes of a graph: inputs first, parents before the nodes that use them, each with its line."""

import pytest
from graphs import branch, chain, cost, fork, network, odd_names, quotient, square

from autodiff_core import trace

FUNCTIONS = {
    cost: dict(w=5, b=-3),
    network: dict(w1=2, b1=0, w2=3, b2=1),
    fork: dict(w=2, b=1),
    square: dict(x=3),
    quotient: dict(x=3),
    branch: dict(x=2),
    chain: dict(x=1),
    odd_names: dict(layout=1, keys=2, id=3),
}


@pytest.mark.parametrize("fn", FUNCTIONS, ids=lambda fn: fn.__name__)
def test_inputs_come_first_and_parents_before_the_nodes_that_use_them(fn):
    for graph in (trace(fn, **FUNCTIONS[fn]), trace(fn, **FUNCTIONS[fn]).unfolded()):
        assert [node.name for node in graph.nodes[: len(graph.inputs)]] == list(graph.inputs)
        assert all(parent.index < node.index for node in graph.nodes for parent in node.parents)
        assert [node.index for node in graph.nodes] == list(range(len(graph.nodes)))
        assert len({node.name for node in graph.nodes}) == len(graph.nodes)
        assert all(node.name.isidentifier() for node in graph.nodes)
        assert graph.output is graph.nodes[-1]


def test_an_input_that_is_returned_is_the_output():
    graph = trace(lambda x, y: x, x=2, y=3)
    assert graph.output is graph.nodes[0] and graph.backward() == {"x": 1, "y": 0}


def test_a_constant_is_a_node_without_parents():
    def J(x):
        return 7

    graph = trace(J, x=2)
    assert (graph.output.code, graph.output.is_leaf, graph.output.value) == ("J = 7", True, 7)
    assert graph.backward() == {"x": 0, "J": 1}
