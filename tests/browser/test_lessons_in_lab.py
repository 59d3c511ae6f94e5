"""The lessons in JupyterLab, each as a whole: run, run again, driven from Python, dark, without a kernel."""

import pytest
from explorer_page import DerivativeShown, Explorer, GraphShown
from lesson_source import LESSONS, places
from playwright.sync_api import expect

from autodiff_core.numbers import format_number

COST_LESSON, DERIVATIVE_LESSON, BACKWARD_LESSON = LESSONS[2], LESSONS[1], LESSONS[3]
NETWORK_LESSON = LESSONS[4]
FORWARD = "One step forward"


def graph(lab, number, where):
    """The GraphExplorer of this number in a lesson, counted from 0."""
    return GraphShown(lab.page.locator(".ad-explorer").nth(number), f"lesson {where}, graph {number + 1}")


def numbers(shown, kind="value"):
    return {each["name"]: each[kind] for each in shown.read()["nodes"]}


@pytest.mark.parametrize("place", LESSONS)
def test_every_cell_runs_twice_and_each_run_shows_every_explorer(lab, place):
    explorers, shown = lab.page.locator(".adc"), places(place)
    moved = [each for each in shown if each.kind != "other"]

    def first_field(each):
        name = next(iter(each.start))
        return explorers.nth(each.number).get_by_role("spinbutton", name=name, exact=True)

    for run in ("first", "second"):
        # The kernel is idle before the page has drawn what it sent.
        expect(explorers, f"{place}, {run} run").to_have_count(len(shown))
        for each in moved:
            first_field(each).fill("1.5")
            assert first_field(each).input_value() == "1.5", f"{place}, {run} run, {each.code}"
        if run == "first":
            lab.run_all()
            for each in moved:
                lab.page.wait_for_function(
                    "([field, right]) => Number(field.value) === right",
                    arg=[first_field(each).element_handle(), next(iter(each.start.values()))],
                )


# -- Python and the page


def test_python_moves_the_page_and_hears_of_it(lesson):
    lab = lesson(COST_LESSON)
    shown = graph(lab, 0, COST_LESSON)
    shown.step("Last: the whole picture", 12)
    lab.run_cell("explorer.w = 2.5\nexplorer.values['b'] = 1")
    shown.until("w set in Python", shown.control("spinbutton", "w"), "(it) => it.value === '2.5'")
    shown.until("b set in Python", shown.control("spinbutton", "b"), "(it) => it.value === '1'")
    assert numbers(shown) == dict(zip("wbxycadJ", "2.5 1 2 4 5 6 2 2".split()))
    assert numbers(shown, "gradient") == dict(zip("wbxycadJ", "4 2 5 -2 2 2 2 1".split()))
    shown.key("slider", "w", "ArrowRight")
    lab.wait_for_python("explorer.w", 2.6)
    lab.wait_for_python("round(explorer.values['J'], 9), round(explorer.gradients['w'], 9)", (2.42, 4.4))
    shown.step("One step back", 11)
    lab.wait_for_python("explorer.step", 11)
    lab.run_cell("explorer.step = 5")
    shown.at_step("step set in Python", 5)
    shown.drag("x", 100)
    lab.wait_for_python("explorer.x", float(shown.control("spinbutton", "x").input_value()))


