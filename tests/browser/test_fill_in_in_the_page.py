"""A graph to fill in, in a plain page: every blank by keyboard, every wrong number, and what follows."""

import json

import pytest
from graphs_to_fill_in import GRAPHS, answers, card_to_fill_in, spec_to_fill_in
from playwright.sync_api import expect

from autodiff_core.numbers import format_number
from autodiff_core.practice.fill_in import FillInGraph

SHOWN = """() => {
  const seen = (kind) => [...document.querySelectorAll(kind)].filter((each) => each.checkVisibility());
  const texts = (kind) => seen(kind).map((each) => each.textContent);
  const text = (kind) => texts(kind).join("");
  return {
    question: text(".ad-card-question p"), status: text(".ad-card-status"), typed: text(".ad-card-typed"),
    title: text(".ad-card-reply .ad-card-title"), reply: texts(".ad-card-reply p"),
    problem: text(".adc-problem"),
    label: text(".ad-fill-help > .ad-card-hint-label"), hints: texts(".ad-card-hints li"),
    solution: texts(".ad-card-steps li"), buttons: texts(".ad-card-view button"),
    count: text(".ad-fill-row strong"),
    key: text(".ad-fill-key"), locals: texts(".ad-local"), bar: text("footer label"),
    focus: document.activeElement.ariaLabel ?? document.activeElement.textContent,
  };
}"""
MARKS = """() => Object.fromEntries([...document.querySelectorAll(".ad-fill-place")].map((place) =>
  [place.querySelector("input").ariaLabel.replace("value of ", ""), place.dataset.mark]))"""
ROWS = """() => [...document.querySelectorAll(".ad-value-row, .ad-gradient-row")].map((row) =>
  [row.parentElement.querySelector(".ad-name"), row.querySelector(".ad-label"),
    row.querySelector(".ad-value, .ad-gradient")]
    .map((it) => it.textContent))"""
# Every field lies on its row of the picture: the largest distance between their edges, in pixels.
OFF = """() => Math.max(...[...document.querySelectorAll(".ad-fill-place")].map((place) => {
  const name = place.querySelector("input").ariaLabel.replace("value of ", "");
  const node = [...document.querySelectorAll(".ad-node")].find((each) => {
    const label = each.querySelector(".ad-gradient-row .ad-label")?.textContent;
    return name.includes("/") ? label === name : each.querySelector(".ad-name").textContent === name;
  });
  const row = node.querySelector(`.ad-${place.dataset.kind}-row rect`).getBoundingClientRect();
  const field = place.getBoundingClientRect();
  return Math.max(...["left", "top", "right", "bottom"].map((side) => Math.abs(row[side] - field[side])));
}))"""


class Graph:
    """A graph to fill in, in a plain page."""

    def __init__(self, view, name):
        self.view, self.page, self.name = view, view.page, name
        self.right = answers(name)

    def field(self, asked):
        name = asked if "/" in asked else f"value of {asked}"
        return self.page.get_by_role("textbox", name=name, exact=True)

    def read(self):
        return self.page.evaluate(SHOWN)

    def marks(self):
        return self.page.evaluate(MARKS)

    def enter(self, asked, number):
        """Type it, compare with Enter, and read the page."""
        self.field(asked).fill(str(number))
        self.field(asked).press("Enter")
        return self.read()

    def fill_in(self, *names):
        """The right number in these blanks; in all of them if none is named."""
        for name in names or self.right:
            if self.field(name).is_visible():
                seen = self.enter(name, self.right[name])
        return seen

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    @property
    def record(self):
        return self.view.get("record")


@pytest.fixture
def shown(plain_page):
    """shown(name, **options of FillInGraph) -> Graph."""
    plain_page.page.emulate_media(reduced_motion="reduce")

    def show(name="cost", attempt=None, **options):
        graph = FillInGraph(spec_to_fill_in(name), **options)
        graph.attempt = attempt or graph.attempt
        return Graph(plain_page.mount(graph), name)

    return show


