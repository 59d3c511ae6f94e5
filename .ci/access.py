"""Every page for those who do not see it, or have no mouse.

usage: access.py [PART...] [--pages NAME...] [--in FOLDER]

The parts are site, slides, handouts and lab: all by default. The editions are made anew, or taken as they are
in FOLDER, where `make site WITH="slides handouts"` has written them. A NAME is the beginning of a
file, as 07: only those pages are visited. The checks: tests/browser/access_*.py;
here every page, every slide, and every lesson in JupyterLab is visited, light and dark. Printed are all
violations by rule, page and element, how much was looked at, and every exception that the checks make.
"""

import argparse
import functools
import runpy
import sys
import tempfile
import threading
from collections import Counter
from http.server import ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from autodiff_core.publish.__main__ import main as publish
from autodiff_core.text_table import text_table

ROOT = Path(__file__).parents[1]
sys.path += [str(ROOT / "tests" / "browser"), str(ROOT / "tests")]
from access_page import EXPLORERS, SMALLEST_LETTERS, Access  # noqa: E402
from access_use import hear_all, put_to_use  # noqa: E402
from lab_page import LabPage, LabServer  # noqa: E402

BROWSER = runpy.run_path(str(ROOT / "tests" / "browser" / "conftest.py"))
NOTEBOOKS = ROOT / "notebooks"
DEAD = "document.querySelectorAll('.explorer:not([data-alive])').length"
WIDE, NARROW, TWICE = (1280, 900), (380, 800), (640, 512)  # the last: 200 % on a screen of 1280 by 1024
SLIDE, SLIDE_SHOWN = (1280, 720), "section.present > .slide"
IN_LAB, BY_LAB = ".jp-OutputArea-output:not(.jp-RenderedSVG)", ".jp-RenderedSVG"
LEFT_TO_LAB = f"lab: drawings that do not move: JupyterLab makes an image of them, without text ({BY_LAB})"
LEFT_TO_SITE = "slides: explorers in use, what is spoken, forced colours, sizes, motion: asked of the site"
LEFT_ON_SHEETS = "handouts: keys, size of controls, lettering, motion: sheets of paper, on a screen"
NOT_WALKED = "keys: Tab is pressed within explorers and cards, not from link to link of the page around them"
LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}
FORCED = {"forced_colors": "active"}
SCHEMES = {"light": LIGHT, "dark": DARK, "forced, light": LIGHT | FORCED, "forced, dark": DARK | FORCED}
AS_USUAL = LIGHT | {"forced_colors": "none", "reduced_motion": "no-preference"}


class Tour:
    """Visits: all violations so far, and how much was looked at."""

    def __init__(self, browser, beginnings=()):
        self.browser, self.beginnings = browser, tuple(beginnings)
        self.violations, self.counted, self.exceptions = [], Counter(), {}
        self.missed = list(beginnings)  # of the names, those that no page has had so far

    def wants(self, name):
        """Whether a page is asked for, by the beginning of its name."""
        self.missed = [each for each in self.missed if not name.startswith(each)]
        return not self.beginnings or name.startswith(self.beginnings)

    def note(self, view, *complaints):
        """Keep and print what checks have found in one view of a page."""
        for each in sum(complaints, []):
            self.violations.append(each._replace(where=f"{each.where}, {view}"))
            print(self.violations[-1], flush=True)

    def open(self, address, size=WIDE):
        # The policy of a page lets nothing in that is not its own: no checks either.
        page = self.browser.new_context(viewport=_size(size), bypass_csp=True).new_page()
        page.set_default_timeout(60_000)
        page.goto(address)
        page.wait_for_function(f"{DEAD} === 0")
        return page

    def leave(self, access):
        """Close a page, and say how it went so far."""
        self.counted += access.count()
        self.exceptions |= access.exceptions
        self.counted["pages"] += 1
        access.page.context.close()
        print(f"{access.where}: {len(self.violations)} violations so far", file=sys.stderr, flush=True)