def test_ipywidgets_are_linked_to_an_explorer(lesson):
    lab = lesson(COST_LESSON)
    shown = graph(lab, 0, COST_LESSON)
    lab.run_cell(
        "import ipywidgets\n"
        "slider = ipywidgets.FloatSlider(description='by kernel', value=5, min=-10, max=10)\n"
        "text = ipywidgets.FloatText(description='by page', value=-3)\n"
        "by_kernel = ipywidgets.link((slider, 'value'), (explorer, 'w'))\n"
        "by_page = ipywidgets.jslink((text, 'value'), (explorer, 'b'))\n"
        "ipywidgets.VBox([slider, text])"
    )
    handle = lab.page.locator(".widget-slider [role=slider]")
    handle.press("ArrowRight")
    shown.until("link", shown.control("spinbutton", "w"), "(it) => it.value === '5.1'")
    shown.control("spinbutton", "w").fill("7")
    shown.until("link, back", handle, "(it) => Number(it.getAttribute('aria-valuenow')) === 7")
    lab.page.locator(".widget-text input").fill("2")
    lab.page.locator(".widget-text input").press("Enter")
    shown.until("jslink", shown.control("spinbutton", "b"), "(it) => it.value === '2'")
    shown.control("spinbutton", "b").fill("-1.5")
    linked = lab.page.locator(".widget-text input")
    shown.until("jslink, back", linked, "(it) => Number(it.value) === -1.5")
    lab.wait_for_python("explorer.w, explorer.b, slider.value, text.value", (7, -1.5, 7, -1.5))


def test_choosing_another_function(lesson):
    lab = lesson(DERIVATIVE_LESSON, run=False)
    lab.run_cell("from autodiff_core.explorers import DerivativeExplorer\nfunctions = DerivativeExplorer()")
    lab.run_cell("functions")
    shown = DerivativeShown(lab.page.locator(".adc").last, f"{DERIVATIVE_LESSON}, DerivativeExplorer()")
    shown.type("w", 2)
    right = {"J = w**3": ("12", "12.006001"), "J = 1 / w": ("-0.25", "-0.249875"), "J = w**2": ("4", "4.001")}
    for option, (derivative, difference) in right.items():
        shown.control("combobox", "Function").select_option(option)
        state = shown.read()
        shown.expect(f"{option}: derivative", state["derivative"], derivative)
        shown.expect_near(f"{option}: difference", state["forward"]["slope"], difference, 1e-6)
        lab.wait_for_python("functions.function", option.removeprefix("J = "))
        lab.wait_for_python("functions.derivative", float(derivative))


# -- steps that move, and steps that do not


def test_the_upstream_gradient_moves_along_the_edge_unless_motion_is_reduced(lesson):
    lab = lesson(BACKWARD_LESSON)
    shown = graph(lab, 1, BACKWARD_LESSON)
    shown.root.get_by_label("Speed").select_option("slow")  # a busy machine sees it move, too
    lab.page.evaluate(
        """() => {
            window.seen = [];
            const root = document.querySelectorAll(".ad-explorer")[1];
            const pill = root.querySelector(".ad-flow"), arrives = root.querySelectorAll(".ad-gradient")[4];
            new MutationObserver(() => {
              if (pill.hasAttribute("display")) return;
              window.seen.push([pill.textContent, pill.getAttribute("transform"), arrives.textContent]);
            }).observe(pill, { attributes: true });
        }"""
    )
    arrives = shown.root.locator(".ad-gradient").nth(4)
    for _ in range(5):  # a machine that is busy at the wrong moment draws hardly a frame on the way
        shown.scrubber.fill("8")
        lab.page.evaluate("() => { window.seen = []; }")
        shown.step(FORWARD, 9)
        shown.until("dJ/dc at last", arrives, "(it) => it.textContent === '3'")
        seen = lab.page.evaluate("window.seen")
        if len({place for _, place, _ in seen}) > 5:
            break
    assert list(dict.fromkeys(text for text, _, _ in seen)) == ["3", "3 × 1"], seen
    assert len({place for _, place, _ in seen}) > 5, "the gradient did not move along the edge"
    shown.expect("dJ/dc while the gradient moves", {there for _, _, there in seen}, {""})
    story = shown.read()["story"]
    assert story[1:] == ["dJ/dc = dJ/da × da/dc = 3 × 1 = 3", "before 0 + 3 = after 3"]

    lab.page.emulate_media(reduced_motion="reduce")
    lab.page.evaluate("() => { window.seen = []; }")
    for step, (name, gradient) in enumerate([("b", "3"), ("w", "6"), ("x", "15")], 10):
        shown.step(FORWARD, step)
        shown.expect(f"step {step} with reduced motion", numbers(shown, "gradient")[name], gradient)
    assert lab.page.evaluate("window.seen") == []
    moving = "(root) => root.getAnimations({ subtree: true }).length"
    shown.expect("animations with reduced motion", shown.root.evaluate(moving), 0)


