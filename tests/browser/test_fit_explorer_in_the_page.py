"""FitExplorer in a browser: what its page shows without a kernel, and training as it is seen in Lab."""

import pytest
from lab_page import RUN_CELL

from autodiff_core.explorers import FitExplorer
from autodiff_core.lessons import moons_cost, moons_output, moons_parameters
from autodiff_core.points import two_moons

LESSON = "00_start_here.ipynb"
NO_PYTHON = "No Python is running behind this page: run the notebook, then press again."


def explorer(steps=0, **settings):
    fit = FitExplorer(moons_cost, moons_output, *two_moons(), moons_parameters(), **settings)
    fit.train(steps, pace=None)
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


LISTEN = "() => { window.asked = []; window.model.send = (what) => window.asked.push(what.button); }"


# -- in a plain page, with no kernel


@pytest.mark.parametrize("steps", [0, 20])
def test_the_state_is_shown_in_words_in_the_bar_and_in_the_plane(plain_page, steps):
    fit = explorer(steps)
    page = plain_page.mount(fit).page
    words = f"Step {steps} of {steps}" if steps else "Not trained yet"
    assert fit.now["progress"].startswith(words)
    assert shown(page) == {
        "bar": [steps, max(steps, 1)],
        "words": fit.now["progress"],
        "said": "",
        "rings": len(fit.now["wrong"]),
    }
    regions = page.locator(".adc-fit-plane path.adc-fit-tone")
    assert regions.evaluate_all("(all) => all.map((it) => it.getAttribute('d'))") == fit.now["regions"]
    assert page.locator(".adc-fit-plane .adc-fit-boundary").get_attribute("d") == fit.now["line"]


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
        wanted = [point for point in fit.scene["points"] if point[2] == label]
        assert len(found) == len(wanted) == 150
        for (across, down), (x, y, _) in zip(found, wanted):
            assert left + across * (right - left) == pytest.approx(x, abs=0.02)
            assert top - down * (top - bottom) == pytest.approx(y, abs=0.02)


def test_both_coordinates_have_one_scale(plain_page):
    fit = explorer()
    page = plain_page.mount(fit).page
    size = "(it) => it.width.baseVal.value / it.height.baseVal.value"
    width, height = (high - low for low, high in (fit.scene["x"], fit.scene["y"]))
    assert page.locator(".adc-fit-plane > svg").evaluate(size) == pytest.approx(width / height, rel=0.01)


def test_the_page_follows_what_the_kernel_tells(plain_page):
    fit = explorer()
    view = plain_page.mount(fit)
    fit.train(150, pace=None)
    view.set(now=fit.now)
    assert shown(view.page)["words"] == fit.now["progress"]
    assert view.page.locator(".adc-fit-plane .adc-fit-boundary").get_attribute("d") == fit.now["line"]
    assert view.page.locator(".adc-fit-curve").get_attribute("d").count("L") == len(fit.now["curve"]) - 1


def test_numbers_that_run_are_not_spoken_and_those_at_the_end_are(plain_page):
    fit = explorer()
    view = plain_page.mount(fit)
    words = view.page.locator(".adc-fit-words")
    for where, spoken in (("cell", "off"), ("page", "off"), ("", "polite")):
        view.set(now={**fit.now, "where": where})
        assert words.get_attribute("aria-live") == spoken


def test_without_python_every_button_says_so_in_one_sentence(plain_page):
    view = plain_page.mount(explorer())
    for name in ("Train 100 steps", "Pause", "Start again"):
        button(view.page, name).press("Enter")
        assert shown(view.page)["said"] == NO_PYTHON
        view.set(now={**view.get("now"), "answers": view.get("now")["answers"] + 1})
        assert shown(view.page)["said"] == ""


def test_a_button_asks_the_kernel_and_says_if_no_answer_comes(plain_page):
    view = plain_page.mount(explorer())
    view.page.clock.install()
    view.page.evaluate(LISTEN)
    for name in ("Train 100 steps", "Pause", "Start again"):
        button(view.page, name).click()
    assert view.page.evaluate("window.asked") == ["train", "pause", "restart"]
    assert shown(view.page)["said"] == ""
    view.page.clock.run_for(4000)
    assert shown(view.page)["said"].startswith("Python has not answered yet: it may be busy, or ")
    view.set(now={**view.get("now"), "answers": 3})
    assert shown(view.page)["said"] == ""


@pytest.mark.parametrize(
    ("kernel", "sentence"), [({}, "No news from Python: "), ({"isDisposed": True}, NO_PYTHON)]
)
def test_a_training_of_which_no_news_comes_is_told(plain_page, kernel, sentence):
    view = plain_page.mount(explorer())
    view.page.clock.install()
    view.page.evaluate("(kernel) => { window.model.widget_manager = { kernel }; }", kernel)
    view.set(now={**view.get("now"), "where": "page", "steps": 3})
    view.page.clock.run_for(2000)
    assert shown(view.page)["said"] == ""
    view.page.clock.run_for(2000)
    assert shown(view.page)["said"].startswith(sentence)
    view.set(now={**view.get("now"), "steps": 4})
    assert shown(view.page)["said"] == ""
    view.set(now={**view.get("now"), "where": ""})
    view.page.clock.run_for(9000)
    assert shown(view.page)["said"] == ""


def test_a_kernel_that_was_started_again_is_told_like_one_that_is_gone(plain_page):
    view = plain_page.mount(explorer())
    view.page.evaluate("() => { window.model.send = () => { throw new Error('Cannot send'); }; }")
    button(view.page, "Train 100 steps").click()
    assert shown(view.page)["said"] == NO_PYTHON


