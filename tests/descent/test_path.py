"""Gradient descent: every number and every regime against arithmetic that knows nothing of the engine."""

import math
from fractions import Fraction

import numpy as np
import pytest

from autodiff_core import GraphError, nudge, trace
from autodiff_core.descent import descend
from autodiff_core.lessons import (
    COST_PARAMETERS,
    NETWORK_PARAMETERS,
    cost,
    network,
    network_half,
    network_one,
)

NETWORKS = {0: network, Fraction(1, 2): network_half, 1: network_one}  # by the slope of ReLU at 0
NAMES, START = zip(*NETWORK_PARAMETERS.items())


def slope_of_relu(z, at_zero):
    return 1 if z > 0 else at_zero if z == 0 else 0


def network_by_hand(parameters, at_zero=0, x=1, y=5):
    """J, the gradients and z1, z2: the chain rule on paper, for floats and for exact fractions."""
    w1, b1, w2, b2 = parameters
    z1 = w1 * x + b1
    a1 = max(z1, 0)
    z2 = w2 * a1 + b2
    dz2 = (max(z2, 0) - y) * slope_of_relu(z2, at_zero)
    dz1 = dz2 * w2 * slope_of_relu(z1, at_zero)
    return (max(z2, 0) - y) ** 2 / 2, (dz1 * x, dz1, dz2 * a1, dz2), z1, z2


def walked_by_hand(alpha, steps, at_zero=0, start=START):
    """Every point of a descent on the network: [(parameters, J)]."""
    parameters, points = start, []
    for _ in range(steps + 1):
        J, gradients, *_ = network_by_hand(parameters, at_zero)
        points.append((parameters, J))
        parameters = tuple(p - alpha * g for p, g in zip(parameters, gradients))
    return points


def exactly(alpha, steps, at_zero=0):
    return walked_by_hand(Fraction(alpha), steps, at_zero, tuple(map(Fraction, START)))


# One step


def test_one_step_on_the_four_node_graph():
    path = descend(cost, 0.1, **COST_PARAMETERS)
    assert path.points[0].gradients == {"w": 6, "b": 3}
    assert path.points[1].parameters == pytest.approx({"w": 5 - 0.1 * 6, "b": -3 - 0.1 * 3}, rel=1e-15)
    assert path.costs == pytest.approx((4.5, (4.4 * 2 - 3.3 - 4) ** 2 / 2))


def test_one_step_of_backprop_builder():
    def loss(w, b, x=2, y=9):
        p = w * x + b
        L = (p - y) ** 2
        return L

    path = descend(loss, 0.05, w=3, b=1)
    assert path.points[0].gradients == {"w": -8, "b": -4}
    assert path.points[1].parameters == pytest.approx({"w": 3.4, "b": 1.2})
    assert path.costs == pytest.approx((4, 1))


@pytest.mark.parametrize("alpha", ["1/20", "1/10", "1/6", "1/4", "1/3", "2/5", "1/2", "3/5", "1"])
def test_one_step_on_the_network_moves_z1_by_12_alpha(alpha):
    alpha = Fraction(alpha)
    after = descend(network, float(alpha), **NETWORK_PARAMETERS).points[1].parameters
    (parameters, J) = exactly(alpha, 1)[1]
    assert after == pytest.approx(dict(zip(NAMES, map(float, parameters))))
    assert parameters[0] + parameters[1] == 2 - 12 * alpha
    assert descend(network, float(alpha), **NETWORK_PARAMETERS).costs[1] == pytest.approx(float(J))


@pytest.mark.parametrize("fn, start", [(cost, COST_PARAMETERS), (network, NETWORK_PARAMETERS)])
def test_every_gradient_on_the_way_agrees_with_a_central_difference(fn, start):
    for point in descend(fn, 0.03, 5, **start).points:
        for name, gradient in point.gradients.items():
            assert gradient == pytest.approx(nudge(fn, name, 1e-5, **point.parameters).central, abs=1e-8)


# The four-node graph: along the gradient J is a parabola of curvature x**2 + 1 = 5


