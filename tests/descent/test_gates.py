"""The gates of a graph: which there are, what they are called, and which of them are shut."""

import numpy as np
import pytest

from autodiff_core import relu, trace
from autodiff_core.descent.gates import gate_inputs, gates
from autodiff_core.lessons import NETWORK_PARAMETERS, network, network_half


def inputs_of_gates(graph, **inputs):
    return gate_inputs(graph, graph.forward(**inputs), gates(graph))


def test_the_two_gates_of_the_network_in_order():
    graph = trace(network, **NETWORK_PARAMETERS)
    assert [(gate.name, graph.nodes[gate.line].name) for gate in gates(graph)] == [("z1", "a1"), ("z2", "a2")]
    assert inputs_of_gates(graph) == [2, 7]
    assert inputs_of_gates(graph, b1=-8) == [-6, 1]


@pytest.mark.parametrize("fn, slope", [(network, 0), (network_half, 0.5)])
def test_at_zero_the_convention_says_if_a_gate_is_shut(fn, slope):
    first = gates(trace(fn, **NETWORK_PARAMETERS))[0]
    assert first.slope_at_zero == slope
    assert [first.is_closed(at) for at in (-1, 0, 1)] == [True, slope == 0, False]


def test_a_gate_inside_a_line_is_called_by_its_line():
    def folded(w, x=2):
        J = relu(w * x + 1) ** 2
        return J

    graph = trace(folded, w=1)
    (gate,) = gates(graph)
    assert (gate.name, graph.nodes[gate.line].name) == ("relu in J", "J")
    assert inputs_of_gates(graph, w=-3) == [-5]


def test_what_bends_is_a_gate_that_never_shuts_and_a_comparison_is_none():
    def bent(w, v):
        p = np.where(w > v, w, 0)
        q = np.maximum(w, v)
        r = abs(v)
        J = p + q + r
        return J

    graph = trace(bent, w=1, v=2)
    found = gates(graph)
    assert [gate.name for gate in found] == ["maximum in q", "v"]
    assert not any(gate.is_closed(-1) for gate in found)
    assert inputs_of_gates(graph) == [-1, 2]


def test_the_places_are_those_of_the_printed_kinks():
    graph = trace(lambda w, v: np.where(w > v, relu(w), v) + abs(v), w=1, v=2)
    kinks = graph.javascript.split("export function kinks")[1]
    assert [gate.place for gate in gates(graph)] == sorted(gate.place for gate in gates(graph))
    listed = kinks.split("return [")[1].split("]")[0].split(", ")
    assert [listed[gate.place] for gate in gates(graph)] == ["w", "v"]
