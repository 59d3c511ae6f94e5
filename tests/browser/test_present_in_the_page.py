"""The presenter view of every explorer and card: large, covered until revealed, and gone without a trace."""

import pytest
from graphs_to_fill_in import spec_to_fill_in
from hand_made_cards import choice_card, direction_card, number_card
from playwright.sync_api import expect

from autodiff_core.cards import CARDS
from autodiff_core.explorers import (
    DerivativeExplorer,
    DescentExplorer,
    EfficiencyExplorer,
    FitExplorer,
    GraphExplorer,
    OrderExplorer,
)
from autodiff_core.lessons import cost, moons_cost, moons_output, moons_parameters, network, square, two_roads
from autodiff_core.points import two_moons
from autodiff_core.practice.card_spec import spec_of_card
from autodiff_core.practice.fill_in import FillInGraph
from autodiff_core.practice.predict_card import PredictCard

SCREENS = [(1280, 720), (1920, 1080)]
KINDS = {
    "graph": lambda: GraphExplorer(cost, w=5, b=-3),
    "network": lambda: GraphExplorer(network, w1=2, b1=0, w2=3, b2=1),
    "derivative": lambda: DerivativeExplorer(square, w=3, epsilon=1),
    "order": lambda: OrderExplorer(two_roads, order="depth-first", a=2),
    "by hand": lambda: OrderExplorer(two_roads, order="by hand", a=2),
    "descent": lambda: DescentExplorer(cost, w=5, b=-3, alpha=0.02, steps=10),
    "efficiency": lambda: EfficiencyExplorer(n=100, p=20),
    "fit": lambda: FitExplorer(moons_cost, moons_output, *two_moons(), moons_parameters()),
    "number": lambda: PredictCard(number_card()),
    "direction": lambda: PredictCard(direction_card()),
    "choice": lambda: PredictCard(choice_card()),
    "longest choice": lambda: PredictCard(spec_of_card(CARDS["two mistakes at once"])),
    "fill in": lambda: FillInGraph(spec_to_fill_in("cost")),
}

CUT_OFF = """() => {
  const [stage, root] = [".adc-stage", ".adc-presenting"].map((it) => document.querySelector(it));
  const outside = [...stage.querySelectorAll("*")].filter((each) => {
    const { left, top, right, bottom, width } = each.getBoundingClientRect();
    const seen = each.checkVisibility({ visibilityProperty: true }) && width > 2;
    return seen && !each.closest(".ad-box, svg")
      && Math.max(-left, -top, right - innerWidth, bottom - innerHeight) > 1;
  });
  const scrolls = [root, ...root.querySelectorAll("*")].filter((each) => each.checkVisibility()
    && each.clientWidth > 2 && each.scrollHeight > each.clientHeight + 1
    && getComputedStyle(each).overflowY !== "visible");
  return [...outside, ...scrolls].map((each) => each.outerHTML.slice(0, 80));
}"""
OVERLAPS = """() => {
  const root = document.querySelector(".adc-presenting");
  const parts = [...root.querySelectorAll("button, input, label, .ad-tally-label, .ad-tally-count")]
    .filter((it) => it.checkVisibility() && !it.closest("svg")).map((it) => [it, it.getBoundingClientRect()]);
  const over = ([one, a], [other, b]) => !one.contains(other) && !other.contains(one)
    && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const outside = parts.filter(([, a]) => a.left < -1 || a.right > innerWidth + 1);
  return [...outside, ...parts.filter((one, i) => parts.slice(i + 1).some((other) => over(one, other)))]
    .map(([it]) => it.outerHTML.slice(0, 80));
}"""
# How often the smallest type goes into the height of the screen: of the numbers of a graph, of other text.
TYPE = """() => {
  const size = (text) => parseFloat(getComputedStyle(text).fontSize);
  const parts = (sizes) => innerHeight / Math.min(...sizes);
  const zoom = Number(document.querySelector(".adc-stage").style.zoom);
  const numbers = [...document.querySelectorAll("dialog .ad-value, dialog .ad-gradient")].map((text) => {
    const svg = text.ownerSVGElement, { viewBox } = svg, { width, height } = svg.getBoundingClientRect();
    return size(text) * Math.min(width / viewBox.baseVal.width, height / viewBox.baseVal.height);
  });
  const walker = document.createTreeWalker(document.querySelector("dialog"), NodeFilter.SHOW_TEXT);
  const others = [];
  while (walker.nextNode()) {
    const at = walker.currentNode.parentElement;
    const told = walker.currentNode.data.trim() && at.checkVisibility() && !at.closest(".ad-box, svg");
    if (told) others.push(size(at) * zoom);
  }
  return { numbers: parts(numbers), others: parts(others) };
}"""
# What is an answer in the picture that is on: its text, its place, and whether it is to be seen.
ANSWERS = """() => [...document.querySelectorAll(".adc-presenting .ad-answer:not(:empty)")]
  .filter((it) => it.checkVisibility()).map((it) => ({
    text: it.textContent,
    visibility: getComputedStyle(it).visibility,
    place: JSON.stringify(it.getBoundingClientRect()),
  }))"""
