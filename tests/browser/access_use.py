"""What a reader does with explorers and cards, done to all of a page at once; and what is spoken of it."""

from access_page import EXPLORERS

# Everything is opened, switched on, stepped forward, and answered wrongly; a card gives a hint.
USE = """async (all) => {
  const rest = () => new Promise((next) => setTimeout(next, 0));
  const press = (root, words) => {
    const isMeant = (each) => each.textContent.startsWith(words) && each.checkVisibility() && !each.disabled;
    [...root.querySelectorAll("button")].find(isMeant)?.click();
  };
  for (const root of all) {
    root.querySelectorAll("details").forEach((each) => { each.open = true; });
    await rest();
    for (const each of root.querySelectorAll("input[type=checkbox]:not(:checked)")) each.click();
    for (const words of ["⇤ First", "Forward", "One step"]) press(root, words);
    const field = [...root.querySelectorAll("input[type=text]")].find((each) => each.checkVisibility());
    if (field && !field.value) {
      field.focus();
      field.value = "123456";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    }
    if (root.matches(".ad-card-view") && root.querySelector("input[type=radio]:not(:checked)")) {
      root.querySelector("input[type=radio]").click();
      press(root, "Compare");
    }
    press(root, "A hint");
    await rest();
  }
}"""
SLIDE = """async (slider) => {
  const [low, high] = [Number(slider.min), Number(slider.max)];
  for (let i = 0; i < 20; i += 1) {
    slider.value = low + ((high - low) * (i + 1)) / 24;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((next) => setTimeout(next, 15));
  }
}"""
WORDS = "(area) => [...area.querySelectorAll('[role=status]')].map((each) => each.textContent).join()"
REST = 800  # milliseconds after which all is said
# The buttons of a step, each with what is pressed before it.
STEPS = {"Forward": "⇤ First", "One step": None, "Train": None, "Compare": None, "A hint": None}


def put_to_use(page):
    page.locator(EXPLORERS).evaluate_all(USE)
    page.wait_for_timeout(300)


def hear_all(access):
    """What a listener misses: a change is said once, when a slider rests, at a step and at an answer."""
    access.page.wait_for_timeout(REST)
    access.heard()
    return [each for area in access.page.locator(EXPLORERS).all() for each in _hear(access, area)]


def _hear(access, area):
    complaints = []
    slider = area.locator(".adc-number input[type=range]:visible")
    if slider.count():
        before = area.evaluate(WORDS)
        said = _said_after(access, lambda: slider.first.evaluate(SLIDE))
        access.counted["sliders heard"] += 1
        places = [place for place, _ in said]  # of two that change each says its own
        if len(set(places)) != len(places) or bool(said) != (area.evaluate(WORDS) != before):
            complaints.append(access.complaint("spoken-at-rest", area, f"{len(said)} messages: {said[:3]}"))
    field = area.locator("input[type=text]:visible")
    if field.count():
        said = _said_after(access, lambda: (field.first.fill("4321"), field.first.press("Enter")))
        access.counted["answers heard"] += 1
        if not said:
            complaints.append(access.complaint("spoken-answer", area, "nothing is said"))
    for words, before in STEPS.items():
        button = area.locator("button:visible:enabled", has_text=words)
        if not button.count():
            continue
        if before:
            area.locator("button", has_text=before).first.click()
        option = area.locator("input[type=radio]:visible")
        if words == "Compare" and option.count():
            option.first.check()
        button.first.click()
        said = _said_in_time(access)
        access.counted["steps heard"] += 1
        if not said:
            complaints.append(access.complaint("spoken-step", area, f"{words}: nothing is said"))
    return complaints


def _said_in_time(access):
    """What is said within ten seconds: a training takes its time."""
    for _ in range(20):
        access.page.wait_for_timeout(500)
        if said := access.heard():
            return said
    return []


def _said_after(access, action):
    action()
    access.page.wait_for_timeout(REST)
    return access.heard()
