"""The explorers as a learner meets them in a page: what is read off them, and how they are moved.

Every complaint says where: the lesson, the explorer, the control.
"""

import re

from playwright.sync_api import TimeoutError

STATE_OF_GRAPH = """(root) => {
  const text = (inside, kind) => inside.querySelector(kind)?.textContent ?? null;
  const all = (kind) => [...root.querySelectorAll(kind)];
  return {
    nodes: all(".ad-node").map((node) => ({
      name: text(node, ".ad-name"),
      code: text(node, ".ad-code"),
      value: text(node, ".ad-value-row .ad-value"),
      gradient: text(node, ".ad-gradient-row .ad-gradient"),
      labels: [text(node, ".ad-value-row .ad-label"), text(node, ".ad-gradient-row .ad-label")],
    })),
    edges: all(".ad-edge").map((edge) => ({
      name: text(edge, "title").split(" = ")[0],
      local: text(edge, ".ad-local"),
      back: edge.classList.contains("ad-back"),
    })),
    inputs: all(".ad-inputs .adc-number").map((each) => {
      const [slider, field] = each.querySelectorAll("input");
      const { value, min, max, step } = slider;
      const spoken = slider.getAttribute("aria-valuetext");
      return { name: text(each, "label"), field: field.value, slider: value, min, max, step, spoken };
    }),
    story: all(".ad-story p").map((each) => each.textContent).filter(Boolean),
    where: text(root, ".ad-where"),
    step: Number(root.querySelector(".ad-scrub input").value),
    moving: getComputedStyle(root.querySelector(".ad-flow")).display !== "none",
    nudge: all(".ad-nudge-body tbody tr").map((row) => [...row.cells].map((each) => each.textContent)),
    nudgeWords: text(root, ".ad-nudge-words"),
  };
}"""

STATE_OF_DERIVATIVE = """(root) => {
  const rows = [...root.querySelectorAll(".adc-readout tbody tr")];
  const column = (i) => rows.map((row) => row.cells[i].textContent);
  const keys = ["to", "from", "change", "step", "slope", "error"];
  const difference = (i) => Object.fromEntries(column(i).map((each, k) => [keys[k], each]));
  const [w, epsilon] = [...root.querySelectorAll(".adc-number")].map((each) => {
    const [slider, field] = each.querySelectorAll("input");
    return { field: field.value, spoken: slider.getAttribute("aria-valuetext"), place: slider.value };
  });
  return {
    w, epsilon, forward: difference(1), central: difference(2),
    derivative: root.querySelector(".adc-pill").textContent,
    words: root.querySelector(".adc-live").textContent,
    point: root.querySelector(".adc-curve-picture .adc-point").getAttribute("transform"),
  };
}"""

# What Tab can reach, in the order of the document; of radio buttons only the chosen one.
TABBABLE = """(root) => [...root.querySelectorAll("input, select, button, summary, [tabindex='0']")].filter(
  (each) => each.checkVisibility() && !each.disabled && (each.type !== "radio" || each.checked))"""


class Explorer:
    """An explorer in a page. `root` is Playwright's locator of it, `where` begins every complaint."""

    def __init__(self, root, where, state=None):
        self.root, self.where, self._state = root, where, state
        self.page = root.page
        root.wait_for()

    def read(self):
        """All that the explorer shows, read at one moment."""
        return self.root.evaluate(self._state)

    def expect(self, control, found, right):
        assert found == right, f"{self.where}, {control}: {_difference(found, right)}"

    def expect_near(self, control, found, right, relative=1e-5, absolute=1e-9):
        found, right = float(found), float(right)
        near = abs(found - right) <= absolute + relative * abs(right)
        assert near, f"{self.where}, {control}: {found!r} is not near {right!r}"

    def control(self, role, name):
        return self.root.get_by_role(role, name=name, exact=True)

    def key(self, role, name, key):
        """Press a key on a slider, and wait until it has moved."""
        slider = self.control(role, name)
        before = slider.input_value()
        slider.press(key)
        self.until(f"{role} {name}, key {key}", slider, f"(it) => it.value !== '{before}'")

    def type(self, name, number):
        """Put a number into a field in the place of what stands there, all at once."""
        self.control("spinbutton", name).fill(f"{number:.15g}")

    def until(self, control, locator, condition):
        """Wait until `condition`, a JavaScript function of the element, is true."""
        try:
            if not locator.evaluate(condition):  # nearly always true at once
                self.page.wait_for_function(condition, arg=locator.element_handle())
        except TimeoutError:
            raise AssertionError(f"{self.where}, {control}: in vain waited for {condition}") from None

    def drag(self, name, times):
        """Drag a slider with the mouse: far to the right and some way back, in `times` events."""
        slider, mouse = self.control("slider", name), self.page.mouse
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        x, y = (lambda part: box["x"] + part * box["width"]), box["y"] + box["height"] / 2
        mouse.move(x(0.3), y)
        mouse.down()
        mouse.move(x(0.95), y, steps=times // 2)
        mouse.move(x(0.66), y, steps=times - times // 2)
        mouse.up()

    def tab_through(self):
        """Press Tab from the first to the last control, and once more: which controls had the focus."""
        controls = self.root.evaluate_handle(TABBABLE)
        focused = "(all) => all.indexOf(document.activeElement)"
        controls.evaluate("(all) => all[0].focus()")
        order = [controls.evaluate(focused)]
        for _ in range(controls.evaluate("(all) => all.length")):
            self.page.keyboard.press("Tab")
            order.append(controls.evaluate(focused))
        return order


class GraphShown(Explorer):
    """A GraphExplorer in a page."""

    def __init__(self, root, where):
        super().__init__(root, where, STATE_OF_GRAPH)

    def reset(self):
        """Start values, all steps done, no nudge."""
        self.root.get_by_label("Nudge a node").uncheck()
        self.control("button", "Start values").click()
        self.control("button", "Last: the whole picture").click()

    def step(self, button, right):
        """Press one of the buttons of the stepper; then `right` steps are done."""
        self.control("button", button).click()
        self.at_step(f"button {button}", right)

    def at_step(self, control, right):
        self.until(control, self.scrubber, f"(it) => it.value === '{right}'")

    @property
    def scrubber(self):
        return self.root.locator(".ad-scrub input")

    @property
    def picture(self):
        return self.root.get_by_role("group", name=re.compile("^Computation graph of"))


class DerivativeShown(Explorer):
    """A DerivativeExplorer in a page."""

    def __init__(self, root, where):
        super().__init__(root, where, STATE_OF_DERIVATIVE)


def _difference(found, right):
    if isinstance(found, dict) and isinstance(right, dict) and found.keys() == right.keys():
        found, right = (
            {key: each[key] for key in each if found[key] != right[key]} for each in (found, right)
        )
    return f"{found!r}, and right is {right!r}"
