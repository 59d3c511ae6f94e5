"""The cards of lesson 06: their answers by hand and by descent, and the ideas behind the usual wrong ones."""

import pytest

from autodiff_core.cards import CARDS
from autodiff_core.descent import descend
from autodiff_core.lessons import NETWORK_PARAMETERS, cost, network

STEP, EARLY = CARDS["the first step"], CARDS["an early update"]
PAPER, LARGEST = CARDS["a step on paper"], CARDS["the largest alpha"]


@pytest.mark.parametrize("card, sets", [(STEP, 20), (EARLY, 20), (PAPER, 20), (LARGEST, 12)])
def test_there_are_many_fresh_numbers_and_many_known_mistakes(card, sets):
    assert len(card.screened.sets) >= sets and len(card.screened.mistakes[0]) >= 6


def test_the_first_step_is_that_of_a_descent():
    for w, b, x, y in STEP.screened.sets[:10]:
        path = descend(cost, alpha=0.1, w=w, b=b, x=x, y=y, steps=1) if (x, y) == (2, 4) else None
        right = path.points[1].parameters["w"] if path else w - 0.1 * (w * x + b - y) * x
        assert STEP.screened.numbers((w, b, x, y))[0].right == pytest.approx(right)


@pytest.mark.parametrize(
    "answer, mistake",
    [
        (5.6, "climbs"),
        (-1, "steps without alpha"),
        (5, "stays where it is"),
        (4.7, "takes the step of b"),
        (4.55, "takes the value of the output for the gradient"),
        (0.6, "gives the length of the step for the place"),
    ],
)
def test_ideas_behind_wrong_first_steps(answer, mistake):
    assert STEP.questions[0].diagnose(answer, w=5, b=-3).name == mistake
    assert mistake in STEP.screened.numbers(STEP.screened.start)[0].wrong


def test_an_early_update_gives_what_a_descent_that_updates_during_the_pass_takes_for_the_gradient():
    (numbers,) = EARLY.screened.numbers((2, 3, 2, 1))
    early = descend(network, alpha=0.05, steps=1, during=True, **NETWORK_PARAMETERS)
    moved = NETWORK_PARAMETERS["w1"] - early.points[1].parameters["w1"]
    assert numbers.right == pytest.approx(moved / 0.05) == pytest.approx(5.6)


@pytest.mark.parametrize(
    "answer, mistake",
    [(6, "uses the old w2"), (4, "stops at w2"), (2.8, "forgets what came from further up")],
)
def test_ideas_behind_wrong_early_updates(answer, mistake):
    at_the_lesson = dict(zip(EARLY.inputs, EARLY.screened.start))
    assert EARLY.questions[0].diagnose(answer, **at_the_lesson).name == mistake


def test_the_step_on_paper_goes_to_3_4_and_a_half_is_noticed():
    for w, b, x, y in PAPER.screened.sets:
        right = w - 0.05 * 2 * (w * x + b - y) * x
        assert PAPER.screened.numbers((w, b, x, y))[0].right == pytest.approx(right)
    assert PAPER.screened.numbers(PAPER.screened.start)[0].right == pytest.approx(3.4)
    assert PAPER.questions[0].diagnose(3.2, w=3, b=1).name == "puts a half before the square"


@pytest.mark.parametrize("place", range(4))
def test_just_below_the_largest_alpha_the_descent_comes_nearer_and_just_above_it_flies_off(place):
    (k,) = LARGEST.screened.sets[place]
    (numbers,) = LARGEST.screened.numbers((k,))

    def bowl(w, b):
        J = (w - 3) ** 2 + k * (b + 1) ** 2
        return J

    below, above = [descend(bowl, alpha=f * numbers.right, steps=30, w=3, b=3) for f in (0.99, 1.01)]
    assert below.costs[-1] < below.costs[0] and above.costs[-1] > above.costs[0]


@pytest.mark.parametrize(
    "answer, mistake",
    [
        (1, "looks at the flat direction"),
        (0.05, "asks where a step ends on the floor"),
        (0.2, "forgets the exponent"),
    ],
)
def test_ideas_behind_wrong_limits(answer, mistake):
    assert LARGEST.questions[0].diagnose(answer, k=10).name == mistake


def test_what_the_larger_alphas_do_is_so():
    assert descend(cost, alpha=0.2, steps=1, w=5, b=-3).costs[-1] == pytest.approx(0, abs=1e-12)
    assert descend(cost, alpha=0.4, steps=9, w=5, b=-3).costs == pytest.approx([4.5] * 10)
    slow = descend(cost, alpha=0.1, steps=12, w=5, b=-3).costs
    assert slow[11] >= 1e-6 > slow[12]
