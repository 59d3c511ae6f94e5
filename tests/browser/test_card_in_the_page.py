"""The predict card in a plain page: what it says to every kind of answer, its hints, its record, its keys."""

import re

import pytest
from hand_made_cards import SETS, choice_card, direction_card, number_card
from playwright.sync_api import expect
from test_answers_in_the_page import NUMBERS, UNREAD

from autodiff_core import trace
from autodiff_core.explorers.graph_spec import spec_of_graph
from autodiff_core.lessons import cost
from autodiff_core.practice.predict_card import PredictCard

SHOWN = """() => {
  const seen = (kind) => [...document.querySelectorAll(kind)].filter((each) => each.checkVisibility());
  const texts = (kind) => seen(kind).map((each) => each.textContent);
  return {
    question: texts(".ad-card-question p"), status: texts(".ad-card-status")[0] ?? "",
    typed: texts(".ad-card-typed")[0] ?? "", reply: texts(".ad-card-reply p"),
    icon: texts(".ad-card-icon")[0] ?? "", kind: document.querySelector(".ad-card-reply").dataset.kind,
    problem: texts(".adc-problem").join(""),
    hints: texts(".ad-card-hints li"), solution: texts(".ad-card-steps li"),
    buttons: texts(".ad-card-view button"),
    bar: texts("footer label").join(""),
  };
}"""

HAS_FOCUS = "(it) => it === document.activeElement"


class CardShown:
    """A card in a plain page."""

    def __init__(self, view):
        self.view, self.page = view, view.page

    @property
    def field(self):
        return self.page.get_by_role("textbox", name="dJ/dw", exact=True)

    def read(self):
        return self.page.evaluate(SHOWN)

    def answer(self, text):
        """Type it, compare with Enter, and read the card."""
        self.field.fill(text)
        self.field.press("Enter")
        return self.read()

    def choose(self, option):
        self.page.get_by_role("radio", name=option, exact=True).check()
        self.press("Compare")
        return self.read()

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    @property
    def record(self):
        return self.view.get("record")


KERNEL_GONE = "() => { window.model.widget_manager = { kernel: null }; }"
UNKEPT = "The kernel of this card has ended: your answers are compared, and not kept."


@pytest.fixture
def shown(mount):
    """shown(spec, **options of PredictCard) -> CardShown."""
    return lambda spec=None, **options: CardShown(mount(PredictCard(spec or number_card(), **options)))


def test_before_an_answer_nothing_is_revealed(shown):
    card = shown()
    seen = card.read()
    assert seen["question"][0] == "At w = 5, b = -3, x = 2 and y = 4: what is dJ/dw?"
    assert seen["reply"] == seen["hints"] == seen["solution"] == [] and seen["typed"] == ""
    assert seen["buttons"] == ["Compare", "A hint"] and seen["status"] == ""
    assert "6" not in re.findall(r"\d+", card.page.locator(".ad-card-view").inner_text())
    assert card.view.messages_at_rest() == [] and card.record == {"status": "new", "tries": 0, "hints": 0}


# -- what it says


def test_without_a_kernel_the_card_goes_on_and_says_that_nothing_is_kept(shown):
    card = shown(number_card())
    assert not card.page.get_by_text(UNKEPT).is_visible()
    card.page.evaluate(KERNEL_GONE)
    card.answer("6")
    assert card.record["status"] == "right"
    assert card.page.get_by_text(UNKEPT).is_visible()


def test_a_right_answer_is_told_why(shown):
    card = shown()
    seen = card.answer("6")
    why = "dJ/dw = dJ/dc × dc/dw = dJ/dc × x = 3 × 2 = 6."
    assert (seen["kind"], seen["icon"], seen["reply"]) == ("right", "✓", ["Right.", why])
    assert seen["buttons"] == ["Compare", "Another one"] and card.field.input_value() == "6"
    assert card.record == {"status": "right", "tries": 1, "hints": 0} and seen["status"] == "✓ right, 1 try"
    assert card.answer("12/2")["typed"] == "You: 12/2 = 6, before: 6"
    assert card.answer("6.02")["reply"] == ["Right.", why, "Near enough: dJ/dw is 6."]
    assert card.record["tries"] == 1  # what is answered once it is right is no try