def test_before_anything_is_filled_in_nothing_is_revealed(shown):
    graph = shown(done=3, of=7)
    seen = graph.read()
    assert seen["question"] == "At w = 4, b = 5, x = 2 and y = 4: fill in every blank."
    assert seen["count"] == "0 of 12 filled in" and seen["status"] == seen["typed"] == seen["key"] == ""
    assert seen["buttons"] == ["A hint for c", "Another one"] and seen["bar"] == "Lesson 03: 3 of 7"
    assert seen["reply"] == seen["hints"] == [] and set(seen["locals"]) <= {""}
    numbers = graph.page.locator(".ad-value, .ad-gradient").all_text_contents()
    assert [each for each in numbers if each] == ["4", "5", "2", "4"]
    assert set(graph.marks().values()) == {""} and list(graph.marks()) == list(graph.right)
    assert graph.view.messages_at_rest() == [] and graph.record["status"] == "new"


# -- filled in


@pytest.mark.parametrize("name", GRAPHS)
def test_all_of_it_by_keyboard_alone(shown, name):
    graph = shown(name)
    for _ in range(2):  # into the box of the picture, then to the first blank
        graph.page.keyboard.press("Tab")
    for place, (asked, number) in enumerate(graph.right.items()):
        assert graph.read()["focus"] == (asked if "/" in asked else f"value of {asked}")
        graph.page.keyboard.type(str(number))
        graph.page.keyboard.press("Tab" if place % 2 and place < len(graph.right) - 1 else "Enter")
        assert graph.marks()[asked] == "right"
    seen = graph.read()
    total = len(graph.right)
    assert seen["count"] == f"{total} of {total} filled in" and seen["status"] == "✓ right"
    both = "one walk forward" + (", and one walk back" if name != "values" else "")
    assert seen["title"] == "Right." and seen["reply"][-1] == f"All {total} are filled in: {both}."
    assert seen["focus"] == ("Start again" if name == "network" else "Another one")
    assert graph.record == {"status": "right", "tries": total, "hints": 0}
    assert set(graph.marks().values()) == {"right"} and seen["key"] == "✓ right"
    assert not graph.page.get_by_role("textbox").count()


@pytest.mark.parametrize("name", GRAPHS)
def test_the_numbers_stay_in_the_picture_and_a_local_derivative_comes_with_its_gradient(shown, name):
    graph = shown(name)
    spec = spec_to_fill_in(name)
    edges = spec["edges"] if name != "values" else []
    for asked, number in graph.right.items():
        graph.enter(asked, number)
        told = graph.page.evaluate(ROWS)
        where = {label if label != "value" else node: text for node, label, text in told}
        assert where[asked] == format_number(number)
        known = graph.marks()
        for edge, local in zip(edges, graph.read()["locals"]):
            parent = spec["nodes"][edge["parent"]]["gradient"]
            assert bool(local) == (known[parent] == "right")
    names = [each["name"] for each in spec["nodes"]]
    own = card_to_fill_in(name).questions[0].graph
    locals_ = own.slots()["l"]
    assert graph.read()["locals"] == [f"= {format_number(locals_[i])}" for i in range(len(edges))]
    assert len(where) == (len(names) if name == "values" else 2 * len(names))


def test_what_is_right_can_be_read_without_the_picture(shown):
    graph = shown()
    graph.fill_in("c", "a")
    graph.enter("d", 10)
    tree = graph.page.locator(".ad-fill-layer").aria_snapshot()
    assert "value of c: 8, right" in tree and "value of a: 13, right" in tree
    assert 'textbox "value of d"' in tree
    expect(graph.field("d")).to_have_accessible_description("not yet")


