"""The bank: each mistake is said well, gives its exact wrong numbers, and fails the tests of the engine."""

import numpy as np
import pytest
import test_published_numbers as published

from autodiff_core import GraphError, relu, trace
from autodiff_core.graph import Graph
from autodiff_core.lessons import (
    COST_PARAMETERS,
    TELLING_INPUTS,
    TWO_USES_PARAMETERS,
    cost,
    network,
    short_cut,
    squared,
    two_roads,
    two_uses,
)
from autodiff_core.mistakes import BANK, MISTAKES

every_mistake = pytest.mark.parametrize("mistake", BANK, ids=lambda mistake: mistake.name)
every_backward = pytest.mark.parametrize(
    "mistake", [m for m in BANK if m.kind == "backward"], ids=lambda mistake: mistake.name
)

# The nineteen misconceptions about gradients that learners are known to have, and where the bank has each.
MISCONCEPTIONS = {
    "= in place of += at a fork": ["overwrites at a fork", "keeps only the first contribution at a fork"],
    "the order does not matter, recursion will do": [
        "sends too early",
        "sends in the order of arrival",
        "sends again whenever something arrives",
    ],
    "a second backward pass changes nothing": ["adds to the gradients of the pass before"],
    "it is enough to clear the parameters": ["clears only the inputs before a second pass"],
    "the local derivative is the gradient": [
        "forgets the upstream gradient",
        "starts from the value of the output",
    ],
    "the derivative of the outer function at the inner variable": ["evaluates at the input"],
    "the gradient of x with respect to the loss": ["turns the gradient upside down"],
    "backpropagation nudges": ["takes one whole unit for a small nudge", "gives the change, not the rate"],
    "the smaller the nudge the better": ["sees no change at all"],
    "a closed ReLU passes the gradient on": ["lets the gradient through a closed gate"],
    "ReLU at 0": ["opens the gate at 0"],
    "later weights are updated before the pass goes on": ["updates during the pass"],
    "the sign of the step": ["climbs", "turns the sign round"],
    "autodiff is a numerical quotient": ["takes the quotient of a nudge for the gradient"],
    "nodes between have no gradient": ["keeps no gradient at nodes between"],
    "what a backward pass starts from": ["starts from the value of the output"],
    "what is not watched has no gradient": ["treats what is given as if it had no gradient"],
    "values change after the forward pass": ["updates between the two passes"],
    "a dead unit recovers": ["lets a little through a closed gate"],
}


def test_the_nineteen_known_misconceptions_are_in_the_bank():
    assert len(MISCONCEPTIONS) == 19
    assert {name for names in MISCONCEPTIONS.values() for name in names} <= set(MISTAKES)


@every_mistake
def test_a_mistake_has_a_name_a_sentence_and_a_question(mistake):
    assert mistake.name == mistake.name.strip() and mistake.name[0].islower()
    assert mistake.thinking.endswith(".") and mistake.question.endswith("?")
    assert 20 < len(mistake.thinking) < 180 and 15 < len(mistake.question) < 130


def test_names_are_unique():
    assert len(MISTAKES) == len(BANK)


# The tests of the engine, run on an engine that makes the mistake


def rejected(run, rows):
    """The rows of a table whose test fails."""
    failed = []
    for name, row in rows.items():
        try:
            run(*row)
        except (AssertionError, GraphError):
            failed.append(name)
    return failed


def all_pass(run, rows):
    return rejected(run, rows) == []


def test_the_right_engine_passes():
    assert all_pass(published.test_a_published_example_has_its_published_numbers, published.TABLE)
    assert all_pass(published.test_a_nudge_of_a_thousandth_gives_the_published_numbers, published.NUDGES)


@pytest.mark.parametrize(
    "mistake", [m for m in BANK if m.kind in ("backward", "forward")], ids=lambda mistake: mistake.name
)
def test_the_tests_of_the_engine_reject_an_engine_that_makes_this_mistake(mistake, monkeypatch):
    right = Graph.forward
    method, numbers = {
        "backward": ("backward", mistake.gradients),
        "forward": ("forward", mistake.values),
    }[mistake.kind]

    def wrong(graph, /, **inputs):
        with monkeypatch.context() as inside:
            inside.setattr(Graph, "forward", right)
            return numbers(graph, **inputs)

    monkeypatch.setattr(Graph, method, wrong)
    assert rejected(published.test_a_published_example_has_its_published_numbers, published.TABLE)


