"""GraphExplorer in Python: inputs are traits, numbers come from the graph, refusals are sentences."""

import json
import math

import ipywidgets
import numpy as np
import pytest
from graphs import cost, network, odd_names

from autodiff_core import GraphError, trace
from autodiff_core.explorers import GraphExplorer


def explorer(**options):
    return GraphExplorer(cost, **{"w": 5, "b": -3, **options})


def slider(made, name):
    found = next(each for each in made.spec["inputs"] if each["label"] == name)
    return found["min"], found["max"], found["step"]


def test_every_input_is_an_attribute_default_arguments_too():
    made = explorer()
    assert (made.w, made.b, made.x, made.y) == (5, -3, 2, 4)
    assert made.inputs == {"w": 5, "b": -3, "x": 2, "y": 4}


def test_values_and_gradients_follow_the_inputs():
    made = explorer()
    assert made.values == trace(cost, w=5, b=-3).forward() and made.values["J"] == 4.5
    assert made.gradients["w"] == 6
    made.w = 1
    assert made.values["J"] == 12.5 and made.gradients["w"] == -10


def test_a_graph_can_be_explored_with_other_inputs_than_it_was_recorded_with():
    made = GraphExplorer(trace(cost, w=5, b=-3), w=1)
    assert made.w == 1 and made.values["c"] == 2


def test_inputs_can_be_set_through_values():
    made = explorer()
    made.values["w"] = 1
    assert made.w == 1
    made.values = {"w": 2, "b": 0}
    assert (made.w, made.b) == (2, 0)


def test_names_that_a_widget_uses_itself_work_all_the_same():
    made = GraphExplorer(odd_names, layout=3, keys=4, id=5)
    assert (made.layout_, made.keys_, made.id_, made.values_) == (3, 4, 5, 2)
    assert made.values["layout"] == 3 and made.values["J"] == 22
    made.values["layout"] = 1
    assert made.layout_ == 1 and made.gradients["keys"] == 1
    assert isinstance(made.layout, ipywidgets.Layout)


def test_any_control_can_be_linked():
    made, other = explorer(), ipywidgets.FloatSlider(min=-10, max=10)
    ipywidgets.link((made, "w"), (other, "value"))
    assert other.value == 5
    other.value = 2
    assert made.values["c"] == 4
    ipywidgets.jslink((made, "b"), (other, "value"))


def test_the_page_gets_all_inputs_when_it_opens():
    made = explorer()
    assert {"w", "b", "x", "y", "step", "spec"} <= set(made.get_state())
    assert json.loads(json.dumps(made.get_state(["spec", "w", "step"])))["w"] == 5


@pytest.mark.parametrize("bad", ["five", None, math.nan, math.inf, [1], 1j])
def test_a_bad_value_is_refused_in_a_sentence_and_changes_nothing(bad):
    made = explorer()
    with pytest.raises(GraphError, match="^w needs a .*number"):
        made.w = bad
    with pytest.raises(GraphError, match="^w needs a .*number"):
        made.values = {"b": 7, "w": bad}
    assert (made.w, made.b) == (5, -3)


def test_numpy_numbers_are_numbers():
    made = explorer()
    made.w = np.float32(0.5)
    assert made.w == 0.5 and type(made.w) is float


@pytest.mark.parametrize(
    "value, expected",
    [
        (5, (-10, 10, 0.1)),
        (0, (-10, 10, 0.1)),
        (-10, (-10, 10, 0.1)),
        (12, (-20, 20, 0.2)),
        (-730, (-1000, 1000, 10)),
        (0.03, (-0.05, 0.05, 0.0005)),
        (1e-7, (-1e-7, 1e-7, 1e-9)),
        (123456, (-200000, 200000, 2000)),
    ],
)
def test_a_slider_has_round_ends_that_hold_its_value(value, expected):
    assert slider(explorer(w=value), "w") == pytest.approx(expected)


@pytest.mark.parametrize("given", [3, True, "w", [("w", 0, 6)]])
def test_ranges_that_have_no_names_are_refused(given):
    with pytest.raises(GraphError, match="ranges need to be given by name, such as"):
        explorer(ranges=given)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_a_start_that_is_no_finite_number_is_refused(number):
    with pytest.raises(GraphError, match="w needs a finite number, not "):
        explorer(w=number)


