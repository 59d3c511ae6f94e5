"""How soon a page of the site reacts: from the navigation, with nothing cached, to the answer to a first key.

usage: measure_site.py [FOLDER] [TIMES]      (site, 5)

Each page is opened TIMES times in a new browser, from a server on this machine. "alive" is when the first
slider of the page can be used, "reacts" when the numbers of its explorer have changed after a key. Medians,
in milliseconds.
"""

import functools
import http.server
import shutil
import statistics
import sys
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from autodiff_core.text_table import text_table

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))))
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-proxy-server", "--no-first-run"]
SLIDER = ".explorer[data-alive] input[type=range]"
WATCH = """
window.times = {};
addEventListener("DOMContentLoaded", () => {
  const alive = new MutationObserver(() => {
    if (times.alive || !document.querySelector(SLIDER)) return;
    times.alive = performance.now();
    alive.disconnect();
  });
  alive.observe(document.body, { subtree: true, childList: true, attributes: true });
});
addEventListener("keydown", (event) => {
  const explorer = event.target.closest(".explorer");
  const before = explorer.textContent;
  const look = () => {
    if (explorer.textContent === before) requestAnimationFrame(look);
    else times.reacts ??= performance.now();
  };
  look();
}, true);
""".replace("SLIDER", repr(SLIDER))


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


def measured(browser, address):
    """Milliseconds until alive, and until it reacts."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, bypass_csp=True)  # to wait in it
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(address, wait_until="commit")
    page.locator(SLIDER).first.press("ArrowLeft")
    page.wait_for_function("window.times.reacts")
    times = page.evaluate("window.times")
    context.close()
    return times["alive"], times["reacts"]


def main(folder="site", times="5"):
    handler = functools.partial(Quiet, directory=folder)
    local = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    with local as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        rows = []
        for page in sorted(Path(folder).glob("[0-9][0-9]_*.html")):
            found = []
            for _ in range(int(times)):
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                found.append(measured(browser, f"http://127.0.0.1:{server.server_port}/{page.name}"))
                browser.close()
            rows.append((page.name, *(f"{statistics.median(each):.0f}" for each in zip(*found))))
        server.shutdown()
    print(text_table(("page", "alive", "reacts"), rows, left=(0,)))


if __name__ == "__main__":
    main(*sys.argv[1:])