def test_leaving_a_field_compares_it_and_coming_back_says_it_again(shown):
    graph = shown()
    graph.field("c").fill("6")
    graph.page.keyboard.press("Tab")
    first = graph.read()
    assert first["title"] == "Not yet. Whoever adds where it should multiply finds 6."
    assert first["focus"] == "value of a" and first["typed"].startswith("You: c = 6")
    graph.enter("dJ/dJ", 40)
    assert graph.read()["typed"].startswith("You: dJ/dJ = 40")
    graph.field("c").focus()
    assert graph.read()["reply"] == first["reply"] and graph.record["tries"] == 2
    graph.page.keyboard.press("Tab")
    assert graph.record["tries"] == 2  # it was compared already
    graph.field("d").focus()
    graph.page.keyboard.press("Tab")  # nothing stands there
    assert graph.read()["problem"] == "" and graph.record["tries"] == 2


def test_a_field_that_is_left_for_another_wrong_one_has_its_say(shown):
    graph = shown()
    graph.enter("a", 1)
    graph.field("c").fill("6")
    graph.field("a").click()
    assert graph.read()["typed"].startswith("You: c = 6") and graph.read()["focus"] == "value of a"


def test_what_is_typed_over_a_wrong_number_has_no_mark_yet(shown):
    graph = shown()
    graph.enter("c", 6)
    assert graph.marks()["c"] == "wrong"
    graph.page.keyboard.type("0")
    assert graph.marks()["c"] == "" and graph.field("c").input_value() == "60"
    graph.page.keyboard.press("Backspace")
    assert graph.marks()["c"] == "wrong"


# -- wrong


@pytest.mark.parametrize(
    ("asked", "typed", "title"),
    [
        ("c", "6", "Not yet. Whoever adds where it should multiply finds 6."),
        ("dJ/dx", "4", "Not yet. Whoever forgets the upstream gradient finds 4."),
        ("dJ/dy", "9", "Not yet. Whoever leaves out the last local derivative finds 9."),
        ("dJ/dw", "-18", "Not yet. Whoever subtracts the wrong way round finds -18."),
        ("dJ/db", "18", "Not yet."),
        ("J", "42", "Close, but not it."),
        ("J", "4.05", "Nearly: a factor of 10 too small."),
        ("J", "1234", "Not yet. 1234 is not it."),
    ],
)
def test_every_kind_of_wrong_number_is_recognised(shown, asked, typed, title):
    graph = shown()
    for before in list(graph.right)[: list(graph.right).index(asked)]:
        graph.fill_in(before)
    seen = graph.enter(asked, typed)
    assert title in seen["title"] and seen["typed"].startswith(f"You: {asked} = {typed}")
    assert graph.marks()[asked] == "wrong" and "✎ not yet" in seen["key"]
    assert seen["focus"] == (asked if "/" in asked else f"value of {asked}")
    assert graph.record["status"] == "tried"
    assert graph.enter(asked, graph.right[asked])["title"] == "Right."


def test_every_mistake_of_every_blank_is_named(shown):
    """In each blank the number of each mistake, the blanks before it right: the page says its name."""
    graph = shown()
    spec, numbers = spec_to_fill_in("cost"), card_to_fill_in("cost").screened
    found = numbers.numbers(numbers.start)
    named = 0
    for asked, each in zip(graph.right, found):
        for mistake, number in each.wrong.items():
            clash = [other for name, other in each.wrong.items() if name != mistake]
            if (
                number != number
                or abs(number) == float("inf")
                or any(abs(number - x) <= 0.011 * max(abs(x), 1e-9) for x in [each.right, *clash])
            ):
                continue
            seen = graph.enter(asked, repr(number))
            assert f"{mistake} finds" in seen["title"], (asked, mistake, number)
            named += 1
        graph.fill_in(asked)
    assert named > 60 and len(spec["mistakes"]) > 20
    assert graph.read()["status"] == "✓ right"


def test_a_wrong_number_that_is_tried_again_leads_to_help(shown):
    graph = shown()
    graph.enter("c", 6)
    graph.enter("c", 7)
    seen = graph.enter("c", 6)
    assert seen["reply"][-1] == "You have tried this before. The button “A hint for c” takes you further."


# -- what follows from a wrong number


