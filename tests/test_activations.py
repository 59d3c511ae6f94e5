"""ReLU and the sigmoid, for numbers, arrays and nodes."""

import numpy as np
import pytest

from autodiff_core import GraphError, grad, relu, sigmoid, trace


@pytest.mark.parametrize("function", [relu, sigmoid])
def test_relu_and_sigmoid_take_plain_numbers_arrays_and_nodes(function):
    assert function(2.0) == pytest.approx(trace(lambda z: function(z), z=2).output.value)
    np.testing.assert_allclose(function([-1, 2]), [function(-1.0), function(2.0)])
    assert type(function(2)) is float
    with pytest.raises(GraphError, match="'2' is text"):
        function("2")


@pytest.mark.parametrize("at_zero", [-0.1, 1.1, "1", None, 1j, float("nan")])
def test_the_derivative_of_relu_at_zero_is_a_number_from_0_to_1(at_zero):
    with pytest.raises(GraphError, match="any number from 0 to 1"):
        relu(1.0, at_zero=at_zero)


@pytest.mark.parametrize("at_zero", [0, 0.5, 1])
def test_relu_has_the_derivative_at_zero_that_was_asked_for_everywhere(at_zero):
    def f(z):
        J = 3 * relu(z, at_zero=at_zero)
        return J

    assert grad(f)(0.0) == trace(f, z=0).backward()["z"] == trace(f, z=1).backward(z=0)["z"] == 3 * at_zero
    assert trace(f, z=0).unfolded().backward()["z"] == 3 * at_zero
    assert grad(lambda z: grad(f)(z) * z)(0.0) == 3 * at_zero
    np.testing.assert_array_equal(grad(lambda z: np.sum(f(z)))([-1.0, 0.0, 1.0]), [0, 3 * at_zero, 3])


def test_a_plain_call_of_relu_does_not_change_its_argument():
    z = np.array([-1.0, 2.0])
    relu(z)[0] = 99
    np.testing.assert_array_equal(z, [-1, 2])


def test_an_object_with_a_method_of_that_name_computes_it_itself():
    class Value:
        def relu(self):
            return "its relu"

        def sigmoid(self):
            return "its sigmoid"

    assert (relu(Value()), sigmoid(Value())) == ("its relu", "its sigmoid")


def test_an_object_without_one_is_told_what_is_missing():
    with pytest.raises(GraphError, match="Value has no method relu: write one"):
        relu(type("Value", (), {})())
    with pytest.raises(GraphError, match="^An object is not a number"):
        relu(object())