def _size(size):
    return dict(zip(("width", "height"), size))


# -- the editions


def visit_page(tour, address, name):
    """A page of the site: as it comes, put to use, small, and still."""
    page = tour.open(address)
    access = Access(page, f"site/{name}")
    tour.note("as it comes", access.ask("figures"), access.ask("lettering", SMALLEST_LETTERS))
    in_every_light(tour, access)
    tab_through_all(tour, access, "as it comes")
    tour.note("heard", hear_all(access))
    put_to_use(page)
    in_every_light(tour, access)
    tab_through_all(tour, access, "in use")
    for view, size in {"1280 pixels": WIDE, "380 pixels": NARROW, "200 %": TWICE}.items():
        page.set_viewport_size(_size(size))
        page.wait_for_timeout(2000)  # pictures follow a little later
        tour.note(view, access.ask("reflow"), access.ask("targets"))
    page.emulate_media(reduced_motion="reduce")
    put_to_use(page)
    tour.note("reduced motion", access.ask("motion"))
    tour.leave(access)


def visit_lecture(tour, address, name):
    """Every slide of a lecture, light and dark, with all that comes up on it; or the list of lectures."""
    page = tour.open(address, SLIDE)
    access = Access(page, f"slides/{name}")
    tour.exceptions[LEFT_TO_SITE] = None
    if name == "index.html":
        in_every_light(tour, access)
        return tour.leave(access)
    page.wait_for_function("Reveal.isReady()")
    page.wait_for_timeout(2000)  # slides are fitted when there is nothing else to do
    for view, scheme in (("light", LIGHT), ("dark", DARK)):
        page.emulate_media(**scheme)
        page.evaluate("Reveal.slide(0, 0)")
        while True:
            page.evaluate("() => { while (Reveal.availableFragments().next) Reveal.nextFragment(); }")
            at = page.evaluate("Object.values(Reveal.getIndices()).slice(0, 2).join('.')")
            access.where, access.areas = f"slides/{name} at {at}", None
            tour.note(view, access.axe())
            access.areas = SLIDE_SHOWN
            tour.note(view, access.ask("contrasts"), access.ask("lettering", SMALLEST_LETTERS))
            if view == "light":
                tour.note(view, access.ask("figures"), access.ask("targets"))
                tab_through_all(tour, access, view)
            tour.counted["slides"] += 1
            if page.evaluate("Reveal.isLastSlide()"):
                break
            page.evaluate("Reveal.next()")
    access.where = f"slides/{name}"
    return tour.leave(access)


def visit_handout(tour, address, name):
    """A handout, on a screen of two widths."""
    page = tour.open(address)
    access = Access(page, f"handouts/{name}")
    tour.exceptions[LEFT_ON_SHEETS] = None
    tour.note("as it comes", access.ask("figures"))
    in_every_light(tour, access)
    page.set_viewport_size(_size(NARROW))
    tour.note("380 pixels", access.ask("reflow"))
    tour.leave(access)


def in_every_light(tour, access):
    """axe in light and dark; contrasts of pictures there, and where the system forces its own colours."""
    for view, scheme in SCHEMES.items():
        access.page.emulate_media(**AS_USUAL | scheme)
        tour.note(view, access.ask("contrasts"))
        if "forced" not in view:
            tour.note(view, access.axe())
    access.page.emulate_media(**AS_USUAL)


def tab_through_all(tour, access, view):
    tour.exceptions[NOT_WALKED] = None
    for area in access.page.locator(f"{access.areas or 'body'} {EXPLORERS}").all():
        tour.note(view, access.tab_through(area))


# The folder of each edition, and how its pages are visited.
EDITIONS = {
    "site": ("", visit_page),
    "slides": ("slides", visit_lecture),
    "handouts": ("handouts", visit_handout),
}


