"""DescentExplorer in a browser without a kernel: every control, every regime, the page against Python."""

from fractions import Fraction

import numpy as np
import pytest
from plain_page import control, press
from playwright.sync_api import expect

from autodiff_core import relu
from autodiff_core.explorers import DescentExplorer
from autodiff_core.lessons import (
    COST_PARAMETERS,
    NETWORK_PARAMETERS,
    cost,
    network,
    network_half,
    network_one,
)
from autodiff_core.numbers import format_number

# What the page computes, read with all its digits where the explorer itself shows six.
POINTS = """() => {
  const { f, points } = window.shownDescent;
  return points.map((p) => ({ ...p, output: f.output }));
}"""
# The joined module is one scope; this lets a test look at what is shown, and changes nothing in it.
WATCHED = ("now = { f, names,", "now = window.shownDescent = { f, names,")


@pytest.fixture
def mount(plain_page):
    def mounted(explorer):
        assert WATCHED[0] in explorer._esm
        explorer._esm = explorer._esm.replace(*WATCHED)
        return plain_page.mount(explorer)

    return mounted


@pytest.fixture
def on_cost(mount):
    return mount(DescentExplorer(cost, **COST_PARAMETERS, ranges={"w": (0, 8), "b": (-6, 2)}))


def words(view):
    return view.page.get_by_role("status").inner_text()


def same_path(view, explorer):
    """The path of the page is Python's, number by number, and so is what is said about it."""
    points, path = view.page.evaluate(POINTS), explorer.path
    assert len(points) == len(path.points)
    for found, right in zip(points, path.points):
        here = [*right.parameters.values(), right.cost, *right.gradients.values()]
        shown = [*found["parameters"], found["cost"], *found["gradients"]]
        assert shown == pytest.approx(here, rel=1e-12, abs=1e-300, nan_ok=True)
        assert [(each["name"], each["at"]) for each in found["held"]] == [*right.held]
    assert words(view).endswith(path.verdict.sentence)
    assert view.page.locator(".adc-descent").get_attribute("data-regime") == path.verdict.regime


# The page against Python


@pytest.mark.parametrize("during", [False, True])
@pytest.mark.parametrize("function", ["network", "network_half", "network_one"])
def test_the_paths_of_the_network_are_pythons_in_every_regime(mount, function, during):
    explorer = DescentExplorer(network, network_half, network_one, **NETWORK_PARAMETERS, during=during)
    explorer.function = function
    view = mount(explorer)
    for alpha in (-0.05, 0, 0.01, 0.05, 0.1, 1 / 6, 0.2, 0.3, 0.49, 0.5, 0.51, 0.6, 2):
        for steps in (1, 40):
            explorer.alpha, explorer.steps_done = alpha, steps
            view.set(alpha=alpha, steps_done=steps)
            same_path(view, explorer)


@pytest.mark.parametrize("alpha", [-0.1, 0.001, 0.1, 0.2, 0.3, 0.4, 0.41, 0.5, 10])
def test_the_paths_of_the_four_node_graph_are_pythons_in_every_regime(mount, alpha):
    explorer = DescentExplorer(cost, **COST_PARAMETERS, alpha=alpha)
    view = mount(explorer)
    for steps in (0, 1, 4, 30, 1000):
        explorer.steps_done = steps
        view.set(steps_done=steps)
        same_path(view, explorer)


def test_other_functions_of_the_learner_go_the_same_way(mount):
    def twice(w, v, x=0.5):
        p = np.tanh(w * v)
        q = relu(p - x) * w
        J = (q - 1) ** 2 + np.maximum(v, w) / 10 + abs(w - v)
        return J

    explorer = DescentExplorer(twice, w=1.5, v=0.75, alpha=0.05, steps=25)
    view = mount(explorer)
    same_path(view, explorer)
    explorer.during = True
    view.set(during=True)
    same_path(view, explorer)


def test_where_the_code_branches_elsewhere_or_is_not_defined_the_path_ends(mount):
    def branch(w, v):
        if w > 0:
            J = w + v
        else:
            J = v * v
        return J

    explorer = DescentExplorer(branch, w=1.5, v=1, alpha=1, steps=9)
    view = mount(explorer)
    same_path(view, explorer)
    assert "Stopped after 2 steps: here the code would take a branch that was not recorded." in words(view)
    assert control(view, "button", "One step").is_disabled()


