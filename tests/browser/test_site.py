"""The web site of the lessons: alive with no kernel, on any static host, and no other host is ever asked."""

import re
from urllib.parse import urldefrag

import pytest
from lesson_source import LESSONS
from playwright.sync_api import expect
from waiting import until

from autodiff_core.publish import site as target
from autodiff_core.publish.weight import weight

LESSON_PAGES = [name.replace(".ipynb", ".html") for name in LESSONS]
PAGES = ["index.html", "glossary.html", "formula_card.html", *LESSON_PAGES]
MOST = 800_000  # bytes of a page with all that it loads, as it is
MOST_ZIPPED = 160_000  # with gzip, as a server sends it: README.md says it, too
KINDS = {  # of explorers with a slider, and where each stands
    "graphexplorer": "00_start_here.html",
    "derivativeexplorer": "01_derivatives.html",
    "orderexplorer": "05_forks.html",
    "descentexplorer": "06_updating_parameters.html",
    "efficiencyexplorer": "07_efficiency.html",
}
PICTURE = "(it) => [...it.querySelectorAll('svg')].map((svg) => svg.outerHTML).join()"
DEAD = "document.querySelectorAll('.explorer:not([data-alive])').length"


@pytest.fixture(scope="module")
def built(edition, published):
    """The address of the site."""
    target.build(edition)
    return published


class Visit:
    """A page of the site, opened. `asked` are all requests, `errors` what the console says."""

    def __init__(self, context, address):
        self.page, self.asked, self.errors = context.new_page(), [], []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("requestfailed", lambda request: self.hear(f"failed: {request.url}"))
        self.page.on("console", lambda said: said.type in ("error", "warning") and self.hear(said.text))
        self.page.on("pageerror", lambda error: self.hear(str(error)))
        self.page.goto(address)
        until(self.page, f"{DEAD} === 0")

    def hear(self, error):
        self.errors.append(error)


@pytest.fixture
def visit(chromium, built):
    """visit(page, **options of a browser context) -> Visit, with every explorer alive."""
    contexts = []

    def opened(page, **options):
        contexts.append(chromium.new_context(**{"viewport": {"width": 1200, "height": 900}, **options}))
        return Visit(contexts[-1], page if page.startswith("file:") else f"{built}/{page}")

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module", params=PAGES)
def shown(request, chromium, built):
    """Every page in turn, opened once for all that is asked of it."""
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    yield Visit(context, f"{built}/{request.param}")
    context.close()


# -- every page


def test_every_explorer_is_alive_with_no_error_and_asks_no_other_host(shown, built):
    assert shown.errors == []
    assert [url for url in shown.asked if not url.startswith((built, "blob:", "data:"))] == []
    empty = "(all) => all.filter((each) => each.textContent === '').length"
    assert shown.page.locator(".explorer-view").evaluate_all(empty) == 0


def test_nothing_in_the_page_would_be_fetched_from_elsewhere(shown):
    sources = "(all) => all.map((each) => each.getAttribute('src') ?? each.getAttribute('href'))"
    loaded = shown.page.locator("[src], link[href]").evaluate_all(sources)
    assert [each for each in loaded if re.match(r"[a-z]+:|/", each)] == []
    sheets = "[...document.styleSheets].flatMap((s) => [...s.cssRules]).map((r) => r.cssText).join(' ')"
    assert not re.search(r"@import|url\(", shown.page.evaluate(sheets))


def test_no_id_is_given_twice(shown):
    ids = shown.page.locator("[id]").evaluate_all("(all) => all.map((each) => each.id)")
    assert sorted(ids) == sorted(set(ids))


def test_a_page_has_its_landmarks_and_one_first_heading(shown):
    assert shown.page.locator("h1").count() == 1
    if "formula_card" not in shown.page.url:  # one sheet to print
        for landmark in ("banner", "main", "contentinfo"):
            assert shown.page.get_by_role(landmark).count() == 1
        assert shown.page.title() == shown.page.locator("h1").text_content().removesuffix("#")


def test_no_page_scrolls_sideways_on_a_phone(shown):
    shown.page.set_viewport_size({"width": 380, "height": 800})
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 380
    shown.page.set_viewport_size({"width": 1200, "height": 900})


# -- its parts


def test_every_link_within_the_site_leads_somewhere(built, edition):
    html = {page: (edition.out / page).read_text(encoding="utf-8") for page in PAGES}
    html = {page: re.sub(r"<script.*?</script>", "", text, flags=re.S) for page, text in html.items()}
    anchors = {page: set(re.findall(r'\bid="([^"]+)"', text)) for page, text in html.items()}
    links = [(page, link) for page, text in html.items() for link in re.findall(r'\bhref="([^"]+)"', text)]
    own = [(page, link) for page, link in links if not link.startswith("https:")]
    assert len(own) > 500
    for page, link in own:
        address, anchor = urldefrag(link)
        assert (edition.out / (address or page)).is_file(), f"{page}: {link}"
        assert not anchor or anchor in anchors[address or page], f"{page}: {link}"


@pytest.mark.parametrize("page", LESSON_PAGES)
def test_a_lesson_can_be_run_on_binder(built, edition, page):
    html = (edition.out / page).read_text(encoding="utf-8")
    wanted = f"https://mybinder.org/v2/gh/ada/graphs/v1?urlpath=lab/tree/notebooks/{page[:-5]}.ipynb"
    assert f'href="{wanted}"' in html


@pytest.mark.parametrize("page", PAGES)
def test_no_page_is_heavy(built, edition, page):
    weighed = weight(edition.out / page)
    assert weighed.bytes < MOST and weighed.zipped < MOST_ZIPPED


