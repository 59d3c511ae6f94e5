"""Random programs: every way to a gradient gives the same one, and methods without derivative rules agree."""

import numpy as np
import pytest
from hypothesis import given, settings
from random_programs import array_cases, complex_step, run, scalar_cases

from autodiff_core import check_gradients, grad, relu, sigmoid, trace, value_and_grad
from autodiff_core.passes import backward_flow, forward_pass

CASES = pytest.mark.parametrize("cases", [scalar_cases(), array_cases()], ids=["numbers", "arrays"])
NAMES = ("x", "y", "z")


def recorded(case):
    """The program as a graph with named lines."""
    program, inputs = case

    def J(x, y, z):
        first = run(program, (x, y, z))
        second = run(program[: len(program) // 2], (z, x, y)) if program[0][0] == "move" else 0
        return first + second * 0

    return trace(J, **dict(zip(NAMES, inputs)))


def same(one, other, rtol=1e-9):
    assert np.shape(one) == np.shape(other)
    np.testing.assert_allclose(one, other, rtol=rtol, atol=1e-10)


@CASES
def test_the_gradient_is_that_of_the_complex_step(cases):
    @given(cases)
    @settings(max_examples=150)
    def agrees(case):
        program, inputs = case
        value, gradients = value_and_grad(lambda *xs: run(program, xs), (0, 1, 2))(*inputs)
        same(value, run(program, inputs))
        for gradient, expected in zip(gradients, complex_step(program, inputs)):
            same(gradient, expected)

    agrees()


@CASES
def test_the_gradient_is_that_of_the_central_difference(cases):
    @given(cases)
    @settings(max_examples=50)
    def agrees(case):
        program, inputs = case
        check = check_gradients(lambda x, y, z: run(program, (x, y, z)), *inputs, tolerance=1e-4)
        assert all(row.verdict == "agrees" for row in check.rows), check

    agrees()


@CASES
def test_a_graph_gives_the_gradient_that_grad_gives_folded_or_not(cases):
    @given(cases)
    @settings(max_examples=50)
    def agrees(case):
        program, inputs = case
        graph = recorded(case)
        gradients = grad(lambda *xs: run(program, xs), (0, 1, 2))(*inputs)
        for each in (graph, graph.unfolded()):
            backward = each.backward()
            for name, expected in zip(NAMES, gradients):
                same(backward[name], expected)

    agrees()


@CASES
def test_the_compiled_program_gives_what_the_passes_give(cases):
    @given(cases)
    @settings(max_examples=50)
    def agrees(case):
        graph = recorded(case)
        inputs = tuple(graph.inputs.values())
        values = graph._compiled.forward(inputs)
        for one, other in zip(values, forward_pass(graph.nodes, inputs)):
            same(one, other, rtol=1e-12)
        flows = graph._compiled.flows(values)
        expected = backward_flow(graph.nodes, values, graph.output)
        assert [(f.node, f.position) for f in flows] == [(f.node, f.position) for f in expected]
        for one, other in zip(flows, expected):
            for a, b in zip(one[2:], other[2:]):
                assert (a is None) == (b is None)
                if a is not None:
                    same(a, b)

    agrees()


@CASES
def test_the_printed_program_runs_on_its_own_and_gives_the_same_numbers(cases):
    @given(cases)
    @settings(max_examples=50)
    def agrees(case):
        graph = recorded(case)
        names = {"np": np, "relu": relu, "sigmoid": sigmoid}
        exec(graph.python, names)
        values, gradients = names["run"](*graph.inputs.values())
        for printed, own in ((values, graph.forward()), (gradients, graph.backward())):
            assert printed.keys() == own.keys()
            for name, number in own.items():
                np.testing.assert_allclose(printed[name], number, rtol=1e-9, atol=1e-10)

    agrees()


@CASES
def test_second_derivatives_are_differences_of_first_ones(cases):
    @given(cases)
    @settings(max_examples=50)
    def agrees(case):
        program, inputs = case
        slope = grad(lambda *xs: run(program, xs), 1)
        along = lambda x, y, z: np.sum(slope(x, y, z) * 0.7)  # noqa: E731
        found = grad(along, (0, 1, 2))(*inputs)
        for i, (x, second) in enumerate(zip(inputs, found)):
            for index in np.ndindex(np.shape(x)):
                up, down = (list(map(np.array, inputs)) for _ in "ab")
                up[i][index] += 1e-5
                down[i][index] -= 1e-5
                difference = (along(*up) - along(*down)) / 2e-5
                assert np.asarray(second)[index] == pytest.approx(difference, rel=1e-3, abs=1e-4)

    agrees()


@given(scalar_cases(most=7))
@settings(max_examples=50)
def test_a_gradient_is_the_sum_over_all_paths_of_the_product_of_local_derivatives(case):
    graph = recorded(case).unfolded()
    local = {edge.index: local for edge, local in zip(graph.edges, graph.slots()["l"])}
    into = {}
    for edge in graph.edges:
        if local[edge.index] is not None:
            into.setdefault(edge.node, []).append(edge)
    sums = dict.fromkeys(graph.nodes, 0.0)
    stack = [(graph.output, 1.0)]
    while stack:  # one entry for every path
        node, product = stack.pop()
        sums[node] += product
        stack += [(edge.parent, product * local[edge.index]) for edge in into.get(node, ())]
    for node in graph.nodes:
        same(graph.backward()[node.name], sums[node])


@CASES
def test_passes_leave_nothing_behind(cases):
    @given(cases)
    @settings(max_examples=50)
    def agrees(case):
        graph = recorded(case)
        first = graph.forward(), graph.backward()
        moved = {name: np.asarray(x) + 0.25 for name, x in graph.inputs.items()}
        graph.forward(**moved), graph.backward(**moved), graph.steps(**moved)
        for one, other in zip(first, (graph.forward(), graph.backward())):
            for name in one:
                np.testing.assert_array_equal(one[name], other[name])

    agrees()
