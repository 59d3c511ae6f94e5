"""FitExplorer in a browser: its page trains without a kernel as Python does, and in Lab they agree."""

import re

import numpy as np
import pytest
from lab_page import RUN_CELL
from playwright.sync_api import expect

from autodiff_core.explorers import FitExplorer
from autodiff_core.lessons import moons_cost, moons_output, moons_parameters
from autodiff_core.numbers import format_number
from autodiff_core.points import two_moons

LESSON = "00_start_here.ipynb"
TRAIN, PAUSE, RESTART = "Train 100 steps", "Pause", "Start again"
MANY = 10  # presses: such a training is still under way when a test has looked at it
STILL = {"reduced_motion": "reduce"}
BAR = "document.querySelector('.adc-fit progress').value"


def explorer(steps=0, **settings):
    fit = FitExplorer(moons_cost, moons_output, *two_moons(), moons_parameters(), **settings)
    fit.train(steps)
    return fit


def shown(page):
    """What a learner reads: the bar, the words beside it, the sentence below."""
    root = page.locator(".adc-fit").last
    bar = root.get_by_role("progressbar", name="Progress of the training")
    return {
        "bar": bar.evaluate("(bar) => [bar.value, bar.max]"),
        "words": root.locator(".adc-fit-words").inner_text(),
        "said": root.locator(".adc-live").inner_text(),
        "rings": root.locator(".adc-fit-plane .adc-fit-ring[visibility=visible]").count(),
    }


def button(page, name):
    return page.locator(".adc-fit").last.get_by_role("button", name=name, exact=True)


def press(page, *names):
    for name in names:
        button(page, name).press("Enter")


def wait_until_trained(page, steps):
    page.wait_for_function(f"(steps) => {BAR} === steps", arg=steps)
    expect(page.locator(".adc-fit-words")).to_have_attribute("aria-live", "polite")


TOLD = """() => {
  const { state } = window.messages.findLast((message) => "state" in message) ?? {};
  return JSON.stringify(state) === JSON.stringify(window.model.get("state"));
}"""


def told(view):
    """The present state, which a kernel has been told, and in which it would go on."""
    view.page.wait_for_function(TOLD)
    return view.get("state")


def same_state(state, fit):
    """The page has trained as Python has."""
    assert (state["steps"], state["goal"]) == (fit.steps, fit.state["goal"])
    for one, other in zip(state["parameters"], fit.state["parameters"], strict=True):
        assert one == pytest.approx(other, rel=1e-9, abs=1e-12)
    found, right = (np.array(each["curve"]) for each in (state, fit.state))
    np.testing.assert_allclose(found, right, rtol=1e-9)


# What the page shows at every change of the bar.
WATCH = """() => {
  const bar = document.querySelector(".adc-fit progress");
  const words = document.querySelector(".adc-fit-words");
  window.seen = [];
  new MutationObserver(() => window.seen.push([bar.value, words.textContent, words.ariaLive]))
    .observe(bar, { attributes: true });
}"""


# -- in a plain page, with no kernel


@pytest.mark.parametrize("steps", [0, 20])
def test_the_state_is_shown_in_words_in_the_bar_and_in_the_plane(plain_page, steps):
    fit = explorer(steps)
    page = plain_page.mount(fit).page
    words = f"Step {steps} of {steps}" if steps else "Not trained yet"
    assert fit.progress().startswith(words)
    assert shown(page) == {
        "bar": [steps, max(steps, 1)],
        "words": fit.progress(),
        "said": "",
        "rings": fit.training.wrong().sum(),
    }


def test_the_boundary_is_drawn_where_the_score_of_the_network_is_0(plain_page):
    fit = explorer(200)
    page = plain_page.mount(fit).page
    inside = page.locator(".adc-fit-plane > svg")
    size = [inside.evaluate(f"(it) => it.{side}.baseVal.value") for side in ("width", "height")]
    line = page.locator(".adc-fit-plane .adc-fit-boundary").get_attribute("d")
    places = np.array([[float(x) for x in place.split(",")] for place in re.split("[ML]", line)[1:]])
    assert len(places) > 100
    (left, right), (bottom, top) = fit.scene["x"], fit.scene["y"]
    points = [left, top] + places / size * [right - left, bottom - top]
    assert np.abs(moons_output(points, **fit.parameters)).max() < 0.02