def test_ranges_can_be_given():
    made = explorer(ranges={"w": (0, 6), "b": (-4, 4, 1)})
    assert slider(made, "w") == pytest.approx((0, 6, 0.05)) and slider(made, "b") == (-4, 4, 1)


@pytest.mark.parametrize(
    "given, words",
    [
        ((6, 0), "range of w needs to be"),
        ((0,), "range of w needs to be"),
        ((0, 6, 0), "range of w needs to be"),
        ((0, 6, 1, 1), "range of w needs to be"),
        ((0, math.inf), "range of w needs to be"),
        ("all", "range of w needs to be"),
        (7, "range of w needs to be"),
        ((6, 8), "from 6 to 8, does not hold its value 5"),
    ],
)
def test_a_range_that_makes_no_sense_is_refused(given, words):
    with pytest.raises(GraphError, match=words):
        explorer(ranges={"w": given})


def test_unknown_names_are_refused():
    with pytest.raises(GraphError, match="no input called z"):
        explorer(z=1)
    with pytest.raises(GraphError, match="no input called z"):
        GraphExplorer(trace(cost, w=5, b=-3), z=1)
    with pytest.raises(GraphError, match="no input called z"):
        explorer(ranges={"z": (0, 1)})
    with pytest.raises(GraphError, match="no input called J"):
        explorer().values["J"] = 3


def test_arrays_and_things_that_are_no_functions_are_refused():
    def loss(W):
        J = np.sum(W * W)
        return J

    with pytest.raises(GraphError, match="single numbers"):
        GraphExplorer(loss, W=np.ones(3))
    with pytest.raises(GraphError, match="A function or a graph"):
        GraphExplorer("cost", w=1)


def test_the_step_is_none_for_the_whole_picture_and_can_be_set():
    made = explorer()
    assert made.step is None
    made.step = 12
    assert explorer(step=0).step == 0
    for bad in (13, -1, 1.5, "first", True):
        with pytest.raises(GraphError, match="step needs a whole number from 0 to 12"):
            made.step = bad
    assert made.step == 12


def test_the_transcript_says_every_step_at_the_present_inputs():
    made = explorer()
    assert made.transcript == trace(cost, w=5, b=-3).transcript()
    assert (
        "dJ/dc = dJ/da × da/dc = 3 × 1 = 3" in made.transcript and "before 0 + 3 = after 3" in made.transcript
    )
    made.w = 1
    assert "c = w * x = 1 * 2 = 2" in made.transcript


def test_the_plain_forms_are_stable_and_show_the_present_state():
    bundle, _ = explorer()._repr_mimebundle_()
    again, _ = explorer()._repr_mimebundle_()
    for kind in ("text/plain", "image/svg+xml"):
        assert bundle[kind] == again[kind]
    assert bundle["text/plain"] == trace(cost, w=5, b=-3).table()
    made = explorer()
    made.w = 1
    assert ">12.5<" in made._repr_mimebundle_()[0]["image/svg+xml"]
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_where_the_graph_has_no_numbers_the_plain_forms_say_why():
    def above_zero(x):
        if x > 0:
            return 2 * x
        raise RuntimeError  # on this side it cannot be recorded again

    made = GraphExplorer(above_zero, x=3)
    made.x = -2
    assert made.plain().startswith("above_zero was recorded where x > 0 is true")
    assert 'class="ad-name"' in made.svg()
    with pytest.raises(GraphError, match="its other branch"):
        made.values["above_zero"]


def test_the_page_is_told_everything_once():
    spec = GraphExplorer(network, w1=2, b1=0, w2=3, b2=1).spec
    assert [node["name"] for node in spec["nodes"]][6:] == ["m1", "z1", "a1", "m2", "z2", "a2", "J"]
    assert spec["nodes"][spec["output"]]["gradient"] == "dJ/dJ"
    assert [step["kind"] for step in spec["steps"]] == ["forward"] * 7 + ["seed"] + ["backward"] * 12
    assert spec["edges"][0] == {"parent": 0, "node": 6, "label": "dm1/dw1", "formula": "x"}
    assert "export function forward" in spec["program"] and spec["svg"].startswith("<svg")


def test_nothing_on_stderr(capfd):
    explorer()._repr_mimebundle_()
    assert capfd.readouterr() == ("", "")