# -- keys

SAVE, RUN = ("Control+s", "docmanager:save"), ("Control+Enter", "notebook:run-cell")
RUN_AND_GO_ON = ("Shift+Enter", "notebook:run-cell-and-select-next")
# In a field JupyterLab itself does not take Ctrl+Enter.
KEYS_OF_LAB = {"slider": [SAVE, RUN, RUN_AND_GO_ON], "spinbutton": [SAVE, RUN_AND_GO_ON]}


@pytest.mark.parametrize("place", [BACKWARD_LESSON])
@pytest.mark.parametrize("role", KEYS_OF_LAB)
def test_jupyterlab_keeps_its_own_keys_and_leaves_the_others_to_the_control(lab, place, role):
    lab.page.evaluate(
        """() => {
            window.commands = [];
            const { commandExecuted } = jupyterapp.commands;
            window.listening ??= commandExecuted.connect((_, { id }) => window.commands.push(id));
        }"""
    )
    cells = len(lab.cells())
    for key in ["ArrowDown", "ArrowRight", "b", "d", "d", "Home", "Escape", "PageUp", "Shift+ArrowDown"]:
        graph(lab, 1, place).control(role, "w").press(key)
    if role == "spinbutton":
        for key in ["Control+a", "Control+c", "Control+v", "Control+z", "Backspace"]:
            graph(lab, 1, place).control(role, "w").press(key)
    mine = [each for each in lab.page.evaluate("window.commands") if each.startswith(("notebook:", "edit"))]
    assert mine == [] and len(lab.cells()) == cells, f"keys for {role} w went to JupyterLab: {mine}"
    for key, command in KEYS_OF_LAB[role]:
        graph(lab, 1, place).control(role, "w").press(key)
        shown = graph(lab, 1, place)
        shown.until(f"{role} w, {key}", shown.root, f"() => window.commands.includes('{command}')")
        lab.wait_until_idle()


# -- a kink


@pytest.mark.parametrize("place", [NETWORK_LESSON])
def test_a_nudge_across_the_kink_of_a_gate_is_said(lab, place):
    shown = graph(lab, 0, place)
    shown.reset()
    shown.type("b1", -1.9995)
    shown.root.get_by_label("Nudge a node").check()
    shown.control("combobox", "Node").select_option(label="w1")
    for epsilon, crossed in [(0.001, True), (0.00001, False)]:
        shown.type("epsilon", epsilon)
        said = "A kink is crossed" in shown.read()["nudgeWords"]
        shown.expect(f"nudge of w1 by {epsilon}: a kink is said", said, crossed)


# -- light and dark

CONTRAST = """(root) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const light = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const part = (x) => (x / 255 <= 0.04045 ? x / 255 / 12.92 : ((x / 255 + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map(part);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const paper = getComputedStyle(root).backgroundColor;
  const pairs = [];
  const inPicture = { "ad-value": "ad-value-box", "ad-gradient": "ad-gradient-box", "ad-formula": "ad-chip",
    "ad-local": "ad-chip", "ad-name": "ad-card", "ad-code": "ad-card", "ad-tag": "ad-card" };
  for (const [text, ground] of Object.entries(inPicture)) {
    for (const part of root.querySelectorAll(`.${text}`)) {
      const under = part.closest(".ad-node, .ad-edge").querySelector(`.${ground}`);
      pairs.push([text, getComputedStyle(part).fill, getComputedStyle(under).fill]);
    }
  }
  for (const part of root.querySelectorAll(".adc-axes text")) {
    pairs.push(["axis", getComputedStyle(part).fill, paper]);
  }
  const fillOf = (part) => getComputedStyle(part).backgroundColor;
  const written = "label, button, input[type=number], select, summary, th, td, p, strong";
  for (const part of root.querySelectorAll(written)) {
    if (!part.checkVisibility() || part.disabled) continue;
    let ground = part;
    while (ground !== root && fillOf(ground) === "rgba(0, 0, 0, 0)") ground = ground.parentElement;
    pairs.push([part.localName, getComputedStyle(part).color, fillOf(ground)]);
  }
  const worst = {};
  for (const [name, text, ground] of pairs) {
    worst[name] = Math.min(worst[name] ?? 99, ratio(light(text), light(ground)));
  }
  return { paper: light(paper), worst };
}"""


