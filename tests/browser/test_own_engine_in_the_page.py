"""A learner's own engine moved in a page without a kernel: its own arithmetic, with its mistakes."""

import numpy as np
import pytest
from access_page import Access
from access_use import hear_all
from engines_of_learners import MISTAKES, Scalar, broken
from engines_of_others import engine
from graphs import branch

from autodiff_core import small_engine, trace
from autodiff_core.engines import trace_with
from autodiff_core.explorers import GraphExplorer
from autodiff_core.lessons import NETWORK_PARAMETERS, cost, network, two_uses
from autodiff_core.numbers import format_number


def texts(view, kind):
    return view.page.locator(f".ad-picture {kind}").all_text_contents()


def trouble(view):
    return view.page.locator(".ad-trouble").inner_text()


def field(view, name):
    return view.page.get_by_role("spinbutton", name=name, exact=True)


def expect_numbers_of(view, Value, fn, inputs):
    """The page shows what the engine itself says, run on plain numbers with no help of ours."""
    graph = trace_with(Value, fn, **inputs)
    assert texts(view, ".ad-value") == [format_number(x) for x in graph.forward().values()]
    assert texts(view, ".ad-gradient") == [format_number(x) for x in graph.backward().values()]
    values = {name: Value(number) for name, number in graph.inputs.items()}
    fn(**values).backward()
    shown = dict(zip([node.name for node in graph.nodes], texts(view, ".ad-gradient")))
    for name, value in values.items():
        gradient = value.grad if Value is Scalar else value.gradient
        assert shown[name] == format_number(gradient)


def bent(w, b, x=2):
    a = np.tanh(w * x + b)
    J = np.exp(a) + a**2
    return J


@pytest.mark.parametrize("name", ["closures", "closures, tuple of parents", "tuples, float"])
def test_engines_that_say_float_and_math_exp_move_too(mount, name):
    Value, start = engine(name), {"w": 0.3, "b": -0.2}
    view = mount(GraphExplorer(trace_with(Value, bent, **start), ranges={"w": (-1, 1)}))
    for w in (0.3, 0.7, -0.9):
        field(view, "w").fill(str(w))
        graph = trace(bent, w=w, b=-0.2)
        own = trace_with(Value, bent, w=w, b=-0.2)
        shown = dict(zip([node.name for node in own.nodes], texts(view, ".ad-gradient")))
        for input_name in graph.inputs:
            assert shown[input_name] == format_number(graph.backward()[input_name])
        assert trouble(view) == ""


@pytest.mark.parametrize("Value", [small_engine.Value, Scalar], ids=["small engine", "micrograd style"])
@pytest.mark.parametrize(
    ("fn", "start", "moves"),
    [
        (cost, {"w": 5, "b": -3}, {"w": 2.5, "x": -1, "y": 0.5}),
        (two_uses, {"w": 2, "b": 1}, {"w": -3, "y": 7.25}),
        (network, NETWORK_PARAMETERS, {"w1": 1.5, "x": 2, "y": -1}),
    ],
    ids=["cost", "two uses", "network"],
)
def test_the_page_computes_what_the_engine_computes(mount, Value, fn, start, moves):
    view = mount(GraphExplorer(trace_with(Value, fn, **start)))
    expect_numbers_of(view, Value, fn, start)
    for name, number in moves.items():
        field(view, name).fill(str(number))
        start = start | {name: number}
        expect_numbers_of(view, Value, fn, start)
        assert trouble(view) == ""
    view.page.get_by_role("slider", name="x", exact=True).press("ArrowRight")
    expect_numbers_of(view, Value, fn, start | {"x": view.get("x")})


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_computed_in_the_page_and_said_in_one_sentence(mount, mistake):
    Value = broken(mistake)
    view = mount(GraphExplorer(trace_with(Value, two_uses, w=2, b=1)))
    for w in (2, 4.5, -1):
        field(view, "w").fill(str(w))
        graph = trace_with(Value, two_uses, w=w, b=1)
        assert texts(view, ".ad-gradient") == [format_number(x) for x in graph.backward().values()]
        assert trouble(view) == " ".join(graph.notes()) != ""


def test_a_mistake_is_spoken_once_when_the_slider_rests(mount):
    graph = trace_with(broken("overwrites"), two_uses, w=2, b=1)
    access = Access(mount(GraphExplorer(graph)).page, "mistake")
    assert hear_all(access) == []
    assert access.counted["sliders heard"] == 1


def test_a_mistake_that_these_inputs_hide_is_not_said(mount):
    view = mount(GraphExplorer(trace_with(broken("wrong product rule"), cost, w=5, b=-3)))
    assert "dc/dw is 5" in trouble(view)
    field(view, "w").fill("2")  # w = x: the two are swapped, and nobody sees it
    assert trouble(view) == ""


