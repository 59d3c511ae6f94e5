"""DescentExplorer in Python: its traits, its path, its plain forms and its refusals."""

import re
from xml.etree import ElementTree

import ipywidgets
import numpy as np
import pytest
import traitlets

from autodiff_core import GraphError, trace
from autodiff_core.descent import descend
from autodiff_core.explorers import DescentExplorer
from autodiff_core.explorers.descent_picture import levels
from autodiff_core.lessons import (
    COST_PARAMETERS,
    NETWORK_PARAMETERS,
    cost,
    network,
    network_half,
    network_one,
    square,
)


@pytest.fixture
def explorer():
    return DescentExplorer(cost, **COST_PARAMETERS)


def test_it_starts_where_it_is_told_and_takes_no_step(explorer):
    assert (explorer.w, explorer.b, explorer.alpha, explorer.steps_done) == (5, -3, 0.1, 0)
    assert (explorer.cost, explorer.path.steps, explorer.over) == (4.5, 0, ["w", "b"])


def test_steps_alpha_and_start_can_be_set_and_the_path_follows(explorer):
    explorer.steps_done = 1
    assert explorer.path.points[1].parameters == pytest.approx({"w": 4.4, "b": -3.3})
    explorer.alpha = 0.05
    assert explorer.cost == pytest.approx(4.5 * 0.75**2)
    explorer.w = 4
    assert explorer.path.points[0].gradients == {"w": 2, "b": 1}
    assert explorer.path == descend(cost, 0.05, 1, w=4, b=-3)


def test_during_and_the_function_can_be_chosen():
    explorer = DescentExplorer(network, network_half, network_one, **NETWORK_PARAMETERS, alpha=0.5, steps=60)
    assert explorer.function == "network" and explorer.cost == 12.5
    for name in ("network_half", "network_one"):
        explorer.function = name
        assert explorer.cost == pytest.approx(0, abs=1e-12)
    explorer.alpha, explorer.steps_done, explorer.during = 0.05, 0, True
    assert explorer.path.points[0].gradients["w1"] == pytest.approx(5.6)


def test_other_inputs_are_held_at_the_value_given():
    explorer = DescentExplorer(cost, w=5, b=-3, x=1)
    assert explorer.path.points[0].gradients == {"w": -2, "b": -2}
    assert explorer.spec["functions"][0]["values"] == [5, -3, 1, 4]
    assert list(DescentExplorer(cost, w=5, b=-3, parameters=["w", "x"]).start) == ["w", "x"]


def test_an_input_whose_name_is_taken_gets_an_underscore():
    explorer = DescentExplorer(lambda cost, layout: cost**2 + layout, cost=3, layout=1)
    explorer.cost_ = 4
    assert explorer.cost == 17


def test_functions_of_one_name_are_told_apart():
    explorer = DescentExplorer(lambda w, b: w * w + b * b, lambda w, b: w * b, w=1, b=2)
    explorer.function = "f'"
    assert explorer.cost == 2


def test_a_widget_can_be_linked(explorer):
    slider = ipywidgets.FloatSlider(value=0.2, min=0, max=1)
    traitlets.link((slider, "value"), (explorer, "alpha"))
    explorer.steps_done = 1
    assert explorer.cost == pytest.approx(0, abs=1e-25)


def test_the_sliders_reach_the_numbers_of_the_lesson_exactly(explorer):
    alpha = explorer.spec["alpha"]
    for wanted in (0.05, 0.1, 0.2, 0.4, 0.5):
        assert round(wanted / alpha["step"]) * alpha["step"] == pytest.approx(wanted, abs=1e-15)
    assert DescentExplorer(cost, w=5, b=-3, alpha=3).spec["alpha"]["max"] == 6
    ranges = {"w": (0, 8), "alpha": (0, 0.5, 0.05)}
    spec = DescentExplorer(cost, w=5, b=-3, ranges=ranges).spec
    assert (spec["parameters"][0]["min"], spec["alpha"]["step"]) == (0, 0.05)


