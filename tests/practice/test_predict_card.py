"""PredictCard in Python: its plain forms, what it refuses, and who hears of a try."""

import re
from xml.etree import ElementTree

import pytest
from hand_made_cards import choice_card, direction_card, number_card

from autodiff_core import trace
from autodiff_core.explorers.base import ExplorerError
from autodiff_core.lessons import cost
from autodiff_core.practice.predict_card import PredictCard

CARDS = {"number": number_card, "direction": direction_card, "choice": choice_card}


def test_the_plain_form_asks_and_says_where_to_answer():
    assert PredictCard(number_card(effort="Difficulty 2 of 5")).plain().splitlines() == [
        "Predict (Difficulty 2 of 5)",
        "At w = 5, b = -3, x = 2 and y = 4: what is dJ/dw?",
        "`J` is the four-node cost.",
        "Run this cell in JupyterLab to answer it.",
    ]
    assert repr(PredictCard(number_card())) == "Predict"


def test_options_are_listed():
    lines = PredictCard(direction_card()).plain().splitlines()
    assert lines[2:5] == ["- up", "- down", "- no change"]


@pytest.mark.parametrize("form", CARDS)
def test_no_plain_form_holds_the_answer(form):
    spec = CARDS[form]()
    card = PredictCard(spec)
    for text in (card.plain(), card.svg()):
        inside = re.sub(r"<style>.*?</style>", "", text, flags=re.S)
        for blank in spec["blanks"]:
            for secret in [blank["right"], *blank["hints"], *blank["solution"]]:
                assert secret not in inside
        for hidden in [each["name"] for each in spec["mistakes"]] + [
            each["idea"] for each in spec["options"]
        ]:
            assert not hidden or hidden not in inside


@pytest.mark.parametrize("form", CARDS)
def test_the_picture_is_svg_with_the_question_and_every_option_in_it(form):
    card = PredictCard(CARDS[form](heading="w < b & c"))
    root = ElementTree.fromstring(card.svg())
    texts = ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[0] == "w < b & c" and texts[-1] == "Run this cell in JupyterLab to answer it."
    asked = " ".join(card.question + [each["text"] for each in card.spec["options"]])
    for word in asked.replace("`", "").split():
        assert word in " ".join(texts)
    said = root.find("{http://www.w3.org/2000/svg}desc").text
    choices = "; ".join(each["text"].replace("`", "").rstrip(".") for each in card.spec["options"])
    asked = f"To choose from: {choices}." if choices else f"To fill in: {card.spec['blanks'][0]['asked']}."
    assert said == f"{asked} Run this cell in JupyterLab to answer it."
    assert card.svg() == PredictCard(CARDS[form](heading="w < b & c")).svg()


def test_numbers_that_only_the_page_computes_are_left_open_unless_they_are_given():
    spec = number_card(text=["c is {v:4}, and the gradient of c is {(g:4)}."])
    graph = trace(cost, w=5, b=-3)
    assert PredictCard(spec).question == ["c is …, and the gradient of c is …."]
    numbers = graph.slots(**graph.inputs)
    assert PredictCard(spec, numbers=numbers).question == ["c is 10, and the gradient of c is 3."]


def test_the_page_gets_the_spec_and_the_state():
    card = PredictCard(number_card(), done=2, of=7, record={"status": "tried", "tries": 4, "hints": 1})
    state = card.get_state()
    assert state["spec"] == number_card() and (state["done"], state["of"]) == (2, 7)
    assert state["record"] == {"status": "tried", "tries": 4, "hints": 1}
    assert state["attempt"] == {"set": 0, "answers": [], "hints": 0, "solution": False}


def test_whoever_asks_hears_of_every_new_record():
    heard = []
    card = PredictCard(number_card())
    card.observe(lambda change: heard.append(change["new"]), "record")
    assert heard == []
    card.set_state({"record": {"status": "tried", "tries": 1, "hints": 0}})  # as the page does
    card.set_state({"record": {"status": "right", "tries": 2, "hints": 0}})
    assert heard == [
        {"status": "tried", "tries": 1, "hints": 0},
        {"status": "right", "tries": 2, "hints": 0},
    ]


