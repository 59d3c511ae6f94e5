"""Hostile text in the page: every text at once, in explorers and cards; it stands there, and nothing runs."""

import types

import pytest
from hand_made_cards import choice_card, number_card
from hostile import CANARY, HOSTILE
from playwright.sync_api import expect

from autodiff_core import trace
from autodiff_core.explorers import DerivativeExplorer, GraphExplorer, OrderExplorer
from autodiff_core.practice.predict_card import PredictCard
from autodiff_core.unseen import drawable

TEXTS = [text for text in HOSTILE if text.isprintable() and 0 < len(text) < 200]
ALL = "\n".join(TEXTS)
LOOK = f"""() => ({{
  ran: window.{CANARY} ?? null,
  attributes: [...document.querySelectorAll("*")].flatMap((each) => [...each.attributes])
    .filter(({{ name, value }}) => /^on/.test(name) || (/href|src/.test(name) && /script:/.test(value)))
    .length,
  elements: document.querySelectorAll("script, img, iframe, object, embed, base, meta[http-equiv]").length,
}})"""
WORDS = "(all) => all.map((each) => each.textContent)"
TYPE = """(texts) => texts.map((text) => {
  const [field, problem] = ["input[type=text]", "[role=alert]"].map((it) => document.querySelector(it));
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  return problem.textContent;
})"""
QUIET = {"ran": None, "attributes": 0, "elements": 0}


def coded(w, b=3.0):
    c = w * len({"<script>window.pwned=1</script>", "</text></svg><img src=x onerror=window.pwned=1>"})
    d = c * b + len({f"{w:2}", "{v:0}", "${window.pwned=1}", "]]>", "\u202egnp"})
    return d * c


def in_one_line(w):
    J = w * len({"<script>window.pwned=1</script>", "</text></svg><img src=x onerror=window.pwned=1>"})
    return J


@pytest.fixture
def asked(plain_page):
    """The requests of the page, and the dialogs that it opens."""
    heard = []
    plain_page.page.on("request", lambda request: heard.append(request.url))
    plain_page.page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    yield heard
    assert [each for each in heard if not each.startswith("blob:")] == []


def named(name):
    """The function under another name, which stands in titles."""
    fn = types.FunctionType(coded.__code__, coded.__globals__, "f", coded.__defaults__)
    fn.__name__ = name
    return fn


@pytest.mark.parametrize("kind", [GraphExplorer, OrderExplorer, DerivativeExplorer])
def test_a_name_and_the_texts_of_code_stand_in_an_explorer_and_nothing_runs(mount, asked, kind):
    view = mount(kind(in_one_line if kind is DerivativeExplorer else named(ALL), w=2.0))
    view.page.get_by_label("w", exact=True).first.press("ArrowRight")
    assert view.get("w") > 2 and view.page.evaluate("document.body.textContent").count("</text></svg><img")
    assert view.page.evaluate(LOOK) == QUIET


def test_every_step_of_such_code_is_said_as_it_stands(mount, asked):
    view = mount(GraphExplorer(coded, w=2.0))
    said = [line.strip() for line in trace(coded, w=2.0).transcript().splitlines()]
    for step in range(1, view.page.evaluate("window.model.get('spec').steps.length") + 1):
        view.set(step=step)
        first = next(place for place, line in enumerate(said) if line.startswith(f"{step}. "))
        symbols = said[first + 1]
        expect(view.page.get_by_text(symbols, exact=True).first).to_be_attached()
    assert view.page.evaluate(LOOK) == QUIET


def test_every_text_stands_in_a_card_as_it_is_and_nothing_runs(mount, asked):
    texts = [text.replace("`", "'") for text in TEXTS]  # between backticks is code
    card = mount(PredictCard(number_card(heading=ALL, text=texts, effort=ALL, tolerance=ALL)))
    shown = card.page.locator(".ad-card-question p").evaluate_all(WORDS)
    assert len(shown) == len(texts)
    slots = ("{v:0}", "{(g:0)}", "{r:0}")  # of a question these are numbers
    assert [text for text, said in zip(texts, shown) if text != said and text not in slots] == []
    assert card.page.locator("h3").evaluate("(it) => it.textContent") == ALL
    assert card.page.evaluate(LOOK) == QUIET


def test_every_text_may_be_an_option(mount, asked):
    options = [{"text": text.replace("`", "'"), "right": not n, "idea": text} for n, text in enumerate(TEXTS)]
    card = mount(PredictCard(choice_card(options=options)))
    shown = card.page.locator(".ad-card-option > span").evaluate_all(WORDS)
    assert shown == [option["text"] for option in options]
    card.page.get_by_role("radio").nth(1).check()
    card.page.get_by_role("button", name="Compare").click()
    expect(card.page.locator(".ad-card-reply")).to_contain_text("Not yet.")
    assert card.page.evaluate(LOOK) == QUIET


def test_a_typed_text_is_refused_in_a_sentence_and_nothing_runs(mount, asked):
    card = mount(PredictCard(number_card()))
    said = card.page.evaluate(TYPE, [drawable(text) for text in HOSTILE])
    assert len(said) == len(HOSTILE) and {sentence[-1:] for sentence in said} == {"."}
    assert card.messages_at_rest() == [] and card.page.evaluate(LOOK) == QUIET
