"""A function is run once on nodes: what its inputs are, what it may return, what is said otherwise."""

import math
from functools import partial

import numpy as np
import pytest
from graphs import branch, cost

from autodiff_core import GraphError, trace
from autodiff_core.recording import recording
from autodiff_core.tracing import bind, run


def in_order(a, /, b, *, c=3, flag=True, how=math.sin):
    J = a * b + c if flag else how
    return J


def test_arguments_and_defaults_that_are_numbers_are_inputs_in_the_order_of_the_signature():
    assert trace(cost, b=-3, w=5).inputs == {"w": 5, "b": -3, "x": 2, "y": 4}


def test_other_defaults_are_settings_and_no_nodes():
    assert bind(in_order, {"a": 1, "b": 2}) == ({"a": 1, "b": 2, "c": 3}, {})
    assert bind(in_order, {"a": 1, "b": 2, "flag": False}) == (
        {"a": 1, "b": 2, "c": 3},
        {"flag": False},
    )


@pytest.mark.parametrize(
    "default, is_input",
    [
        (2, True),
        (2.5, True),
        (np.float32(2), True),
        (np.ones(3), True),
        ([1, 2], True),
        ([], False),
        ("text", False),
        (None, False),
        (True, False),
        ((1, 2), False),
    ],
)
def test_which_defaults_are_inputs(default, is_input):
    def fn(x, extra=default):
        return x * 2

    assert list(trace(fn, x=1).inputs) == (["x", "extra"] if is_input else ["x"])


def test_positional_only_and_keyword_only_inputs_are_given_by_name():
    assert trace(in_order, a=2, b=5).forward() == {"a": 2, "b": 5, "c": 3, "J": 13}


def test_what_partial_has_fixed_by_position_is_no_input():
    assert trace(partial(cost, 5), b=-3).inputs == {"b": -3, "x": 2, "y": 4}


def test_what_partial_has_fixed_by_name_is_a_default():
    assert trace(partial(cost, y=3), w=5, b=-3).inputs == {"w": 5, "b": -3, "x": 2, "y": 3}


def test_a_run_leaves_the_inputs_the_output_the_names_and_the_branches():
    recorded = run(branch, {"x": 3})
    assert recorded.name == "branch"
    assert list(recorded.inputs) == ["x", "k"]
    assert recorded.output.value == 6
    assert recorded.names[recorded.output.age] == "z"
    assert [(condition.operation.name, outcome) for condition, outcome in recorded.branches] == [
        ("greater", True)
    ]


def test_an_array_changed_later_does_not_change_the_graph():
    x, inside = np.array([1.0, 2.0]), np.array([3.0, 4.0])

    def fn(x):
        J = np.sum(x * inside)
        return J

    graph = trace(fn, x=x)
    x[:], inside[:] = 100, 100
    assert graph.forward()["J"] == 11
    np.testing.assert_array_equal(graph.backward()["x"], [3, 4])


def test_a_function_may_return_a_plain_number():
    assert trace(lambda x: 7, x=1).output.value == 7


def returns(what):
    def cost(x):
        return what(x)

    return cost


ONE = "gradients start from one number, so return one."
REFUSED = {
    "cost returned nothing: end it with a line such as `return J`.": (returns(lambda x: None), {"x": 1}),
    f"cost returned a tuple: {ONE}": (returns(lambda x: (x, x)), {"x": 1}),
    f"cost returned a list: {ONE}": (returns(lambda x: [x]), {"x": 1}),
    f"cost returned a dict: {ONE}": (returns(lambda x: {"J": x}), {"x": 1}),
    "cost returned an array of shape (2,): gradients start from one number, so return a sum or a mean, "
    "for example np.sum(...).": (returns(lambda x: x * 2), {"x": [1, 2]}),
    "cost returned True: gradients start from a number, not from a truth value, so return a number.": (
        returns(lambda x: x > 0),
        {"x": 1},
    ),
    "cost returned something else than a number. 'J' is text, not a number: "
    'leave out the quotes, str() or f"...".': (
        returns(lambda x: "J"),
        {"x": 1},
    ),
    "cost needs a value for w and b: give one by name, for example w=1, b=1.": (cost, {}),
    "cost needs a value for b: give one by name, for example b=1.": (cost, {"w": 1}),
    "cost has no input called bb: its inputs are w, b, x and y. Did you mean b?": (cost, {"w": 1, "bb": 2}),
    "cost has no input called target: its inputs are w, b, x and y.": (cost, {"target": 2}),
    "The input w is not usable. '3' is text, not a number: leave out the quotes, str() or f\"...\".": (
        cost,
        {"w": "3", "b": 1},
    ),
    "The input w is not usable. None is not a number: give a number, a list of numbers or a NumPy array.": (
        cost,
        {"w": None, "b": 1},
    ),
    "The input w is not usable. 1j is complex: only real numbers are differentiated here. "
    "Use its real part.": (cost, {"w": 1j, "b": 1}),
    "trace needs a function and got 3: write trace(cost, w=5), not trace(cost(5)).": (3, {}),
    "<lambda> takes *args or **kwargs: name its inputs one by one, so that each has its node.": (
        lambda *numbers: numbers[0],
        {},
    ),
    "The inputs of the function min cannot be read: wrap it in a function of your own with named inputs.": (
        min,
        {},
    ),
    "add cannot be computed for shapes (3,) and (2,) (x = array([1., 2., 3.]) and y = array([1., 2.])): "
    "make the shapes agree.": (lambda x, y: np.sum(x + y), {"x": [1, 2, 3], "y": [1, 2]}),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_cannot_be_recorded_is_said_in_a_sentence(sentence):
    fn, inputs = REFUSED[sentence]
    with pytest.raises(GraphError) as refusal:
        trace(fn, **inputs)
    assert str(refusal.value) == sentence


def test_an_error_of_the_learners_own_stays_what_it_is():
    def fn(x):
        return x * {}["w"]

    with pytest.raises(KeyError, match="w"):
        trace(fn, x=1)


def test_after_a_failure_nothing_is_recorded_any_more():
    with pytest.raises(GraphError):
        trace(cost, w="3", b=1)
    with pytest.raises(ZeroDivisionError):
        trace(lambda x: x * (1 / 0), x=1)
    assert recording.get() is None


def test_an_input_may_have_any_name():
    def f(fn, self, inputs, node, epsilon):
        J = fn * self * inputs * node * epsilon
        return J

    graph = trace(f, fn=1, self=2, inputs=3, node=4, epsilon=5)
    assert graph.forward(fn=2, self=2, inputs=3)["J"] == 240
    assert graph.backward(self=3, node=4)["self"] == 60


def test_a_setting_may_be_given_and_becomes_an_input_when_it_is_a_number():
    def f(x, b=None, act=np.tanh, mode="plain"):
        y = act(x)
        return y if b is None else y * b

    assert list(trace(f, x=2, act=np.exp, mode="other").inputs) == ["x"]
    assert list(trace(f, x=2, b=3).inputs) == ["x", "b"]


def test_a_threshold_that_is_compared_with_is_copied_too():
    level = np.array([1.5, 1.5])
    graph = trace(lambda x: np.sum(np.where(x > level, x, 0)), x=[1.0, 2.0])
    level[:] = 0
    assert graph.forward(x=[1.0, 3.0])["v3"] == 3