@pytest.mark.parametrize("alpha", [0.01, 0.1, 0.19, 0.25, 0.39, 0.4, 0.45, -0.1])
def test_on_the_four_node_graph_each_step_multiplies_the_error_by_the_same_factor(alpha):
    path = descend(cost, alpha, 20, **COST_PARAMETERS)
    wanted = [4.5 * (1 - 5 * alpha) ** (2 * k) for k in range(21)]
    assert path.costs == pytest.approx(wanted, rel=1e-9, abs=1e-14)


@pytest.mark.parametrize(
    "alpha, steps, regime",
    [
        (0.001, 20, "on its way"),
        (0.1, 20, "converged"),
        (0.2, 1, "converged"),
        (0.3, 20, "converged"),
        (0.4, 9, "swings"),
        (0.41, 1, "overshot"),
        (0.41, 9, "diverges"),
        (0.5, 2000, "diverged"),
        (-0.1, 5, "diverges"),
        (0.1, 0, "start"),
    ],
)
def test_the_regimes_of_the_four_node_graph(alpha, steps, regime):
    path = descend(cost, alpha, steps, **COST_PARAMETERS)
    factor = 1 - 5 * Fraction(str(alpha))  # of the error, exactly
    if steps >= 9:
        assert (regime in ("converged", "on its way")) == (abs(factor) < 1)
        assert (regime == "swings") == (abs(factor) == 1)
    assert path.verdict.regime == regime


def test_with_alpha_a_fifth_the_four_node_graph_is_at_the_bottom_at_once():
    assert descend(cost, 0.2, 1, **COST_PARAMETERS).costs[1] == pytest.approx(0, abs=1e-25)


# The network


@pytest.mark.parametrize("at_zero", NETWORKS)
@pytest.mark.parametrize("alpha", [0.01, 0.05, 0.1, 0.15, 1 / 6, 0.2, 0.3, 0.49, 0.5, 0.51, 0.6])
def test_the_whole_path_is_the_one_worked_out_by_hand(alpha, at_zero):
    path = descend(NETWORKS[at_zero], alpha, 40, **NETWORK_PARAMETERS)
    by_hand = walked_by_hand(alpha, 40, float(at_zero), tuple(map(float, START)))
    for point, (parameters, J) in zip(path.points, by_hand, strict=True):
        assert list(point.parameters.values()) == pytest.approx(parameters, rel=1e-12, abs=1e-12)
        assert point.cost == pytest.approx(J, rel=1e-10, abs=1e-20)


@pytest.mark.parametrize(
    "alpha, steps, regime",
    [
        ("1/20", 9, "converged"),
        ("1/10", 1, "overshot"),
        ("1/10", 60, "converged"),
        ("1/6", 200, "converged"),
        ("1/4", 1, "overshot"),
        ("1/4", 200, "converged"),
        ("12/25", 200, "converged"),
        ("1/2", 1, "on a kink"),
        ("1/2", 200, "on a kink"),
        ("51/100", 1, "dead"),
        ("3/5", 200, "dead"),
        ("2", 5, "dead"),
    ],
)
def test_the_regimes_of_the_network(alpha, steps, regime):
    path = descend(network, float(Fraction(alpha)), steps, **NETWORK_PARAMETERS)
    assert path.verdict.regime == regime
    points = exactly(Fraction(alpha), min(steps, 6))
    stuck = regime in ("dead", "on a kink")
    assert (points[-1][1] == Fraction(25, 2)) == stuck  # both z1 and z2 at or below 0: J = (0 - 5)**2 / 2
    assert stuck == (network_by_hand(points[-1][0])[1] == (0, 0, 0, 0))
    if regime == "overshot":
        assert points[1][1] > points[0][1]


@pytest.mark.parametrize("alpha", ["17/100", "1/5", "1/3", "49/100"])
def test_between_a_sixth_and_a_half_the_hidden_unit_dies_and_b2_learns_alone(alpha):
    (_, (parameters, _), *_, (last, _)) = exactly(Fraction(alpha), 5)
    assert network_by_hand(parameters)[2] < 0 and last[:3] == parameters[:3]
    path = descend(network, float(Fraction(alpha)), 150, **NETWORK_PARAMETERS)
    assert path.points[1].notes == ("z1 closed",)
    held_still = [list(point.parameters.values())[:3] for point in path.points[1:]]
    assert all(each == held_still[0] for each in held_still)
    assert path.points[-1].parameters["b2"] == pytest.approx(5)
    assert path.costs[-1] == pytest.approx(0, abs=1e-9)
    early = descend(network, float(Fraction(alpha)), 5, **NETWORK_PARAMETERS)
    assert "Only b2 still learns: the gradient of w1, b1 and w2 is 0." in early.verdict.sentence


