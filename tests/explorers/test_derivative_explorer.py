"""DerivativeExplorer in Python: its numbers, its traits, its plain forms and its refusals."""

import re
from xml.etree import ElementTree

import ipywidgets
import numpy as np
import pytest
import traitlets

from autodiff_core import GraphError, relu, trace
from autodiff_core.explorers import DerivativeExplorer


def cost(w, b, x=2, y=4):
    c = w * x
    a = c + b
    d = a - y
    J = d**2 / 2
    return J


def with_a_branch(w):
    if w > 0:
        J = w * w
    else:
        J = 0 * w
    return J


def test_the_example_of_the_source_document():
    explorer = DerivativeExplorer()
    assert (explorer.function, explorer.w, explorer.epsilon) == ("w**2", 3, 0.001)
    assert explorer.value == 9
    assert explorer.forward_difference == pytest.approx(6.001, abs=1e-9)
    assert explorer.central_difference == pytest.approx(6, abs=1e-9)
    assert explorer.derivative == 6


@pytest.mark.parametrize(
    ("function", "w", "derivative"),
    [("w**2", 2, 4), ("w**2", -3, -6), ("w**3", 2, 12), ("1/w", 2, -0.25), ("1 / w", 0.5, -4)],
)
def test_the_three_functions_and_their_derivatives(function, w, derivative):
    explorer = DerivativeExplorer()
    explorer.function, explorer.w = function, w
    assert explorer.derivative == pytest.approx(derivative)
    assert explorer.central_difference == pytest.approx(derivative, rel=1e-5)


@pytest.mark.parametrize(
    ("epsilon", "forward", "central"),
    [
        (1e-1, 6.1, 6.0),
        (1e-5, 6.00001, 6.0),
        (1e-8, 5.999999964, None),
        (1e-9, 6.000000496, None),
        (1e-12, 6.000533, None),
        (1e-14, 6.217, 6.128),
        (1e-15, 5.329, None),
        (1e-16, 0.0, 0.0),
    ],
)
def test_the_wall_of_floating_point(epsilon, forward, central):
    explorer = DerivativeExplorer(lambda w: w**2, epsilon=epsilon)
    assert explorer.forward_difference == pytest.approx(
        forward, rel=2e-4 if epsilon < 1e-11 else 1e-9, abs=1e-12
    )
    if central is not None:
        assert explorer.central_difference == pytest.approx(central, rel=2e-4)


def test_the_learners_own_function_and_its_own_argument_name():
    explorer = DerivativeExplorer(lambda theta: np.sin(theta) * theta, theta=1)
    assert explorer.theta == 1
    explorer.theta = 2
    assert explorer.derivative == pytest.approx(np.sin(2) + 2 * np.cos(2))


def test_the_first_argument_moves_and_the_others_are_held():
    explorer = DerivativeExplorer(cost, w=5, b=-3)
    assert (explorer.value, explorer.derivative) == (4.5, 6)
    explorer.w = 4
    assert explorer.derivative == 2


def test_a_default_says_where_the_argument_starts():
    assert DerivativeExplorer(lambda w=-2: w**2).w == -2


def test_a_recorded_graph_can_be_explored_too():
    assert DerivativeExplorer(trace(cost, w=5, b=-3)).derivative == 6


def test_an_argument_whose_name_is_taken_gets_an_underscore():
    explorer = DerivativeExplorer(lambda value: value**2)
    explorer.value_ = 4
    assert (explorer.value, explorer.derivative) == (16, 8)


def test_functions_are_told_apart_by_formula_or_name():
    explorer = DerivativeExplorer(
        lambda w: w**2, lambda w: w * w + 1, lambda w: w + w * w, lambda w: w + 2 * w, with_a_branch
    )
    assert list(explorer._graphs) == ["w**2", "f(w)", "f(w)'", "f(w)''", "with_a_branch(w)"]


def test_a_widget_can_be_linked():
    explorer, slider = DerivativeExplorer(), ipywidgets.FloatSlider(value=-3, min=-5, max=5)
    traitlets.link((slider, "value"), (explorer, "w"))
    assert explorer.derivative == -6
    explorer.w = 2
    assert slider.value == 2


