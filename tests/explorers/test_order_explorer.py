"""OrderExplorer in Python: the order is a trait, numbers are those of orders.play, refusals are sentences."""

import json
from xml.etree import ElementTree

import pytest
from graphs import odd_names

from autodiff_core import GraphError, lessons, trace
from autodiff_core.explorers import OrderExplorer
from autodiff_core.families import doubling
from autodiff_core.orders import ORDERS


def explorer(function=lessons.two_roads, **options):
    return OrderExplorer(function, **{"a": 2, **options})


def test_it_starts_in_the_right_order_with_everything_done():
    made = explorer()
    assert (made.order, made.step, made.senders) == ("topological", None, [])
    assert made.found == made.gradients == {"a": 24, "b": 6, "c": 1, "d": 1, "e": 1}


def test_the_order_chosen_says_what_is_found_and_what_is_wrong_with_it():
    made = explorer(order="depth-first")
    assert (made.found["a"], made.gradients["a"]) == (20, 24)
    assert made.verdicts["a"] == "✗ wrong: 1 of 2 paths missing"
    made.order = "plain recursion"
    assert made.found["a"] == 28
    made.a = -5
    assert made.found["a"] == 28 and made.values["e"] == -117


def test_spaces_in_the_name_of_an_order_do_not_count():
    assert explorer(order="plainrecursion").order == "plain recursion"


def test_by_hand_the_nodes_that_have_sent_are_a_trait():
    made = explorer(order="by hand", senders=["e", "d", "b"])
    assert made.found["a"] == 20
    made.senders = ["e", "c", "d", "b"]
    assert made.found["a"] == 24


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"order": "sideways"}, "order is one of 'topological', 'depth-first', 'breadth-first', 'plain rec"),
        ({"senders": "e"}, "senders needs a list of names of nodes, not 'e'."),
        ({"senders": ["b"]}, "b has nothing to send yet: no contribution has arrived."),
        ({"senders": ["e", "e"]}, "e has sent already. Each node sends once."),
        ({"senders": ["a"]}, "The nodes that can send are b, c, d and e, not 'a'."),
        ({"step": 7}, "step needs a whole number from 0 to 6 .or None for the whole picture., not 7."),
        ({"a": "two"}, "a needs a number, not 'two'."),
    ],
)
def test_what_cannot_be_gets_one_sentence(change, sentence):
    made = explorer()
    ((name, value),) = change.items()
    with pytest.raises(GraphError, match=f"^{sentence}"):
        setattr(made, name, value)
    if name in ("order", "senders", "step"):
        with pytest.raises(GraphError, match=f"^{sentence}"):
            explorer(**change)


def test_a_graph_with_too_many_paths_gets_one_sentence():
    def doubled(a):
        for _ in range(20):
            a = a + a
        return a

    with pytest.raises(GraphError, match="sends more than 2000 gradients: take a smaller graph"):
        OrderExplorer(doubled, a=1)


def test_a_graph_that_is_too_large_is_refused_before_it_is_drawn(monkeypatch):
    def too_late(*_, **__):
        raise AssertionError("it is drawn")

    monkeypatch.setattr("autodiff_core.explorers.graph.spec_of_graph", too_late)
    with pytest.raises(GraphError, match="take a smaller graph"):
        OrderExplorer(doubling(12))


def test_a_function_without_inputs_prints_well():
    assert repr(OrderExplorer(lambda: 3)) == "OrderExplorer(<lambda>, order='topological')"


def test_arrays_get_one_sentence():
    with pytest.raises(GraphError, match="moves single numbers"):
        OrderExplorer(lambda w: (w * w).sum(), w=[1.0, 2.0])


def test_names_that_a_widget_uses_itself():
    made = OrderExplorer(odd_names, layout=3, keys=4, id=5)
    assert made.found["layout"] == 4


def test_the_page_is_told_the_sequences_and_they_are_json():
    made = explorer()
    spec = json.loads(json.dumps(made.spec))
    assert [order["name"] for order in spec["orders"]] == list(ORDERS)
    assert [len(order["sends"]) for order in spec["orders"]] == [5, 5, 5, 6] and made.last_step == 6
    assert [order["again"] for order in spec["orders"]] == [False, False, False, True]
    assert spec["byHand"]["name"] == "by hand" and spec["program"] == trace(lessons.two_roads, a=2).javascript


def test_the_plain_form_compares_all_orders():
    assert explorer(order="depth-first").plain().splitlines() == [
        "OrderExplorer(two_roads, order='depth-first', a=2)",
        "node  depth-first  right",
        "a              20     24  ✗ wrong: 1 of 2 paths missing",
        "b               6      6  ✓ right",
        "c               1      1  ✓ right",
        "d               1      1  ✓ right",
        "e               1      1  ✓ right",
        "",
        "topological      ✓ all gradients right",
        "depth-first      ✗ wrong: a 20 instead of 24",
        "breadth-first    ✓ all gradients right",
        "plain recursion  ✗ wrong: a 28 instead of 24",
    ]
    assert repr(explorer()) == "OrderExplorer(two_roads, order='topological', a=2)"


def test_the_svg_shows_what_the_order_finds():
    drawing = explorer(order="plain recursion").svg()
    ElementTree.fromstring(drawing)
    assert ">28<" in drawing and ">24<" not in drawing