@pytest.mark.parametrize("kind", KINDS)
def test_a_slider_of_every_kind_of_explorer_moves_its_picture(visit, kind):
    explorer = visit(KINDS[kind]).page.locator(f".explorer[data-module^='{kind}-']").first
    before = explorer.evaluate(PICTURE)
    explorer.get_by_role("slider").first.press("ArrowLeft")
    moved = f"([it, before]) => ({PICTURE})(it) !== before"
    until(explorer.page, moved, [explorer.element_handle(), before])


def test_a_training_runs_in_the_page(visit):
    explorer = visit("06_updating_parameters.html").page.locator(".explorer[data-module^='fitexplorer-']")
    before = explorer.evaluate(PICTURE)
    explorer.get_by_role("button", name=re.compile("^Train ")).click()
    moved = f"([it, before]) => ({PICTURE})(it) !== before"
    until(explorer.page, moved, [explorer.element_handle(), before])


# -- cards


def card(page, number=0):
    """A card of a page, by its number from the top."""
    return page.locator(".explorer[data-card]").nth(number)


def answer(card, text):
    card.get_by_role("textbox").fill(text)
    card.get_by_role("button", name="Compare").click()


def test_a_wrong_answer_meets_its_idea_and_a_right_one_is_kept_over_a_reload(visit):
    page = visit("00_start_here.html").page
    first = card(page)
    cards = page.locator(".explorer[data-card]").count()
    expect(first.locator("footer label")).to_have_text(f"Lesson 00: 0 of {cards}")
    answer(first, "3")
    expect(first.get_by_role("status")).to_contain_text("Not yet.")
    answer(first, "2")
    expect(first.get_by_role("status")).to_contain_text("Right.")
    for each in page.locator(".explorer[data-card]").all():  # the bar follows in all of them
        expect(each.locator("footer label")).to_have_text(f"Lesson 00: 1 of {cards}")
    until(page, "localStorage.length === 1")
    page.reload()
    until(page, f"{DEAD} === 0")
    expect(first.locator(".ad-card-status")).to_have_text("✓ right, 2 tries")
    expect(first.get_by_role("textbox")).to_have_value("2")
    expect(card(page, 1).locator("footer label")).to_have_text(f"Lesson 00: 1 of {cards}")


CHANGED = """(changes) => {
  const key = localStorage.key(0);
  localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key)), ...changes }));
}"""


@pytest.mark.parametrize(
    "changes, status",
    [
        ({"version": "of another card"}, "✓ right, 1 try"),  # the result counts, its numbers may be others
        ({"record": {"status": "excellent", "tries": 1, "hints": 0}}, ""),
        ({"record": None}, ""),
    ],
)
def test_what_is_kept_of_another_version_or_by_nobody_does_no_harm(visit, changes, status):
    seen = visit("00_start_here.html")
    answer(card(seen.page), "2")
    until(seen.page, "localStorage.length === 1")
    seen.page.evaluate(CHANGED, changes)
    seen.page.reload()
    until(seen.page, f"{DEAD} === 0")
    expect(card(seen.page).locator(".ad-card-status")).to_have_text(status)
    expect(card(seen.page).get_by_role("textbox")).to_have_value("")
    assert seen.errors == []


REFUSED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("refused", "SecurityError"); },
})"""


def test_where_nothing_can_be_kept_the_cards_work_and_say_so(chromium, built):
    context = chromium.new_context()
    context.add_init_script(REFUSED)
    seen = Visit(context, f"{built}/00_start_here.html")
    first = card(seen.page)
    expect(first.locator("footer")).to_contain_text("This browser keeps nothing for this page")
    answer(first, "2")
    expect(first.get_by_role("status")).to_contain_text("Right.")
    assert seen.errors == []
    context.close()


def test_a_graph_to_fill_in_is_kept_too(visit):
    page = visit("03_backward.html").page
    graph = page.locator(".explorer[data-module^='fillingraph-']")
    blank = graph.get_by_role("textbox").first
    blank.fill("1")
    blank.press("Enter")
    until(page, "localStorage.length === 1")
    page.reload()
    until(page, f"{DEAD} === 0")
    expect(graph.get_by_role("textbox").first).to_have_value("1")


# -- other ways to open a page


def test_a_page_that_is_opened_as_a_file_is_alive_too(visit, edition):
    seen = visit((edition.out / "03_backward.html").as_uri())
    assert seen.errors == []


def test_without_scripts_every_explorer_is_a_picture(chromium, built, edition):
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(f"{built}/03_backward.html")
    explorers = weight(edition.out / "03_backward.html").explorers
    assert page.locator(".explorer-view > svg").count() == explorers > 0
    expect(page.locator("noscript p")).to_be_visible()
    page.context.close()


# -- what comes in with a text


SMUGGLED = """() => new Promise((done) => {
  const place = document.createElement("div");
  place.innerHTML = `<img src="x:" onerror="pwned = 1">
    <button onclick="pwned = 2"></button><a href="javascript:pwned = 3"></a>`;
  document.body.append(place);
  place.querySelectorAll("button, a").forEach((each) => each.click());
  for (const script of [{ textContent: "pwned = 4" }, { src: "data:text/javascript,pwned = 5" }])
    document.body.append(Object.assign(document.createElement("script"), script));
  setTimeout(() => done(window.pwned ?? "nothing ran"), 300);
})"""


@pytest.mark.parametrize("way", ["served", "a file"])
def test_a_script_that_came_in_with_a_text_would_not_run(visit, edition, way):
    page = "05_forks.html"
    seen = visit(page if way == "served" else (edition.out / page).as_uri())
    assert seen.errors == [] and seen.page.evaluate(SMUGGLED) == "nothing ran"
    assert len([error for error in seen.errors if "Content Security Policy" in error]) >= 4
