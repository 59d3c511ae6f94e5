"""What a card says to a number, looked up as its page does it."""

from autodiff_core.cards import CARDS
from autodiff_core.practice.card_spec import spec_of_card
from autodiff_core.questions.tolerance import same


def told(name, number, place=0, **inputs):
    """The name of the mistake that a card names for this answer to its question number `place`.

    "right" for the right answer, None for one that it does not know. The inputs are those of the first set,
    unless others are given.
    """
    card = CARDS[name]
    start = dict(zip(card.questions[0].graph.inputs, card.screened.start)) | inputs
    numbers = card.screened.numbers(list(start.values()))[place]
    if same(number, numbers.right):
        return "right"
    return next((mistake for mistake, wrong in numbers.wrong.items() if same(number, wrong)), None)


def asked(name):
    """What each blank of a card asks, in order."""
    return [blank["asked"] for blank in spec_of_card(CARDS[name])["blanks"]]
