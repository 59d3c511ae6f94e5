"""The numerical check: it passes right gradients, catches wrong ones, and says where a kink is."""

import numpy as np
import pytest

from autodiff_core import GraphError, check_gradients, relu, sigmoid, trace
from autodiff_core.lessons import COST_PARAMETERS, NETWORK_PARAMETERS, cost, network


def verdicts(check):
    return {row.name: row.verdict for row in check.rows}


def refused(*args, **kwargs):
    with pytest.raises(GraphError) as caught:
        check_gradients(*args, **kwargs)
    return str(caught.value)


def square_times(x, y):
    J = x**2 * y
    return J


def test_every_input_is_checked():
    check = check_gradients(square_times, 3.0, 5.0)
    assert check and check.ok
    assert verdicts(check) == {"x": "agrees", "y": "agrees"}
    assert [row.gradient for row in check.rows] == [30, 9]
    assert [row.central for row in check.rows] == pytest.approx([30, 9])


@pytest.mark.parametrize("fn, parameters", [(cost, COST_PARAMETERS), (network, NETWORK_PARAMETERS)])
def test_the_lessons_functions_and_their_graphs_agree(fn, parameters):
    graph = trace(fn, **parameters)
    check = check_gradients(graph)
    assert check and check == check_gradients(fn, **parameters)
    assert [row.name for row in check.rows] == list(graph.inputs)


@pytest.mark.parametrize(
    "check",
    [
        lambda: check_gradients(square_times, 3.0, y=5.0),
        lambda: check_gradients(square_times, x=3.0, y=5.0),
        lambda: check_gradients(trace(square_times, x=1, y=1), x=3.0, y=5.0),
    ],
    ids=["position and name", "names", "graph with new inputs"],
)
def test_inputs_are_given_by_position_or_by_name(check):
    assert check() == check_gradients(square_times, 3.0, 5.0)


def test_every_element_of_an_array_is_checked():
    check = check_gradients(lambda a, b: np.sum(sigmoid(a @ b)), np.eye(2), [1.0, 2.0])
    assert check
    assert list(verdicts(check)) == ["a[0, 0]", "a[0, 1]", "a[1, 0]", "a[1, 1]", "b[0]", "b[1]"]


def test_float32_is_checked_with_the_tolerance_of_float32():
    check = check_gradients(lambda x: np.sum(np.exp(x) / 3), np.array([0.1, 3.3], np.float32))
    assert check
    assert max(row.error for row in check.rows) > 1e-9  # the gradient was computed in float32


def test_one_input_in_float32_makes_the_whole_check_one_of_float32():
    check = check_gradients(lambda x, y: np.exp(x * y) / 3, 3.3, np.float32(1.7))
    assert verdicts(check) == {"x": "agrees", "y": "agrees"}
    assert {row.tolerance for row in check.rows} == {1e-3}


def test_a_kink_is_reported_and_does_not_count_as_wrong():
    check = check_gradients(lambda x, y: relu(x) + 2 * y, 0.0, 1.0)
    assert check
    assert verdicts(check) == {"x": "at a kink", "y": "agrees"}
    assert "at a kink" in repr(check)


WRONG = {
    "times x forgotten": (lambda x, y: (2 * y, x**2), {"x"}),
    "wrong sign": (lambda x, y: (2 * x * y, -(x**2)), {"y"}),
    "arguments exchanged": (lambda x, y: (x**2, 2 * x * y), {"x", "y"}),
    "nan": (lambda x, y: (np.nan, x**2), {"x"}),
}


@pytest.mark.parametrize("mine, wrong", WRONG.values(), ids=WRONG)
def test_the_learners_own_wrong_gradient_is_caught(mine, wrong):
    check = check_gradients(square_times, 3.0, 5.0, gradient=mine)
    assert not check
    assert {name for name, verdict in verdicts(check).items() if verdict == "DIFFERS"} == wrong
    assert repr(check).count("DIFFERS") == len(wrong)


def test_the_learners_own_right_gradient_agrees():
    assert check_gradients(square_times, 3.0, 5.0, gradient=lambda x, y: (2 * x * y, x**2))
    assert check_gradients(lambda x: np.sum(x**2), [1.0, 2.0], gradient=lambda x: 2 * x)
    assert not check_gradients(lambda x: np.sum(x**2), [1.0, 2.0], gradient=lambda x: x)