def test_from_the_seed_z1_is_2_less_12_alpha_and_every_regime_is_found_by_hand(mount):
    view = mount(DescentExplorer(network, **NETWORK_PARAMETERS))
    field = control(view, "spinbutton", "alpha α")
    regimes = {"0.05": "on its way", "0.1": "overshot", "0.25": "overshot", "0.6": "dead", "0.5": "on a kink"}
    for text, regime in regimes.items():
        field.fill(text)
        if view.get("steps_done"):
            press(view, "Reset to the start")
        press(view, "One step")
        w1, b1, *_ = view.page.evaluate(POINTS)[-1]["parameters"]
        assert w1 + b1 == pytest.approx(float(2 - 12 * Fraction(text)), abs=1e-12)
        assert view.page.locator(".adc-descent").get_attribute("data-regime") == regime
    assert "z2 lands exactly on 0, the kink. There the slope of ReLU is taken to be 0." in words(view)
    assert "The gate of z1 shuts." in words(view)


# The controls


def test_one_step_is_written_out_in_full(on_cost):
    rows = on_cost.page.locator(".adc-scrolls").first.locator("tbody tr")
    assert rows.first.locator("td").last.inner_text() == "w ← w - α dJ/dw"
    press(on_cost, "One step")
    assert rows.first.locator("th, td").all_inner_texts() == [
        "w",
        "6",
        "0.6",
        "w ← w - α dJ/dw = 5 - 0.1 × 6 = 4.4",
    ]
    assert rows.nth(1).locator("td").last.inner_text() == "b ← b - α dJ/db = -3 - 0.1 × 3 = -3.3"
    assert words(on_cost).startswith("Step 1: J falls from 4.5 to 1.125.")
    press(on_cost, "Back by one step")
    on_cost.set(alpha=-0.1)
    press(on_cost, "One step")
    assert "5 - (-0.1) × 6 = 5.6" in rows.first.inner_text()


def test_the_buttons_count_the_steps(on_cost):
    press(on_cost, "One step", 2)
    assert on_cost.get("steps_done") == 2
    press(on_cost, "10 steps")
    assert on_cost.get("steps_done") == 12
    press(on_cost, "Back by one step")
    assert on_cost.get("steps_done") == 11
    press(on_cost, "Reset to the start")
    assert on_cost.get("steps_done") == 0
    for name in ("Back by one step", "Reset to the start"):
        assert control(on_cost, "button", name).is_disabled()


def test_run_walks_step_by_step_until_the_descent_has_settled_and_pause_stops_it(on_cost):
    press(on_cost, "Run")
    on_cost.page.wait_for_function("window.model.get('steps_done') >= 2")
    press(on_cost, "Pause")
    stopped = on_cost.get("steps_done")
    on_cost.page.wait_for_timeout(800)
    assert on_cost.get("steps_done") == stopped
    press(on_cost, "Run")
    control(on_cost, "button", "Pause").wait_for()
    on_cost.page.wait_for_function("document.querySelector('.adc-descent').dataset.regime === 'converged'")
    control(on_cost, "button", "Run").wait_for()
    assert on_cost.get("steps_done") == 20  # 0.5 ** 20 is the first below one millionth


def test_alpha_moves_the_whole_path_and_a_moved_start_begins_a_new_one(on_cost):
    press(on_cost, "10 steps")
    control(on_cost, "slider", "alpha α").press("ArrowRight")
    assert (on_cost.get("alpha"), on_cost.get("steps_done")) == (0.11, 10)
    control(on_cost, "slider", "w at the start").press("ArrowLeft")
    assert on_cost.get("steps_done") == 0 and on_cost.get("w") < 5
    press(on_cost, "One step")
    control(on_cost, "spinbutton", "b at the start").fill("1.25")
    assert (on_cost.get("b"), on_cost.get("steps_done")) == (1.25, 0)


