"""The cards of lesson 04: every idea that used to stand in a table is found again in what a card says."""

import itertools

import pytest
from wrong_answers import asked, told

from autodiff_core import check_gradients, relu, trace
from autodiff_core.cards import CARDS
from autodiff_core.lessons import TELLING_INPUTS, network

FILL = "fill in the network"


def right_option(name):
    return next(option.text for option in CARDS[name].options if option.right)


def test_the_slope_of_a_gate_on_either_side():
    slopes = [round((relu(z + 1e-6) - relu(z - 1e-6)) / 2e-6) for z in (2.0, -2.0)]
    assert right_option("the slope of a gate") == f"{slopes[0]} and {slopes[1]}"


@pytest.mark.parametrize(
    "number, mistake",
    [
        (8, "right"),
        (4.5, "leaves out the second bias"),
        (18, "leaves out the first bias"),
        (2, "feeds the input to the second layer"),
        (16, "forgets to divide"),
    ],
)
def test_forward_through_two_layers(number, mistake):
    assert told("through the hidden layer", number) == mistake


def test_a_gate_that_is_closed_on_the_way_forward_is_noticed():
    shut = {"w1": 3, "b1": -4, "w2": -2, "b2": -4, "x": -5, "y": 4}  # z1 = -19
    assert (
        told("through the hidden layer", (34 - 4) ** 2 / 2, **shut)
        == "lets a negative number through the gate"
    )


@pytest.mark.parametrize(
    "question, number, mistake",
    [
        ("dJ/dw1", -12, "right"),
        ("dJ/dw1", -4, "leaves out the last local derivative"),
        ("dJ/dw1", 12, "subtracts the wrong way round"),
        ("dJ/dw1", -24, "leaves out a constant divisor"),
        ("dJ/dw1", 0, "takes an open gate for closed"),
        ("dJ/db2", 0, "takes an open gate for closed"),
        ("dJ/da1", -2, "leaves out the last local derivative"),
        ("dJ/da1", 2, "forgets the upstream gradient"),
        ("dJ/da1", -6, "takes its own factor"),
        ("dJ/dw2", -2, "leaves out the last local derivative"),
        ("dJ/da2", 2, "subtracts the wrong way round"),
        ("dJ/da2", -4, "leaves out a constant divisor"),
        ("z1", 6, "leaves out what is added"),
    ],
)
def test_the_network_to_fill_in(question, number, mistake):
    assert told(FILL, number, asked(FILL).index(question)) == mistake


def test_the_network_to_fill_in_begins_with_the_numbers_that_tell_and_has_both_gates_open():
    card = CARDS[FILL]
    assert card.inputs == TELLING_INPUTS
    graph = trace(network, **TELLING_INPUTS)
    for inputs in card.screened.sets:
        values = graph.forward(**dict(zip(graph.inputs, inputs)))
        assert values["z1"] > 0 and values["z2"] > 0


def test_only_the_second_bias_learns_behind_a_closed_gate():
    graph = trace(network, w1=2, b1=-8, w2=3, b2=1)
    assert check_gradients(graph)
    gradients = graph.backward()
    heard = [name for name in ("w1", "b1", "w2", "b2") if gradients[name]]
    assert right_option("behind a closed gate") == f"only {' and '.join(heard)}"


def test_a_cost_of_8_without_any_gradient_means_that_the_output_gate_is_closed():
    graph, seen = trace(network, w1=2, b1=0, w2=3, b2=1), set()
    small = (-3, -1, 1, 2)
    for w1, b1, w2, b2, y in itertools.product(small, small, small, small, (4, -4)):
        inputs = {"w1": w1, "b1": b1, "w2": w2, "b2": b2, "y": y}
        values, gradients = graph.forward(**inputs), graph.backward(**inputs)
        if values["J"] == 8 and not any(gradients[name] for name in ("w1", "b1", "w2", "b2")):
            assert values["z2"] <= 0
            seen.add(values["z1"] > 0)
    assert seen == {True, False}  # whether the hidden gate is open or not