@pytest.mark.parametrize("mistake", [m for m in BANK if m.kind == "update"], ids=lambda mistake: mistake.name)
def test_the_published_steps_of_descent_reject_a_wrong_step(mistake):
    graph = trace(published.backprop_builder, x=2, w=3, b=1, y=9)
    gradient, alpha = graph.backward(), 0.05
    stepped = {name: mistake.wrong(graph.inputs[name], gradient[name], alpha) for name in "wb"}
    assert stepped != pytest.approx({"w": 3.4, "b": 1.2})


@pytest.mark.parametrize("mistake", [m for m in BANK if m.kind == "change"], ids=lambda mistake: mistake.name)
def test_the_published_nudges_reject_a_wrong_change(mistake):
    def changes(fn, inputs, node, after, slope):
        graph = trace(fn, **inputs)
        before, rate = graph.forward()[graph.output.name], graph.backward()[node]
        assert mistake.wrong(0.001, before, after, rate) == pytest.approx(0.001 * slope, rel=1e-6)

    assert rejected(changes, published.NUDGES)


# The wrong numbers, each worked out by hand or published

FOUR_NODES = (cost, COST_PARAMETERS, "w")  # the gradient is 6
NETWORK = (network, TELLING_INPUTS, "w1")  # -12
TWO_USES = (two_uses, TWO_USES_PARAMETERS, "w")  # -14
TWO_ROADS = (two_roads, {"a": 2}, "a")  # 24
SHORT_CUT = (short_cut, {"a": 2}, "a")  # 24
SQUARED = (squared, {"x": 3}, "x")  # 6


def weight_last(w1, w2):
    a = 2 * w1
    J = a * w2
    return J


def gate(z):
    J = relu(z)
    return J


@pytest.mark.parametrize(
    "name, graph, number",
    [
        ("overwrites at a fork", TWO_USES, -18),
        ("keeps only the first contribution at a fork", TWO_USES, 4),
        ("multiplies at a fork", TWO_USES, -72),
        ("counts two arrows from one node once", SQUARED, 3),
        ("counts two arrows from one node once", TWO_USES, -14),
        ("sends too early", TWO_ROADS, 20),
        ("sends too early", SHORT_CUT, 24),
        ("sends in the order of arrival", SHORT_CUT, 4),
        ("sends in the order of arrival", TWO_ROADS, 24),
        ("sends again whenever something arrives", TWO_ROADS, 28),
        ("adds to the gradients of the pass before", FOUR_NODES, 12),
        ("clears only the inputs before a second pass", FOUR_NODES, 24),
        ("forgets the upstream gradient", FOUR_NODES, 2),
        ("leaves out the last local derivative", FOUR_NODES, 3),
        ("passes the gradient on unchanged", FOUR_NODES, 1),
        ("adds in the last step", FOUR_NODES, 5),
        ("adds along the path", FOUR_NODES, 3 + 1 + 1 + 2),
        ("divides by the local derivative", FOUR_NODES, 1.5),
        ("starts from the value of the output", FOUR_NODES, 4.5 * 6),
        ("evaluates at the input", FOUR_NODES, 5 * 2),
        ("takes its own factor", FOUR_NODES, 15),
        ("loses the minus sign", TWO_USES, 22),
        ("subtracts the wrong way round", FOUR_NODES, -6),
        ("leaves out a constant divisor", FOUR_NODES, 12),
        ("leaves out a constant factor", TWO_ROADS, 2),
        ("forgets the exponent", FOUR_NODES, 3),
        ("brings the exponent down but does not lower it", FOUR_NODES, 3 * 3 * 2),
        ("takes the output for its slope", FOUR_NODES, 9),
        ("takes a value for the local derivative", FOUR_NODES, 3 * 10),
        ("lets the gradient through a closed gate", (gate, {"z": -2}, "z"), 1),
        ("lets a little through a closed gate", (gate, {"z": -2}, "z"), 0.01),
        ("opens the gate at 0", (gate, {"z": 0}, "z"), 1),
        ("multiplies by the value of the gate", NETWORK, -12 * 3 * 2),
        # b2 and then w2 take their steps; a1 gets -2 (2 + 0.1 6) in place of -2 2
        ("updates during the pass", NETWORK, -2 * (2 + 0.1 * 6) * 3),
        # the weight of a layer takes its step before the layer is left, wherever it stands in the line
        ("updates during the pass", (weight_last, {"w1": 3, "w2": 5}, "w1"), 2 * (5 - 0.1 * 6)),
        # w goes to 5 - 0.6, and that changes no local derivative on the way to w, but x goes along for dJ/dx
        ("updates between the two passes", (cost, COST_PARAMETERS, "x"), 3 * (5 - 0.6)),
        ("takes the value for the gradient", FOUR_NODES, 5),
        ("takes the value of the output for the gradient", FOUR_NODES, 4.5),
        ("turns the sign round", FOUR_NODES, -6),
        ("turns the gradient upside down", FOUR_NODES, 1 / 6),
        ("gives the change, not the rate", FOUR_NODES, 0.006),
        ("takes one whole unit for a small nudge", FOUR_NODES, (6 * 2 - 3 - 4) ** 2 / 2 - 4.5),
        ("takes the quotient of a nudge for the gradient", FOUR_NODES, 6.002),
        ("treats what is given as if it had no gradient", (cost, COST_PARAMETERS, "x"), 0),
        ("keeps no gradient at nodes between", (cost, COST_PARAMETERS, "c"), 0),
        ("sees no change at all", FOUR_NODES, 0),
    ],
)
def test_a_mistake_in_the_backward_pass_gives_its_exact_wrong_number(name, graph, number):
    fn, inputs, node = graph
    assert MISTAKES[name].gradients(trace(fn, **inputs))[node] == pytest.approx(number)