def test_a_value_that_follows_from_a_wrong_one_is_said_to(shown):
    graph = shown()
    graph.enter("c", 9)
    seen = graph.enter("a", 14)
    assert seen["title"] == "It follows from your c = 9." and seen["reply"][-1] == "Is c right?"
    for asked, number in (("d", 10), ("J", 50), ("dJ/dd", 10)):
        seen = graph.enter(asked, number)
        assert seen["title"] == "It follows from your c = 9." and graph.marks()[asked] == "follows"
    assert seen["key"].endswith("↰ follows from a number that is not right yet")
    seen = graph.enter("c", 8)
    assert seen["reply"][-1] == "Your a came from the old number: work it out again."
    marks = graph.marks()  # and the others follow from a
    assert [marks[name] for name in ("c", "a", "d", "J", "dJ/dd")] == ["right", "wrong"] + 3 * ["follows"]
    assert seen["focus"] == "value of a"
    assert graph.fill_in()["status"] == "✓ right"


def test_a_mistake_on_the_way_from_a_wrong_number_is_not_excused(shown):
    graph = shown()
    graph.enter("c", 9)
    assert "follows" not in graph.enter("a", 45)["title"]
    assert graph.marks()["a"] == "wrong"
    seen = graph.enter("d", 41)  # from a = 45, which is the first that is wrong on the way
    assert seen["title"] == "It follows from your a = 45."
    assert graph.enter("a", 13)["title"] == "Right."  # and the right number is right


def test_a_right_number_stands_between_a_wrong_one_and_what_comes_after(shown):
    graph = shown()
    graph.enter("c", 9)
    assert graph.enter("a", 13)["title"] == "Right."
    assert "follows" not in graph.enter("d", 10)["title"] and graph.marks()["d"] == "wrong"


@pytest.mark.parametrize(
    ("name", "first", "then"),
    [
        ("cost", ("dJ/da", 5), [("dJ/dc", 5), ("dJ/dx", 20), ("dJ/dw", 10), ("dJ/db", 5)]),
        # A fork: what comes back along the other arrow, 4, is right.
        ("two uses", ("de/dd", 7), [("de/da", -7), ("de/dw", -17), ("de/dy", 7)]),
        # Through two gates that are open.
        ("network", ("dJ/da2", 3), [("dJ/dz2", 3), ("dJ/dw2", 9), ("dJ/da1", 6), ("dJ/dw1", 18)]),
    ],
)
def test_a_gradient_that_follows_from_a_wrong_upstream_gradient_is_said_to(shown, name, first, then):
    graph = shown(name)
    graph.fill_in(*list(graph.right)[: list(graph.right).index(first[0])])
    graph.enter(*first)
    for asked, number in then:
        seen = graph.enter(asked, number)
        assert seen["title"] == f"It follows from your {first[0]} = {first[1]}.", asked
        assert seen["reply"][-1] == f"Is {first[0]} right?"
    graph.fill_in(first[0])
    marks = graph.marks()  # what came right after it is now the first that is wrong
    assert marks[then[0][0]] == "wrong" and {marks[asked] for asked, _ in then} <= {"wrong", "follows"}


def test_a_gate_that_is_closed_by_a_wrong_value_closes_the_way_back(shown):
    graph = shown("network")
    graph.fill_in("m1", "z1", "a1", "m2")
    graph.enter("z2", -2)
    assert graph.enter("a2", 0)["title"] == "It follows from your z2 = -2."
    graph.fill_in("dJ/dJ")
    assert graph.enter("dJ/da2", -4)["title"] == "It follows from your z2 = -2."
    assert graph.enter("dJ/dz2", 0)["title"] == "It follows from your z2 = -2."


def test_a_number_that_follows_from_two_wrong_ones_names_both(shown):
    graph = shown("crossing")
    graph.enter("u", 7)
    graph.enter("v", 11)
    seen = graph.enter("J", 77)
    assert seen["title"] == "It follows from your u = 7 and v = 11."
    assert seen["reply"][-1] == "Are u and v right?"


