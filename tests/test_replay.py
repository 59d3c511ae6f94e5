"""A replay gives what value_and_grad gives, to the last bit, wherever the recording does not hold as well."""

import inspect

import numpy as np
import pytest
from hypothesis import given, settings
from random_programs import array_cases, run, scalar_cases

from autodiff_core import GraphError, relu, replay, sigmoid, value_and_grad


def cost(w, b, x, y):
    c = w * x
    a = c + b
    d = a - y
    return d**2 / 2


def network(w, b, v, x):
    return np.sum(np.tanh(relu(x @ w + b) @ v) ** 2) / 2


POINT = (5.0, -3.0, 2.0, 4.0)
ARRAYS = (np.linspace(-1, 1, 6).reshape(2, 3), np.full(3, 0.1), np.linspace(-2, 1, 3), np.ones((4, 2)))


def assert_same(found, expected):
    value, gradients = found
    assert type(value) is type(expected[0]) and value == expected[0]
    for one, other in zip(gradients, expected[1], strict=True):
        assert type(one) is type(other)
        np.testing.assert_array_equal(one, other)


def test_it_gives_value_and_gradients_for_other_numbers():
    program = replay(cost, *POINT, argnums=(0, 1, 2, 3))
    assert program(5.0, -3.0, 2.0, 4.0) == (4.5, (6.0, 3.0, 15.0, -3.0))
    assert_same(program(-1.5, 0.25, 3.0, 7.0), value_and_grad(cost, (0, 1, 2, 3))(-1.5, 0.25, 3.0, 7.0))


def test_one_position_gives_one_gradient():
    assert replay(cost, *POINT)(5.0, -3.0, 2.0, 4.0) == (4.5, 6.0)
    assert replay(cost, *POINT, argnums=-1)(5.0, -3.0, 2.0, 4.0) == (4.5, -3.0)
    assert replay(cost, *POINT, argnums=[1])(5.0, -3.0, 2.0, 4.0) == (4.5, (3.0,))


def test_the_function_is_not_run_again_while_the_recording_holds():
    runs = []

    def counted(w):
        runs.append(w)
        return w * w

    program = replay(counted, 3.0)
    before = len(runs)
    assert program(4.0) == (16.0, 8.0) and len(runs) == before


def test_whole_numbers_and_numbers_of_numpy_are_numbers():
    program = replay(cost, *POINT, argnums=(0, 1, 2, 3))
    assert_same(program(5, np.float64(-3), np.int64(2), 4.0), value_and_grad(cost, (0, 1, 2, 3))(*POINT))


def branch(x, y):
    return x * y if x > y else np.sin(x) - y


@pytest.mark.parametrize("point", [(3.0, 2.0), (1.0, 2.0), (2.0, 2.0)])
def test_on_another_branch_the_function_is_run_again(point):
    assert_same(replay(branch, 3.0, 2.0, argnums=(0, 1))(*point), value_and_grad(branch, (0, 1))(*point))


@pytest.mark.parametrize(
    "fn, at, point",
    [
        (lambda x: 1 / x, 2.0, 0.0),
        (lambda x: x**2, 2.0, 1e200),
        (lambda x: np.exp(x), 2.0, 1000.0),
        (lambda x: np.sqrt(x), 2.0, 0.0),
        (lambda x: np.log(x), 2.0, 0.0),
        (lambda x: x**-1, 2.0, 0.0),
    ],
)
def test_infinity_is_reached_as_without_it(fn, at, point):
    program, expected = replay(fn, at), value_and_grad(fn)(point)
    assert program(point) == expected and type(program(point)[1]) is float


def test_outside_a_domain_the_sentence_is_that_of_value_and_grad():
    with pytest.raises(GraphError, match="log of x = -1.0 is not defined") as error:
        replay(lambda x: np.log(x), 2.0)(-1.0)
    assert error.value.__context__ is None


@pytest.mark.parametrize(
    "wrong, sentence",
    [("5", "is text"), (None, "None is not a number"), (1j, "is complex"), ([1, 2], "returned an array")],
)
def test_what_is_no_number_is_refused_as_by_value_and_grad(wrong, sentence):
    program = replay(lambda x: x * 2, 2.0)
    with pytest.raises(GraphError, match=sentence):
        program(wrong)
    with pytest.raises(GraphError, match=sentence):
        replay(lambda x: x * 2, wrong)


@pytest.mark.parametrize(
    "make, sentence",
    [
        (lambda: replay(lambda x: np.log(x), -1.0), "log of x = -1.0 is not defined"),
        (lambda: replay(lambda: 3.0), "given by position"),
        (lambda: replay(cost, *POINT, argnums=7), "argnums=7 names none of them"),
        (lambda: replay(3.0, 1.0), "needs a function and got 3.0"),
    ],
)
def test_what_cannot_be_recorded_is_said_as_by_value_and_grad(make, sentence):
    with pytest.raises(GraphError, match=sentence):
        make()


def test_a_network_of_arrays_is_replayed_to_the_last_bit():
    every = (0, 1, 2)
    program = replay(network, *ARRAYS, argnums=every)
    moved = [x + 0.3 for x in ARRAYS]
    assert_same(program(*moved), value_and_grad(network, every)(*moved))


def test_other_shapes_kinds_and_precisions_are_computed_anew():
    every = (0, 1, 2)
    program, expected = replay(network, *ARRAYS, argnums=every), value_and_grad(network, every)
    more = (*ARRAYS[:3], np.ones((7, 2)))
    single = [x.astype(np.float32) for x in ARRAYS]
    lists = (ARRAYS[0].tolist(), *ARRAYS[1:])
    for arguments in (more, single, lists):
        assert_same(program(*arguments), expected(*arguments))


