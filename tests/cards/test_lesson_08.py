"""The cards of lesson 08: what they say about broken engines is so."""

import pytest

from autodiff_core import small_engine, trace
from autodiff_core.cards import CARDS
from autodiff_core.engines import trace_with
from autodiff_core.ladder import broken
from autodiff_core.lessons import NETWORK_PARAMETERS, cost, network, twice, two_uses

FOUR = CARDS["four arrows"]
ENGINE = small_engine.Value


def right_option(name):
    (option,) = [option for option in CARDS[name].options if option.right]
    return option.text


def test_there_are_many_fresh_numbers_and_many_known_mistakes():
    assert len(FOUR.screened.sets) >= 20 and len(FOUR.screened.mistakes[0]) >= 6


def test_the_gradient_along_four_arrows():
    for a, b in FOUR.screened.sets:
        assert FOUR.screened.numbers((a, b))[0].right == 2 * a + b + 1
    assert FOUR.questions[0].diagnose(3, a=3, b=4).name == "overwrites at a fork"
    assert FOUR.questions[0].diagnose(8, a=3, b=4).name == "counts two arrows from one node once"


def test_an_engine_that_overwrites_is_wrong_at_w_only():
    wrong = trace_with(broken(ENGINE, "overwrites"), two_uses, w=2, b=1).backward()
    right = trace(two_uses, w=2, b=1).backward()
    assert [name for name in ("w", "b", "x", "y") if wrong[name] != pytest.approx(right[name])] == ["w"]
    assert wrong["w"] == 4 and right_option("which gradients break") == "Only that of w."


@pytest.mark.parametrize(
    "mistake, seen", [("overwrites", False), ("leaks", False), ("forgets upstream", True)]
)
def test_of_the_mistakes_only_a_forgotten_upstream_gradient_shows_in_these_tests(mistake, seen):
    engine = broken(ENGINE, mistake)

    def agrees(function, **inputs):
        found, right = trace_with(engine, function, **inputs).backward(), trace(function, **inputs).backward()
        return all(found[name] == pytest.approx(right[name]) for name in inputs)

    passes = agrees(cost, w=5, b=-3) and agrees(network, **NETWORK_PARAMETERS)
    assert passes != seen
    elsewhere = agrees(twice, a=3) and agrees(network, **NETWORK_PARAMETERS | {"b1": -8})
    assert not (passes and elsewhere), "the tests that the card names show it"
    assert right_option("what was not tested") == "It forgets the upstream gradient."
