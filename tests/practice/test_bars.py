"""Cards note what comes of them, and the bars of a lesson follow."""

import pytest

from autodiff_core import progress as kept
from autodiff_core.practice import card, check
from autodiff_core.practice.progress_view import bar_of


@pytest.fixture
def fresh(monkeypatch, tmp_path):
    monkeypatch.setenv("AUTODIFF_PROGRESS", str(tmp_path / "progress.db"))
    kept.forget()


RIGHT = {"status": "right", "tries": 2, "hints": 1}


@pytest.mark.usefixtures("fresh")
def test_a_right_answer_is_noted_and_seen_in_every_card_of_the_lesson():
    one, other = card("the whole chain"), card("two links")
    elsewhere = card("one small step")
    start, of = one.done, one.of
    one.record = RIGHT
    assert (one.done, of) == (other.done, other.of) == bar_of("03") == (start + 1, of)
    assert elsewhere.done == bar_of("01")[0]
    assert kept.known()["the whole chain"].status == "right" and kept.known()["the whole chain"].tries == 2


@pytest.mark.usefixtures("fresh")
def test_tries_are_counted_once_and_a_card_opened_again_knows_them():
    one = card("the whole chain")
    one.record = {"status": "tried", "tries": 1, "hints": 0}
    one.record = {"status": "tried", "tries": 3, "hints": 2}
    again = card("the whole chain")
    assert again.record == {"status": "tried", "tries": 3, "hints": 0}
    again.record = {"status": "right", "tries": 4, "hints": 0}
    assert kept.known()["the whole chain"].tries == 4
    assert card("the whole chain").record["status"] == "right"


@pytest.mark.usefixtures("fresh")
def test_a_card_that_is_only_opened_or_given_hints_is_not_noted():
    one = card("the whole chain")
    one.record = {"status": "new", "tries": 0, "hints": 2}
    assert "the whole chain" not in kept.known()


@pytest.mark.usefixtures("fresh")
def test_a_checked_function_moves_the_bars_too():
    shown = card("one small step")
    before = shown.done

    def slope(f, w, epsilon):
        return (f(w + epsilon) - f(w - epsilon)) / (2 * epsilon)

    assert check("central difference", slope)
    assert shown.done == before + 1
