"""Every card in Chromium: it gives Python's numbers, and names the mistake behind each wrong one."""

import math
from collections import Counter

import pytest

from autodiff_core.cards import CARDS
from autodiff_core.cards.card import FILL, NUMBER
from autodiff_core.explorers.base import module
from autodiff_core.numbers import format_number
from autodiff_core.practice.card_spec import spec_of_card
from autodiff_core.questions.tolerance import same

pytestmark = pytest.mark.browser

with_numbers = [card for card in CARDS.values() if card.form in (NUMBER, FILL)]
SETS = 6  # of each card
TYPED_DIGITS = 6

LOAD = """async (sources) => {
  const load = (text) => import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  const [answer, diagnose] = await Promise.all(sources.map(load));
  window.parts = { load, ...answer, ...diagnose };
}"""
NUMBERS = """async ([program, sets]) => {
  const { forward, answers } = await window.parts.load(program);
  const exact = (x) => (Array.isArray(x) ? x.map(exact) : String(x));
  window.computed = sets.map((inputs) => answers(forward(inputs)));
  return exact(window.computed);
}"""
VERDICTS = """([blanks, typed]) => typed.map(([set, place, text]) => {
  const { parseAnswer, diagnose } = window.parts;
  const { verdict, mistake } = diagnose(parseAnswer(text), blanks[place], window.computed[set][place]);
  return [verdict, mistake ?? null];
})"""


def numbers_of(x):
    return [numbers_of(i) for i in x] if isinstance(x, list) else float(x.replace("Infinity", "inf"))


@pytest.fixture
def page(plain_page):
    plain_page.page.evaluate(LOAD, [module("answer.js"), module("diagnose.js")])
    return plain_page.page


@pytest.mark.parametrize("card", with_numbers, ids=lambda card: card.name)
def test_the_page_has_pythons_numbers_and_names_every_mistake(page, card, record_property):
    spec = spec_of_card(card)
    sets = spec["sets"][:SETS]
    found = numbers_of(page.evaluate(NUMBERS, [spec["program"], sets]))
    typed, meant = [], []
    for place_of_set, (inputs, blanks) in enumerate(zip(sets, found)):
        for place, ((right, wrong, others), numbers) in enumerate(zip(blanks, card.screened.numbers(inputs))):
            assert right == pytest.approx(numbers.right, rel=1e-9, abs=1e-12)
            assert wrong == pytest.approx(list(numbers.wrong.values()), rel=1e-9, abs=1e-12, nan_ok=True)
            assert others == pytest.approx(list(numbers.others.values()), rel=1e-9, abs=1e-12, nan_ok=True)
            typed.append([place_of_set, place, format_number(right, TYPED_DIGITS)])
            meant.append(None)
            for name, number in numbers.wrong.items():
                if math.isfinite(number) and not same(number, right):
                    typed.append([place_of_set, place, format_number(number, TYPED_DIGITS)])
                    meant.append(name)
    verdicts = page.evaluate(VERDICTS, [spec["blanks"], typed])
    names = [mistake["name"] for mistake in spec["mistakes"]]
    typed_by, missed = Counter(), Counter()
    for name, (verdict, mistake), (_, _, text) in zip(meant, verdicts, typed):
        if name is None:
            assert verdict == "right", (text, verdict)
            continue
        typed_by[name] += 1
        missed[name] += not (verdict == "mistake" and names[mistake] == name)
    for name, times in typed_by.items():
        record_property("diagnosed", (name, card.name, times - missed[name], times))
    assert not +missed, f"wrong answers that were not met by name: {dict(+missed)}"