@pytest.mark.parametrize("wanted", [0.05, 0.1, 0.2, 0.4, 0.5])
def test_the_slider_of_alpha_stops_exactly_at_the_numbers_of_the_lesson(on_cost, wanted):
    slider = control(on_cost, "slider", "alpha α")
    slider.press("Home")
    slider.focus()
    for _ in range(round(wanted / 0.01)):
        on_cost.page.keyboard.press("ArrowRight")
    assert on_cost.get("alpha") == wanted


def test_any_alpha_can_be_typed_also_one_that_climbs(on_cost):
    field = control(on_cost, "spinbutton", "alpha α")
    field.fill("0.16666666666666666")
    assert on_cost.get("alpha") == 1 / 6
    field.fill("-0.1")
    press(on_cost, "10 steps")
    assert on_cost.get("alpha") == -0.1 and "Diverges" in words(on_cost)


def test_updating_during_the_pass_is_a_choice_and_is_told(mount, on_cost):
    control(on_cost, "radio", "during it").check()
    press(on_cost, "One step")
    assert on_cost.get("during") is True
    assert "in this step every gradient came out right all the same" in words(on_cost)


def test_updating_during_the_pass_goes_wrong_on_the_network(mount):
    view = mount(DescentExplorer(network, **NETWORK_PARAMETERS, alpha=0.05, during=True))
    press(view, "One step")
    assert "Updated too early: dJ/dw1 came out as 5.6 where 6 is right and dJ/db1 came out as" in words(view)
    written = view.page.locator(".adc-scrolls").first.inner_text()
    assert "w1 ← w1 - α dJ/dw1 = 2 - 0.05 × 5.6 = 1.72" in written
    control(view, "radio", "during it").press("ArrowLeft")
    assert view.get("during") is False and "too early" not in words(view)


def test_the_function_is_chosen_from_a_list(mount):
    view = mount(DescentExplorer(network, network_half, **NETWORK_PARAMETERS, alpha=0.5, steps=1))
    assert "slope of ReLU is taken to be 0." in words(view)
    control(view, "combobox", "Function").select_option("network_half")
    assert view.get("function") == "network_half" and "slope of ReLU is taken to be 0.5." in words(view)


def test_the_axes_are_chosen_and_the_same_one_twice_changes_places(mount):
    view = mount(DescentExplorer(network, **NETWORK_PARAMETERS))
    names = view.page.locator(".adc-landscape .adc-axis-name")
    control(view, "combobox", "Across").select_option("w2")
    assert view.get("over") == ["w2", "b1"] and names.all_text_contents() == ["w2", "b1"]
    control(view, "combobox", "Up").select_option("w2")
    assert view.get("over") == ["b1", "w2"]
    assert control(view, "combobox", "Across").input_value() == "b1"


def test_with_two_parameters_and_one_function_there_is_nothing_to_choose(on_cost):
    assert on_cost.page.get_by_role("combobox").count() == 0


# The pictures


def drawn(view, kind):
    return view.page.locator(kind).first.evaluate("(it) => it.outerHTML")


def size_inside(view):
    """Width and height of the area between the axes of the landscape, in its own pixels."""
    read = "(it) => [Number(it.getAttribute('width')), Number(it.getAttribute('height'))]"
    return view.page.locator(".adc-landscape > svg").evaluate(read)


def middle(view, kind):
    box = view.page.locator(kind).last.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_point_stands_where_its_parameters_say(on_cost):
    press(on_cost, "One step", 3)
    on_cost.page.wait_for_timeout(400)
    inside = on_cost.page.locator(".adc-landscape > svg").bounding_box()
    w, b = on_cost.page.evaluate(POINTS)[-1]["parameters"]
    x, y = middle(on_cost, ".adc-landscape .adc-here")
    assert x == pytest.approx(inside["x"] + w / 8 * inside["width"], abs=1.5)
    assert y == pytest.approx(inside["y"] + (2 - b) / 8 * inside["height"], abs=1.5)


def test_the_contour_lines_lie_where_the_cost_is_that_high(on_cost):
    """On the line labelled 20, the cost worked out from the place in the picture is 20."""
    labels = on_cost.page.locator(".adc-contour-labels text")
    width, height = size_inside(on_cost)
    seen = {}
    for label in labels.all():
        at = label.evaluate("(it) => [Number(it.getAttribute('x')), Number(it.getAttribute('y'))]")
        w, b = at[0] / width * 8, 2 - at[1] / height * 8
        seen[float(label.text_content())] = abs(2 * w + b - 4)
    assert len(seen) >= 5
    for level, error in seen.items():  # 0.06 of the error is about one pixel
        assert error == pytest.approx((2 * level) ** 0.5, abs=0.06)


