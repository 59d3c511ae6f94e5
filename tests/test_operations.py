"""Every row of the table of operations: its derivative rules are right, and a broken one is noticed."""

import numpy as np
import pytest
from examples_of_operations import EXAMPLES

from autodiff_core import check_gradients, grad, relu, value_and_grad
from autodiff_core.node import Node, record
from autodiff_core.operations import TABLE, Operation, concatenate

RULES = [(name, i) for name, row in TABLE.items() for i, rule in enumerate(row.rules) if rule]
COMPARISONS = {"greater", "greater_equal", "less", "less_equal", "equal", "not_equal"}
FLAT = {"sign", *COMPARISONS, "logical_and", "logical_or", "logical_not", "all", "any"}

BREAKS = {
    "a tenth too much": lambda rule: lambda *arguments: rule(*arguments) * 1.1,
    "dropped": lambda rule: lambda *arguments: rule(*arguments) * 0.0,
    "wrong sign": lambda rule: lambda *arguments: -rule(*arguments),
    "upstream gradient forgotten": lambda rule: lambda g, *rest: rule(g * 0 + 1, *rest),
}


def weighted(operation: Operation, position: int):
    """The operation as a function of one argument; every element counts differently in the result."""
    values, settings = EXAMPLES[operation.name]

    def number(x):
        out = record(operation, *values[:position], x, *values[position + 1 :], *settings)
        return np.sum(np.sin(out) * np.arange(1.0, 1 + out.size).reshape(out.shape))

    return number


def test_there_is_an_example_for_every_operation():
    assert set(EXAMPLES) == set(TABLE)
    assert all(
        len(values) + len(settings) == len(TABLE[name].rules) for name, (values, settings) in EXAMPLES.items()
    )


def test_each_row_is_known_by_its_name_and_says_how_many_settings_it_has():
    for name, row in TABLE.items():
        assert row.name == name
        assert row.settings == len(EXAMPLES[name][1])
        assert not any(row.rules[len(row.rules) - row.settings :])


def test_only_flat_operations_and_conditions_have_no_rule():
    assert {name for name, row in TABLE.items() if not any(row.rules)} == FLAT


@pytest.mark.parametrize("name, position", RULES)
def test_a_rule_agrees_with_the_central_difference(name, position):
    check = check_gradients(weighted(TABLE[name], position), EXAMPLES[name][0][position])
    assert all(row.verdict == "agrees" for row in check.rows), check


@pytest.mark.parametrize("name, position", RULES)
def test_the_second_derivative_agrees_with_the_difference_of_the_first(name, position):
    slope = grad(weighted(TABLE[name], position))
    weights = np.cos(np.arange(np.size(EXAMPLES[name][0][position])))
    check = check_gradients(lambda x: np.sum(np.reshape(slope(x), -1) * weights), EXAMPLES[name][0][position])
    assert all(row.verdict == "agrees" for row in check.rows), check


@pytest.mark.parametrize("how", BREAKS)
@pytest.mark.parametrize("name, position", RULES)
def test_a_broken_rule_is_noticed(name, position, how):
    row = TABLE[name]
    broken = list(row.rules)
    broken[position] = BREAKS[how](row.rules[position])
    assert not check_gradients(
        weighted(row._replace(rules=tuple(broken)), position), EXAMPLES[name][0][position]
    )


@pytest.mark.parametrize("name", TABLE)
def test_recording_an_operation_gives_the_value_that_numpy_gives(name):
    values, settings = EXAMPLES[name]
    row = TABLE[name]
    node = record(row, *map(Node, values), *settings)
    np.testing.assert_array_equal(node.value, row.forward(*values, *settings))


SINGLE = {name: row for name, row in TABLE.items() if any(row.rules)}


@pytest.mark.parametrize("name", SINGLE)
def test_float32_stays_float32_in_the_gradient_and_in_the_gradient_of_the_gradient(name):
    row = TABLE[name]
    position = next(i for i, rule in enumerate(row.rules) if rule)
    values, settings = EXAMPLES[name]
    values = [v.astype(np.float32) if v.dtype == float else v for v in values]
    seen = []

    def number(x):
        return np.sum(record(row, *values[:position], x, *values[position + 1 :], *settings) ** 2)

    def steepness(x):
        slope = grad(number)(x)
        seen.append(slope.dtype)
        return np.sum(slope * slope)

    second = grad(steepness)(values[position])
    assert [*seen, second.dtype] == [np.float32, np.float32]