# -- help


def test_the_hints_belong_to_the_blank_in_focus(shown):
    graph = shown()
    graph.field("a").focus()
    assert graph.read()["buttons"][0] == "A hint for a"
    graph.press("A hint for a")
    seen = graph.read()
    assert seen["label"] == "On the way to a" and len(seen["hints"]) == 1 and seen["focus"] == "value of a"
    graph.page.keyboard.press("?")
    graph.page.keyboard.press("?")
    seen = graph.read()
    assert len(seen["hints"]) == 3 and graph.field("a").input_value() == ""
    assert seen["buttons"][0] == "Worked solution for a" and graph.record["hints"] == 3
    graph.field("d").focus()
    assert graph.read()["buttons"][0] == "A hint for d"
    graph.page.keyboard.press("?")
    seen = graph.read()
    assert seen["label"] == "On the way to d" and len(seen["hints"]) == 1
    graph.field("a").focus()
    assert len(graph.read()["hints"]) == 3
    graph.press("Worked solution for a")
    seen = graph.read()
    assert seen["solution"][-1].endswith("= 8 + 5 = 13") and not seen["buttons"][0].endswith("for a")
    assert graph.fill_in()["status"] == "filled in, with help"
    assert graph.record["status"] == "helped"


def test_the_rest_is_shown_only_after_a_try_and_counts_as_help(shown):
    graph = shown()
    assert "Show the rest" not in graph.read()["buttons"]
    graph.fill_in("c")
    graph.enter("a", 40)
    graph.field("a").fill("6x")
    graph.press("Show the rest")
    seen = graph.read()
    assert seen["status"] == "filled in, with help" and seen["count"] == "1 of 12 filled in"
    assert seen["reply"][0].startswith("Here is the whole graph.") and seen["problem"] == ""
    assert seen["key"] == "✓ right, → shown" and seen["focus"] == "Another one"
    assert graph.record["status"] == "helped" and not graph.page.get_by_role("textbox").count()
    marks = graph.marks()
    assert marks.pop("c") == "right" and set(marks.values()) == {"shown"}
    numbers = graph.page.locator(".ad-gradient").all_text_contents()
    assert numbers == [format_number(graph.right[f"dJ/d{name}"]) for name in "wbxycadJ"]
    assert "value of a: 13,→shown" in graph.page.locator(".ad-fill-layer").inner_text().replace("\n", "")


def test_a_better_status_is_kept(shown):
    graph = shown("values")
    graph.fill_in()
    graph.press("Start again")
    graph.enter("c", 1)
    graph.press("Show the rest")
    assert graph.record["status"] == "right"


# -- again


def test_start_again_clears_and_another_one_brings_fresh_numbers(shown):
    graph = shown()
    graph.fill_in("c")
    graph.enter("a", 40)
    graph.field("d").fill("kept?")
    graph.press("Start again")
    seen = graph.read()
    assert seen["count"] == "0 of 12 filled in" and seen["reply"] == seen["hints"] == []
    assert seen["problem"] == "" and seen["focus"] == "value of c" and "Start again" not in seen["buttons"]
    assert set(graph.marks().values()) == {""} and graph.field("d").input_value() == ""
    seen_sets = {seen["question"]}
    inputs = spec_to_fill_in("cost")["inputs"]
    for numbers in spec_to_fill_in("cost")["sets"][1:]:
        graph.press("Another one")
        seen = graph.read()
        seen_sets.add(seen["question"])
        given = dict(zip(inputs, numbers))
        assert all(f"{name} = {format_number(x)}" in seen["question"] for name, x in given.items())
        graph.right = answers("cost", given)
        graph.fill_in("c", "dJ/dd", "dJ/dw")
        assert graph.read()["count"] == "3 of 12 filled in" and graph.read()["title"] == "Right."
    graph.press("Another one")
    assert graph.read()["question"].startswith("At w = 4, b = 5") and len(seen_sets) == 12
    assert graph.record["status"] == "tried"