def test_the_two_classes_have_different_shapes_in_the_places_of_their_points(plain_page):
    fit = explorer()
    page = plain_page.mount(fit).page
    places = page.locator(".adc-fit-plane").evaluate(
        """(plot) => {
            const box = plot.querySelector("svg").getBoundingClientRect();
            const middle = (it) => {
              const { x, y, width, height } = it.getBoundingClientRect();
              return [(x + width / 2 - box.x) / box.width, (y + height / 2 - box.y) / box.height];
            };
            const places = (kind) => [...plot.querySelectorAll(kind)].map(middle);
            return ["circle.adc-fit-plus", "rect.adc-fit-minus"].map(places);
        }"""
    )
    (left, right), (bottom, top) = fit.scene["x"], fit.scene["y"]
    for label, found in zip((1, -1), places):
        wanted = [p for p, its in zip(fit.scene["points"], fit.scene["labels"]) if its == label]
        assert len(found) == len(wanted) == 150
        for (across, down), (x, y) in zip(found, wanted):
            assert left + across * (right - left) == pytest.approx(x, abs=0.02)
            assert top - down * (top - bottom) == pytest.approx(y, abs=0.02)


def test_both_coordinates_have_one_scale(plain_page):
    fit = explorer()
    page = plain_page.mount(fit).page
    size = "(it) => it.width.baseVal.value / it.height.baseVal.value"
    width, height = (high - low for low, high in (fit.scene["x"], fit.scene["y"]))
    assert page.locator(".adc-fit-plane > svg").evaluate(size) == pytest.approx(width / height, rel=0.01)


def test_a_press_trains_100_steps_in_sight_and_as_python_does(plain_page):
    view = plain_page.mount(explorer())
    page = view.page
    page.evaluate(WATCH)
    press(page, TRAIN)
    wait_until_trained(page, 100)
    fit = explorer(100)
    same_state(told(view), fit)
    seen = page.evaluate("window.seen")
    assert len({value for value, _, _ in seen}) > 5
    assert all(words.startswith(f"Step {value} of 100: cost ") for value, words, _ in seen)
    assert {spoken for value, _, spoken in seen if value < 100} == {"off"}  # numbers that run are not spoken
    assert shown(page) == {
        "bar": [100, 100],
        "words": fit.progress(),
        "said": "",
        "rings": fit.training.wrong().sum(),
    }
    assert page.locator(".adc-fit-curve").get_attribute("d").count("L") == 100


def test_400_steps_in_the_page_come_to_the_parameters_and_costs_of_python(plain_page):
    plain_page.page.emulate_media(**STILL)
    view = plain_page.mount(explorer())
    press(view.page, *[TRAIN] * 4)
    wait_until_trained(view.page, 400)
    same_state(told(view), explorer(400))


def test_with_reduced_motion_only_the_end_of_a_training_is_shown(plain_page):
    plain_page.page.emulate_media(**STILL)
    page = plain_page.mount(explorer()).page
    page.evaluate(WATCH)
    press(page, TRAIN)
    wait_until_trained(page, 100)
    assert {value for value, _, _ in page.evaluate("window.seen")} == {0, 100}


def test_pause_ends_a_training_and_start_again_goes_back_to_the_start(plain_page):
    view = plain_page.mount(explorer())
    page = view.page
    before = shown(page)
    press(page, *[TRAIN] * MANY)
    page.wait_for_function(f"() => {BAR} > 3")
    press(page, PAUSE)
    steps = told(view)["steps"]
    assert 3 < steps < 100 * MANY
    assert shown(page)["said"] == told(view)["message"] == f"Paused after step {steps}."
    assert shown(page)["bar"] == [steps, 100 * MANY]
    press(page, PAUSE)
    assert shown(page)["said"] == f"Paused after step {steps}."
    press(page, TRAIN)
    assert shown(page)["said"] == "" and shown(page)["bar"][1] == steps + 100
    press(page, RESTART)
    assert shown(page) == before
    same_state(told(view), explorer())


def test_an_alpha_that_is_too_large_stops_the_training_with_the_sentence_of_python(plain_page, capsys):
    plain_page.page.emulate_media(**STILL)
    view = plain_page.mount(explorer())
    view.page.get_by_role("spinbutton", name="alpha α", exact=True).fill("1000")
    press(view.page, TRAIN)
    expect(view.page.locator(".adc-live")).to_contain_text("alpha = 1000 is too large")
    fit = explorer(100, alpha=1000)
    assert shown(view.page)["said"] == fit.state["message"] and shown(view.page)["words"] == fit.progress()
    assert 1 <= told(view)["steps"] < 100 and "NaN" not in view.page.locator(".adc-fit").inner_html()


