"""Gradients of ordinary functions, derivatives of derivatives, and nudges."""

import functools
import re
import threading

import numpy as np
import pytest

from autodiff_core import GraphError, grad, nudge, relu, trace, value_and_grad
from autodiff_core.lessons import COST_PARAMETERS, cost


def product(x, y, z=5.0):
    return x**2 * y * z


def refused(call):
    with pytest.raises(GraphError) as caught:
        call()
    return str(caught.value)


# ---------------------------------------------------------------- conventions


@pytest.mark.parametrize(
    "argnums, expected",
    [
        (0, 60),
        (1, 20),
        (-1, 20),
        (np.int64(1), 20),
        ((0, 1), (60, 20)),
        ([1, 0], (20, 60)),
        ((1,), (20,)),
    ],
    ids=repr,
)
def test_argnums_chooses_arguments_by_position(argnums, expected):
    assert grad(product, argnums)(2, 3) == expected
    assert value_and_grad(product, argnums)(2, 3) == (60, expected)


@pytest.mark.parametrize("argnums", ["x", True, None, 1.0, (0, "x")], ids=repr)
def test_argnums_that_is_no_position_is_refused_at_once(argnums):
    assert refused(lambda: grad(product, argnums)).startswith(
        "argnums says by position, counted from 0, which arguments to differentiate: 0 or (0, 1), not "
    )


@pytest.mark.parametrize("argnums", [2, -3, (0, 2)])
def test_argnums_out_of_range_is_refused(argnums):
    out = argnums[1] if isinstance(argnums, tuple) else argnums
    assert refused(lambda: grad(product, argnums)(2.0, 3.0)) == (
        f"product was called with 2 arguments by position, counted from 0: argnums={out} names none of them."
    )


def test_keyword_arguments_are_passed_on_and_not_differentiated():
    assert grad(product)(2.0, y=3.0, z=1.0) == 12
    assert grad(lambda x, power: x**power)(3.0, power=2) == 6


def test_a_value_in_place_of_a_function_is_refused():
    assert refused(lambda: grad(9.0)) == (
        "grad needs a function and got 9.0: write grad(cost)(3.0), not grad(cost(3.0))."
    )


def test_the_gradient_is_named_after_its_function():
    assert grad(product).__name__ == "grad_product"
    assert value_and_grad(functools.partial(product, 1.0)).__name__ == "value_and_grad_product"


@pytest.mark.parametrize("x", [3, 3.0, np.int32(3), np.float64(3), np.array(3.0)], ids=repr)
def test_the_gradient_of_a_number_is_a_float(x):
    assert grad(lambda x: x * x)(x) == 6
    assert type(grad(lambda x: x * x)(x)) is float


@pytest.mark.parametrize("x", [[1, 2], (1, 2), np.array([1, 2]), np.array([1.0, 2.0])], ids=repr)
def test_the_gradient_of_an_array_has_its_shape_and_is_free_to_be_changed(x):
    gradient = grad(np.sum)(x)
    assert gradient.dtype == float
    gradient -= 1
    np.testing.assert_array_equal(gradient, [0, 0])


@pytest.mark.parametrize("x", [np.float32(3), np.ones((2, 1), np.float32)], ids=["number", "array"])
def test_float32_is_kept(x):
    value, gradient = value_and_grad(lambda x: np.sum(x * np.ones(3, np.float32) * 2.0))(x)
    assert value.dtype == gradient.dtype == np.float32
    assert np.shape(gradient) == np.shape(x)


def test_an_argument_without_influence_has_gradient_zero():
    assert grad(lambda x, y: x, (0, 1))(2.0, 3.0) == (1, 0)
    np.testing.assert_array_equal(grad(lambda x: 7.0)([1.0, 2.0]), [0, 0])
    assert value_and_grad(lambda x: 7)(1.0) == (7, 0)


def test_the_same_argument_twice_is_two_inputs():
    x = np.array([1.0, 2.0])
    one, other = grad(lambda a, b: np.sum(a * a * b), (0, 1))(x, x)
    np.testing.assert_array_equal(one, [2, 8])
    np.testing.assert_array_equal(other, [1, 4])


RESULTS = {
    "nothing": (lambda x: None, "<lambda> returned nothing: end it with a line such as `return J`."),
    "a list": (lambda x: [x], "<lambda> returned a list: gradients start from one number, so return one."),
    "a truth value": (
        lambda x: x > 1,
        "<lambda> returned True: gradients start from a number, not from a truth value, so return a number.",
    ),
    "an array": (
        lambda x: x * np.ones(2),
        "<lambda> returned an array of shape (2,): gradients start from one number, "
        "so return a sum or a mean, for example np.sum(...).",
    ),
}