def test_a_second_view_shows_the_same(shown):
    entry = {"answers": ["9"], "hints": 1, "solution": False}
    follows = {"answers": ["1", "14"], "hints": 0, "solution": False}
    graph = shown(attempt={"set": 0, "entries": [entry, follows], "at": 1, "shown": False})
    seen = graph.read()
    assert seen["title"] == "It follows from your c = 9." and graph.field("a").input_value() == "14"
    assert seen["typed"] == "You: a = 14, before: 1"
    graph.view.set(attempt={"set": 1, "entries": [], "at": None, "shown": False})
    assert graph.field("a").input_value() == "" and graph.read()["reply"] == [
        "New numbers, and an empty graph."
    ]


def test_the_kernel_hears_of_the_record(shown):
    graph = shown()
    graph.enter("c", 6)
    graph.page.wait_for_function("() => window.messages.length")
    assert graph.view.messages()[-1]["record"] == {"status": "tried", "tries": 1, "hints": 0}


# -- hostile


HOSTILE = [
    *["", " ", "6x", "1/0", "1e999", "-1e-999", "NaN", "Infinity", "undefined", "__proto__", "constructor"],
    *["<img src=x onerror=alert(1)>", "<script>throw 1</script>", "{v:0}", "{r:99}", "`a`", "${1}", "😀"],
    *["\u202e6", "٣", "६", "½", "1,5", "1,500", "6 6", "--6", "6-", "(6)", "2*3", "50 %", "9" * 400, "J = 6"],
    *["0." + "1" * 3000, "a" * 100_000, "6\t", "\u0000", "1_000", "0x10", "+-6", ".", "e", "-", "/", "6/"],
    *["∞", "\\", "'", '"', "%s", "\ud7ff"],
]


def test_whatever_is_typed_gets_a_sentence_and_is_not_lost(shown):
    graph = shown()
    for asked in ("c", "J", "dJ/dw"):
        for text in HOSTILE:
            graph.field(asked).fill(text)
            kept = graph.field(asked).input_value()
            graph.field(asked).press("Enter")
            seen = graph.read()
            assert seen["problem"] or seen["title"], text
            assert (seen["problem"] or seen["typed"]) and graph.field(asked).input_value() == kept
            assert not graph.page.locator(".ad-fill-view :is(img, script)").count()
            invalid = graph.field(asked).get_attribute("aria-invalid")
            assert (invalid == "true") == bool(seen["problem"]) or not text.strip()
    assert graph.fill_in()["status"] == "✓ right"
    json.dumps(graph.view.get("attempt"))


def test_what_cannot_be_read_is_no_try(shown):
    graph = shown()
    seen = graph.enter("c", "6x")
    assert seen["problem"].startswith("c: Type a number alone, without a unit") and graph.marks()["c"] == ""
    assert graph.record["status"] == "new" and graph.view.get("attempt")["entries"] == []
    graph.page.keyboard.press("Tab")
    assert graph.field("c").input_value() == "6x" and graph.read()["problem"]
    assert graph.fill_in("c")["problem"] == ""


# -- the picture


@pytest.mark.parametrize("width", [380, 600, 1000, 1600])
@pytest.mark.parametrize("name", ["cost", "network", "values"])
def test_the_fields_stay_on_their_places_at_every_width(shown, name, width):
    graph = shown(name)
    graph.page.set_viewport_size({"width": width, "height": 900})
    assert graph.page.evaluate(OFF) < 1
    assert graph.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    heights = graph.page.evaluate(
        "[...document.querySelectorAll('.ad-fill-field')].map((it) => it.offsetHeight)"
    )
    assert min(heights) >= 24
    last = list(graph.right)[-1]
    graph.field(last).focus()
    box, field = graph.page.locator(".ad-fill-box").bounding_box(), graph.field(last).bounding_box()
    assert box["x"] <= field["x"] and field["x"] + field["width"] <= box["x"] + box["width"]
    assert graph.page.evaluate(OFF) < 1
