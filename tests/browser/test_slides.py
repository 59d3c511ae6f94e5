"""The lectures: every slide fits the screen, explorers move by hand and by key, no other host is asked."""

import re
from html import unescape

import pytest
from access_page import OWN_CHECKS, SMALLEST_LETTERS
from lesson_source import LESSONS
from playwright.sync_api import expect
from waiting import until

from autodiff_core.publish import slides as target

DECKS = [name.replace(".ipynb", ".html") for name in LESSONS]
KINDS = {  # of explorers with a slider, and where each stands
    "graphexplorer": "03_backward.html",
    "derivativeexplorer": "01_derivatives.html",
    "orderexplorer": "05_forks.html",
    "descentexplorer": "06_updating_parameters.html",
    "fitexplorer": "06_updating_parameters.html",
    "efficiencyexplorer": "07_efficiency.html",
}
SMALLEST, SMALLEST_EXPLORER = 0.8, 0.55  # times the size of a page that is read, on a screen of 1280 by 720

# Every slide in turn, when two frames find it at rest: what is cut off, how large it is, what is too small.
MEASURE = """async (letters) => {
  const frame = () => new Promise(requestAnimationFrame);
  const found = [];
  for (const section of document.querySelectorAll(".slides > section > section")) {
    const { h, v } = Reveal.getIndices(section);
    Reveal.slide(h, v, 99);
    const slide = section.querySelector(".slide");
    const now = () => JSON.stringify([slide.style.getPropertyValue("--zoom"), slide.getBoundingClientRect()]);
    for (let before = "", still = 0; still < 3; before = now()) {
      await frame();
      still = before === now() ? still + 1 : 0;
    }
    const all = [...slide.querySelectorAll("pre, .scrolls, math, p, table")];
    const wide = all.filter((e) => !e.closest(".explorer"));
    found.push({
      id: section.id,
      zoom: Number(slide.style.getPropertyValue("--zoom")),
      explorer: slide.querySelector(".explorer") !== null,
      cut: section.scrollHeight > section.clientHeight || section.scrollWidth > section.clientWidth
        || wide.some((e) => e.scrollWidth > e.clientWidth + 1),
      small: [...access.targets(slide), ...access.lettering(slide, letters)],
    });
  }
  return found;
}"""

TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def built(edition, published):
    """The address of the lectures."""
    target.build(edition)
    return f"{published}/{target.FOLDER}"


class Deck:
    """A lecture, opened. `asked` are all requests, `errors` what the console says."""

    def __init__(self, context, address):
        self.page, self.asked, self.errors = context.new_page(), [], []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: said.type in ("error", "warning") and self.hear(said.text))
        self.page.on("pageerror", lambda error: self.hear(str(error)))
        self.page.goto(address)
        until(self.page, "window.Reveal?.isReady()")
        until(self.page, "!document.querySelector('.explorer:not([data-alive])')")

    def hear(self, error):
        self.errors.append(error)

    def show(self, kind):
        """Turn to the first slide with an explorer of this kind, and return the explorer."""
        explorer = self.page.locator(f'.explorer[data-module^="{kind}-"]').first
        turn = "(it) => { const {h, v} = Reveal.getIndices(it.closest('section')); Reveal.slide(h, v); }"
        explorer.evaluate(turn)
        expect(explorer).to_be_visible()
        return explorer

    def here(self):
        return self.page.evaluate("Reveal.getCurrentSlide().id")