def test_the_page_is_told_the_way_back_and_the_gates():
    (sent,) = DescentExplorer(network, **NETWORK_PARAMETERS).spec["functions"]
    graph = trace(network, **NETWORK_PARAMETERS)
    way = [(graph.nodes[e["node"]].name, graph.nodes[e["parent"]].name) for e in sent["edges"]]
    assert way[:3] == [("J", "a2"), ("J", "y"), ("a2", "z2")]
    assert all(each["last"] for each in sent["edges"])
    assert [(gate["name"], gate["slope"]) for gate in sent["gates"]] == [("z1", 0), ("z2", 0)]
    assert sent["places"] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "build, sentence",
    [
        (lambda: DescentExplorer(), "Give a function to descend on"),
        (lambda: DescentExplorer(3), "A function or a graph is needed here, not 3"),
        (lambda: DescentExplorer(cost), "cost needs a value for w and b"),
        (lambda: DescentExplorer(square, w=3), "drawn over two parameters, and square has only w"),
        (lambda: DescentExplorer(cost, w=5, b=-3, over=("w", "v")), "different names out of w and b"),
        (lambda: DescentExplorer(cost, w=5, b=-3, over=("w", "w")), "over needs two different names"),
        (lambda: DescentExplorer(cost, w=5, b=-3, over="w"), "over needs two different names"),
        (lambda: DescentExplorer(cost, w=5, b=-3, steps=-1), "steps_done needs a whole number from 0"),
        (lambda: DescentExplorer(cost, w=5, b=-3, steps=1001), "steps_done needs a whole number"),
        (lambda: DescentExplorer(cost, w=5, b=-3, alpha="fast"), "alpha needs a number, not 'fast'."),
        (lambda: DescentExplorer(cost, w=5, b=-3, v=1), "cost has no input called v"),
        (lambda: DescentExplorer(cost, w=5, b=-3, ranges={"v": (0, 1)}), "cost has no input called v"),
        (lambda: DescentExplorer(cost, w=5, b=-3, ranges={"w": (0, 1)}), "does not hold its value 5"),
        (lambda: DescentExplorer(cost, lambda w, v: w * v, w=5, b=-3, v=1), "no input called"),
        (lambda: DescentExplorer(lambda alpha, b: alpha * b, alpha=3, b=1), "alpha is a setting of this"),
        (lambda: DescentExplorer(lambda steps, b: steps * b, steps=3, b=1), "name another one, such as st"),
        (lambda: DescentExplorer(square, w=3), "descend(square, alpha=0.1, steps=10, w=3)."),
        (lambda: DescentExplorer(cost, w=float("nan"), b=1), "w needs a finite number to start"),
        (lambda: DescentExplorer(cost, w=1, b=float("inf")), "b needs a finite number to start"),
        (lambda: DescentExplorer(cost, w=5, b=-3, over=3), "over needs two different names"),
        (lambda: DescentExplorer(cost, w=5, b=-3, during="yes"), "during is True or False, not 'yes'."),
        (lambda: DescentExplorer(cost, w=5, b=-3, parameters=3), "parameters needs names, such as"),
        (lambda: DescentExplorer(cost, w=5, b=-3, parameters=[1, 2]), "parameters needs names, such as"),
        (lambda: DescentExplorer(cost, w=5, b=-3, alpha=10**400), "alpha needs a finite number"),
        (lambda: DescentExplorer(trace(lambda alpha, b: alpha * b, alpha=1, b=1)), "alpha is the learn"),
        (lambda: DescentExplorer(lambda w, v: np.sum(w) + v, w=[1.0, 2.0], v=1), "works on arrays"),
        (
            lambda: DescentExplorer(trace(cost, w=1, b=1), trace(square, w=1)),
            "different parameters, w, b, x and y and w",
        ),
    ],
)
def test_what_cannot_be_explored_is_refused_in_one_sentence(build, sentence):
    with pytest.raises(GraphError, match=re.escape(sentence)):
        build()