def test_the_deeper_the_colour_the_higher_the_cost(on_cost):
    shares = on_cost.page.locator(".adc-band").evaluate_all(
        "(all) => all.map((it) => Number.parseFloat(it.style.getPropertyValue('--adc-share')))"
    )
    assert shares == sorted(shares) and len(set(shares)) == len(shares) >= 8


def test_the_dashed_line_is_where_the_gate_shuts(mount):
    view = mount(DescentExplorer(network, **NETWORK_PARAMETERS, over=("w1", "b1")))
    assert "z1 = 0" in view.page.locator(".adc-contour-labels text").all_text_contents()
    assert "a gate on its kink" in view.page.locator(".adc-key").first.inner_text()
    width, height = size_inside(view)
    at = view.page.locator(".adc-contour-labels text", has_text="z1 = 0").evaluate(
        "(it) => [Number(it.getAttribute('x')), Number(it.getAttribute('y'))]"
    )
    w1, b1 = at[0] / width * 20 - 10, 10 - at[1] / height * 20
    assert w1 + b1 == pytest.approx(0, abs=0.1)


def test_the_landscape_stays_while_nothing_else_moves_and_changes_when_the_others_do(mount, on_cost):
    before = drawn(on_cost, ".adc-landscape .adc-band >> nth=3")
    press(on_cost, "One step")
    assert drawn(on_cost, ".adc-landscape .adc-band >> nth=3") == before


def test_the_landscape_is_a_slice_and_says_which(mount):
    view = mount(DescentExplorer(network, **NETWORK_PARAMETERS, over=("w1", "b1")))
    note = view.page.locator(".adc-note").first
    assert note.inner_text().startswith("The slice at w2 = 3, b2 = 1, x = 1, y = 5.")
    before = drawn(view, ".adc-landscape .adc-band >> nth=3")
    press(view, "One step")
    assert note.inner_text().startswith("The slice at w2 = 2.6, b2 = 0.8, x = 1, y = 5.")
    assert drawn(view, ".adc-landscape .adc-band >> nth=3") != before


def test_a_path_that_runs_away_leaves_a_readable_picture(mount):
    view = mount(DescentExplorer(cost, **COST_PARAMETERS, alpha=1, steps=200))
    assert "The path leaves the picture." in view.page.locator(".adc-note").first.inner_text()
    assert "NaN" not in drawn(view, ".adc-landscape") and "NaN" not in drawn(view, ".adc-cost-curve")


def test_the_cost_curve_counts_powers_of_ten_when_the_cost_falls_far(on_cost):
    caption = on_cost.page.locator("figcaption").last
    assert "powers of ten" not in caption.inner_text()
    press(on_cost, "10 steps")
    assert "in powers of ten" in caption.inner_text()
    assert on_cost.page.locator(".adc-cost-curve .adc-cost-mark").count() == 10


def test_the_whole_path_is_a_table_behind_one_click(mount):
    view = mount(DescentExplorer(network, **NETWORK_PARAMETERS, alpha=0.5, steps=2))
    view.page.get_by_text("Table of the whole path").click()
    rows = view.page.locator(".adc-path-table tbody tr")
    expect(rows).to_have_count(3)  # it is filled when the browser says that it was opened
    assert rows.nth(1).locator("th, td").all_inner_texts() == [
        *["1", "-1", "-3", "1", "0", "12.5", "0", "0", "0", "0"],
        "z1 closed, z2 on the kink",
    ]
    press(view, "Reset to the start")
    expect(rows).to_have_count(1)


def test_dark_and_light_differ_and_nothing_is_drawn_in_a_fixed_colour(on_cost):
    fill = "(it) => getComputedStyle(it).fill"
    light = on_cost.page.locator(".adc-band").last.evaluate(fill)
    on_cost.page.emulate_media(color_scheme="dark")
    assert on_cost.page.locator(".adc-band").last.evaluate(fill) != light


# Python, the kernel, and getting rid of it