FOCUS = "document.activeElement.textContent"


class Presented:
    """An explorer or a card in a plain page, presented."""

    def __init__(self, view, explorer, screen=SCREENS[0]):
        self.view, self.page = view.mount(explorer), view.page
        self.page.set_viewport_size(dict(zip(("width", "height"), screen)))
        self.stage = self.page.get_by_role("dialog", name="Presenter view")

    def open(self):
        self.page.get_by_role("button", name="Present", exact=True).click()
        expect(self.stage).to_be_visible()
        self.page.wait_for_function("document.querySelector('.adc-stage').style.zoom !== ''")
        return self

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def close(self):
        self.press("Escape")
        self.gone()

    def gone(self):
        expect(self.stage).to_have_count(0)
        self.page.wait_for_function("document.querySelector('.adc-present button:disabled') === null")

    def says(self, words):
        expect(self.stage.locator(".adc-stage-said")).to_have_text(words)

    def heard(self):
        """All that a screen reader finds on the page."""
        tree = self.page.context.new_cdp_session(self.page).send("Accessibility.getFullAXTree")["nodes"]
        return " | ".join(str(node.get("name", {}).get("value", "")) for node in tree if not node["ignored"])

    def graph(self, kind="value"):
        """The numbers of the picture that are to be seen, with a question mark where there is none yet."""
        return self.stage.locator(f".ad-{kind}-row").evaluate_all(
            "(rows) => rows.map((row) => [...row.querySelectorAll('.ad-value, .ad-gradient, .ad-plate')]"
            ".filter((it) => it.checkVisibility()).map((it) => it.textContent).join(''))"
        )


@pytest.fixture
def present(plain_page):
    return lambda explorer, **settings: Presented(plain_page, explorer, **settings).open()


@pytest.mark.parametrize("screen", SCREENS, ids=str)
@pytest.mark.parametrize("kind", KINDS)
def test_it_fills_the_screen_in_large_type_and_cuts_nothing_off(present, kind, screen):
    shown = present(KINDS[kind](), screen=screen)
    box = shown.page.locator(".adc-stage").bounding_box()
    assert [round(box[side]) for side in ("x", "y", "width", "height")] == [0, 0, *screen]
    for _ in ("hidden", "revealed"):
        assert shown.page.evaluate(CUT_OFF) == []
        sizes = shown.page.evaluate(TYPE)
        assert sizes["others"] <= 43
        if kind in ("graph", "fill in", "order"):
            assert sizes["numbers"] <= 31
        shown.press("r")