@pytest.mark.parametrize("place", [NETWORK_LESSON])
def test_light_and_dark_both_can_be_read(lab, place):
    theme = "(theme) => jupyterapp.commands.execute('apputils:change-theme', { theme })"
    try:
        for name in ("Dark", "Light"):
            lab.page.evaluate(theme, f"JupyterLab {name}")
            for number, each in enumerate(places(place)):
                shown = Explorer(lab.page.locator(".adc").nth(number), each.where)
                scheme = f"(root) => getComputedStyle(root).colorScheme === '{name.lower()}'"
                shown.until(f"theme {name}", shown.root, scheme)
                found = shown.root.evaluate(CONTRAST)
                assert (found["paper"] < 0.1) == (name == "Dark"), f"{each.where}, {name}: {found}"
                weak = {part: ratio for part, ratio in found["worst"].items() if ratio < 4.5}
                assert not weak, f"{each.where}, {name}: contrast below 4.5 to 1: {weak}"
    finally:
        lab.page.evaluate(theme, "JupyterLab Light")


# -- without a kernel


def test_an_explorer_goes_on_when_the_kernel_is_shut_down(lesson):
    lab = lesson(BACKWARD_LESSON, reduced_motion="reduce")
    shown = graph(lab, 1, BACKWARD_LESSON)
    lab.shut_down_kernel()
    lab.page.wait_for_function("() => jupyterapp.shell.currentWidget.sessionContext.session === null")
    lab.console.clear()
    shown.reset()
    for name, right in [("w", "5.1"), ("b", "-2.9"), ("x", "2.1"), ("y", "4.1")]:
        shown.key("slider", name, "ArrowRight")
        shown.expect(f"slider {name}", numbers(shown)[name], right)
    for name, right in zip("wbxy", [1, -1, 3, 9]):
        shown.type(name, right)
    assert numbers(shown) == dict(zip("wbxycadJ", "1 -1 3 9 3 2 -7 24.5".split()))
    assert numbers(shown, "gradient") == dict(zip("wbxycadJ", "-21 -7 -7 7 -7 -7 -7 1".split()))
    shown.step("First: clear the board", 0)
    for step in range(1, 13):
        shown.step(FORWARD, step)
    product, total = shown.read()["story"][1:]
    assert product == "dJ/dx = dJ/dc × dc/dx = dJ/dc × w = -7 × 1 = -7"
    assert total == "before 0 + (-7) = after -7"
    shown.scrubber.press("Home")
    shown.at_step("scrubber, Home", 0)
    shown.step("Last: the whole picture", 12)
    shown.root.get_by_label("Nudge a node").check()
    shown.control("combobox", "Node").select_option(label="c")
    shown.type("epsilon", 0.01)
    assert [row[2] for row in shown.read()["nudge"]] == ["-7", "-6.995", "-7"]
    shown.drag("w", 100)
    shown.root.get_by_label("Nudge a node").uncheck()
    w = float(shown.control("spinbutton", "w").input_value())
    assert numbers(shown)["c"] == format_number(3 * w) and w != 1
    assert lab.console == []
