"""What beginners type into the fields of a page, and word for word what they read: tests/bad_input/."""

import pytest
from bad_inputs import table
from hand_made_cards import number_card

from autodiff_core.explorers import GraphExplorer
from autodiff_core.lessons import cost
from autodiff_core.practice.predict_card import PredictCard

TYPED = [entry for entry in table() if entry.kind.startswith("into ")]
READ = """(place) => {
  const seen = (kind) => [...place.querySelectorAll(kind)].filter((each) => each.checkVisibility());
  const said = [...seen(".adc-problem"), ...seen(".ad-card-typed"), ...seen(".ad-card-reply p").slice(0, 1)];
  return said.map((each) => each.textContent.trim()).filter(Boolean).join("\\n");
}"""


@pytest.fixture
def read(mount):
    """read(kind, text): type a text into a field of that kind, and read what the page says to it."""

    def into_an_answer(text):
        page = mount(PredictCard(number_card())).page
        page.get_by_role("textbox", name="dJ/dw", exact=True).fill(text)
        page.get_by_role("button", name="Compare", exact=True).click()
        return page

    def into_a_field(text):
        page = mount(GraphExplorer(cost, w=5, b=-3)).page
        field = page.get_by_role("spinbutton", name="w", exact=True)
        field.focus()
        field.select_text()
        page.keyboard.press("Delete")
        page.keyboard.type(text)
        return page

    def typed(kind, text):
        page = (into_an_answer if kind == "into an answer" else into_a_field)(text)
        return page.locator("#explorer").evaluate(READ)

    return typed


@pytest.mark.parametrize("entry", TYPED, ids=lambda entry: entry.title)
def test_what_is_typed_is_answered_by_this(entry, read):
    assert read(entry.kind, entry.text) == entry.reads