@pytest.mark.parametrize("kind", ["graph", "descent", "by hand", "number", "fill in"])
def test_nothing_moves_when_other_explorers_of_the_page_bring_their_sheets(plain_page, kind):
    shown = Presented(plain_page, KINDS[kind](), screen=SCREENS[1])
    places = """(root) => [...document.querySelectorAll(root + " *")].map((it) => {
      const { x, y, width, height } = it.getBoundingClientRect();
      return [it.localName, it.textContent, ...[x, y, width, height].map(Math.round)].join();
    })"""

    def settled(root):
        """The places, once two readings find the same: axes follow their size a little later."""
        before, now = None, shown.page.evaluate(places, root)
        while now != before:
            shown.page.wait_for_timeout(100)
            before, now = now, shown.page.evaluate(places, root)
        return now

    sheets = [each._css for each in (GraphExplorer, OrderExplorer, DescentExplorer, PredictCard, FitExplorer)]
    alone = settled("#explorer")
    shown.open()
    alone_presented = settled(".adc-stage")
    for sheet in sheets:
        shown.page.add_style_tag(content=sheet)
    assert settled(".adc-stage") == alone_presented
    shown.close()
    assert settled("#explorer") == alone


@pytest.mark.parametrize("kind", ["graph", "descent", "order", "longest choice", "number"])
def test_on_a_phone_nothing_lies_over_anything(present, kind):
    shown = present(KINDS[kind](), screen=(380, 700))
    if kind == "number":
        hear(shown, "1/2", 100)
    assert shown.page.evaluate(OVERLAPS) == []


@pytest.mark.parametrize("kind", ["derivative", "efficiency", "descent", "fit"])
def test_a_covered_answer_is_not_seen_and_not_heard_until_it_is_revealed(present, kind):
    shown = present(KINDS[kind]())
    covered = shown.page.evaluate(ANSWERS)
    assert covered and {each["visibility"] for each in covered} == {"hidden"}
    texts = [each["text"] for each in covered if len(each["text"]) > 8]
    heard = shown.heard()
    assert texts and not any(text in heard for text in texts) and "hidden" in heard
    shown.press("r").says("The answers are revealed.")
    heard = shown.heard()
    assert all(text in heard for text in texts)
    revealed = shown.page.evaluate(ANSWERS)
    assert revealed == [{**each, "visibility": "visible"} for each in covered]  # each in its place
    shown.press("r").says("The answers are hidden.")
    assert shown.page.evaluate(ANSWERS) == covered


def test_a_graph_shows_question_marks_and_one_step_at_a_time(present):
    shown = present(KINDS["graph"]())
    assert shown.graph() == ["5", "-3", "2", "4", "?", "?", "?", "?"]
    assert set(shown.graph("gradient")) == {"?"}
    assert "4.5" not in shown.heard()
    assert shown.press("ArrowRight").graph() == ["5", "-3", "2", "4", "10", "?", "?", "?"]
    assert shown.press("PageDown").graph() == ["5", "-3", "2", "4", "10", "7", "?", "?"]
    assert shown.press("PageUp").graph()[4:6] == ["10", "?"]
    assert shown.press("r").graph() == ["5", "-3", "2", "4", "10", "7", "3", "4.5"]
    assert shown.graph("gradient") == ["6", "3", "15", "-3", "3", "3", "3", "1"]
    assert "?" in shown.press("r").graph()


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_a_nudge_tells_no_answer_before_it_is_revealed_and_leaves_the_graph_large(present, screen):
    shown = present(KINDS["graph"](), screen=screen)
    shown.stage.get_by_label("Nudge a node").check()
    assert "4.5" not in shown.heard() and "relative error" not in shown.heard()
    shown.press("r")
    assert "J goes 4.5" in shown.heard() and "relative error" in shown.heard()
    assert shown.page.evaluate(CUT_OFF) == [] and shown.page.evaluate(OVERLAPS) == []
    assert shown.page.evaluate(TYPE)["numbers"] <= 46


def test_numbers_stay_inside_their_boxes_however_long_they_are(present):
    shown = present(KINDS["graph"]())
    outside = """() => [...document.querySelectorAll("dialog text[data-room]")].filter((text) => {
      const at = text.getBoundingClientRect();
      const box = text.parentElement.querySelector("rect").getBoundingClientRect();
      return text.textContent && (at.left < box.left || at.right > box.right);
    }).map((text) => text.textContent)"""
    shown.press("r")
    for w, x in [(5, 2), (1.23456, 2.5), (-0.333333, 0.1234567), (-12345.678, 0.000123456), (1e300, 1e300)]:
        shown.view.set(w=w, x=x)
        assert shown.page.evaluate(outside) == []