def test_every_mistake_in_the_backward_pass_has_a_row_above():
    rows = test_a_mistake_in_the_backward_pass_gives_its_exact_wrong_number.pytestmark[0].args[1]
    assert {name for name, *_ in rows} == {m.name for m in BANK if m.kind == "backward"}


@pytest.mark.parametrize(
    "name, number",
    [
        ("adds where it should multiply", (5 + 2 - 3 - 4) ** 2 / 2),
        ("multiplies where it should add", (5 * 2 * -3 - 4) ** 2 / 2),
        ("leaves out what is added", (5 * 2 - 4) ** 2 / 2),
        ("subtracts where it should add", (5 * 2 + 3 - 4) ** 2 / 2),
        ("adds where it should subtract", (5 * 2 - 3 + 4) ** 2 / 2),
        ("forgets to divide", 9),
        ("doubles instead of squaring", 3),
        ("forgets to square", 1.5),
        ("turns the sign of the value round", -4.5),
    ],
)
def test_a_mistake_on_the_way_forward_gives_its_exact_wrong_number(name, number):
    assert MISTAKES[name].values(trace(cost, **COST_PARAMETERS))["J"] == pytest.approx(number)


def test_a_difference_reversed_and_a_gate_ignored():
    assert MISTAKES["reverses a difference"].values(trace(cost, **COST_PARAMETERS))["d"] == -3
    assert MISTAKES["lets a negative number through the gate"].values(trace(gate, z=-2))["J"] == -2


@every_backward
def test_a_mistake_leaves_the_graph_alone_and_gives_the_same_again(mistake):
    graph = trace(network, **TELLING_INPUTS)
    before = graph.backward()
    first = mistake.gradients(graph)
    assert mistake.gradients(graph) == first and graph.backward() == before
    other = {"w1": 1.5, "x": -2}
    assert np.isfinite(list(mistake.gradients(graph, **other).values())).sum() >= 1


def test_the_kind_of_a_mistake_says_what_it_has():
    with pytest.raises(ValueError, match="kind"):
        MISTAKES["climbs"].gradients(trace(cost, **COST_PARAMETERS))