KNOWN = {
    "2": ("?", "Not yet. Whoever forgets the upstream gradient finds 2.", "unit of the next node?"),
    "15": ("?", "Not yet. Whoever takes its own factor finds 15.", "by how much does w × x go up?"),
    "12": ("?", "Not yet. Whoever forgets the half finds 12.", "the 2 that comes down?"),
    "9": ("?", "Not yet. Whoever starts from the value of the output finds 9.", "output go up?"),
    "-6": ("±", "The right size, with the wrong sign.", "Let w go up a little: does J go up or down?"),
    "3": ("⇄", "Not yet. That is dJ/db.", "What lies between the two?"),
    "−3": ("⇄", "Not yet. That is dJ/dy.", "What lies between the two?"),
    "5.8": ("≈", "Close, but not it.", "if you keep all digits until the end?"),
    "60": ("10ⁿ", "Nearly: a factor of 10 too large.", "has a decimal point in it?"),
    "0.06": ("10ⁿ", "Nearly: a factor of 100 too small.", "has a decimal point in it?"),
    "17": ("?", "Not yet. 17 is not it.", "so take it step by step."),
}


@pytest.mark.parametrize("typed", KNOWN)
def test_a_wrong_answer_meets_the_idea_behind_it(shown, typed):
    card = shown()
    icon, title, end = KNOWN[typed]
    seen = card.answer(typed)
    assert (seen["kind"], seen["icon"], seen["reply"][0]) == ("wrong", icon, title)
    assert len(seen["reply"]) in (2, 3) and seen["reply"][-1].endswith(end)
    assert "Another one" not in seen["buttons"] and seen["solution"] == []
    assert card.field.input_value() == typed and card.field.is_editable()
    assert card.record["status"] == "tried" and seen["status"] == "tried, 1 try"


def test_what_is_behind_a_mistake_is_said_in_its_own_words(shown):
    thinking, code = shown().answer("12")["reply"][1], "d**2 / 2"
    assert thinking == f"Perhaps the derivative of {code} was taken to be 2 × d."


def test_what_is_no_number_stays_in_the_field_and_is_no_try(shown):
    card = shown()
    seen = card.answer("1 / x")
    assert seen["problem"].startswith("That cannot be read as a number")
    assert card.field.input_value() == "1 / x"
    assert card.field.get_attribute("aria-invalid") == "true" and seen["reply"] == []
    assert card.record["tries"] == 0 and card.view.messages_at_rest() == []
    card.field.press("End")
    card.page.keyboard.type("3")
    assert card.read()["problem"] == "" and card.field.get_attribute("aria-invalid") == "false"


def test_the_same_wrong_answer_again_is_offered_the_next_help(shown):
    card = shown()
    assert card.answer("2")["reply"][-1].endswith("next node?")
    card.answer("3")
    again = card.answer("2.0")
    assert again["reply"][-1] == "You have tried this before. The button “A hint” takes you further."
    assert again["typed"] == "You: 2.0, before: 2; 3"
    for _ in range(3):
        card.press("A hint")
    assert card.read()["reply"][-1].endswith("The button “Worked solution” takes you further.")


def test_an_answer_that_nothing_is_known_of_shows_the_next_hint_each_time(shown):
    card = shown()
    for count, number in enumerate(("17", "18", "19"), start=1):
        assert len(card.answer(number)["hints"]) == count
    assert card.record == {"status": "tried", "tries": 3, "hints": 3}
    stuck = card.answer("20")
    assert len(stuck["hints"]) == 3 and stuck["solution"] == []
    assert stuck["reply"][-1] == "The button “Worked solution” takes you further."


# -- hints and solution


def test_hints_stay_in_their_order_and_the_solution_comes_after_the_last(shown):
    card = shown()
    for count in (1, 2, 3):
        assert "Worked solution" not in card.read()["buttons"]
        card.press("A hint")
        hints = card.read()["hints"]
        assert [hint[:11] for hint in hints] == [f"Hint {i} of 3" for i in range(1, count + 1)]
    assert hints[1] == "Hint 2 of 3What arrives from further up, the upstream gradient: dJ/dc = 3."
    card.press("Worked solution")
    seen = card.read()
    assert seen["solution"][0] == "dJ/dJ = 1" and len(seen["solution"]) == 8 and len(seen["hints"]) == 3
    assert seen["buttons"] == ["Compare", "Another one"]
    assert card.page.get_by_role("button", name="Another one").evaluate(HAS_FOCUS)


