"""The functions of the lessons give the numbers of the source document."""

import inspect

import pytest

from autodiff_core import check_gradients, grad, lessons, trace

CURVES = [lessons.square, lessons.cube, lessons.reciprocal, lessons.two_links]
FORKS = [lessons.twice, lessons.squared, lessons.two_uses, lessons.two_roads, lessons.short_cut]
FUNCTIONS = [*CURVES, lessons.cost, lessons.network, *FORKS]


def operations(graph):
    return [node.name for node in graph.nodes if not node.is_leaf]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_names_its_source(function):
    assert "ource document" in inspect.getdoc(function)


def test_the_cost_has_the_four_nodes_of_the_source_document():
    assert operations(trace(lessons.cost, **lessons.COST_PARAMETERS)) == ["c", "a", "d", "J"]


def test_the_network_has_the_seven_nodes_of_the_source_document():
    graph = trace(lessons.network, **lessons.NETWORK_PARAMETERS)
    assert operations(graph) == ["m1", "z1", "a1", "m2", "z2", "a2", "J"]


def test_the_square():
    assert lessons.square(3) == 9
    assert lessons.square(3.001) == pytest.approx(9.006001)
    slope = grad(lessons.square)
    assert (slope(3.0), slope(2.0), slope(-3.0)) == (6, 4, -6)


def test_the_other_curves():
    assert grad(lessons.cube)(2.0) == 12
    assert grad(lessons.reciprocal)(2.0) == -0.25


def test_two_links():
    graph = trace(lessons.two_links, x=3)
    assert graph.forward() == {"x": 3, "y": 11, "z": 121}
    assert graph.backward() == {"x": 66, "y": 22, "z": 1}


def test_the_cost():
    graph = trace(lessons.cost, **lessons.COST_PARAMETERS)
    values, gradients = graph.forward(), graph.backward()
    assert [values[name] for name in "cadJ"] == [10, 7, 3, 4.5]
    assert [gradients[name] for name in "dacwb"] == [3, 3, 3, 6, 3]


def test_the_network():
    graph = trace(lessons.network, **lessons.NETWORK_PARAMETERS)
    values, gradients = graph.forward(), graph.backward()
    assert [values[name] for name in ("z1", "a1", "z2", "a2", "J")] == [2, 2, 7, 7, 2]
    assert [gradients[name] for name in ("w1", "b1", "w2", "b2")] == [6, 6, 4, 2]


def test_the_network_where_mistakes_show():
    graph = trace(lessons.network, **lessons.TELLING_INPUTS)
    w1, w2, x = (lessons.TELLING_INPUTS[name] for name in ("w1", "w2", "x"))
    error = graph.forward()["a2"] - graph.inputs["y"]
    right = graph.backward()["w1"]
    assert right == error * w2 * x == -12
    # no x, no w2, no upstream, w1 for x, the error the wrong way round, no half
    wrong = [error * w2, error * x, w2 * x, error * w2 * w1, -error * w2 * x, 2 * error * w2 * x]
    assert wrong == [-4, -6, 6, -8, 12, -24]
    assert len({right, *wrong}) == len(wrong) + 1


def test_the_cost_where_mistakes_show():
    graph = trace(lessons.cost, **lessons.COST_PARAMETERS)
    w, x, d, J = (graph.forward()[name] for name in ("w", "x", "d", "J"))
    right = graph.backward()["w"]
    # no upstream, no local, no half, the error the wrong way round, w for x, J for the slope of J, a sum
    wrong = [x, d, 2 * d * x, -d * x, d * w, J * x, d + x]
    assert wrong == [2, 3, 12, -6, 15, 9, 5]
    assert len({right, *wrong}) == len(wrong) + 1


@pytest.mark.parametrize("inputs", [lessons.NETWORK_PARAMETERS, lessons.TELLING_INPUTS])
def test_every_gradient_of_the_network_passes_the_numerical_check(inputs):
    assert check_gradients(lessons.network, **inputs)
