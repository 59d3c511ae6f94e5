"""FillInGraph in Python: its plain forms hold no answer, and it refuses in a sentence what makes no sense."""

import re
from xml.etree import ElementTree

import pytest
from graphs_to_fill_in import GRAPHS, answers, spec_to_fill_in
from hand_made_cards import number_card

from autodiff_core.cards import CARDS
from autodiff_core.cards.card import FILL
from autodiff_core.explorers.base import ExplorerError
from autodiff_core.numbers import format_number
from autodiff_core.practice import card
from autodiff_core.practice.fill_in import FillInGraph
from autodiff_core.practice.predict_card import PredictCard

ENTRY = {"answers": ["8"], "hints": 0, "solution": False}
ATTEMPT = {"set": 0, "entries": [ENTRY], "at": 0, "shown": False}


def made(name="cost", **options):
    return FillInGraph(spec_to_fill_in(name), **options)


def test_the_plain_form_is_the_table_with_a_question_mark_for_each_blank():
    assert made().plain().splitlines() == [
        "Exercise: fill in the graph (Difficulty 2 of 5 ●●○○○, about 5 minutes)",
        "At w = 4, b = 5, x = 2 and y = 4: fill in every blank.",
        "node  code          value  gradient",
        "w     w                 4         ?",
        "b     b                 5         ?",
        "x     x                 2         ?",
        "y     y                 4         ?",
        "c     c = w * x         ?         ?",
        "a     a = c + b         ?         ?",
        "d     d = a - y         ?         ?",
        "J     J = d**2 / 2      ?         ?",
        "Run this cell in JupyterLab: there each ? is a field.",
    ]
    assert repr(made()) == made().plain().splitlines()[0]


def test_where_no_gradient_is_asked_for_there_is_no_place_for_one():
    graph = made("values")
    assert "gradient" not in graph.plain() and "?" in graph.plain()
    assert "ad-gradient-row" not in graph.svg() and "ad-chip" not in re.sub(
        "<style>.*?</style>", "", graph.svg()
    )


@pytest.mark.parametrize("name", GRAPHS)
def test_no_plain_form_holds_an_answer(name):
    graph = made(name)
    root = ElementTree.fromstring(graph.svg())
    shown = ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]
    numbers = [text for text in shown if re.fullmatch(r"(= )?-?\d[\d.e-]*", text)]
    assert numbers == [format_number(x) for x in graph.spec["sets"][0]]
    given = [f"{name} = {number}" for name, number in zip(graph.spec["inputs"], numbers)]
    for svg in (graph.svg(), graph.spec["svg"]):
        words = re.search("<desc>(.*)</desc>", svg)[1]
        assert words.partition(" In the cards: ")[2] == f"{'; '.join(given)}."
    assert graph.spec["svg"].count("data-node") == len(graph.spec["nodes"])
    cells = [line.split()[-1] for line in graph.plain().splitlines() if line.endswith("?")]
    inputs, nodes = len(graph.spec["inputs"]), len(graph.spec["nodes"])
    assert len(cells) == (nodes - inputs if name == "values" else nodes)
    assert graph.plain() == made(name).plain() and graph.svg() == made(name).svg()


def test_a_picture_that_is_given_whole_stays_whole_beside_the_blanks():
    spec = spec_to_fill_in("cost")
    few = spec | {"blanks": [blank for blank in spec["blanks"] if blank["asked"] in ("c", "dJ/dw")]}
    root = ElementTree.fromstring(FillInGraph(few).svg())
    found = {"value": [], "gradient": [], "local": []}
    for each in root.iter("{http://www.w3.org/2000/svg}text"):
        if each.get("class") in ("ad-value", "ad-gradient", "ad-local"):
            found[each.get("class")[3:]].append(each.text)
    right = answers("cost")
    assert found["value"] == ["4", "5", "2", "4", None, *(format_number(right[name]) for name in "adJ")]
    assert found["gradient"] == [None, *(format_number(right[f"dJ/d{name}"]) for name in "bxycadJ")]
    assert set(found["local"]) == {None}
    words = root.find("{http://www.w3.org/2000/svg}desc").text.partition(" In the cards: ")[2]
    gradients = {name: format_number(right[f"dJ/d{name}"]) for name in "bc"}
    assert words.startswith(f"w = 4; b = 5, gradient {gradients['b']}; x = 2, ")
    assert f"; c, gradient {gradients['c']}; a = " in words and "On the edges" not in words


def test_every_graph_of_the_lessons_that_is_to_be_filled_in_is_one():
    names = [each.name for each in CARDS.values() if each.form == FILL]
    assert names
    for name in names:
        graph = card(name)
        assert isinstance(graph, FillInGraph) and graph.plain().count("?") >= len(graph.spec["blanks"])


def test_a_try_is_told():
    heard = []
    graph = made()
    graph.observe(lambda change: heard.append(change["new"]), "record")
    graph.record = {"status": "tried", "tries": 1, "hints": 0}
    assert heard == [{"status": "tried", "tries": 1, "hints": 0}]
    with pytest.raises(ExplorerError, match="record needs a status"):
        graph.record = {"status": "done"}


def test_the_attempt_can_be_set_and_is_looked_at():
    graph = made()
    graph.attempt = ATTEMPT
    assert graph.attempt == ATTEMPT
    for wrong in (
        None,
        {},
        ATTEMPT | {"set": 12},
        ATTEMPT | {"set": -1},
        ATTEMPT | {"at": 12},
        ATTEMPT | {"shown": 1},
        ATTEMPT | {"entries": "8"},
        ATTEMPT | {"entries": [ENTRY] * 13},
        ATTEMPT | {"entries": [ENTRY | {"answers": [8]}]},
        ATTEMPT | {"entries": [ENTRY | {"answers": "8"}]},
        ATTEMPT | {"entries": [ENTRY | {"hints": 1.5}]},
        ATTEMPT | {"entries": [ENTRY | {"solution": None}]},
        ATTEMPT | {"entries": [{}]},
    ):
        with pytest.raises(ExplorerError, match="attempt needs a set, an entry for each blank"):
            graph.attempt = wrong
    assert graph.attempt == ATTEMPT


def test_a_card_and_a_graph_to_fill_in_do_not_take_each_others_place():
    with pytest.raises(ExplorerError, match="forms number, direction and choice, not 'fill'"):
        PredictCard(spec_to_fill_in("cost"))
    with pytest.raises(ExplorerError, match="fill, not 'number'"):
        FillInGraph(number_card())