def test_python_moves_the_page_and_keeps_the_number_of_steps(on_cost):
    on_cost.set(w=4, alpha=0.05, steps_done=3)
    assert control(on_cost, "spinbutton", "w at the start").input_value() == "4"
    assert control(on_cost, "slider", "alpha α").input_value() == "0.05"
    assert on_cost.get("steps_done") == 3 and words(on_cost).startswith("Step 3:")


def test_the_picture_changes_in_the_same_task_as_the_slider_and_the_kernel_hears_little(on_cost):
    press(on_cost, "10 steps")
    on_cost.page.wait_for_function("window.messages.length > 0")
    heard = len(on_cost.messages())
    changed = control(on_cost, "slider", "alpha α").evaluate(
        """(slider) => {
            const track = () => document.querySelector(".adc-track").getAttribute("d");
            const before = track();
            for (let i = 11; i <= 60; i += 1) {
              slider.value = i / 100;
              slider.dispatchEvent(new Event("input", { bubbles: true }));
            }
            return track() !== before;
        }"""
    )
    assert changed
    on_cost.page.wait_for_function(f"window.messages.length > {heard}")
    assert on_cost.messages()[heard:] == [{"alpha": 0.6}]


def test_unmounting_stops_the_run_and_leaves_nothing_behind(on_cost):
    press(on_cost, "Run")
    on_cost.page.evaluate("window.unmount()")
    steps, said = on_cost.get("steps_done"), words(on_cost)
    on_cost.set(w=1)
    on_cost.page.wait_for_timeout(600)
    assert (on_cost.get("steps_done"), words(on_cost)) == (steps, said)


# For everyone


NAMES = """(all) => all.map((each) => (each.labels?.[0] ?? document.getElementById(
  each.getAttribute("aria-labelledby")))?.textContent ?? each.getAttribute("aria-label"))"""


def test_every_control_and_picture_has_a_name_and_no_id_is_used_twice(mount):
    view = mount(DescentExplorer(network, network_half, **NETWORK_PARAMETERS))
    starts = [f"{name} at the start" for name in NETWORK_PARAMETERS]
    roles = ("slider", "combobox", "button")
    names = {role: view.page.locator(".adc").get_by_role(role).evaluate_all(NAMES) for role in roles}
    assert names["slider"] == ["alpha α", *starts]
    assert names["combobox"] == ["Function", "Across", "Up"]
    assert names["button"] == ["One step", "10 steps", "Run", "Back by one step", "Reset to the start"]
    read = "(all) => all.map((it) => it.querySelector('title').textContent)"
    titles = view.page.get_by_role("img").evaluate_all(read)
    assert titles == ["The cost as a landscape", "The cost, step by step"]
    ids = view.page.locator("[id]").evaluate_all("(all) => all.map((each) => each.id)")
    assert len(ids) == len(set(ids))


def test_everything_is_done_with_the_keyboard_alone(on_cost):
    keyboard = on_cost.page.keyboard
    control(on_cost, "radio", "after the backward pass").focus()
    keyboard.press("ArrowRight")
    assert on_cost.get("during") is True
    for _ in range(7):
        keyboard.press("Tab")
    assert on_cost.page.evaluate("document.activeElement.textContent") == "One step"
    keyboard.press("Enter")
    keyboard.press("Space")
    assert on_cost.get("steps_done") == 2
    for _ in range(4):
        keyboard.press("Tab")
    keyboard.press("Enter")
    assert on_cost.get("steps_done") == 0


def test_with_reduced_motion_the_point_jumps_and_run_still_goes_step_by_step(plain_page):
    plain_page.page.emulate_media(reduced_motion="reduce")
    view = plain_page.mount(DescentExplorer(cost, **COST_PARAMETERS))
    press(view, "Run")
    here = view.page.locator(".adc-landscape .adc-here")
    assert here.evaluate("(it) => getComputedStyle(it).transitionDuration") in ("0s", "")
    for steps in (2, 3):
        view.page.wait_for_function(f"window.model.get('steps_done') === {steps}")
    press(view, "Pause")