def test_a_large_alpha_has_a_slider_with_ends():
    assert DescentExplorer(cost, w=5, b=-3, alpha=1e308).spec["alpha"]["max"] == 1e308


def test_the_picture_of_a_large_graph_does_not_keep_anyone_waiting():
    def long(w, b):
        J = w * b
        for _ in range(300):
            J = J + w * 0.001
        return J

    explorer, calls = DescentExplorer(long, w=1, b=1), []
    forward = explorer.graph.forward
    explorer.graph.forward = lambda **inputs: calls.append(inputs) or forward(**inputs)
    explorer.svg()
    assert 200 < len(calls) < 1500


BAD = [("alpha", "x"), ("steps_done", 1.5), ("over", ["w"]), ("function", "f"), ("w", None)]


@pytest.mark.parametrize("trait, value", BAD)
def test_a_bad_value_is_refused_and_the_good_one_stays(explorer, trait, value):
    before = getattr(explorer, trait)
    with pytest.raises(GraphError):
        setattr(explorer, trait, value)
    assert getattr(explorer, trait) == before


def test_the_plain_form_is_the_settings_and_the_path(explorer):
    explorer.steps_done = 2
    first, rest = explorer.plain().split("\n", 1)
    assert first == repr(explorer) == "DescentExplorer(cost, w=5, b=-3, alpha=0.1)"
    assert rest == repr(explorer.path)


def texts(picture):
    svg = ElementTree.fromstring(picture)
    return [each.text for each in svg.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("steps", [0, 1, 9, 400])
@pytest.mark.parametrize("alpha", [0.1, 0.5, 3])
def test_the_static_picture_is_stable_svg_without_ids(alpha, steps):
    explorer = DescentExplorer(network, **NETWORK_PARAMETERS, alpha=alpha, steps=steps, over=("w2", "b1"))
    picture = explorer.svg()
    assert picture == explorer.svg() and " id=" not in picture and "nan" not in picture.lower()
    taken = "1 step" if explorer.path.steps == 1 else f"{explorer.path.steps} steps"
    assert f"network: {taken} with alpha = {alpha}" in texts(picture)
    assert {"w2", "b1", "J"} <= set(texts(picture))


def test_the_static_picture_has_a_disc_for_every_point(explorer):
    explorer.steps_done = 3
    picture = explorer.svg()
    assert [picture.count(f'<circle class="{kind}"') for kind in ("ring", "dot", "disc")] == [1, 2, 1]


def test_a_cost_without_numbers_or_without_hills_is_drawn_too():
    DescentExplorer(lambda w, v: np.log(w) + v * 0, w=1, v=1).svg()
    assert "b1" not in DescentExplorer(lambda w, v: 0 * w + 0 * v, w=1, v=1).svg()


@pytest.mark.parametrize(
    "values, wanted",
    [
        ([0, 7], [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5]),
        ([3, 30], [5, 10, 20]),
        ([-4, 4], [-3, -2, -1, 0, 1, 2, 3]),
        ([-1, 1], [-0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8]),
        ([1000, 1100], [*range(1010, 1100, 10)]),
        ([2, 2], []),
        ([float("nan"), float("inf"), 1, 2.5], [1.2, 1.4, 1.6, 1.8, 2, 2.2, 2.4]),
        ([-1e308, 1e308], [-8e307, -6e307, -4e307, -2e307, 0, 2e307, 4e307, 6e307, 8e307]),
        ([0, 5e-324], []),
    ],
)
def test_colours_change_at_round_costs(values, wanted):
    found = levels(values)
    assert found[-len(wanted) :] == pytest.approx(wanted) if wanted else found == []
    assert all(a < b for a, b in zip(found, found[1:]))
