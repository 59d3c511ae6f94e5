"""Python's operators on nodes, from both sides."""

import operator

import numpy as np
import pytest

from autodiff_core import GraphError, grad, trace

BINARY = [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow]
COMPARISONS = [operator.gt, operator.ge, operator.lt, operator.le, operator.eq, operator.ne]
OTHERS = [2, 2.0, np.float64(2), np.int32(2), True, np.array([1.0, 2.0]), [1, 2]]


@pytest.mark.parametrize("other", OTHERS, ids=repr)
@pytest.mark.parametrize("binary", BINARY, ids=lambda f: f.__name__)
def test_an_operator_works_from_both_sides(binary, other):
    plain = np.asarray(other)
    for f in (lambda x: np.sum(binary(x, other)), lambda x: np.sum(binary(other, x))):
        graph = trace(f, x=3.0)
        expected = f(3.0) if not isinstance(other, list) else None
        if expected is not None:
            assert graph.output.value == pytest.approx(expected)
        assert type(graph.backward()["x"]) is float
    assert trace(lambda x: np.sum(binary(x, other)), x=3.0).output.value == pytest.approx(
        np.sum(binary(3.0, plain))
    )


@pytest.mark.parametrize("compare", COMPARISONS, ids=lambda f: f.__name__)
def test_a_comparison_is_recorded_and_its_branch_noted(compare):
    def f(x, y):
        if compare(x, y):
            return x * 1
        return y * 1

    assert len(trace(f, x=2.0, y=3.0).guards) == 1
    assert grad(f)(2.0, 3.0) == float(compare(2.0, 3.0))


def test_a_number_equals_neither_none_nor_text():
    assert trace(lambda x: x if x is None or x == None or x == "a" else 2 * x, x=3).output.value == 6  # noqa: E711
    with pytest.raises(GraphError, match="None is not a number"):
        trace(lambda x: 1 if x > None else 2, x=3)


def test_signs_and_size():
    assert grad(lambda x: -x)(3.0) == -1
    assert grad(lambda x: +x)(3.0) == 1
    assert grad(lambda x: abs(x) * 2)(-3.0) == -2


def test_in_place_operators_on_numbers_make_new_nodes():
    def f(x):
        J = 0
        J += x
        J *= x
        J -= 1
        J /= 2
        J **= 2
        return J

    assert grad(f)(3.0) == 2 * 4 * 3
    assert trace(f, x=3).output.name == "J_5"


REFUSED = {
    "x % 2": (lambda x: x % 2, "%"),
    "5 % x": (lambda x: 5 % x, "%"),
    "x // 2": (lambda x: x // 2, "//"),
    "divmod": (lambda x: divmod(x, 2)[0], "//"),
    "x ^ 2": (lambda x: x ^ 2, r"write x\*\*2"),
    "x << 1": (lambda x: x << 1, "powers of two"),
    "x & 1": (lambda x: x & 1, "put each condition into brackets"),
    "~x": (lambda x: ~x, "put each condition into brackets"),
    "x > 0 & x < 5": (lambda x: np.where(x > 0 & x, 1, 0), "put each condition into brackets"),
    "x * 'a'": (lambda x: x * "a", "'a' is text"),
    "x + None": (lambda x: x + None, "None is not a number"),
    "x * 10**400": (lambda x: x * 10**400, "too large"),
    "x ** 10**400": (lambda x: x ** (10**400), "too large"),
    "x < 10**400": (lambda x: 1 if x < 10**400 else 2, "too large"),
}


@pytest.mark.parametrize("fn, sentence", REFUSED.values(), ids=REFUSED)
def test_what_has_no_useful_derivative_is_refused_in_a_sentence(fn, sentence):
    with pytest.raises(GraphError, match=sentence):
        trace(fn, x=3.0)


@pytest.mark.parametrize("x", [-1.0, 0.5, 2.0])
def test_conditions_join_with_and_or_and_not(x):
    def inside(x):
        return np.sum(np.where((x > 0) & (x < 1), x**2, 3 * x))

    def outside(x):
        return np.sum(np.where((x <= 0) | ~(x < 1), 3 * x, x**2))

    expected = 2 * x if 0 < x < 1 else 3
    assert grad(inside)(x) == grad(outside)(x) == expected
    np.testing.assert_array_equal(grad(inside)([x, x]), [expected] * 2)


def test_a_truth_value_multiplies_as_one_or_zero():
    np.testing.assert_array_equal(grad(lambda x: np.sum(x * (x > 1)))([1.0, 2.0, 3.0]), [0, 1, 1])
    assert grad(lambda x: x * (x > 1))(3.0) == 1


def test_arrays_of_numbers_and_nodes_of_any_shape_broadcast():
    x, y = np.ones((3, 1)), np.ones((1, 4))
    one, other = grad(lambda x, y: np.sum(x * y), (0, 1))(x, y)
    np.testing.assert_array_equal(one, np.full((3, 1), 4.0))
    np.testing.assert_array_equal(other, np.full((1, 4), 3.0))
    assert grad(lambda x: np.sum(np.ones((2, 3)) * x))(2.0) == 6
    np.testing.assert_array_equal(grad(lambda x: np.sum(x * np.ones((0,))))(np.ones(1)), [0])