@pytest.mark.parametrize("fn, sentence", RESULTS.values(), ids=RESULTS)
def test_a_result_that_is_not_one_number_is_refused(fn, sentence):
    assert refused(lambda: grad(fn)(2.0)) == sentence


# ---------------------------------------------------------------- NaN and infinity


def test_a_logarithm_of_a_negative_number_is_refused_with_the_value():
    assert refused(lambda: grad(lambda w: np.log(w))(-1.0)) == (
        "log of w = -1.0 is not defined: log needs a number above 0."
    )


def test_nan_and_infinity_that_are_given_pass_through():
    assert np.isnan(value_and_grad(lambda x: np.log(x))(np.nan)).all()
    assert value_and_grad(lambda x: x * x)(np.inf) == (np.inf, np.inf)


def test_no_warning_is_printed(recwarn):
    assert grad(lambda x: 1 / x)(0.0) == -np.inf
    assert grad(lambda x: np.exp(x))(1000.0) == np.inf
    assert not recwarn.list


def test_a_second_call_gives_the_same():
    gradient = grad(lambda x: x * x * x)
    assert [gradient(3.0), gradient(3.0), gradient(2.0), gradient(3.0)] == [27, 27, 12, 27]


# ---------------------------------------------------------------- derivatives of derivatives


def test_second_and_third_order():
    quartic = lambda x: x**4  # noqa: E731
    assert grad(grad(quartic))(2.0) == 48
    assert grad(grad(grad(quartic)))(2.0) == 48
    assert grad(grad(grad(grad(quartic))))(2.0) == 24
    assert grad(grad(np.sin))(0.5) == pytest.approx(-np.sin(0.5))
    assert grad(grad(lambda x: 3 * x))(2.0) == 0


def test_mixed_derivatives_are_equal_in_either_order():
    f = lambda x, y: np.sin(x) * y**3  # noqa: E731
    one, other = grad(grad(f, 0), 1)(0.5, 2.0), grad(grad(f, 1), 0)(0.5, 2.0)
    assert one == pytest.approx(12 * np.cos(0.5)) and other == pytest.approx(one)


def test_an_inner_derivative_is_not_confused_with_the_outer_one():
    assert grad(lambda x: x * grad(lambda y: x + y)(x))(1.0) == 1
    assert grad(lambda x: x * grad(lambda y: x * y)(x))(3.0) == 6
    assert grad(lambda x: grad(lambda y: x * x * y * y)(x))(2.0) == 24
    assert grad(lambda x: grad(lambda y: y * y)(2.0) * x)(5.0) == 4


def test_value_and_grad_inside_a_gradient():
    def f(x):
        value, slope = value_and_grad(lambda y: y**3)(x)
        return value * slope  # 3 x**5

    assert grad(f)(2.0) == 15 * 2**4


def test_a_hessian_vector_product_is_the_difference_of_gradients():
    f = lambda x: np.sum(np.tanh(x) * np.exp(x[::-1])) + np.max(x) ** 3  # noqa: E731
    x, v, epsilon = np.array([0.3, -0.7, 1.1]), np.array([1.0, 2.0, -1.0]), 1e-5
    found = grad(lambda x: np.sum(grad(f)(x) * v))(x)
    difference = (grad(f)(x + epsilon * v) - grad(f)(x - epsilon * v)) / (2 * epsilon)
    np.testing.assert_allclose(found, difference, rtol=1e-7)


def test_a_hessian_is_symmetric():
    f = lambda x: x[0] ** 2 * x[1] + np.sin(x[1] * x[2])  # noqa: E731
    x = np.array([1.0, 2.0, 3.0])
    hessian = np.array([grad(lambda x, i=i: grad(f)(x)[i])(x) for i in range(3)])
    np.testing.assert_allclose(hessian, hessian.T)
    assert hessian[0, 0] == 4 and hessian[0, 1] == 2 and hessian[0, 2] == 0


# ---------------------------------------------------------------- nudges


@pytest.fixture(scope="module")
def graph():
    return trace(cost, **COST_PARAMETERS)


def test_a_nudge_of_an_input_shows_both_differences_beside_the_gradient():
    n = nudge(lambda w: w * w, "w", w=3)
    assert (n.node, n.epsilon, n.before, n.gradient, n.kink) == ("w", 0.001, 9, 6, False)
    assert (n.after, n.change, n.forward) == pytest.approx((9.006001, 0.006001, 6.001))
    assert n.central == pytest.approx(6) and n.error < 1e-9


def test_every_node_of_a_graph_can_be_nudged(graph):
    gradients = graph.backward()
    for node in graph.nodes:
        n = nudge(graph, node.name)
        assert n.gradient == gradients[node.name] == pytest.approx(n.central)


def test_a_nudge_of_a_graph_takes_new_inputs_and_leaves_the_graph_alone(graph):
    before = graph.forward()
    assert nudge(graph, "w", w=1).gradient == graph.backward(w=1)["w"]
    assert graph.forward() == before