# -- what it refuses


def without(key):
    return {name: value for name, value in number_card().items() if name != key}


def blank_with(**changes):
    return number_card(blanks=[number_card()["blanks"][0] | changes])


REFUSED = {
    "no dictionary": (3, "A card needs a dictionary, not 3."),
    "a key too few": (without("sets"), "The card 'the way back to w' lacks sets."),
    "no name": (without("name"), "The card 'without a name' lacks name."),
    "another form": (
        number_card(form="essay"),
        "The card 'the way back to w' has one of the forms number, direction and choice, not 'essay'.",
    ),
    "no blank": (
        number_card(blanks=[]),
        "The card 'the way back to w' asks for nothing: it needs one blank.",
    ),
    "a blank without hints": (
        number_card(blanks=[{k: v for k, v in number_card()["blanks"][0].items() if k != "hints"}]),
        "The card 'the way back to w' lacks hints.",
    ),
    "an unknown mistake": (
        blank_with(wrong=[0, 9]),
        "The card 'the way back to w' names a mistake that it does not hold.",
    ),
    "no program": (
        number_card(program=""),
        "The card 'the way back to w' needs a program and at least one set of inputs.",
    ),
    "a short set": (
        number_card(sets=[[1, 2]]),
        "The card 'the way back to w' needs 4 numbers in every set of inputs.",
    ),
    "other directions": (
        direction_card() | {"options": choice_card()["options"]},
        "The card 'the way back to w' needs the options up, down and no change, each of them once.",
    ),
    "two right options": (
        choice_card() | {"options": [each | {"right": True} for each in choice_card()["options"]]},
        "The card 'the way back to w' needs options of which exactly one is right.",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_spec_that_does_not_fit_together_is_refused_in_one_sentence(name):
    spec, sentence = REFUSED[name]
    with pytest.raises(ExplorerError) as error:
        PredictCard(spec)
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    "record",
    [
        None,
        "right",
        {"status": "right"},
        {"status": "best", "tries": 1, "hints": 0},
        {"status": "right", "tries": -1, "hints": 0},
        {"status": "right", "tries": True, "hints": 0},
        {"status": ["right"], "tries": 1, "hints": 0},
    ],
)
def test_a_record_is_a_status_and_two_counts(record):
    with pytest.raises(
        ExplorerError, match="record needs a status .new, tried, helped, right. and the number"
    ):
        PredictCard(number_card()).record = record


@pytest.mark.parametrize(
    "change",
    [
        {"set": -1},
        {"set": 3},
        {"answers": "6"},
        {"answers": 6},
        {"answers": [6]},
        {"hints": 4},
        {"hints": 0.5},
        {"solution": 1},
        {"more": 1},
    ],
)
def test_an_attempt_is_refused_if_the_page_could_not_show_it(change):
    card = PredictCard(number_card())
    with pytest.raises(ExplorerError, match="attempt needs a set, answers as texts"):
        card.attempt = card.attempt | change


def test_answers_to_options_are_their_indices():
    card = PredictCard(direction_card())
    card.attempt = card.attempt | {"answers": ["2", "0"]}
    with pytest.raises(ExplorerError):
        card.attempt = card.attempt | {"answers": ["3"]}


@pytest.mark.parametrize("value", [-1, 0.5, "7", None])
def test_the_bar_counts_in_whole_numbers(value):
    with pytest.raises(ExplorerError, match=r"^of needs a "):
        PredictCard(number_card()).of = value


@pytest.mark.parametrize("text", ["\ud800", float("nan"), object()])
def test_what_no_page_can_get_is_refused_in_a_sentence(text):
    with pytest.raises(ExplorerError, match="^The card 'the way back to w' cannot be sent to a page: "):
        PredictCard(number_card(heading=text))