def test_a_check_prints_as_a_table():
    lines = repr(check_gradients(square_times, 3.0, 5.0, gradient=lambda x, y: (10.0, 9.0))).splitlines()
    assert lines[0].split() == "input gradient central difference relative error".split()
    assert lines[1].split()[:3] == ["x", "10", "30"] and lines[1].endswith("DIFFERS")
    assert lines[2].split()[:3] == ["y", "9", "9"] and lines[2].endswith("agrees")


def test_the_tolerance_is_ones_own_choice():
    nearly = lambda x, y: (2 * x * y * 1.001, x**2)  # noqa: E731
    assert not check_gradients(square_times, 3.0, 5.0, gradient=nearly)
    assert check_gradients(square_times, 3.0, 5.0, gradient=nearly, tolerance=0.01)


def test_what_cannot_be_checked_is_refused_in_a_sentence():
    assert refused(trace(square_times, x=1, y=1), 3.0) == (
        "The inputs of a graph are given by name: check_gradients(graph, w=5)."
    )
    assert refused(square_times, 1, 2, 3) == "square_times takes 2 inputs, x and y, and got 3."
    assert (
        refused(square_times, 1.0) == "square_times needs a value for y: give one by name, for example y=1."
    )
    assert refused(square_times, 1.0, 2.0, gradient=lambda x, y: x) == (
        "<lambda> returned 1.0: return one number or array for each of the inputs x and y, in this order, "
        "as in `return dx, dy`."
    )
    assert refused(lambda x: np.sum(x), [1.0, 2.0], gradient=lambda x: 1.0) == (
        "<lambda> returned a gradient for x of the wrong shape: it is one number, and x is (2,). "
        "A gradient has the shape of its input."
    )


@pytest.mark.parametrize(
    "fn", [np.tanh, np.exp, lambda x: x**3 / 10, lambda x: x @ x, lambda x: np.log(2 + x)]
)
def test_single_precision_is_checked_by_differences_in_double_precision(fn):
    x = np.array([0.3, -0.7, 1.1], np.float32)
    assert check_gradients(lambda x: np.sum(fn(x)), x)
    assert not check_gradients(lambda x: np.sum(x**2), x, gradient=lambda x: 2.2 * x)


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e3, 1e6])
def test_a_tenth_too_much_is_found_at_every_scale(scale):
    assert check_gradients(lambda x: scale * x**2, 3.0)
    assert not check_gradients(lambda x: scale * x**2, 3.0, gradient=lambda x: scale * 2.2 * x)


@pytest.mark.parametrize(
    "fn, x", [(lambda x: np.log(1 + (3e7 * x) ** 2), 1e-7), (lambda x: np.sin(2 * x) ** 3, 0.0)]
)
def test_where_the_usual_nudge_is_too_large_a_smaller_one_decides(fn, x):
    right = trace(fn, x=x).backward()["x"]
    assert verdicts(check_gradients(fn, x)) == {"x": "agrees"}
    assert not check_gradients(fn, x, gradient=lambda x: 1.001 * right + 1e-6)


@pytest.mark.parametrize("fn", [lambda w: 5 + 2 * w, lambda w: (5 + 2 * w) - 5, lambda w: 1e3 + w / 100])
def test_a_nudge_that_is_lost_in_rounding_proves_no_gradient_of_0(fn):
    assert check_gradients(fn, 1e-12)
    assert not check_gradients(fn, 1e-12, gradient=lambda w: 0.0)


def test_beside_a_kink_a_nudge_that_does_not_reach_it_finds_a_wrong_gradient():
    for w, right, wrong in ((1e-7, 3.0, 0.0), (-1e-7, 0.0, 3.0)):
        assert check_gradients(lambda w: 3 * relu(w), w, gradient=lambda w: right)  # noqa: B023
        check = check_gradients(lambda w: 3 * relu(w), w, gradient=lambda w: wrong)  # noqa: B023
        assert verdicts(check) == {"w": "DIFFERS"}