def test_single_precision_stays():
    single = [x.astype(np.float32) for x in ARRAYS]
    value, gradients = replay(network, *single, argnums=(0, 1, 2))(*single)
    assert value.dtype == np.float32 and all(x.dtype == np.float32 for x in gradients)


@pytest.mark.parametrize(
    "fn",
    [
        lambda w: np.sum(w),
        lambda w: np.sum(w * w) + np.sum(w * 1.0),
        lambda w: np.sum(np.reshape(w, (3, 1)) * 2.0),
        lambda w: w[0] * w[1],
        lambda w: np.sum(w.T * np.array([1.0, 2.0, 3.0])),
    ],
)
def test_what_is_returned_may_be_changed_without_harm(fn):
    w = np.array([1.0, 2.0, 4.0])
    program = replay(fn, w)
    expected = value_and_grad(fn)(w)[1]
    program(w)[1][:] = 99
    np.testing.assert_array_equal(program(w)[1], expected)
    np.testing.assert_array_equal(w, [1, 2, 4])


def test_numbers_are_swept_in_one_call():
    w = np.linspace(-4, 4, 9)
    values, gradients = replay(cost, *POINT, argnums=(0, 1))(w, -3.0, 2.0, 4.0)
    rows = [value_and_grad(cost, (0, 1))(x, -3.0, 2.0, 4.0) for x in w]
    np.testing.assert_array_equal(values, [row[0] for row in rows])
    np.testing.assert_array_equal(gradients, np.transpose([row[1] for row in rows]))


def test_a_sweep_crosses_branches_and_the_edge_of_a_domain():
    values, (to_x, to_y) = replay(branch, 3.0, 2.0, argnums=(0, 1))(np.array([1.0, 3.0, 5.0]), 2.0)
    np.testing.assert_array_equal(values, [np.sin(1.0) - 2, 6, 10])
    np.testing.assert_array_equal(to_x, [np.cos(1.0), 2, 2])
    np.testing.assert_array_equal(to_y, [-1, 3, 5])
    np.testing.assert_array_equal(replay(lambda x: np.log(x), 2.0)(np.array([-1.0, 1.0]))[0], [np.nan, 0])

    def crossing(x):
        return np.log(x) if x < 1 else x

    np.testing.assert_array_equal(replay(crossing, 2.0)(np.array([-1.0, 1.0, 2.0]))[0], [np.nan, 1, 2])


def test_a_sweep_of_a_plane_has_its_shape_and_every_array_is_its_own():
    x, y = np.array([1.0, 2.0, 3.0]), np.array([[1.0], [2.0]])
    value, gradients = replay(lambda x, y: x + 0 * y, 1.0, 1.0, argnums=(0, 1))(x, y)
    assert value.shape == gradients[0].shape == gradients[1].shape == (2, 3)
    given = np.array([1.0, 2.0])
    value, gradient = replay(lambda x: x, 1.0)(given)
    value[0] = gradient[0] = 99
    np.testing.assert_array_equal(given, [1, 2])


def test_a_constant_function_has_the_gradient_zero():
    assert replay(lambda x: 7.0, 2.0)(3.0) == (7.0, 0.0)
    np.testing.assert_array_equal(replay(lambda x: 7.0, 2.0)(np.ones(2))[1], [0, 0])


@pytest.mark.parametrize("factor", [0.5, 3.0, -2.0, 0.1, -1.0])
def test_constants_are_gathered_only_where_no_digit_changes(factor):
    def scaled(x):
        return factor * (0.3 * (2.0 * (x * x)))

    program, expected = replay(scaled, 1.0), value_and_grad(scaled)
    for x in np.linspace(-3, 3, 50).tolist():
        assert program(x) == expected(x)


def test_a_deep_and_a_wide_function_are_printed_all_the_same():
    def deep(x):
        for _ in range(3000):
            x = sigmoid(x) * 1.1
        return x

    def wide(x):
        return sum([x * i for i in range(3000)])

    for fn in (deep, wide):
        assert replay(fn, 0.5)(0.7) == value_and_grad(fn)(0.7)


def test_what_is_too_large_to_print_is_run_as_it_is():
    def large(x):
        for _ in range(21_000):
            x = x * 1.0001
        return x

    program = replay(large, 1.0)
    assert program.__name__ == "value_and_grad_large" and program(2.0) == value_and_grad(large)(2.0)
    assert "<replay>" in inspect.getfile(replay(cost, *POINT))


@settings(max_examples=60)
@given(scalar_cases())
def test_random_programs_of_numbers_are_replayed_to_the_last_bit(case):
    program, inputs = case
    fn, every = (lambda *x: run(program, x)), (0, 1, 2)
    replayed, expected = replay(fn, *inputs, argnums=every), value_and_grad(fn, every)
    for point in (inputs, [x + 0.01 for x in inputs]):
        assert_same(replayed(*point), expected(*point))


@settings(max_examples=40)
@given(array_cases())
def test_random_programs_of_arrays_are_replayed(case):
    program, inputs = case
    fn, every = (lambda *x: run(program, x)), (0, 1, 2)
    value, gradients = replay(fn, *inputs, argnums=every)(*inputs)
    expected = value_and_grad(fn, every)(*inputs)
    np.testing.assert_allclose(value, expected[0], rtol=1e-13)
    for one, other in zip(gradients, expected[1]):
        np.testing.assert_allclose(one, other, rtol=1e-11, atol=1e-13)