def test_alpha_is_read_at_every_step_of_a_training(plain_page):
    fit = explorer(alpha=0)
    view = plain_page.mount(fit)
    press(view.page, *[TRAIN] * MANY)
    view.page.wait_for_function(f"() => {BAR} > 3")
    view.page.get_by_role("slider", name="alpha α", exact=True).press("End")
    expect(view.page.locator(".adc-fit-words")).not_to_contain_text(format_number(fit.cost, 4))
    press(view.page, PAUSE)
    costs = [cost for _, cost in told(view)["curve"]]
    assert costs[:2] == pytest.approx([fit.cost] * 2) and len({*costs}) > 1


def test_a_training_in_a_cell_is_shown_as_a_film_that_ends_with_the_state_of_python(plain_page):
    fit = explorer(20)
    view = plain_page.mount(fit)
    page = view.page
    page.evaluate(WATCH)
    fit.train(50)
    view.set(state=fit.state)
    wait_until_trained(page, 70)
    seen = [value for value, _, _ in page.evaluate("window.seen")]
    assert len({value for value in seen if 20 < value < 70}) > 1 and seen == sorted(seen)
    assert shown(page)["words"] == fit.progress() and view.get("state") == fit.state
    assert view.messages_at_rest() == []  # a film is nothing new to Python


def test_a_long_training_in_a_cell_is_not_shown_as_a_film(plain_page):
    fit = explorer()
    view = plain_page.mount(fit)
    fit.train(1001)
    view.set(state=fit.state)
    assert shown(view.page)["words"] == fit.progress()


@pytest.mark.parametrize("name, steps", [(PAUSE, 300), (TRAIN, 300), (RESTART, 0)])
def test_a_button_cuts_a_film_short(plain_page, name, steps):
    fit = explorer()
    view = plain_page.mount(fit)
    fit.train(300)
    view.set(state=fit.state)
    view.page.wait_for_function(f"() => {BAR} > 3")
    press(view.page, name)
    bar, most = shown(view.page)["bar"]
    assert bar >= steps and most == {PAUSE: 300, TRAIN: 400, RESTART: 1}[name]


def test_a_cell_that_trains_takes_over_from_the_page(plain_page):
    fit = explorer()
    view = plain_page.mount(fit)
    press(view.page, *[TRAIN] * 3)
    view.page.wait_for_function(f"() => {BAR} > 3")
    fit.train(290)
    view.set(state=fit.state)
    assert shown(view.page)["words"] == fit.progress()
    press(view.page, TRAIN)
    assert shown(view.page)["bar"][1] == 390


def test_python_that_goes_back_to_the_start_is_followed_at_once(plain_page):
    fit = explorer(50)
    view = plain_page.mount(fit)
    fit.restart()
    view.set(state=fit.state)
    assert shown(view.page)["words"] == fit.progress()


def test_alpha_is_a_labelled_slider_that_tells_the_kernel(plain_page):
    view = plain_page.mount(explorer())
    view.page.get_by_role("slider", name="alpha α", exact=True).press("ArrowRight")
    assert view.get("alpha") == 0.25
    view.page.get_by_role("spinbutton", name="alpha α", exact=True).fill("-1")
    assert view.page.get_by_role("alert").inner_text() == "alpha α goes from 0 to 1000: alpha α stays 0.25."
    view.page.wait_for_function("window.messages.length > 0")
    assert view.messages() == [{"alpha": 0.25}]


@pytest.mark.parametrize("width", [320, 380, 640, 1000, 1900])
def test_nothing_sticks_out_of_the_page(plain_page, width):
    plain_page.page.set_viewport_size({"width": width, "height": 900})
    view = plain_page.mount(explorer(20))
    view.two_frames()
    assert view.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_stand_out_from_the_plane_in_light_and_dark(plain_page, scheme):
    plain_page.page.emulate_media(color_scheme=scheme)
    page = plain_page.mount(explorer(20)).page
    colours = page.locator(".adc-fit-plane").evaluate(
        """(plot) => {
            const numbers = (colour) => colour.match(/\\d+/g).map(Number);
            const style = (kind) => getComputedStyle(plot.querySelector(".adc-fit-" + kind));
            const of = (kind, what) => numbers(style(kind)[what]);
            const marks = [["plus", "fill"], ["minus", "stroke"], ["boundary", "stroke"], ["ring", "stroke"]];
            return {
              marks: marks.map(([kind, what]) => of(kind, what)),
              tones: [0, 1, 2, 3].map((i) => of("tone" + i, "fill")),
            };
        }"""
    )
    for mark in colours["marks"]:
        for tone in colours["tones"]:
            assert contrast(mark, tone) >= 3, (mark, tone)