def test_the_page_is_told_all_it_needs_and_nothing_else():
    explorer = DerivativeExplorer(cost, w=5, b=-3)
    (sent,) = explorer.functions
    assert (sent["name"], sent["output"], sent["argumentName"]) == ("cost(w)", "J", "w")
    assert (sent["values"], sent["argument"], sent["node"]) == ([5, -3, 2, 4], 0, 7)
    assert sent["javascript"] == trace(cost, w=5, b=-3).javascript


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        (lambda: DerivativeExplorer(3), "Give a function of your own, such as `lambda w: w**2`, not 3."),
        (lambda: DerivativeExplorer(np.sin), "Give a function of your own, such as `lambda w: w**2`"),
        (lambda: DerivativeExplorer(lambda: 3), "The function needs an argument to nudge"),
        (
            lambda: DerivativeExplorer(lambda w: w, lambda v: v),
            "call their first argument v and w: use one name.",
        ),
        (lambda: DerivativeExplorer(epsilon=0), "epsilon needs a number from 1e-16 to 1, not 0."),
        (lambda: DerivativeExplorer(epsilon="small"), "epsilon needs a number, not 'small'."),
        (
            lambda: DerivativeExplorer(difference="left"),
            "difference is one of 'forward', 'central', not 'left'.",
        ),
        (lambda: DerivativeExplorer(range=5), "range needs two numbers such as (-5, 5), not 5."),
        (lambda: DerivativeExplorer(range=(3, 1)), "from a smaller to a larger number, not from 3 to 1."),
        (lambda: DerivativeExplorer(lambda w, b: w * b), "needs a value for b"),
        (lambda: DerivativeExplorer(lambda w: np.sum(w * np.ones(3))), "works on arrays"),
    ],
)
def test_what_cannot_be_explored_is_refused_in_one_sentence(build, sentence):
    with pytest.raises(GraphError, match=re.escape(sentence)):
        build()


def test_a_wrong_function_name_lists_the_functions():
    with pytest.raises(
        GraphError, match=re.escape("function is one of 'w**2', 'w**3', '1 / w', not 'w**4'.")
    ):
        DerivativeExplorer().function = "w**4"


def test_the_plain_form_is_a_short_table():
    assert DerivativeExplorer().plain() == "\n".join(
        [
            "DerivativeExplorer(w**2, w=3, epsilon=0.001)",
            "J(w)                9",
            "J(w + epsilon)      9.006001",
            "forward difference  6.001",
            "central difference  6",
            "derivative dJ/dw    6",
        ]
    )
    assert repr(DerivativeExplorer()) == "DerivativeExplorer(w**2, w=3, epsilon=0.001)"


@pytest.mark.parametrize("difference", ["forward", "central"])
@pytest.mark.parametrize("w", [3, 0, -77.5])
@pytest.mark.parametrize("function", ["w**2", "w**3", "1/w"])
def test_the_static_picture_is_stable_svg_without_ids(function, w, difference):
    explorer = DerivativeExplorer(difference=difference)
    explorer.function, explorer.w = function, w
    picture = explorer.svg()
    assert picture == explorer.svg() and "nan" not in picture and " id=" not in picture
    title = ElementTree.fromstring(picture).find("{http://www.w3.org/2000/svg}title").text
    assert title.startswith(f"J = {explorer.function} at w = ")


def test_the_static_picture_lifts_the_pen_at_a_pole():
    curve = re.search('class="curve" d="([^"]*)"', DerivativeExplorer(lambda w: 1 / w).svg())[1]
    assert curve.count("M") == 2


def test_beyond_a_branch_that_was_not_recorded_the_plain_forms_say_so():
    explorer = DerivativeExplorer(with_a_branch, w=1)
    explorer.w = -1
    assert "was recorded where w > 0 is true" in explorer.plain()
    assert explorer.svg().startswith("<svg")
    with pytest.raises(GraphError, match="other branch"):
        _ = explorer.value


def test_a_kink_has_the_derivative_of_the_engine():
    assert DerivativeExplorer(lambda w: relu(w), w=0).derivative == 0