def test_right_after_the_solution_counts_as_helped_until_another_one_is_right_without(shown):
    card = shown()
    for _ in range(3):
        card.press("A hint")
    card.press("Worked solution")
    assert card.answer("6")["reply"][-1] == (
        "That was with the worked solution in sight. Try another one without it."
    )
    assert card.record == {"status": "helped", "tries": 1, "hints": 3}
    card.press("Another one")
    seen = card.read()
    assert seen["reply"] == ["New numbers. What do you predict now?"]
    assert seen["hints"] == seen["solution"] == []
    assert seen["question"][0].startswith("At w = 2, b = 1, x = 3") and card.field.input_value() == ""
    assert card.answer("6")["status"] == "✓ right, 2 tries"
    assert card.record == {"status": "right", "tries": 2, "hints": 3}


def test_another_one_has_other_numbers_and_comes_round(shown):
    card = shown()
    graph = trace(cost, w=5, b=-3)
    for inputs in [*SETS, SETS[0]]:
        at = dict(zip("wbxy", inputs))
        said = "At w = {w:g}, b = {b:g}, x = {x:g} and y = {y:g}: what is dJ/dw?".format(**at)
        assert card.read()["question"][0] == said
        right = graph.backward(**at)["w"]
        assert card.answer(f"{right / 2:g}")["kind"] == "wrong"
        assert card.answer(f"{right:g}")["reply"][1].endswith(f" = {right:g}.")
        card.press("Another one")
    assert card.record["tries"] == 8 and card.record["status"] == "right"


def test_a_card_with_one_set_has_no_other_one(shown):
    card = shown(number_card(sets=SETS[:1]))
    assert card.answer("6")["buttons"] == ["Compare"]


# -- directions and choices


def test_a_direction_is_judged_by_the_sign_of_the_right_number(shown):
    card = shown(direction_card())
    card.press("Compare")
    assert card.read()["problem"] == "Choose one first: a guess is welcome."
    seen = card.choose("down")
    assert seen["typed"] == "You: down" and seen["problem"] == ""
    assert seen["reply"] == ["Not yet.", "Perhaps b = -3 looked like a sign to you. What is d?"]
    assert card.choose("up")["kind"] == "right"
    for right, wrong in (("up", "no change"), ("down", "up")):  # dJ/dw is 6, then -14
        card.press("Another one")
        assert card.page.locator("input:checked").count() == 0
        seen = card.choose(wrong)
        assert seen["kind"] == "wrong" and card.choose(right)["kind"] == "right"
    # The idea behind "up" was written for numbers with which it is right.
    assert seen["reply"][1:] == ["Follow a small push from line to line: which of them turn it round?"]


def test_no_change_is_right_where_the_gradient_is_0(shown):
    card = shown(direction_card() | {"sets": [[2, 0, 2, 4]]})
    assert card.choose("up")["kind"] == "wrong" and card.choose("no change")["kind"] == "right"


def test_a_choice_needs_no_graph(shown):
    card = shown(choice_card())
    wrong = card.choose("one backward pass, and nothing else")
    assert wrong["reply"] == ["Not yet.", "From where would the local derivatives come?"]
    right = card.choose("one forward pass and one backward pass")
    assert right["reply"] == ["Right.", "All gradients come out of the same walk back."]
    assert right["buttons"] == ["Compare"] and card.record == {"status": "right", "tries": 2, "hints": 0}


def test_an_option_that_is_a_sentence_is_said_back_without_its_full_stop(shown):
    spec = choice_card()
    spec["options"] = [{**option, "text": option["text"] + "."} for option in spec["options"]]
    card = shown(spec)
    card.choose("one backward pass, and nothing else.")
    card.choose("one forward pass and one backward pass.")
    said = "You: one forward pass and one backward pass, before: one backward pass, and nothing else"
    expect(card.page.locator(".ad-card-typed")).to_have_text(said)


# -- keys