@pytest.mark.parametrize("a", [(3,), (2, 3), (4, 2, 3)], ids=str)
@pytest.mark.parametrize("b", [(3,), (3, 2), (4, 3, 2), (1, 3, 2)], ids=str)
def test_the_matrix_product_of_any_two_ranks(a, b):
    random = np.random.default_rng(0)
    check = check_gradients(lambda a, b: np.sum(np.sin(a @ b)), random.normal(size=a), random.normal(size=b))
    assert all(row.verdict == "agrees" for row in check.rows), check


@pytest.mark.parametrize("count", [1, 3, 4])
def test_any_number_of_arrays_can_be_joined(count):
    assert len(concatenate(count).rules) == count + 1
    gradient = grad(lambda x: np.sum(np.concatenate([x * i for i in range(count)]) ** 2))([1.0, 2.0])
    np.testing.assert_allclose(gradient, 2 * np.array([1, 2]) * sum(i * i for i in range(count)))


@pytest.mark.parametrize("at_zero", [0, 0.5, 1])
def test_the_derivative_of_relu_at_zero_is_zero_or_what_one_asks_for(at_zero):
    assert grad(lambda z: relu(z, at_zero=at_zero))(0.0) == at_zero
    assert grad(lambda z: 3 * relu(z, at_zero=at_zero))(-1.0) == 0
    assert grad(lambda z: 3 * relu(z, at_zero=at_zero))(1.0) == 3


@pytest.mark.parametrize("larger", [np.maximum, np.minimum])
def test_two_equal_arguments_share_the_gradient_of_their_maximum(larger):
    assert grad(lambda x, y: larger(x, y), (0, 1))(2.0, 2.0) == (0.5, 0.5)


def test_equal_elements_share_the_gradient_of_the_largest():
    np.testing.assert_array_equal(grad(np.max)([1.0, 3.0, 3.0]), [0, 0.5, 0.5])
    np.testing.assert_array_equal(
        grad(lambda x: np.sum(np.min(x, axis=1)))([[1.0, 1.0], [2.0, 5.0]]), [[0.5, 0.5], [1, 0]]
    )


# x: the value and the derivative at x, as IEEE 754 has them
AT_THE_EDGE = {
    "1 / x at 0": (lambda x: 1 / x, 0.0, np.inf, -np.inf),
    "x / 0": (lambda x: x / 0, 2.0, np.inf, np.inf),
    "x**0 at 0": (lambda x: x**0, 0.0, 1, 0),
    "x**0.5 at 0": (lambda x: x**0.5, 0.0, 0, np.inf),
    "x**-1 at 0": (lambda x: x**-1, 0.0, np.inf, -np.inf),
    "sqrt at 0": (np.sqrt, 0.0, 0, np.inf),
    "log at 0": (np.log, 0.0, -np.inf, np.inf),
    "exp of 1000": (np.exp, 1000.0, np.inf, np.inf),
    "exp of -1000": (np.exp, -1000.0, 0, 0),
    "1e200 squared": (lambda x: x**2, 1e200, np.inf, 2e200),
    "2**x": (lambda x: 2**x, 3.0, 8, 8 * np.log(2)),
    "0**x": (lambda x: 0**x, 2.0, 0, 0),
    "abs at 0": (abs, 0.0, 0, 0),
}


@pytest.mark.parametrize("fn, x, value, slope", AT_THE_EDGE.values(), ids=AT_THE_EDGE)
def test_at_the_edge_of_its_domain_an_operation_gives_what_ieee_754_gives(fn, x, value, slope):
    assert value_and_grad(fn)(x) == pytest.approx((value, slope))
    assert grad(lambda x: np.sum(fn(x)))(np.array([x]))[0] == pytest.approx(slope)


@pytest.mark.parametrize("z, value", [(800.0, 1.0), (-800.0, 0.0), (0.0, 0.5)])
def test_sigmoid_does_not_overflow(z, value):
    assert TABLE["sigmoid"].forward(z) == value
    assert TABLE["sigmoid"].forward(np.array([z]))[0] == value


@pytest.mark.parametrize(
    "fn", [relu, np.tanh, lambda x: np.maximum(x, 1), lambda x: np.sum(np.stack([x, x]))]
)
def test_nan_passes_through(fn):
    assert np.isnan(value_and_grad(fn)(float("nan"))[0])


def test_infinity_passes_through():
    assert value_and_grad(relu)(float("inf")) == (float("inf"), 1)
