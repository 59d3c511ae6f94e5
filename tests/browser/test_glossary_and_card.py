"""The glossary as a learner has it in JupyterLab: links lead to the place. The card on paper and screen."""

import re
from pathlib import Path

import lab_page
import nbformat
import pytest
from access_page import Access
from lab_page import LabPage, LabServer
from playwright.sync_api import TimeoutError

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CARD = NOTEBOOKS / "formula_card.html"
GLOSSARY = nbformat.read(NOTEBOOKS / "glossary.ipynb", as_version=4)
LINKS = re.findall(r"\(([\w.]+)#cell-id=([\w-]+)\)", "\n".join(cell.source for cell in GLOSSARY.cells))
# The deepest place of a lesson is the hardest: what stands above it is drawn later.
LESSONS = sorted({lesson for lesson, _ in LINKS})[1:5:3]
DEEPEST = [(lesson, max(cell for other, cell in LINKS if other == lesson)) for lesson in LESSONS]
A4, MARGIN = (595, 842), 7.5  # points; millimetres, above and below
MM = 96 / 25.4

OPEN_GLOSSARY = """async () => {
  await jupyterapp.commands.execute("docmanager:open", { path: "glossary.ipynb" });
}"""
CLOSE = """(lesson) => {
  for (const each of jupyterapp.shell.widgets("main")) if (each.title.label === lesson) each.dispose();
}"""

# True once the cell is in view in the notebook in front.
IN_VIEW = """([lesson, id]) => {
  const panel = jupyterapp.shell.currentWidget;
  if (panel?.title.label !== lesson || !panel.content) return false;
  const cell = panel.content.widgets.find((each) => each.model.id === id);
  if (!cell) return false;
  const [shown, box] = [cell.node, panel.content.node].map((node) => node.getBoundingClientRect());
  return shown.height > 0 && shown.top < box.bottom - 40 && shown.bottom > box.top + 40;
}"""


@pytest.fixture(scope="module")
def glossary(chromium, tmp_path_factory):
    """The glossary open in a JupyterLab with its own way of drawing cells, not that of the other tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(lab_page.SETTINGS, "notebook-extension/tracker")
        with LabServer(NOTEBOOKS, tmp_path_factory.mktemp("glossary")) as server:
            context = chromium.new_context(viewport={"width": 1400, "height": 900})
            lab = LabPage(context.new_page(), server.url("glossary.ipynb"))
            lab.page.set_default_timeout(60_000)  # a lesson is opened with its kernel: slow on a busy machine
            yield lab
            assert not lab.console, lab.console
            lab.page.evaluate(OPEN_GLOSSARY)  # the notebook in front is the one that close() ends
            lab.close()


def follow(lab, link):
    lab.page.evaluate(OPEN_GLOSSARY)
    lab.page.locator(f"a[href$='{link}'], a[href*='{link}?']").first.click()


@pytest.mark.parametrize("lesson, cell", DEEPEST)
def test_a_link_opens_the_lesson_at_the_cell(glossary, lesson, cell):
    """A lesson that is not open yet, then one that is. On a busy machine Lab may jump too early."""
    page = glossary.page
    for patience in (20_000, 40_000, 80_000):
        page.evaluate(CLOSE, lesson)
        follow(glossary, f"cell-id={cell}")
        try:
            page.wait_for_function(IN_VIEW, arg=[lesson, cell], timeout=patience)
            break
        except TimeoutError:
            assert patience < 80_000
    follow(glossary, f"cell-id={cell}")
    page.wait_for_function(IN_VIEW, arg=[lesson, cell])


def test_the_contents_lead_to_their_tables(glossary):
    follow(glossary, "#T-to-Z")
    heading = glossary.page.locator("h2[data-jupyter-id='T-to-Z']")
    glossary.page.wait_for_function(
        "(h) => h.getBoundingClientRect().top < 800", arg=heading.element_handle()
    )


def test_the_card_opens_in_jupyterlab_as_it_is(glossary):
    follow(glossary, "formula_card.html")
    frame = glossary.page.frame_locator("iframe")
    frame.get_by_role("heading", name="Backpropagation on one page").wait_for()
    sizes = frame.locator("body, td").evaluate_all("(all) => all.map((e) => getComputedStyle(e).fontSize)")
    assert len(sizes) > 40 and len(set(sizes)) == 1
    assert (
        frame.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor")
        == "rgb(255, 255, 255)"
    )


@pytest.fixture
def card(chromium):
    """open(**options of Playwright's new_context) -> the card in a page, which asks nobody for anything."""
    pages, asked = [], []

    def open_card(**options):
        pages.append(chromium.new_context(**options).new_page())
        pages[-1].on("request", lambda request: asked.append(request.url))
        pages[-1].goto(CARD.as_uri())
        return pages[-1]

    yield open_card
    assert asked == [CARD.as_uri()] * len(pages)
    for page in pages:
        page.context.close()


def test_the_card_prints_on_one_page_of_a4(card):
    printed = card().pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    (box,) = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert tuple(round(float(side)) for side in box) == A4


@pytest.mark.parametrize("font", ["", "Liberation Serif", "Liberation Sans", "DejaVu Sans Condensed"])
def test_there_is_room_for_the_fonts_of_other_machines(card, font):
    page = card(viewport={"width": round(188 * MM), "height": 1000})
    page.emulate_media(media="print")
    if font:
        page.add_style_tag(content=f"body, math {{ font-family: '{font}' !important }}")
    assert page.evaluate("document.body.getBoundingClientRect().height") / MM < 297 - 2 * MARGIN
    wide = "(all) => all.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)"
    assert page.locator("section, td, p, h2").evaluate_all(wide) == []


def test_every_formula_is_drawn(card):
    boxes = card().locator("math").evaluate_all("(all) => all.map((e) => e.getBoundingClientRect().width)")
    assert len(boxes) > 100 and min(boxes) > 2


def test_the_card_is_paper_also_on_a_dark_screen(card):
    page = card(color_scheme="dark")
    assert page.locator("body").evaluate("(e) => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".ad-paper").evaluate("(e) => getComputedStyle(e).fill") == "rgb(255, 255, 255)"


def test_on_a_narrow_screen_the_page_does_not_scroll_sideways(card):
    page = card(viewport={"width": 380, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 380


def test_the_card_is_heard_read_and_scrolled_by_everybody(card):
    page = card(viewport={"width": 1280, "height": 900})
    access = Access(page, "card")
    assert access.axe() == access.ask("lettering", 9) == access.ask("figures") == []
    page.set_viewport_size({"width": 380, "height": 800})
    assert access.ask("reflow") == []
