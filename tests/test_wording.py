"""The sentences of a step: templates with slots, filled with numbers."""

import pytest
from graphs import cost, fork

from autodiff_core import relu, trace
from autodiff_core.wording import SLOT, effort, fill, gradient, literal, pieces, without_numbers


def words(fn, **inputs):
    """Every step of a graph, its templates filled."""
    graph = trace(fn, **inputs)
    numbers = graph.slots()
    return [
        (fill(step.words, numbers), fill(step.symbols, numbers), fill(step.sum, numbers))
        for step in graph.steps()
    ]


def test_a_slot_is_filled_and_a_negative_number_bracketed_where_asked():
    numbers = {"v": [3.0, -2.0], "g": [0.5]}
    assert fill("{v:0} x {(v:1)} = {v:1}, {g:0}", numbers) == "3 x (-2) = -2, 0.5"
    assert fill("{(v:0)}", {"v": [1 / 3]}, digits=3) == "0.333"


def test_the_steps_of_the_four_node_cost():
    steps = words(cost, w=5, b=-3)
    assert steps[0] == ("Forward: compute c from w and x.", "c = w * x = 5 * 2 = 10", "")
    assert steps[1][1] == "a = c + b = 10 + (-3) = 7"
    assert steps[3][1] == "J = d**2 / 2 = 3**2 / 2 = 4.5"
    assert steps[4][1] == "dJ/dJ = 1"
    assert steps[8][1:] == ("dJ/dc = dJ/da × da/dc = 3 × 1 = 3", "before 0 + 3 = after 3")
    assert steps[10][1:] == ("dJ/dw = dJ/dc × dc/dw = dJ/dc × x = 3 × 2 = 6", "before 0 + 6 = after 6")


def test_where_two_edges_leave_a_node_each_gives_a_contribution():
    sums = [total for _, symbols, total in words(fork, w=2, b=1) if "contribution to de/dw" in symbols]
    assert sums == ["before 0 + 4 = after 4", "before 4 + 18 = after 22"]


@pytest.mark.parametrize("x, symbols", [(2, "J = relu(x) = relu(2) = 2"), (-2, "J = relu(x) = relu(-2) = 0")])
def test_a_negative_argument_alone_in_brackets_gets_no_second_ones(x, symbols):
    def f(x):
        J = relu(x)
        return J

    assert words(f, x=x)[0][1] == symbols


def test_a_constant_is_called_one():
    def J(x):
        return 7

    assert words(J, x=2)[0][0] == "Forward: J is a constant."


def test_names_that_look_like_functions_or_numbers_are_left_alone():
    def f(e, exp):
        J = abs(e) * 1e2 + exp
        return J

    assert words(f, e=-3, exp=2)[0][1] == "J = abs(e) * 1e2 + exp = abs(-3) * 1e2 + 2 = 302"


def test_every_slot_of_every_step_has_a_number():
    graph = trace(fork, w=2, b=1)
    numbers = graph.slots()
    for step in graph.steps():
        for _, kind, index in SLOT.findall(step.words + step.symbols + step.sum):
            assert isinstance(numbers[kind][int(index)], float)


def test_a_gradient_is_written_as_a_quotient():
    graph = trace(cost, w=5, b=-3)
    assert gradient(graph.output, graph.nodes[0]) == "dJ/dw"


def line(fn, step, **inputs):
    return words(fn, **inputs)[step][1]


def test_a_negative_number_at_the_start_is_bracketed_where_a_power_follows():
    assert line(cost, 3, w=2, b=-3) == "J = d**2 / 2 = (-3)**2 / 2 = 4.5"
    assert line(cost, 0, w=-5, b=-3) == "c = w * x = -5 * 2 = -10"
    assert line(fork, 2, w=2, b=1) == "e = r**2 + w**2 = (-3)**2 + 2**2 = 13"


def test_a_line_that_names_no_node_is_not_said_twice():
    assert words(lambda x: 3.0, x=1)[0][1].count("3") == 1


@pytest.mark.parametrize("minutes, said", [(1, "about 1 minute"), (3, "about 3 minutes")])
def test_how_long_it_takes_is_said_of_one_minute_and_of_several(minutes, said):
    assert effort(1, minutes) == f"Difficulty 1 of 5 ●○○○○, {said}"


def test_the_pieces_of_a_template_are_its_words_and_its_numbers_with_their_kinds():
    numbers = {"v": [3.0, -2.0], "l": [0.5]}
    assert list(pieces("{v:0} x {(v:1)} = {l:0}.", numbers)) == [
        *[("", ""), ("v", "3"), ("", " x "), ("v", "(-2)"), ("", " = "), ("l", "0.5"), ("", ".")]
    ]


def coded(w):
    c = w * len({f"{w:2}", "w", "{v:0}"})
    return c


def test_a_line_of_code_that_looks_like_a_template_is_said_as_it_stands():
    graph = trace(coded, w=2)
    code, numbers = 'c = w * len({f"{w:2}", "w", "{v:0}"})', '2 * len({f"{w:2}", "w", "{v:0}"})'
    assert f"\n   {code} = {numbers} = 6\n" in graph.transcript()
    assert fill(literal("{v:0} {w:2} {(g:1)}"), {}) == "{v:0} {w:2} {(g:1)}"
    assert without_numbers("{v:0} " + literal("{v:0}")) == "… {v:0}"