def test_the_tables_and_the_transcript_are_left_out(present):
    shown = present(KINDS["graph"]())
    expect(shown.stage.get_by_text("Table of all numbers")).to_be_hidden()
    expect(shown.stage.get_by_text("Transcript of all steps")).to_be_hidden()


def test_escape_puts_everything_back(plain_page):
    shown = Presented(plain_page, KINDS["graph"]())
    shown.view.set(step=3)
    plain_page.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p id=below>below</p>')")
    rects = """() => [...document.querySelectorAll("#explorer *, #below")].map((it) => {
      const { x, y, width, height } = it.getBoundingClientRect();
      return [it.textContent, ...[x, y, width, height].map(Math.round)].join();
    })"""
    before = plain_page.page.evaluate(rects)
    shown.open()
    below = plain_page.page.locator("#below").bounding_box()
    shown.press("End")
    shown.stage.get_by_label("w", exact=True).first.press("ArrowRight")
    shown.close()
    assert shown.view.get("step") == 3 and shown.view.get("w") == 5.1
    assert plain_page.page.evaluate(FOCUS) == "Present"
    plain_page.page.get_by_label("w", exact=True).first.press("ArrowLeft")
    assert plain_page.page.evaluate(rects) == before
    assert plain_page.page.locator("#below").bounding_box() == pytest.approx(below, abs=0.5)


def test_the_button_closes_it_too_and_it_opens_again(present):
    shown = present(KINDS["derivative"]())
    shown.stage.get_by_role("button", name="Close").click()
    shown.gone()
    shown.press("Enter")
    expect(shown.stage).to_be_visible()
    shown.says("The answers are hidden.")


def test_it_opens_once(present):
    shown = present(KINDS["number"]())
    shown.page.evaluate("document.querySelector('.adc-present button').click()")  # as slides do
    expect(shown.stage).to_be_visible()
    shown.close()


def test_h_and_the_question_mark_show_the_keys(present):
    shown = present(KINDS["graph"]())
    keys = shown.stage.locator(".adc-stage-keys")
    expect(keys).to_be_hidden()
    for key in ("h", "?"):
        shown.press(key)
        expect(keys).to_contain_text("→Page downOne step forward")
        expect(keys).to_contain_text("RReveal")
        shown.press(key)
        expect(keys).to_be_hidden()


def test_a_clicker_goes_on_wherever_the_focus_is(present):
    shown = present(KINDS["graph"]())
    for step, role in enumerate(("slider", "spinbutton"), 1):
        shown.stage.get_by_role(role, name="w", exact=True).focus()
        shown.press("PageDown")
        assert (shown.view.get("step"), shown.view.get("w")) == (step, 5)
    shown.press("PageUp")
    assert (shown.view.get("step"), shown.view.get("w")) == (1, 5)


def test_no_key_is_taken_from_a_field_and_none_reaches_the_page_around(present):
    shown = present(KINDS["number"]())
    shown.page.evaluate("""() => {
      window.reached = [];
      document.addEventListener("keydown", ({ key }) => window.reached.push(key));
    }""")
    field = shown.stage.get_by_label("Heard")
    field.focus()
    shown.press("1", "r", "h")
    expect(field).to_have_value("1rh")
    shown.says("The answers are hidden.")
    shown.page.evaluate("document.activeElement.blur()")  # the focus may be lost, too
    shown.press("r").says("The answers are revealed.")
    shown.press("Control+b", "ArrowDown", " ")
    assert shown.page.evaluate("window.reached") == []
    shown.close()
    shown.press("r")
    assert shown.page.evaluate("window.reached") == ["r"]