@pytest.mark.parametrize("width", [380, 700, 1000, 1900])
def test_nothing_sticks_out_of_the_page(plain_page, width):
    plain_page.page.set_viewport_size({"width": width, "height": 900})
    view = plain_page.mount(DescentExplorer(network, network_half, **NETWORK_PARAMETERS, steps=3))
    view.two_frames()
    assert view.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_numbers_shown_are_those_of_the_kernel(on_cost):
    explorer = DescentExplorer(cost, **COST_PARAMETERS)
    on_cost.page.get_by_text("Table of the whole path").click()
    press(on_cost, "10 steps")
    explorer.steps_done = 10
    rows = on_cost.page.locator(".adc-path-table tbody tr")
    expect(rows).to_have_count(11)
    shown = rows.last.locator("td").all_inner_texts()
    last = explorer.path.points[-1]
    right = [*last.parameters.values(), last.cost, *last.gradients.values()]
    assert shown[:-1] == [format_number(each) for each in right]


# What learners try


def test_the_kink_is_one_line_so_its_dashes_run_on(mount):
    view = mount(DescentExplorer(network, **NETWORK_PARAMETERS, over=("w1", "b1")))
    drawn_line = view.page.locator(".adc-landscape .adc-band ~ .adc-kink").first.get_attribute("d")
    assert drawn_line.count("M") == 1 and drawn_line.count("L") > 60


def test_a_run_is_silent_until_it_ends(on_cost):
    live = on_cost.page.get_by_role("status")
    expect(live).to_have_attribute("aria-live", "polite")
    press(on_cost, "Run")
    assert live.get_attribute("aria-live") == "off"
    on_cost.page.wait_for_timeout(1000)
    assert live.get_attribute("aria-live") == "off"
    press(on_cost, "Pause")
    expect(live).to_have_attribute("aria-live", "polite")


def test_a_cost_below_0_is_drawn_at_round_numbers(mount):
    view = mount(DescentExplorer(lambda w, b: np.sin(w) * np.sin(b), w=-2, b=3))
    labels = view.page.locator(".adc-contour-labels text").all_text_contents()
    assert labels and all(abs(float(each) * 5 - round(float(each) * 5)) < 1e-9 for each in labels)


@pytest.mark.parametrize("far", [1e20, -1e300, 1e-310])
def test_a_cost_of_any_size_freezes_no_page(mount, far):
    view = mount(DescentExplorer(lambda w, b: far + w * 1e4 + b, w=1, b=1, steps=3))
    view.page.set_default_timeout(4000)
    assert "NaN" not in drawn(view, ".adc-landscape") + drawn(view, ".adc-cost-curve")
    press(view, "One step")


def test_where_there_is_no_cost_the_picture_says_why(mount):
    view = mount(DescentExplorer(lambda w, b: np.log(w) + b**2, w=1, b=1))
    assert "Where there is no colour" in view.page.locator(".adc-note").first.inner_text()


# Found by comparing the page with Python on random costs.
ODD = [
    (lambda w, b: np.sqrt(b + 0.5) + b + (w - 1) ** 2, {"w": 1, "b": 0.3}, 0.1, False),
    (lambda w, b: np.sqrt(b**2 + np.sin(b)) + w * b / 4, {"w": 3, "b": 0}, 0.01, False),
    (lambda w, b: relu(np.log(np.exp(w))) + w * b / 4, {"w": 0.7, "b": 0}, 3, True),
    (lambda w, b: np.exp(np.log(relu(b))), {"w": 0.7, "b": 0.3}, 3, False),
]


@pytest.mark.parametrize("function, start, alpha, during", ODD)
def test_a_path_to_what_is_no_number_is_pythons_and_can_be_drawn(mount, function, start, alpha, during):
    explorer = DescentExplorer(function, **start, alpha=alpha, steps=9, during=during)
    view = mount(explorer)
    same_path(view, explorer)
    assert "NaN" not in drawn(view, ".adc-landscape > svg") + drawn(view, ".adc-landscape")


def test_on_a_narrow_page_the_update_can_be_read_without_scrolling(plain_page):
    plain_page.page.set_viewport_size({"width": 380, "height": 900})
    view = plain_page.mount(DescentExplorer(network, **NETWORK_PARAMETERS, steps=3))
    wide = "(box) => box.scrollWidth - box.clientWidth"
    assert view.page.get_by_role("group", name="Last step").evaluate(wide) <= 0