@pytest.fixture
def deck(chromium, built):
    """deck(page, **options of a browser context) -> Deck, with every explorer alive."""
    contexts = []

    def opened(page, **options):
        contexts.append(chromium.new_context(**{"viewport": {"width": 1280, "height": 720}, **options}))
        return Deck(contexts[-1], f"{built}/{page}")

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module", params=DECKS)
def shown(request, chromium, built):
    """Every lecture in turn, opened once for all that is asked of it."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    yield Deck(context, f"{built}/{request.param}")
    context.close()


# -- every lecture


def test_every_explorer_is_alive_with_no_error_and_no_other_host_is_asked(shown, built):
    assert shown.errors == []
    assert [url for url in shown.asked if not url.startswith((built, "blob:", "data:"))] == []
    empty = "(all) => all.filter((each) => each.textContent === '').length"
    assert shown.page.locator(".explorer-view").evaluate_all(empty) == 0


def test_no_slide_is_cut_off_or_too_small_to_read(shown):
    shown.page.evaluate(OWN_CHECKS)
    found = shown.page.evaluate(MEASURE, SMALLEST_LETTERS)
    assert [each["id"] for each in found if each["cut"]] == []
    small = [each for each in found if each["zoom"] < (SMALLEST_EXPLORER if each["explorer"] else SMALLEST)]
    assert small == []
    assert [(each["id"], *small) for each in found for small in each["small"]] == []
    assert shown.errors == []


def test_the_speaker_has_notes_and_minutes_for_every_slide(shown, edition):
    name = shown.page.evaluate("location.pathname").rpartition("/")[2].removesuffix(".html")
    (lesson,) = [each for each in edition.lessons if each.name == name]
    cells = [cell for cell in lesson.notebook.cells if "speaker" in cell.metadata]
    notes = "Reveal.getSlides().map((it) => [it.id, Number(it.dataset.timing), Reveal.getSlideNotes(it)])"
    slides = shown.page.evaluate(notes)
    assert [(id, s) for id, s, _ in slides] == [(c.id, 60 * c.metadata.speaker.minutes) for c in cells]
    for cell, (_, _, said) in zip(cells, slides):
        assert cell.metadata.speaker.notes in unescape(said)
        assert f"<b>{cell.metadata.speaker.minutes} min</b>" in said


def test_links_lead_to_lectures_that_are_there(shown, edition):
    addresses = "(all) => all.map((it) => it.getAttribute('href'))"
    links = shown.page.locator(".slide a[href]:not(.here)").evaluate_all(addresses)
    own = [link.partition("#")[0] for link in links if not re.match("https?:", link)]
    assert [link for link in own if link and not (edition.out / target.FOLDER / link).is_file()] == []


# -- by hand and by key


@pytest.mark.parametrize("kind", KINDS)
def test_a_slider_on_a_slide_moves_by_mouse_and_by_key_and_turns_no_page(deck, kind):
    lecture = deck(KINDS[kind], viewport={"width": 1920, "height": 1080})
    explorer = lecture.show(kind)
    slider = explorer.locator("input[type=range]").first
    place = lecture.here()
    slider.scroll_into_view_if_needed()
    box = place_at_rest(lecture.page, slider)
    y = box["y"] + box["height"] / 2
    lecture.page.mouse.move(box["x"] + box["width"] * 0.5, y)
    lecture.page.mouse.down()
    lecture.page.mouse.move(box["x"] + box["width"] * 0.25, y, steps=3)
    lecture.page.mouse.up()
    low, high, value = (float(slider.evaluate(f"(it) => it.{name}")) for name in ("min", "max", "value"))
    assert (value - low) / (high - low) == pytest.approx(0.25, abs=0.05)  # it is where the mouse is
    slider.press("ArrowRight")
    assert float(slider.input_value()) > value
    slider.press("PageDown")
    assert lecture.here() == place and lecture.errors == []


def place_at_rest(page, element):
    """Where an element is when the slide has found its size."""
    before, box = None, element.bounding_box()
    for _ in range(50):
        if box == before:
            return box
        until(page, TWO_FRAMES)
        before, box = box, element.bounding_box()
    raise AssertionError(f"it keeps moving: {before}, {box}")


def test_nothing_moves_away_under_a_mouse_that_drags(deck):
    lecture = deck("04_relu_network.html")  # the sentence of this explorer becomes longer at the kink
    slider = lecture.show("derivativeexplorer").locator("input[type=range]").first
    box = place_at_rest(lecture.page, slider)
    y = box["y"] + box["height"] / 2
    lecture.page.mouse.move(box["x"] + box["width"] * 0.5, y)
    lecture.page.mouse.down()
    until(lecture.page, TWO_FRAMES)
    assert slider.bounding_box() == box
    lecture.page.mouse.up()


def test_a_node_is_clicked_where_it_is_seen(deck):
    lecture = deck("05_forks.html", viewport={"width": 1920, "height": 1080})
    explorer = lecture.show("orderexplorer")
    before = explorer.locator(".adc").first.inner_text()
    node = explorer.locator(".ad-node").last.bounding_box()
    lecture.page.mouse.click(node["x"] + node["width"] / 2, node["y"] + node["height"] / 2)
    expect(explorer.locator(".adc").first).not_to_have_text(before, use_inner_text=True)


def test_what_is_typed_into_a_card_turns_no_page_and_escape_leaves_it(deck):
    lecture = deck("00_start_here.html")
    card = lecture.show("predictcard")
    place = lecture.here()
    field = card.get_by_role("textbox").first
    field.click()
    lecture.page.keyboard.type("2 n")  # a space and N would each turn the page
    assert field.input_value() == "2 n" and lecture.here() == place
    lecture.page.keyboard.press("Escape")
    assert not lecture.page.evaluate("Reveal.isOverview()")
    lecture.page.keyboard.press("Space")
    assert lecture.here() != place


def test_a_clicker_turns_the_page_though_a_button_of_an_explorer_has_the_focus(deck):
    lecture = deck("03_backward.html")
    explorer = lecture.show("graphexplorer")
    place = lecture.here()
    explorer.get_by_role("button", name="Forward").first.click()
    assert lecture.here() == place
    lecture.page.keyboard.press("PageDown")
    assert lecture.here() != place


def test_a_key_gives_the_explorer_of_the_slide_the_whole_screen(deck):
    lecture = deck("03_backward.html")
    lecture.show("graphexplorer")
    place = lecture.here()
    lecture.page.keyboard.press("e")
    dialog = lecture.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert dialog.bounding_box()["width"] == 1280
    lecture.page.keyboard.press("ArrowRight")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    assert lecture.here() == place and lecture.errors == []


def test_a_key_turns_light_into_dark(deck):
    lecture = deck("03_backward.html", color_scheme="light")
    lecture.show("graphexplorer")
    colour = "(it) => getComputedStyle(it).color"
    places = [lecture.page.locator(".reveal"), lecture.page.locator(".explorer .adc").first]
    light = [place.evaluate(colour) for place in places]
    lecture.page.keyboard.press("d")
    dark = [place.evaluate(colour) for place in places]
    assert all(before != after for before, after in zip(light, dark))


def test_the_speaker_view_opens_without_a_network_and_shows_the_notes(deck):
    lecture = deck("03_backward.html")
    with lecture.page.expect_popup() as opened:
        lecture.page.keyboard.press("s")
    view = opened.value
    notes = view.locator(".speaker-controls-notes .value")
    patient = 60_000  # the view loads the lecture twice
    expect(notes).to_contain_text("min, from minute 0 to 1 of 48", timeout=patient)
    lecture.page.keyboard.press("PageDown")
    expect(notes).to_contain_text("from minute 1 to 3 of 48", timeout=patient)


def test_the_index_lists_every_lecture_with_its_minutes(deck, built, chromium):
    page = chromium.new_page()
    page.goto(f"{built}/index.html")
    items = page.locator(".lessons li")
    expect(items).to_have_count(len(DECKS))
    assert all(re.search(r"(3\d|4\d|50) minutes, \d+ slides", text) for text in items.all_inner_texts())
    assert page.get_by_role("heading", level=2).count() == len(DECKS)  # right below that of the page
    page.close()


def test_a_lecture_has_one_main_part_and_the_way_out_is_a_landmark_too(deck):
    page = deck("00_start_here.html").page
    assert page.locator("main").count() == 1 and page.locator("main[role]").count() == 0
    expect(page.get_by_role("navigation").get_by_role("link", name="All lectures")).to_be_visible()


def test_without_scripts_a_lecture_says_that_it_needs_them(chromium, built):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{built}/00_start_here.html")
    expect(page.locator("noscript p")).to_be_visible()
    context.close()


def test_what_is_folded_in_a_graph_explorer_takes_one_line(deck):
    folded = deck("03_backward.html").show("graphexplorer").locator("details.ad-folded")
    assert len(set(folded.evaluate_all("(all) => all.map((it) => it.getBoundingClientRect().top)"))) == 1


def test_a_lecture_prints_one_slide_to_a_page_and_nothing_is_cut_off(deck):
    lecture = deck("03_backward.html?print-pdf")
    pages = lecture.page.locator(".pdf-page")
    slides = lecture.page.locator(".slide").count()
    expect(pages).to_have_count(slides)
    cut = "(all) => all.filter((it) => it.scrollHeight > it.clientHeight).length"
    until(lecture.page, f"({cut})([...document.querySelectorAll('section:has(> .slide)')]) === 0")
    large = "(all) => all.filter((it) => it.style.getPropertyValue('--zoom') > 0.5).length"
    assert lecture.page.locator(".slide").evaluate_all(large) == slides
    printed = lecture.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type */Page\b", printed)) == slides
