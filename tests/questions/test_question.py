"""A question to a graph: right answers against differences, wrong ones against the bank; its sentences."""

import numpy as np
import pytest

from autodiff_core import GraphError, trace
from autodiff_core.lessons import COST_PARAMETERS, TELLING_INPUTS, cost, network, square, two_uses
from autodiff_core.mistakes import MISTAKES, own
from autodiff_core.questions import Question
from autodiff_core.questions.tolerance import apart, same
from autodiff_core.questions.words import given, words_of
from autodiff_core.wording import fill

COST = trace(cost, **COST_PARAMETERS)
NETWORK = trace(network, **TELLING_INPUTS)
TWO_USES = trace(two_uses, w=2, b=1)


def right(graph, asked, **inputs):
    return Question(graph, asked).numbers(**inputs).right


@pytest.mark.parametrize("graph", [COST, NETWORK, TWO_USES], ids=lambda graph: graph.name)
def test_every_value_and_every_derivative_of_a_graph(graph):
    forward = graph.forward()
    for node in graph.nodes:
        assert right(graph, node.name) == pytest.approx(forward[node.name])
        moved = [graph.nudged(node.name, epsilon)[graph.output.name] for epsilon in (1e-6, -1e-6)]
        central = (moved[0] - moved[1]) / 2e-6
        assert right(graph, f"d{graph.output.name}/d{node.name}") == pytest.approx(central, abs=1e-6)


@pytest.mark.parametrize(
    "asked, number",
    [
        ("dc/dw", 2),
        ("da/dx", 5),
        ("dd/dy", -1),
        ("dd/db", 1),
        ("w - 0.1 * dJ/dw", 4.4),
        ("b - 0.5 * dJ/db", -4.5),
        ("change of J for w + 0.001", 4.506002 - 4.5),
        ("change of c for x + 2", 10),
    ],
)
def test_what_else_can_be_asked(asked, number):
    assert right(COST, asked) == pytest.approx(number)


def test_inputs_are_given_by_name_and_the_graph_keeps_its_own():
    question = Question(COST, "dJ/dw")
    assert question.numbers(w=1, x=-1).right == pytest.approx((1 * -1 - 3 - 4) * -1)
    assert question.numbers().right == 6


@pytest.mark.parametrize("asked", ["", "dJ", "dJ/dq", "q", "J - 1", None, 3, "change of J", "dJ/dw/dx", "ü"])
def test_what_cannot_be_asked_is_said_in_a_sentence(asked):
    with pytest.raises(GraphError) as error:
        Question(COST, asked)
    assert str(error.value).endswith(".")


@pytest.mark.parametrize(
    "asked, number, name",
    [
        ("dJ/dw", 2, "forgets the upstream gradient"),
        ("dJ/dw", 12, "leaves out a constant divisor"),
        ("dJ/dw", 15, "takes its own factor"),
        ("dJ/dw", 5, "adds in the last step"),
        ("J", 9, "forgets to divide"),
        ("w - 0.1 * dJ/dw", 5.6, "climbs"),
        ("w - 0.1 * dJ/dw", -1, "steps without alpha"),
        ("w - 0.1 * dJ/dw", 4.8, "forgets the upstream gradient"),
        ("change of J for w + 0.001", 6, "gives the rate for the change"),
        ("dc/dw", 5, "takes its own factor"),
    ],
)
def test_a_wrong_number_is_diagnosed(asked, number, name):
    assert Question(COST, asked).diagnose(number).name == name


def test_of_a_change_no_mistake_about_gradients_is_said():
    question = Question(COST, "change of J for b + 2")
    assert {mistake.kind for mistake, _ in question.wrong} == {"change"}
    assert question.diagnose(2 * 4.5).name == "multiplies the value by the push"
    assert question.diagnose(0).name == "expects no change" and question.diagnose(2 * -3) is None


def test_a_graph_that_is_not_seen_leaves_only_own_mistakes():
    mine = own("doubles J", "Perhaps you doubled.", "What is J alone?", lambda v: 2 * v["J"])
    question = Question(COST, "J", (mine,), seen=False)
    assert [mistake for mistake, _ in question.wrong] == [mine] and question.others == []
    assert question.diagnose(9) is mine and question.diagnose(-4.5) is None


def test_right_numbers_and_unknown_ones_are_no_mistakes():
    question = Question(COST, "dJ/dw")
    assert question.diagnose(6) is None and question.diagnose(6.01) is None and question.diagnose(777) is None
    assert question.diagnose(float("nan")) is None and question.diagnose(float("inf")) is None


def test_a_mistake_of_one_question_alone_comes_first():
    mine = own("reads the target", "Perhaps you read the target.", "Which one is w?", lambda v: v["y"] * 3)
    question = Question(COST, "dJ/dw", (mine,))
    assert question.numbers().wrong[mine.name] == 12 and question.diagnose(12) is mine
    assert question.numbers(y=1).wrong[mine.name] == 3