def test_each_step_shows_the_contribution_that_the_engine_should_have_added(mount):
    view = mount(GraphExplorer(trace_with(broken("overwrites"), two_uses, w=2, b=1), step=0))
    steps = trace_with(broken("overwrites"), two_uses, w=2, b=1).steps()
    for number, step in enumerate(steps, start=1):
        view.set(step=number)
        if step.kind == "backward":
            assert texts(view, ".ad-gradient")[step.edge.parent.index] == format_number(step.after)
    view.set(step=None)
    assert texts(view, ".ad-gradient")[0] == "4"


def test_a_nudge_moves_what_follows_also_from_a_number_that_two_values_share(mount):
    view = mount(GraphExplorer(trace_with(Scalar, network, **NETWORK_PARAMETERS)))
    view.page.get_by_label("Nudge a node").check()
    for name in ("a1", "z1", "v1"):
        view.page.get_by_label("Node", exact=True).select_option(label=name)
        rows = view.page.locator(".ad-nudge-body tbody tr")
        backward, central = (float(rows.nth(i).locator("td").nth(1).inner_text()) for i in (0, 2))
        assert central == pytest.approx(backward, rel=1e-6) and backward != 0


def test_a_gate_that_shuts_is_said_while_no_kernel_records_it_again(mount):
    view = mount(GraphExplorer(trace_with(Scalar, network, **NETWORK_PARAMETERS)))
    field(view, "w1").fill("-0.1")  # z1 is below 0, z2 still above
    assert trouble(view) == (
        "network was recorded where z1 > 0 is true. Here it is false, so network would take its other "
        "branch: trace it again with these inputs."
    )


def test_a_gate_that_is_a_factor_opens_and_shuts_in_the_page(mount):
    view = mount(GraphExplorer(trace_with(small_engine.Value, network, **NETWORK_PARAMETERS)))
    for w1 in (-0.1, 2, -3):
        field(view, "w1").fill(str(w1))
        expect_numbers_of(view, small_engine.Value, network, NETWORK_PARAMETERS | {"w1": w1})


def test_a_graph_recorded_again_takes_the_place_of_the_old_one(mount):
    explorer = GraphExplorer(branch, x=2)
    view = mount(explorer)
    view.page.get_by_label("Nudge a node").check()
    view.page.get_by_text("Table of all numbers").click()
    x = field(view, "x")
    x.fill("-1.5")
    explorer.x = -1.5  # what the kernel does when it hears of it
    view.set(spec=explorer.spec)
    view.page.locator(".ad-code", has_text="z = -x").wait_for()
    assert trouble(view) == "" and texts(view, ".ad-code") == ["z = -x"]
    assert x.evaluate("(it) => it === document.activeElement") and x.input_value() == "-1.5"
    assert view.page.get_by_label("Nudge a node").is_checked()
    assert view.page.get_by_role("cell", name="z = -x").is_visible()
    x.press("ArrowUp")
    assert view.get("x") == -1.4 and texts(view, ".ad-value")[0].startswith("-1.4")
    view.page.get_by_role("button", name="Start values").click()
    assert view.get("x") == 2 and trouble(view).startswith("branch was recorded where x > 0 is false.")
    assert view.page.locator(".ad-picture").count() == 1


def test_in_jupyterlab_the_picture_follows_the_slider_across_the_branch(lesson):
    lab = lesson("03_backward.ipynb", run=False)
    lab.run_cell(
        "from autodiff_core.engines import trace_with\n"
        "from autodiff_core.explorers import GraphExplorer\n"
        "from autodiff_core.lessons import NETWORK_PARAMETERS, network\n"
        "from autodiff_core.small_engine import Value\n"
        "shut = lambda self: Value(0.0, (self,), (0.0,))\n"
        "Value.relu = lambda self: Value(self.value, (self,), (1.0,)) if self.value > 0 else shut(self)\n"
        "own = GraphExplorer(trace_with(Value, network, **NETWORK_PARAMETERS))\n"
        "own"
    )
    slider = lab.page.get_by_role("slider", name="w1", exact=True).last
    box = slider.bounding_box()
    at = lambda part: (box["x"] + part * box["width"], box["y"] + box["height"] / 2)  # noqa: E731
    lab.page.mouse.move(*at(0.6))
    lab.page.mouse.down()
    gradient = lab.page.locator(".ad-gradient").first
    for part, shut in ((0.2, True), (0.8, False), (0.3, True)):  # one drag, over the branch and back
        lab.page.mouse.move(*at(part), steps=8)
        lab.page.wait_for_function(
            "([root, shut]) => !root.querySelector('.ad-trouble').textContent"
            " && (root.querySelector('.ad-gradient').textContent === '0') === shut",
            arg=[lab.page.locator(".ad-explorer").last.element_handle(), shut],
        )
    lab.page.mouse.up()
    assert gradient.text_content() == "0"
    lab.wait_for_python("own.w1 < 0 and own.gradients['w1']", 0.0)