def test_with_alpha_a_half_the_network_lands_exactly_on_the_kink():
    (_, (parameters, J)) = exactly("1/2", 1)
    assert parameters == (-1, -3, 1, 0) and network_by_hand(parameters)[3] == 0 and J == 12.5
    point = descend(network, 0.5, **NETWORK_PARAMETERS).points[1]
    assert list(point.parameters.values()) == [-1, -3, 1, 0]
    assert point.notes == ("z1 closed", "z2 on the kink")


@pytest.mark.parametrize("at_zero", NETWORKS)
def test_on_the_kink_the_convention_decides(at_zero):
    path = descend(NETWORKS[at_zero], 0.5, 60, **NETWORK_PARAMETERS)
    assert path.costs[1] == 12.5
    assert path.costs[-1] == pytest.approx(0 if at_zero else 12.5, abs=1e-12)
    assert exactly("1/2", 60, at_zero)[-1][1] < 1e-12 or not at_zero
    assert path.verdict.regime == ("converged" if at_zero else "on a kink")


@pytest.mark.parametrize("at_zero", NETWORKS)
def test_above_a_half_the_network_is_dead_under_any_convention(at_zero):
    path = descend(NETWORKS[at_zero], 0.55, 30, **NETWORK_PARAMETERS)
    assert path.costs[1:] == (12.5,) * 30
    assert exactly("11/20", 30, at_zero)[-1][1] == 12.5
    assert path.verdict.sentence.startswith("Dead: every gradient is 0 at J = 12.5, as no gradient")


# The mistake of updating during the pass


def test_updated_during_the_pass_the_first_layer_sees_the_new_w2():
    alpha = 0.05
    dz2 = 2
    w2 = 3 - alpha * dz2 * 2  # w2 is reached first, and is moved at once
    wrong = dz2 * w2
    point = descend(network, alpha, 0, during=True, **NETWORK_PARAMETERS).points[0]
    assert point.gradients == pytest.approx({"w1": wrong, "b1": wrong, "w2": 4, "b2": 2})
    assert wrong == pytest.approx(5.6)


def test_on_the_four_node_graph_the_order_makes_no_difference():
    early, late = (descend(cost, 0.1, 9, during=during, **COST_PARAMETERS) for during in (True, False))
    assert early == late


def test_a_parameter_that_is_used_twice_is_updated_when_its_gradient_is_complete():
    def twice(w, v):
        p = w * v
        e = p * w
        return e

    # At (2, 3): e to p, e to w, p to w (that completes it: w = 2 - 12/10), and p to v, now with the new w.
    point = descend(twice, 0.1, 0, during=True, w=2, v=3).points[0]
    right = descend(twice, 0.1, 0, w=2, v=3).points[0]
    assert right.gradients == {"w": 12, "v": 4}
    assert point.gradients == pytest.approx({"w": 12, "v": 2 * (2 - 0.1 * 12)})


def test_what_is_not_updated_is_not_moved_early_either():
    point = descend(network, 0.05, 0, ["w1", "b1"], during=True, **NETWORK_PARAMETERS).points[0]
    assert point.gradients == {"w1": 6, "b1": 6}


# What is updated, where it ends, what is refused


def test_arguments_with_a_default_are_held_unless_they_are_named():
    assert list(descend(cost, 0.1, **COST_PARAMETERS).points[1].parameters) == ["w", "b"]
    only_x = descend(cost, 0.1, 1, "x", **COST_PARAMETERS)
    assert only_x.points[1].parameters == {"x": 2 - 0.1 * 15}
    assert descend(cost, 0.1, w=5, b=-3, x=1).points[0].gradients == {"w": -2, "b": -2}