def test_all_of_it_works_by_keyboard(shown):
    card = shown()
    keyboard = card.page.keyboard
    keyboard.press("Tab")
    keyboard.type("15")
    keyboard.press("Enter")
    assert card.field.evaluate(HAS_FOCUS)  # so that it can be typed again
    keyboard.press("Tab")  # Compare
    keyboard.press("Tab")  # A hint
    for _ in range(4):
        keyboard.press("Enter")
    assert len(card.read()["hints"]) == 3 and len(card.read()["solution"]) == 8
    keyboard.press("Space")  # Another one has the focus now
    assert card.field.evaluate(HAS_FOCUS)
    keyboard.type("6")
    keyboard.press("Enter")
    assert card.record == {"status": "right", "tries": 2, "hints": 3}


def test_a_direction_works_by_keyboard(shown):
    card = shown(direction_card())
    keyboard = card.page.keyboard
    keyboard.press("Tab")
    keyboard.press("Space")
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    assert card.read()["typed"] == "You: down"
    keyboard.press("ArrowUp")
    keyboard.press("Enter")
    assert card.read()["kind"] == "right"


def test_letters_are_the_fields_and_escape_is_jupyterlabs(shown):
    card = shown()
    suppresses = "(it) => it.hasAttribute('data-lm-suppress-shortcuts')"
    own_keys = {"a": True, "ArrowUp": True, "Control+a": True, "Escape": False, "Control+s": False}
    for key, own in own_keys.items():
        card.field.press(key)
        assert card.field.evaluate(suppresses) == own, key


