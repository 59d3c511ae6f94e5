"""Any explorer in a plain page: its module over a twenty-line model, in Chromium, with no kernel.

def test_something(plain_page):              # from plain_page import plain_page
    view = plain_page.mount(DerivativeExplorer(lambda w: w**2))
    view.page.get_by_label("w", exact=True).press("ArrowRight")
    assert view.get("w") == 3.1
    view.set(w=2)                            # as if the kernel had set it
    assert view.messages() == []             # what the kernel would have been told
"""

import json

MODEL = """
(state) => {
  const listeners = new Map(), unsaved = {};
  window.messages = [];
  window.model = {
    get: (name) => state[name],
    set(name, value) {
      if (JSON.stringify(state[name]) === JSON.stringify(value)) return;
      state[name] = unsaved[name] = value;
      for (const call of [...(listeners.get("change:" + name) ?? [])]) call();
    },
    save_changes() {
      window.messages.push({ ...unsaved });
      for (const name of Object.keys(unsaved)) delete unsaved[name];
    },
    on: (event, call) => listeners.set(event, [...(listeners.get(event) ?? []), call]),
    off: (event, call) => listeners.set(event, (listeners.get(event) ?? []).filter((each) => each !== call)),
  };
}
"""

MOUNT = """
async ([esm, css]) => {
  document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
  const url = URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
  const { default: view } = await import(url);
  window.unmount = await view.render({ model: window.model, el: document.getElementById("explorer") });
}
"""

EMPTY_PAGE = """<!doctype html><html lang="en"><title>explorer</title>
<meta name="viewport" content="width=device-width">
<style>body { margin: 12px; font-family: sans-serif; background: Canvas; color-scheme: light dark; }</style>
<div id="explorer"></div></html>"""


TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
PATIENCE = 30_000  # ms, Playwright's own
SIZE = {"width": 1000, "height": 900}
AS_EVER = dict(media="null", color_scheme="light", reduced_motion="no-preference", forced_colors="none")


class PlainPage:
    """A new document in a tab of Chromium, which forgets what the one before has made of the tab.

    `errors` collects errors and warnings of its console, and uncaught exceptions.
    """

    def __init__(self, page):
        self.page, self.errors = page, []
        self.listeners = {
            "console": lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None,
            "pageerror": lambda error: self.errors.append(str(error)),
        }
        page.goto("about:blank")
        page.set_viewport_size(SIZE)
        page.emulate_media(**AS_EVER)
        page.set_default_timeout(PATIENCE)
        page.mouse.up()  # of a test that failed as it dragged
        page.mouse.move(0, 0)
        for event, hear in self.listeners.items():
            page.on(event, hear)
        page.set_content(EMPTY_PAGE)

    def leave(self):
        for event, hear in self.listeners.items():
            self.page.remove_listener(event, hear)

    def mount(self, explorer):
        """Show `explorer` (an autodiff_core.explorers.Explorer) with its present state."""
        state = {name: value for name, value in explorer.get_state().items() if _is_json(value)}
        self.page.evaluate(MODEL, state)
        self.page.evaluate(MOUNT, [state.pop("_esm"), state.pop("_css")])
        return self

    def two_frames(self):
        """Wait until what follows the size of something has followed it."""
        self.page.evaluate(TWO_FRAMES)

    def get(self, trait):
        return self.page.evaluate("(name) => window.model.get(name)", trait)

    def set(self, **traits):
        for name, value in traits.items():
            self.page.evaluate("([name, value]) => window.model.set(name, value)", [name, value])

    def messages(self):
        return self.page.evaluate("window.messages")

    def messages_at_rest(self):
        """The same, when the page has had the time to say what it has to say (REST in binding.js)."""
        self.page.wait_for_timeout(400)
        return self.messages()


def control(view, role, name):
    """The control of this role with exactly this name, as Playwright's locator."""
    return view.page.get_by_role(role, name=name, exact=True)


def press(view, name, times=1):
    for _ in range(times):
        control(view, "button", name).click()


def _is_json(value):
    try:
        return json.dumps(value) is not None
    except TypeError:
        return False
