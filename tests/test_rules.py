"""The points where a rule needs care: kinks, zeros, powers, ties."""

import numpy as np
import pytest

from autodiff_core import GraphError, grad, relu, sigmoid, trace, value_and_grad
from autodiff_core.rules import scatter, spread

inf = np.inf
RELUS = {
    "relu": relu,
    "np.maximum(z, 0)": lambda z: np.maximum(z, 0),
    "np.maximum(0, z)": lambda z: np.maximum(0, z),
    "np.maximum(0.0, z)": lambda z: np.maximum(0.0, z),
    "np.clip(z, 0, 6)": lambda z: np.clip(z, 0, 6),
    "np.clip(z, 0, None)": lambda z: np.clip(z, 0, None),
    "z.clip(0)": lambda z: z.clip(0),
}
# function, x, value, derivative
POINTS = {
    "abs at 0": (abs, 0, 0, 0),
    "np.abs at 0": (np.abs, 0, 0, 0),
    "np.fabs at 0": (np.fabs, 0, 0, 0),
    "sign at 0": (np.sign, 0, 0, 0),
    "0**0": (lambda x: x**0, 0, 1, 0),
    "0**1": (lambda x: x**1, 0, 0, 1),
    "0**2": (lambda x: x**2, 0, 0, 0),
    "x**x at 1": (lambda x: x**x, 1, 1, 1),
    "0**x at 0": (lambda x: 0**x, 0, 1, 0),
    "x**0.5 at 0": (lambda x: x**0.5, 0, 0, inf),
    "1/x at 0": (lambda x: 1 / x, 0, inf, -inf),
    "1/x at -0": (lambda x: 1 / x, -0.0, -inf, -inf),
    "x**-1 at 0": (lambda x: x**-1, 0, inf, -inf),
    "negative base": (lambda x: x**3, -2, -8, 12),
    "negative base, float": (lambda x: x**3.0, -2, -8, 12),
    "negative base, -2": (lambda x: x**-2, -2, 0.25, 0.25),
    "maximum tie": (lambda x: np.maximum(x, 1), 1, 1, 0.5),
    "minimum tie": (lambda x: np.minimum(x, 1), 1, 1, 0.5),
    "maximum with itself": (lambda x: np.maximum(x, x), 3, 3, 1),
    "clip at its upper end": (lambda x: np.clip(x, 0, 6), 6, 6, 0.5),
    "clip above": (lambda x: np.clip(x, 0, 6), 7, 6, 0),
    "sigmoid far out": (sigmoid, -1000, 0, 0),
    "log1p at 0": (np.log1p, 0, 0, 1),
    "exp too large": (np.exp, 710, inf, inf),
}


@pytest.mark.parametrize("fn", RELUS.values(), ids=RELUS)
def test_every_spelling_of_relu_has_derivative_0_at_0(fn):
    assert [value_and_grad(fn)(z) for z in (-2.0, 0.0, 2.0)] == [(0, 0), (0, 0), (2, 1)]
    np.testing.assert_array_equal(grad(lambda z: np.sum(fn(z)))([-2.0, 0.0, 2.0]), [0, 0, 1])


@pytest.mark.parametrize("at_zero", [0, 0.5, 1])
def test_relu_at_0_as_asked_for(at_zero):
    def J(z):
        r = relu(z, at_zero=at_zero)
        return 3 * r

    assert grad(J)(0.0) == trace(J, z=0).backward()["z"] == 3 * at_zero
    np.testing.assert_array_equal(
        grad(lambda z: np.sum(J(z)))([-1.0, 0.0, 1.0]), np.array([0, 3 * at_zero, 3])
    )
    assert grad(grad(J))(0.0) == 0


@pytest.mark.parametrize("at_zero", [-0.1, 1.1, "half", None, float("nan")], ids=repr)
def test_relu_at_0_as_nobody_can_ask_for(at_zero):
    with pytest.raises(GraphError, match="The derivative of ReLU at 0 can be any number from 0 to 1"):
        grad(lambda z: relu(z, at_zero))(0.0)


@pytest.mark.parametrize("fn, x, value, slope", POINTS.values(), ids=POINTS)
def test_special_points(fn, x, value, slope):
    assert value_and_grad(fn)(float(x)) == (value, slope)
    one, gradient = value_and_grad(lambda x: np.sum(fn(x)))(np.array([float(x)]))
    assert (one, gradient[0]) == (value, slope)


@pytest.mark.parametrize("x", [-8.0, np.array([1.0, -8.0])], ids=["number", "array"])
def test_a_negative_number_has_no_real_root(x):
    with pytest.raises(GraphError, match="is not defined: a negative number has no real power"):
        grad(lambda x: np.sum(x ** (1 / 3)))(x)


def test_a_power_of_a_power_has_both_gradients():
    x, y = grad(lambda x, y: x**y, (0, 1))(2.0, 3.0)
    assert (x, y) == pytest.approx((12, 8 * np.log(2)))
    assert grad(lambda x, y: x**y, (0, 1))(0.0, 2.0) == (0, 0)


def test_0_to_the_0_is_flat_among_other_powers():
    exponents = np.array([0.0, 1.0, 2.0])
    np.testing.assert_array_equal(grad(lambda x: np.sum(x**exponents))(np.zeros(3)), [0, 1, 0])


@pytest.mark.parametrize("fn", RELUS.values(), ids=RELUS)
def test_nan_passes_every_spelling_of_relu(fn):
    assert np.isnan(value_and_grad(fn)(np.nan)[0])


def test_the_branch_that_where_does_not_choose_sends_no_nan():
    safe = lambda x: np.sum(np.where(x > 0, np.log(np.where(x > 0, x, 1)), 0.0))  # noqa: E731
    np.testing.assert_array_equal(grad(safe)([-1.0, 0.0, 2.0]), [0, 0, 0.5])
    squared = lambda x: np.sum(np.where(x > 0, x**2, -x))  # noqa: E731
    np.testing.assert_array_equal(grad(squared)([-1.0, 3.0]), [-1, 6])


def test_where_leaves_nan_in_the_branch_it_does_not_choose():
    assert value_and_grad(lambda x, y: np.where(x > 0, x, y), (0, 1))(2.0, np.nan) == (2, (1, 0))


def test_ties_share_their_gradient_along_an_axis():
    gradient = grad(lambda x: np.sum(np.max(x, axis=0) * np.array([2.0, 4.0])))([[1.0, 5.0], [1.0, 3.0]])
    np.testing.assert_array_equal(gradient, [[1, 4], [1, 0]])


def test_reading_an_element_twice_adds_both_gradients():
    np.testing.assert_array_equal(scatter(np.array([1.0, 10.0]), (3,), [2, 2]), [0, 0, 11])
    np.testing.assert_array_equal(grad(lambda x: np.sum(x[[0, 0, 2]]))([1.0, 2.0, 3.0]), [2, 0, 1])


@pytest.mark.parametrize(
    "axis, keepdims, shape", [(None, False, ()), (0, False, (3,)), (1, True, (2, 1)), ((0, 1), True, (1, 1))]
)
def test_the_gradient_of_a_sum_is_spread_over_what_was_summed(axis, keepdims, shape):
    gradient = spread(np.full(shape, 7.0), np.zeros((2, 3)), axis, keepdims)
    np.testing.assert_array_equal(gradient, np.full((2, 3), 7))