def test_the_parts_have_names_and_the_verdict_is_spoken(shown):
    card = shown(done=4, of=7)
    page = card.page
    expect(page.get_by_role("group", name="Predict", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Predict", exact=True)).to_be_visible()
    bar = page.get_by_role("progressbar", name="Lesson 03: 4 of 7", exact=True)
    expect(bar).to_have_attribute("value", "4")
    expect(card.field).to_have_attribute("inputmode", "decimal")
    described = card.field.get_attribute("aria-describedby").split()
    texts = [page.locator(f"[id='{each}']").text_content() for each in described]
    assert texts[0].startswith("At w = 5") and "within 0.5 %" in texts[1] and texts[2] == ""
    card.answer("2")
    expect(page.get_by_role("status").last).to_contain_text("forgets the upstream gradient")


# -- state


def test_a_second_view_shows_the_same_state(shown):
    card = shown(done=1, of=2)
    card.answer("6")
    card.press("Another one")
    card.answer("17")
    card.answer("2/3")
    card.press("A hint")
    before = card.read()
    card.page.evaluate("window.unmount()")
    card.page.evaluate(
        """async (esm) => {
            const el = document.getElementById("explorer");
            el.replaceChildren();
            const url = URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
            window.unmount = await (await import(url)).default.render({ model: window.model, el });
        }""",
        PredictCard._esm,
    )
    assert card.read() == before and card.field.input_value() == "2/3"


def test_the_kernel_hears_of_the_record(shown):
    card = shown()
    card.answer("2")
    card.page.wait_for_function("window.messages.length === 1")
    assert card.view.messages()[0]["record"] == {"status": "tried", "tries": 1, "hints": 0}
    card.answer("6")
    card.page.wait_for_function("window.messages.length === 2")
    assert card.view.messages()[1]["record"]["status"] == "right"


def test_without_a_kernel_everything_works(shown):
    card = shown()
    card.page.evaluate("window.model.widget_manager = { kernel: null }")
    assert card.answer("2")["kind"] == "wrong" and card.answer("6")["kind"] == "right"
    card.press("Another one")
    assert card.answer("6")["kind"] == "right"
    assert card.view.messages_at_rest() == []


def test_what_was_right_before_is_said_at_once(shown):
    assert shown(record={"status": "right", "tries": 3, "hints": 0}).read()["status"] == "✓ right, 3 tries"


def test_a_worse_status_never_takes_the_place_of_a_better_one(shown):
    card = shown(record={"status": "right", "tries": 3, "hints": 0})
    card.answer("2")
    assert card.record == {"status": "right", "tries": 4, "hints": 0}


def test_the_bar_follows_python_and_hides_without_items(shown):
    card = shown()
    assert card.read()["bar"] == ""
    card.view.set(of=7)
    card.view.set(done=5)
    assert card.read()["bar"] == "Lesson 03: 5 of 7"


def test_the_picture_shows_no_more_than_the_inputs_until_it_is_right(shown):
    graph = trace(cost, w=5, b=-3)
    svg = spec_of_graph(graph, dict(graph.inputs), dict.fromkeys(graph.inputs, ""), {})["svg"]
    card = shown(number_card(svg=svg))
    numbers = lambda: card.page.locator(":is(.ad-value, .ad-gradient, .ad-local)").all_text_contents()  # noqa: E731
    assert sorted(filter(None, numbers())) == ["-3", "2", "4", "5"]
    card.answer("2")
    assert sorted(filter(None, numbers())) == ["-3", "2", "4", "5"]
    card.answer("6")
    assert "15" in numbers() and all(numbers())


# -- hostile answers


def test_hostile_answers_typed_into_the_card(shown):
    card = shown()
    for text in [*NUMBERS, *(each for each in UNREAD if len(each) < 200)]:
        typed = text.replace("\n", " ").replace("\t", " ")
        seen = card.answer(typed)
        read = text in NUMBERS
        assert (seen["problem"] == "") == read, (text, seen)
        assert card.field.input_value() == typed  # nothing that was typed is lost
        if read:
            assert seen["typed"].startswith("You: ") and seen["reply"]
    card.field.fill("<" * 100_000)
    card.field.press("Enter")
    assert "too long" in card.read()["problem"]
    assert card.page.locator(".ad-card-view :is(img, script, b)").count() == 0
    assert card.answer("6")["kind"] == "right"


# -- narrow, large, quiet


@pytest.mark.parametrize("spec", [number_card, direction_card, choice_card])
@pytest.mark.parametrize("width", [380, 700])
def test_nothing_is_wider_than_the_page(shown, spec, width):
    card = shown(spec(), done=4, of=7)
    card.page.set_viewport_size({"width": width, "height": 800})
    card.page.locator(".adc").evaluate("(it) => { it.style.fontSize = '28px'; }")  # twice the usual size
    for _ in range(3):
        card.press("A hint")
    if spec is number_card:
        card.answer("0." + "3" * 57)
        card.answer("2")
        card.press("Worked solution")
    assert card.page.evaluate("document.documentElement.scrollWidth") <= width
    wide = "(all) => all.filter((it) => it.clientWidth && it.scrollWidth > it.clientWidth + 1).length"
    assert card.page.locator(".adc :not(input)").evaluate_all(wide) == 0


def test_nothing_moves_for_those_who_ask_for_that(shown):
    card = shown()
    card.page.emulate_media(reduced_motion="reduce")
    card.answer("2")
    name = "(it) => getComputedStyle(it).animationName"
    assert card.page.locator(".ad-card-reply").evaluate(name) == "none"


# -- in JupyterLab


def test_in_jupyterlab_the_field_keeps_its_keys_and_python_hears_of_the_record(lesson):
    lab = lesson("03_backward.ipynb", run=False)
    lab.run_cell(
        "from autodiff_core.cards import CARDS\n"
        "from autodiff_core.practice.predict_card import PredictCard\n"
        "from autodiff_core.practice.card_spec import spec_of_card\n"
        "heard = []\n"
        "spec = spec_of_card(CARDS['the whole chain'])\n"
        "mine = PredictCard(spec, of=7)\n"
        "mine.observe(lambda change: heard.append(change['new']), 'record')\n"
        "mine"
    )
    cells = lab.page.evaluate("jupyterapp.shell.currentWidget.content.widgets.length")
    root = lab.page.locator(".ad-card-view").last
    field = root.get_by_role("textbox")
    field.click()
    lab.page.keyboard.type("bdd")  # commands of JupyterLab, as Enter is: here they are the field's
    assert field.input_value() == "bdd"
    field.fill("15")
    field.press("Enter")
    expect(root.get_by_role("status")).to_contain_text("Whoever takes its own factor finds 15.")
    assert lab.page.evaluate("jupyterapp.shell.currentWidget.content.widgets.length") == cells
    assert lab.page.evaluate("jupyterapp.shell.currentWidget.content.mode") == "command"
    lab.wait_for_python("mine.record", {"status": "tried", "tries": 1, "hints": 0})
    field.fill("6")
    field.press("Enter")
    lab.wait_for_python("heard[-1]", {"status": "right", "tries": 2, "hints": 0})
    lab.run_cell("mine.done = 5")
    expect(root.get_by_role("progressbar", name="Lesson 03: 5 of 7")).to_be_visible()