@pytest.mark.parametrize("x, index", [([1.0, 3.0], 1), ([1.0, 3.0], -1), ([[1.0], [3.0]], (1, 0))], ids=repr)
def test_one_element_of_an_array_is_nudged(x, index):
    n = nudge(lambda x: np.sum(x**2), "x", index=index, x=x)
    assert n.gradient == 6 and n.central == pytest.approx(6)


@pytest.mark.parametrize(
    "x, kink", [(0.0, True), (0.0005, True), (-0.0005, True), (0.1, False), (-0.1, False)]
)
def test_a_kink_that_is_crossed_is_flagged(x, kink):
    n = nudge(lambda x: relu(x) * 3, "x", x=x)
    assert n.kink == kink
    assert ("note: the nudge crossed a kink, where the slope jumps" in repr(n)) == kink


def test_a_nudge_prints_as_a_table():
    def square(w):
        J = w * w
        return J

    lines = repr(nudge(square, "w", w=3)).splitlines()
    assert [re.split("  +", line) for line in lines[:6]] == [
        ["J before", "9"],
        ["J with w nudged by 0.001", "9.006001"],
        ["change", "0.006001"],
        ["change / epsilon", "6.001"],
        ["central difference", "6"],
        ["gradient dJ/dw", "6"],
    ]
    assert lines[6].startswith("relative error of the central difference  ")


@pytest.mark.parametrize("epsilon", [0, -1, np.nan, np.inf, "a", None], ids=repr)
def test_an_epsilon_that_is_no_number_above_0_is_refused(graph, epsilon):
    assert refused(lambda: nudge(graph, "w", epsilon)) == (
        f"epsilon is the size of the nudge, a number above 0 such as 0.001; {epsilon!r} is not one."
    )


def test_a_nudge_of_what_does_not_exist_is_refused(graph):
    assert refused(lambda: nudge(graph, "weight")) == (
        "cost has no node called weight: its nodes are w, b, x, y, c, a, d and J."
    )
    assert refused(lambda: nudge(lambda x: np.sum(x), "x", x=[1.0, 2.0])) == (
        "x is an array of shape (2,): choose one element, for example index=0."
    )
    for node, index in (("x", 5), ("x", (0, 0)), ("x", "a")):
        refused(lambda node=node, index=index: nudge(lambda x: np.sum(x), node, index=index, x=[1.0, 2.0]))
    refused(lambda: nudge(graph, "w", index=0))


def test_a_nudge_of_single_precision_is_measured_in_double_precision():
    found = nudge(lambda x: x**2, "x", 1e-5, x=np.float32(3))
    assert found.central == pytest.approx(6, rel=1e-8)
    assert found.forward == pytest.approx(6.00001, rel=1e-8)


def test_a_branch_that_is_crossed_is_flagged():
    assert nudge(lambda x: x * 2 if x > 1 else x, "x", 0.001, x=1.0005).kink
    assert not nudge(lambda x: x * 2 if x > 1 else x, "x", 0.001, x=2).kink


# ---------------------------------------------------------------- what must not disturb a gradient


def test_a_branch_inside_a_gradient_needs_no_guard():
    absolute = grad(lambda x: x if x > 0 else -x)
    assert [absolute(x) for x in (-2.0, 3.0)] == [-1, 1]


def test_a_small_array_changed_after_its_use_changes_nothing():
    x = np.array([1.0, 2.0])

    def f(w):
        y = w * x
        x[:] = 99
        return np.sum(y)

    np.testing.assert_array_equal(grad(f)(np.ones(2)), [1, 2])


def test_gradients_can_be_changed_one_without_the_other():
    one, other = grad(lambda x, y: np.sum(x + y), (0, 1))(np.ones(3), np.ones(3))
    one *= 2
    np.testing.assert_array_equal(other, np.ones(3))


def test_a_power_has_its_second_derivative_at_exponent_zero():
    def slope(x, y):
        return grad(lambda x: x**y)(x)

    assert grad(slope, 1)(2.0, 0.0) == pytest.approx(0.5)
    assert grad(slope, 1)(2.0, 1.0) == pytest.approx(1 + np.log(2))


def test_a_gradient_inside_a_traced_function_is_recorded():
    def slope(x):
        d = grad(lambda y: y**3)(x)
        J = d * 2
        return J

    graph = trace(slope, x=2)
    assert graph.forward()["J"] == graph.backward()["x"] == 24
    assert graph.backward(x=3)["x"] == 36


def test_threads_differentiate_apart_from_each_other():
    results = {}

    def work(i):
        results[i] = [grad(grad(lambda x: x**3))(float(i)) for _ in range(50)]

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {i: [6.0 * i] * 50 for i in range(4)}