def test_of_a_graph_all_inputs_are_updated_unless_some_are_named():
    graph = trace(cost, **COST_PARAMETERS)
    assert list(descend(graph, 0.1).points[0].parameters) == ["w", "b", "x", "y"]
    assert descend(graph, 0.1, 1, ["w", "b"]) == descend(cost, 0.1, 1, **COST_PARAMETERS)


def test_a_cost_that_is_no_longer_finite_ends_the_descent():
    path = descend(cost, 10, 1000, **COST_PARAMETERS)
    assert path.steps < 1000 and not math.isfinite(path.costs[-1])
    assert all(map(math.isfinite, path.costs[:-1]))
    assert path.verdict.sentence.startswith(f"Diverged: after step {path.steps}, J is infinity")


def test_outside_its_domain_and_on_another_branch_the_descent_ends_and_says_why():
    path = descend(lambda w, v: np.log(w) + v, 1, 5, w=0.5, v=0)
    assert path.steps == 1 and "log" in path.points[-1].notes[0]

    def branch(w, v):
        if w > 0:
            J = w + v
        else:
            J = v * v
        return J

    assert "other branch" in descend(branch, 1, 9, w=1.5, v=0).points[-1].notes[0]


@pytest.mark.parametrize(
    "call, sentence",
    [
        (lambda: descend(cost, "fast", w=1, b=1), "alpha is the learning rate, a number such as 0.1"),
        (lambda: descend(cost, math.nan, w=1, b=1), "alpha is the learning rate"),
        (lambda: descend(cost, 0.1, -1, w=1, b=1), "steps is how many steps to take, a whole number from 0"),
        (lambda: descend(cost, 0.1, 1.5, w=1, b=1), "steps is how many steps"),
        (lambda: descend(cost, 0.1), "cost needs a value for w and b"),
        (lambda: descend(cost, 0.1, 1, ["v"], w=1, b=1), "cost has no input called v"),
        (lambda: descend(trace(cost, w=1, b=1), 0.1, v=1), "cost has no input called v"),
        (lambda: descend(lambda w=1: w * w, 0.1), "has no input to update: name some with parameters="),
        (lambda: descend(lambda w: np.sum(w * w), 0.1, w=[1.0, 2.0]), "descend moves single numbers"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(call, sentence):
    with pytest.raises(GraphError, match=sentence):
        call()


# As text


def test_a_path_prints_as_a_table_and_a_sentence():
    assert repr(descend(cost, 0.1, 2, **COST_PARAMETERS)) == (
        "step    w      b        J  dJ/dw  dJ/db\n"
        "   0    5     -3      4.5      6      3\n"
        "   1  4.4   -3.3    1.125      3    1.5\n"
        "   2  4.1  -3.45  0.28125    1.5   0.75\n"
        "On its way: J has come from 4.5 to 0.28125 in 2 steps."
    )


def test_a_long_path_is_printed_in_part_and_gates_are_noted():
    lines = repr(descend(network, 0.5, 40, **NETWORK_PARAMETERS)).splitlines()
    assert [line.split()[0] for line in lines[:-1]] == ["step", *"01234567", "...", "38", "39", "40"]
    assert lines[2].endswith("12.5       0       0       0       0  z1 closed, z2 on the kink")
    assert lines[-1].startswith("Stuck exactly on the kink of z2: every gradient is 0 at J = 12.5.")


def test_what_ends_a_descent_is_named():
    def branch(w, b):
        if w > 0:
            J = w**2 + b**2
        else:
            J = b**2 - w
        return J

    assert descend(branch, alpha=0.9, steps=5, w=0.3, b=1).verdict.regime == "other branch"
    logarithm = descend(lambda w, b: np.log(w) + b**2, alpha=0.1, steps=9, w=0.3, b=1)
    assert logarithm.verdict.regime == "undefined" and logarithm.steps == 1
    assert descend(lambda w: 1 / w, alpha=0.1, steps=9, w=0).verdict.regime == "undefined"
    assert descend(cost, alpha=0, steps=9, w=5, b=-3).verdict.regime == "stands"


@pytest.mark.parametrize("settings", [{}, {"alpha": 10**400}, {"alpha": 0.1, "parameters": 3}])
def test_settings_that_make_no_sense_are_refused_in_a_sentence(settings):
    with pytest.raises(GraphError):
        descend(cost, w=5, b=-3, **settings)