def test_others_are_the_answers_to_the_neighbouring_questions():
    assert Question(COST, "dJ/dw").numbers().others == {
        "dJ/db": 3,
        "dJ/dx": 15,
        "dJ/dy": -3,
        "dJ/dc": 3,
        "dJ/da": 3,
        "dJ/dd": 3,
    }
    assert Question(COST, "J").numbers().others["c"] == 10
    of_a_step = Question(COST, "w - 0.1 * dJ/dw").numbers().others
    assert of_a_step == pytest.approx({"the new b": -3.3, "dJ/dw": 6}), "x and y are given: they take no step"


def test_a_wrong_answer_is_that_of_the_mistake_on_the_same_graph():
    rng = np.random.default_rng(0)
    question = Question(NETWORK, "dJ/dw1")
    for _ in range(20):
        inputs = dict(zip(NETWORK.inputs, rng.integers(-5, 6, len(NETWORK.inputs)).astype(float)))
        numbers = question.numbers(**inputs)
        for name in ("forgets the upstream gradient", "starts from the value of the output"):
            expected = MISTAKES[name].gradients(NETWORK, **inputs)["w1"]
            assert numbers.wrong[name] == pytest.approx(expected)


def test_division_by_zero_is_infinite_and_never_an_exception():
    closed = Question(NETWORK, "dJ/dw1").numbers(w1=-9)
    assert closed.right == 0 and np.isinf(closed.wrong["turns the gradient upside down"])


# Closeness


def test_the_tolerance_and_its_gap():
    assert same(6.02, 6) and not same(6.04, 6) and same(0, 0) and not same(1e-6, 0)
    assert not same(5, float("nan")) and not same(5, float("inf"))
    assert apart(6, 6.2) and not apart(6, 6.03) and apart(0, 1e-3)
    for a, b in [(6, 6.2), (-1, 1), (0, 0.001), (1000, 1021)]:
        assert apart(a, b)
        assert not any(same(x, a) and same(x, b) for x in np.linspace(a, b, 500))


# Words


def said(graph, asked, **inputs):
    question = Question(graph, asked)
    words = words_of(question)
    numbers = question.graph.slots(**inputs) | {"r": [question.numbers(**inputs).right]}
    return words, lambda template: fill(template, numbers)


@pytest.mark.parametrize(
    "graph, asked",
    [
        (COST, "dJ/dw"),
        (COST, "J"),
        (COST, "c"),
        (COST, "dc/dw"),
        (COST, "dJ/dJ"),
        (COST, "w - 0.1 * dJ/dw"),
        (COST, "change of J for w + 0.001"),
        (COST, "dc/dy"),
        (NETWORK, "dJ/dw1"),
        (TWO_USES, "de/dw"),
        (trace(square, w=3), "dJ/dw"),
    ],
    ids=lambda x: getattr(x, "name", x),
)
def test_every_sentence_can_be_filled_and_the_last_line_has_the_answer(graph, asked):
    words, filled = said(graph, asked)
    assert words.asks.endswith("?") and len(words.hints) == 3
    texts = [*map(filled, (words.asks, words.right, *words.hints, *words.solution)), given(graph)]
    assert not any("{" in text for text in texts[:-1])
    number = f"{right(graph, asked):.6g}"
    assert filled(words.solution[-1]).rstrip(".").endswith(number) or number in filled(words.solution[-1])
    assert number in filled(words.right)


def test_the_hints_lead_to_the_answer_and_do_not_give_it_away():
    words, filled = said(COST, "dJ/dw")
    assert [filled(hint) for hint in words.hints] == [
        "w is used in `c = w * x`, so what comes back to w comes along one arrow. "
        "Begin at J with 1 and walk back.",
        "What arrives from further up, the upstream gradient: dJ/dc = 3.",
        "On the way to w, the local derivative: dc/dw = x = 2. One multiplication is left.",
    ]
    assert filled(words.right) == "dJ/dw = dJ/dc × dc/dw = dJ/dc × x = 3 × 2 = 6."


def test_the_second_hint_to_a_step_names_both_factors_of_the_gradient():
    words, filled = said(COST, "w - 0.1 * dJ/dw")
    assert filled(words.hints[1]) == (
        "What arrives from further up, the upstream gradient: dJ/dc = 3. "
        "On the way to w, the local derivative: dc/dw = x = 2. One multiplication is left."
    )


def test_at_a_fork_the_contributions_are_added_line_by_line():
    words, filled = said(TWO_USES, "de/dw")
    assert "2 arrows" in words.hints[0]
    assert filled(words.right) == "What the 2 arrows bring is added: de/dw = 4 + (-18) = -14."
    assert [filled(line) for line in words.solution][-2:] == [
        "contribution to de/dw = de/dc × dc/dw = de/dc × x = -6 × 3 = -18.",
        "before 4 + (-18) = after -14.",
    ]