def contrast(one, other):
    def light(colour):
        red, green, blue = (((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05

    dark, bright = sorted((light(one), light(other)))
    return bright / dark


def test_no_id_is_used_twice_and_both_pictures_have_a_name(plain_page):
    page = plain_page.mount(explorer()).page
    ids = page.locator("[id]").evaluate_all("(all) => all.map((each) => each.id)")
    assert len(ids) == len(set(ids))
    assert page.get_by_role("img").locator("> title").all_text_contents() == ["The plane", "The cost"]


def test_unmounting_ends_a_training_and_leaves_nothing_behind(plain_page):
    fit = explorer()
    view = plain_page.mount(fit)
    press(view.page, *[TRAIN] * MANY)
    view.page.wait_for_function(f"() => {BAR} > 3")
    view.page.evaluate("window.unmount()")
    before = shown(view.page)
    assert told(view)["steps"] == before["bar"][0] < 100 * MANY
    view.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    fit.train(5)
    view.set(state=fit.state)
    assert shown(view.page) == before


# -- in JupyterLab

MAKE = """from autodiff_core.explorers import FitExplorer
from autodiff_core.lessons import moons_cost, moons_output, moons_parameters
from autodiff_core.points import two_moons
fit = FitExplorer(moons_cost, moons_output, *two_moons(), moons_parameters())
fit"""

RUN_CELL_AND_RETURN = RUN_CELL.replace("await ", "")


def test_in_lab_python_and_the_page_go_on_from_each_other(lesson):
    lab = lesson(LESSON, run=False)
    lab.run_cell(MAKE)
    page = lab.page
    page.locator(".adc-fit").wait_for()
    page.evaluate(WATCH)
    lab.run_cell("print(fit.train(50))")
    wait_until_trained(page, 50)
    seen = [value for value, _, _ in page.evaluate("window.seen")]
    assert len({value for value in seen if 0 < value < 50}) > 1, seen
    whole = explorer(50)
    assert shown(page)["words"] == whole.progress() == lab.python("fit.progress()")

    button(page, TRAIN).click()
    wait_until_trained(page, 150)
    lab.wait_for_python("fit.steps", 150)
    whole.train(100)
    assert shown(page)["words"] == whole.progress() == lab.python("fit.progress()")
    found, right = lab.python("fit.parameters['W2'].tolist()"), whole.parameters["W2"].tolist()
    assert found == pytest.approx(right, rel=1e-9)

    page.get_by_role("spinbutton", name="alpha α").fill("0.4")
    lab.wait_for_python("fit.alpha", 0.4)
    for _ in range(MANY):
        button(page, TRAIN).click()
    page.wait_for_function(f"() => {BAR} > 160")
    button(page, PAUSE).click()
    steps = page.evaluate(BAR)
    lab.wait_for_python("fit.steps", steps)
    assert lab.python("fit.state['message']") == shown(page)["said"] == f"Paused after step {steps}."
    lab.run_cell("print(fit.train(5))")
    wait_until_trained(page, steps + 5)

    button(page, RESTART).click()
    lab.wait_for_python("fit.steps", 0)
    assert shown(page)["words"] == explorer().progress()


def test_in_lab_a_page_trains_while_its_kernel_is_busy_and_when_it_is_gone(lesson):
    lab = lesson(LESSON, run=False)
    lab.run_cell(MAKE)
    page = lab.page
    page.locator(".adc-fit").wait_for()
    page.evaluate(RUN_CELL_AND_RETURN, "print(fit.train(1_000_000))")
    button(page, TRAIN).click()
    wait_until_trained(page, 100)
    page.evaluate("() => jupyterapp.commands.execute('notebook:interrupt-kernel')")
    lab.wait_until_idle()
    steps = lab.python("fit.steps")
    wait_until_trained(page, steps)
    said = f"Interrupted after step {steps}: what was learnt is kept, and training can go on."
    assert shown(page)["said"] == lab.python("fit.state['message']") == said

    lab.shut_down_kernel()
    page.wait_for_function("() => !jupyterapp.shell.currentWidget.sessionContext.session?.kernel")
    button(page, TRAIN).click()
    wait_until_trained(page, steps + 100)


def test_to_a_room_nothing_scrolls_when_a_training_stops(plain_page):
    page = plain_page.page
    page.set_viewport_size({"width": 1280, "height": 720})
    page.emulate_media(reduced_motion="reduce")
    plain_page.mount(explorer(alpha=1000))
    page.get_by_role("button", name="Present").click()
    press(page, TRAIN)
    expect(page.locator(".adc-live")).to_contain_text("too large")
    presented = page.locator(".adc-presenting")
    assert presented.evaluate("(it) => it.scrollHeight - it.clientHeight") == 0