def visit_editions(tour, parts, folder):
    handler = functools.partial(BROWSER["QuietHandler"], directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for place, visit in (EDITIONS[part] for part in parts if part in EDITIONS):
            for page in filter(lambda each: tour.wants(each.name), sorted((folder / place).glob("*.html"))):
                address = f"http://127.0.0.1:{server.server_port}/{page.relative_to(folder).as_posix()}"
                visit(tour, address, page.name)
        server.shutdown()


# -- JupyterLab


def visit_lab(tour):
    """Every lesson and plan in JupyterLab, run: all of its outputs, as they come and put to use."""
    with tempfile.TemporaryDirectory() as place, LabServer(NOTEBOOKS, Path(place)) as server:
        for path in [*sorted(NOTEBOOKS.glob("*.ipynb")), *sorted(NOTEBOOKS.glob("instructor/*.ipynb"))]:
            if tour.wants(path.name):
                visit_lesson(tour, server, path.relative_to(NOTEBOOKS).as_posix())


def visit_lesson(tour, server, name):
    page = tour.browser.new_context(viewport=_size(WIDE)).new_page()
    lab = LabPage(page, server.url(name))
    lab.run_all()
    page.wait_for_timeout(1000)  # the kernel is idle before the page has drawn what it sent
    access = Access(page, f"lab/{name}", IN_LAB)
    tour.exceptions[LEFT_TO_LAB] = None
    tour.counted["drawings left to JupyterLab"] += page.locator(BY_LAB).count()
    for use in ("as it comes", "in use"):
        if use == "in use":
            put_to_use(page)
        tour.note(use, access.ask("figures"), access.ask("targets"), access.ask("reflow"))
        in_both_themes(tour, access, use)
        tab_through_all(tour, access, use)
    lab.shut_down_kernel()
    tour.leave(access)


def in_both_themes(tour, access, use):
    for theme, is_light in (("Light", "true"), ("Dark", "false")):
        change = "(theme) => jupyterapp.commands.execute('apputils:change-theme', { theme })"
        access.page.evaluate(change, f"JupyterLab {theme}")
        access.page.wait_for_function("(is) => document.body.dataset.jpThemeLight === is", arg=is_light)
        tour.note(f"{use}, {theme.lower()}", access.axe(in_lab=True), access.ask("contrasts"))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", help="site, slides, handouts, lab")
    parser.add_argument("--in", dest="folder", type=Path, help="a folder with the editions")
    parser.add_argument("--pages", nargs="*", default=[], help="beginnings of the names of pages, as 07")
    asked = parser.parse_args()
    parts = asked.parts or [*EDITIONS, "lab"]
    if unknown := set(parts) - {*EDITIONS, "lab"}:
        parser.error(f"There is no part {', '.join(sorted(unknown))}.")
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = asked.folder or Path(made)
        if not asked.folder and set(parts) & set(EDITIONS):
            publish([*(each for each in EDITIONS if each in parts), "--out", made])
        browser = playwright.chromium.launch(executable_path=BROWSER["PROGRAM"], args=BROWSER["FLAGS"])
        tour = Tour(browser, asked.pages)
        visit_editions(tour, parts, folder)
        if "lab" in parts:
            visit_lab(tour)
        browser.close()
    if tour.counted["pages"]:
        tell(tour)
    if tour.missed:
        sys.exit(f"The name of no page begins with {' or with '.join(tour.missed)}.")
    if not tour.counted["pages"]:
        sys.exit("No page was looked at.")
    sys.exit(bool(tour.violations))


def tell(tour):
    counts = {"violations": len(tour.violations), **Counter(each.rule for each in tour.violations)}
    rows = [(name, str(count)) for name, count in [*tour.counted.items(), *counts.items()]]
    print(text_table(("looked at", "number"), rows, left=(0,)))
    print("Left out by the checks:", *(f"- {each}" for each in tour.exceptions), sep="\n")


if __name__ == "__main__":
    main()