def test_without_full_screen_it_covers_the_window_even_inside_what_is_transformed(plain_page):
    plain_page.page.evaluate("""() => {
      Element.prototype.requestFullscreen = () => Promise.reject(new TypeError("not here"));
      document.getElementById("explorer").style =
        "transform: scale(0.5); overflow: hidden; contain: layout paint; pointer-events: none";
    }""")
    shown = Presented(plain_page, KINDS["choice"]())
    shown.page.get_by_role("button", name="Present", exact=True).dispatch_event("click")
    expect(shown.stage).to_be_visible()
    assert not shown.page.evaluate("document.fullscreenElement !== null")
    assert shown.stage.bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 720}
    shown.stage.get_by_role("button", name="Reveal").click()
    shown.says("The answers are revealed.")


def test_a_view_that_is_taken_away_takes_its_presenter_view_along(present):
    shown = present(KINDS["graph"]())
    shown.page.evaluate("window.unmount()")
    expect(shown.stage).to_have_count(0)
    expect(shown.page.get_by_role("button", name="Present", exact=True)).to_be_visible()


def test_pictures_are_seen_one_at_a_time(present):
    shown = present(KINDS["derivative"]())
    pictures = ["The curve", "Under the magnifier", "The error, for every ε"]
    for name in [*pictures, pictures[0]]:
        expect(shown.stage.locator("figure:visible strong")).to_have_text([name])
        expect(shown.stage.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
        shown.press("n")
    shown.close()
    expect(shown.page.locator("figure:visible")).to_have_count(3)


def test_a_descent_begins_at_its_start_and_is_put_back(present):
    shown = present(KINDS["descent"]())
    assert shown.view.get("steps_done") == 0
    shown.press("ArrowRight", "ArrowRight", "m", "ArrowLeft")
    assert shown.view.get("steps_done") == 11
    shown.close()
    assert shown.view.get("steps_done") == 10


# -- the votes


def rows(shown):
    """Each answer of the room: its text, its votes, and what is said of it, if that is to be seen."""
    return shown.stage.locator(".ad-tally-rows li").evaluate_all(
        """(all) => all.map((it) => ["label", "count", "verdict"].map((name) => {
          const part = it.querySelector(`.ad-tally-${name}`);
          return part.checkVisibility() ? part.innerText : "";
        }))"""
    )


def hear(shown, text, votes=1):
    shown.stage.get_by_label("votes", exact=True).fill(str(votes))
    shown.stage.get_by_label("Heard").fill(text)
    shown.stage.get_by_label("Heard").press("Enter")


def bars(shown):
    """The length of every bar, in parts of the scale that it stands on."""
    return shown.stage.locator(".ad-tally-scale").evaluate_all(
        "(all) => all.map((it) => it.firstChild.offsetWidth / it.clientWidth)"
    )


def test_votes_for_options_are_counted_by_keys_and_by_buttons(present):
    shown = present(KINDS["direction"]())
    shown.press("1", "1", "2", "3", "3", "3", "Shift+3", "2", "Backspace")
    shown.stage.get_by_role("button", name="One vote more for no change").click()
    shown.stage.get_by_role("button", name="One vote fewer for down").click()
    counts = [[text, count] for text, count, _ in rows(shown)]
    assert counts == [["up", "2 votes, 40 %"], ["down", "0 votes, 0 %"], ["no change", "3 votes, 60 %"]]
    assert bars(shown) == pytest.approx([0.4, 0, 0.6], abs=0.01)
    expect(shown.stage.get_by_text("5 votes", exact=True)).to_be_visible()
    shown.stage.get_by_role("button", name="Clear").click()
    assert [count for _, count, _ in rows(shown)] == ["0 votes, 0 %"] * 3


def test_what_is_right_and_the_idea_behind_what_is_not_are_said_only_when_revealed(present):
    shown = present(KINDS["number"]())
    for text, votes in [("6", 4), ("12", 2), ("100", 1)]:
        hear(shown, text, votes)
    assert [verdict for _, _, verdict in rows(shown)] == ["", "", ""]
    assert "forgets the half" not in shown.heard() and "Right" not in shown.heard()
    shown.page.evaluate("document.activeElement.blur()")
    shown.press("r")
    right, known, unknown = [verdict for _, _, verdict in rows(shown)]
    assert right.startswith("✓ Right.") and right.endswith("= 6.")
    assert known.startswith("✗ Not yet. Whoever forgets the half finds 12.")
    assert known.endswith("What does the half do to the 2 that comes down?")
    assert unknown.startswith("✗ Not yet. 100 is not it.")
    shown.press("r")
    assert [verdict for _, _, verdict in rows(shown)] == ["", "", ""]


@pytest.mark.parametrize(
    "heard, seen",
    [
        (["1/2", "0.5", ".5"], ["1/2 = 0.5, also 0.5, also .5"]),
        (["1/3", "0.33"], ["1/3 = 0.3333333333, also 0.33"]),
        (["6", "-6"], ["6", "-6"]),
        (["2", "2"], ["2"]),
    ],
)
def test_equal_answers_share_a_row(present, heard, seen):
    shown = present(KINDS["number"]())
    for text in heard:
        hear(shown, text)
    assert [text for text, _, _ in rows(shown)] == seen


def test_an_answer_that_cannot_be_read_gets_no_row(present):
    shown = present(KINDS["number"]())
    hear(shown, "many")
    expect(shown.stage.get_by_role("alert").locator("visible=true")).to_contain_text("cannot be read")
    assert rows(shown) == []


def test_an_answer_without_votes_is_gone(present):
    shown = present(KINDS["number"]())
    hear(shown, "7")
    shown.stage.get_by_role("button", name="One vote fewer for 7").click()
    assert rows(shown) == []


def test_votes_stay_while_the_page_is_open_and_go_nowhere(present):
    shown = present(KINDS["choice"]())
    shown.press("1", "2", "2", "r").close()
    expect(shown.page.locator(".ad-tally")).to_be_hidden()
    shown.open()
    assert [count for _, count, _ in rows(shown)] == ["1 vote, 33 %", "2 votes, 67 %", "0 votes, 0 %"]
    shown.close()
    assert shown.view.get("record") == {"status": "new", "tries": 0, "hints": 0}
    assert shown.view.get("attempt") == {"set": 0, "answers": [], "hints": 0, "solution": False}
    assert all(message.keys() <= {"attempt"} for message in shown.view.messages_at_rest())


def test_other_numbers_are_a_new_vote_with_the_answers_hidden(present):
    shown = present(KINDS["direction"]())
    shown.press("1", "r")
    shown.stage.get_by_role("button", name="Another one").click()
    shown.says("The answers are hidden.")
    assert [count for _, count, _ in rows(shown)] == ["0 votes, 0 %"] * 3
    expect(shown.stage.locator(".ad-card-question")).to_contain_text("At w = 2")
    shown.press("2").close()
    expect(shown.page.locator(".ad-card-question")).to_contain_text("At w = 5")


def test_what_a_learner_has_answered_is_neither_shown_nor_lost(plain_page):
    shown = Presented(plain_page, KINDS["number"]())
    field = shown.page.get_by_role("textbox", name="dJ/dw", exact=True)
    field.fill("6")
    field.press("Enter")
    shown.open()
    assert "Right" not in shown.heard()
    shown.close()
    expect(shown.page.locator(".ad-card-reply")).to_contain_text("Right.")
    assert shown.view.get("record") == {"status": "right", "tries": 1, "hints": 0}


def test_what_is_filled_in_before_a_room_is_no_progress(present):
    shown = present(KINDS["fill in"]())
    shown.stage.get_by_role("textbox", name="value of c").fill("8")
    shown.press("Enter")
    expect(shown.stage.get_by_role("textbox", name="value of c")).to_be_hidden()
    shown.close()
    expect(shown.page.get_by_role("textbox", name="value of c")).to_be_visible()
    assert shown.view.get("record") == {"status": "new", "tries": 0, "hints": 0}
