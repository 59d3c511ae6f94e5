"""Printed array programs in Chromium: the numbers and gradients of NumPy, for every operation there is."""

import numpy as np
import pytest
from examples_of_operations import EXAMPLES
from hypothesis import HealthCheck, assume, given, settings
from random_programs import array_cases, run

from autodiff_core import value_and_grad
from autodiff_core.array_program import array_javascript
from autodiff_core.explorers.base import module
from autodiff_core.lessons import moons_cost, moons_output, moons_parameters
from autodiff_core.node import call
from autodiff_core.operations import TABLE, concatenate
from autodiff_core.points import two_moons

LOAD = """
async (source) => {
  window.load = (text) => import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  window.np = (await window.load(source)).arrays;
  return Object.keys(window.np);
}
"""
RUN = """
async ([source, inputs]) => {
  const { run } = await window.load(source);
  const given = inputs.map(([shape, data]) => ({ shape, data: Float64Array.from(data) }));
  return run(window.np, given).map(({ shape, data }) => [shape, [...data]]);
}
"""


@pytest.fixture
def in_the_page(plain_page):
    """in_the_page(fn, arguments, gradients) -> what the printed program returns, as NumPy arrays."""
    page = plain_page.page
    page.evaluate(LOAD, module("arrays.js"))

    def computed(fn, arguments, gradients=0):
        program = array_javascript(fn, arguments, gradients)
        inputs = [[np.shape(x), np.ravel(x).tolist()] for x in arguments]
        return [np.reshape(data, shape) for shape, data in page.evaluate(RUN, [program, inputs])]

    return computed


def same(found, right, what="", rtol=1e-11):
    for one, other in zip(found, right, strict=True):
        assert np.shape(one) == np.shape(other), what
        one, other = np.asarray(one, float), np.asarray(other, float)
        np.testing.assert_allclose(one, other, rtol=rtol, atol=1e-12, err_msg=what)


def test_there_is_one_function_for_each_row_of_the_table(plain_page):
    assert set(plain_page.page.evaluate(LOAD, module("arrays.js"))) == set(TABLE)


MORE = [
    ("add", [[[1.0], [2.0]], [3.0, 4.0, 5.0]], []),
    ("multiply", [2.0, [[1.0, 2.0]]], []),
    ("subtract", [[[[1.0]], [[2.0]]], [[1.0, 2.0], [3.0, 4.0]]], []),
    ("power", [[-2.0, 0.0, 3.0], 3.0], []),
    ("relu", [[-1.0, 0.0, 2.0]], [0.5]),
    ("matmul", [[1.0, 2.0], [3.0, 5.0]], []),
    ("matmul", [[1.0, 2.0], [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]], []),
    ("matmul", [np.arange(6.0).reshape(2, 3), [1.0, -2.0, 0.5]], []),
    ("matmul", [np.arange(12.0).reshape(2, 2, 3), np.arange(6.0).reshape(3, 2)], []),
    ("matmul", [np.arange(12.0).reshape(2, 1, 2, 3), np.arange(18.0).reshape(3, 3, 2)], []),
    ("matmul", [np.arange(12.0).reshape(2, 2, 3), [1.0, 2.0, 3.0]], []),
    ("sum", [np.arange(24.0).reshape(2, 3, 4)], [(0, -1), False]),
    ("mean", [np.arange(24.0).reshape(2, 3, 4)], [None, True]),
    ("max", [[[1.0, 1.0], [-2.0, -3.0]]], [-1, True]),
    ("min", [[[1.0, 1.0], [2.0, -3.0]]], [-1, False]),
    ("transpose", [np.arange(24.0).reshape(2, 3, 4)], [(2, 0, -2)]),
    ("transpose", [np.arange(6.0).reshape(2, 3)], [None]),
    ("broadcast_to", [[[1.0], [2.0]]], [(3, 2, 2)]),
    ("broadcast_to", [5.0], [(2, 2)]),
    ("getitem", [np.arange(24.0).reshape(2, 3, 4)], [(..., slice(None, None, -2))]),
    ("getitem", [np.arange(24.0).reshape(2, 3, 4)], [(1, 2, 3)]),
    ("reshape", [np.arange(6.0)], [(-1, 2)]),
    ("concatenate", [np.arange(6.0).reshape(2, 3), np.ones((2, 1)), np.zeros((2, 2))], [-1]),
]


def test_every_operation_and_its_derivative_is_that_of_numpy(in_the_page):
    for name, values, options in [(name, *example) for name, example in EXAMPLES.items()] + MORE:
        values = [np.array(x, float) for x in values]
        row = concatenate(len(values)) if name == "concatenate" else TABLE[name]
        right = call(row, *values, *options)
        weights = np.random.default_rng(0).standard_normal(np.shape(right))

        def weighted(*arguments, row=row, options=options, weights=weights):
            return np.sum(call(row, *arguments, *options) * weights)

        found = in_the_page(lambda *xs, row=row, options=options: call(row, *xs, *options), values)
        same(found, [right], name)
        positions = tuple(range(len(values)))
        value, gradients = value_and_grad(weighted, positions)(*values)
        same(in_the_page(weighted, values, len(values)), [value, *gradients], name)


def test_random_programs_and_their_gradients_are_those_of_numpy(in_the_page):
    @given(array_cases())
    @settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
    def agrees(case):
        program, inputs = case
        assume(any(np.ndim(x) for x in inputs))
        value, gradients = value_and_grad(lambda *xs: run(program, xs), (0, 1, 2))(*inputs)
        same(in_the_page(lambda *xs: run(program, xs), inputs, 3), [value, *gradients], rtol=1e-9)

    agrees()


def test_the_gradient_of_the_moons_is_that_of_the_central_difference(in_the_page):
    points, labels = (array[::60] for array in two_moons())
    parameters = list(moons_parameters(hidden=3).values())
    _, *gradients = in_the_page(moons_cost, [*parameters, points, labels], 4)
    for i, (parameter, gradient) in enumerate(zip(parameters, gradients)):
        for index in np.ndindex(np.shape(parameter)):
            costs = []
            for epsilon in (1e-5, -1e-5):
                moved = np.array(parameter, float)
                moved[index] += epsilon
                costs.append(moons_cost(*parameters[:i], moved, *parameters[i + 1 :], points, labels))
            assert gradient[index] == pytest.approx((costs[0] - costs[1]) / 2e-5, rel=1e-7, abs=1e-10)


def test_what_returns_an_array_is_printed_too(in_the_page):
    arguments = [two_moons()[0], *moons_parameters().values()]
    same(in_the_page(moons_output, arguments), [moons_output(*arguments)])