def test_while_a_cell_trains_the_buttons_say_how_to_stop_it(plain_page):
    view = plain_page.mount(explorer())
    view.page.evaluate(LISTEN)
    view.set(now={**view.get("now"), "where": "cell"})
    button(view.page, "Pause").click()
    assert shown(view.page)["said"] == "A cell is training: wait until it has ended, or interrupt the kernel."
    assert view.page.evaluate("window.asked") == []


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
    view.page.wait_for_timeout(100)
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


def test_unmounting_leaves_nothing_behind(plain_page):
    fit = explorer()
    view = plain_page.mount(fit)
    before = shown(view.page)
    view.page.evaluate("window.unmount()")
    fit.train(5, pace=None)
    view.set(now=fit.now)
    assert shown(view.page) == before


# -- in JupyterLab

MAKE = """from autodiff_core.explorers import FitExplorer
from autodiff_core.lessons import moons_cost, moons_output, moons_parameters
from autodiff_core.points import two_moons
fit = FitExplorer(moons_cost, moons_output, *two_moons(), moons_parameters())
fit"""

# What the page shows at every change of the bar, and whether the kernel was busy with a cell just then.
WATCH = """() => {
  const root = [...document.querySelectorAll(".adc-fit")].at(-1);
  const bar = root.querySelector("progress");
  const { kernel } = jupyterapp.shell.currentWidget.sessionContext.session;
  window.seen = [];
  new MutationObserver(() => requestAnimationFrame(() => window.seen.push(
    [bar.value, bar.max, kernel.status, root.querySelector(".adc-fit-words").textContent],
  ))).observe(bar, { attributes: true });
}"""
BAR = "document.querySelector('.adc-fit progress').value"
SAID = "document.querySelector('.adc-fit .adc-live').textContent"
RUN_CELL_AND_RETURN = RUN_CELL.replace("await ", "")
PYTHON = "(fit.steps, fit.now['progress'], fit.now['message'], fit.now['where'])"


def press_and_wait(lab, name, steps):
    button(lab.page, name).click()
    lab.page.wait_for_function(f"() => {BAR} === {steps}")


def test_a_training_in_lab_is_seen_live_and_ends_with_the_numbers_of_python(lesson):
    lab = lesson(LESSON, run=False)
    lab.run_cell(MAKE)
    page = lab.page
    page.locator(".adc-fit").wait_for()
    page.evaluate(WATCH)
    lab.run_cell("print(fit.train(200))")
    seen = page.evaluate("window.seen")
    busy = [value for value, _, status, _ in seen if status == "busy"]
    assert len({value for value in busy if 0 < value < 200}) >= 4, seen
    assert all(words.startswith(f"Step {value} of {most}: cost ") for value, most, _, words in seen)
    assert seen[-1][:2] == [200, 200]
    whole = explorer(200)
    assert shown(page)["words"] == whole.now["progress"] == lab.python("fit.now['progress']")

    press_and_wait(lab, "Train 100 steps", 300)
    lab.wait_for_python("(fit.steps, fit.now['where'])", (300, ""))
    whole.train(100, pace=None)
    assert shown(page)["words"] == whole.now["progress"]

    for _ in range(4):
        button(page, "Train 100 steps").click()
    page.wait_for_function(f"() => {BAR} > 320")
    assert lab.python("1 + 1") == 2  # the kernel is free while the page trains
    button(page, "Pause").click()
    page.wait_for_function(f"() => {SAID}.startsWith('Paused')")
    steps, progress, message, where = lab.python(PYTHON)
    assert 320 < steps < 700 and where == ""
    assert (shown(page)["words"], shown(page)["said"]) == (progress, message) and str(steps) in message

    button(page, "Start again").click()
    lab.wait_for_python("fit.steps", 0)
    page.get_by_role("spinbutton", name="alpha α").fill("1")
    lab.wait_for_python("fit.alpha", 1)
    for _ in range(3):
        button(page, "Train 100 steps").click()
    said = page.locator(".adc-fit .adc-live")
    page.wait_for_function(f"() => {SAID}.includes('too large')")
    assert said.inner_text() == lab.python("fit.now['message']")
    press_and_wait(lab, "Start again", 0)
    assert shown(page)["words"] == explorer().now["progress"]


def test_an_interrupted_cell_keeps_what_was_learnt_and_shows_no_error(lesson):
    lab = lesson(LESSON, run=False)
    lab.run_cell(MAKE)
    page = lab.page
    page.locator(".adc-fit").wait_for()
    page.evaluate(RUN_CELL_AND_RETURN, "print(fit.train(5000))")
    page.wait_for_function(f"() => {BAR} > 20")
    button(page, "Pause").click()
    assert shown(page)["said"] == "A cell is training: wait until it has ended, or interrupt the kernel."
    page.evaluate("() => jupyterapp.commands.execute('notebook:interrupt-kernel')")
    lab.wait_until_idle()
    steps, progress, message, where = lab.python(PYTHON)
    assert 20 < steps < 5000 and where == ""
    assert message == f"Interrupted after step {steps}: what was learnt is kept, and training can go on."
    page.wait_for_function(f"(message) => {SAID} === message", arg=message)
    assert shown(page)["words"] == progress
    lab.run_cell("print(fit.train(10))")
    assert lab.python("fit.steps") == steps + 10

    lab.shut_down_kernel()
    page.wait_for_function("() => !jupyterapp.shell.currentWidget.sessionContext.session?.kernel")
    button(page, "Train 100 steps").click()
    assert shown(page)["said"] == NO_PYTHON
