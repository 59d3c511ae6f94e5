"""Cards: what they show, and that their size does not depend on the numbers."""

from xml.etree import ElementTree

import pytest
from graphs import cost

from autodiff_core import trace
from autodiff_core.picture.card import WIDEST, Card

GRAPH = trace(cost, w=5, b=-3)


def drawn(name, values=None, gradients=None, graph=GRAPH):
    node = next(node for node in graph.nodes if node.name == name)
    card = Card(graph, values is not None, gradients is not None)
    element = ElementTree.fromstring(card.draw(node, (0, 0), values, gradients))
    return element, {text.get("class"): text.text for text in element.iter("text")}


def test_an_operation_shows_its_name_its_code_its_value_and_its_gradient():
    element, texts = drawn("c", GRAPH.forward(), GRAPH.backward())
    assert [text.text for text in element.iter("text")] == ["c", "c = w * x", "value", "10", "dJ/dc", "3"]
    assert (texts["ad-value"], texts["ad-gradient"]) == ("10", "3")


def test_the_value_stands_above_the_gradient_in_another_shape():
    element, _ = drawn("c", GRAPH.forward(), GRAPH.backward())
    boxes = {rect.get("class"): rect for rect in element.iter("rect")}
    value, gradient = boxes["ad-value-box"], boxes["ad-gradient-box"]
    assert float(value.get("y")) + float(value.get("height")) < float(gradient.get("y"))
    assert float(value.get("rx")) < 3 < float(gradient.get("rx"))


def test_a_leaf_has_another_shape_and_no_line_of_code():
    leaf, texts = drawn("w", GRAPH.forward(), GRAPH.backward())
    assert "ad-code" not in texts and texts["ad-tag"] == "input"
    assert leaf.find("path[@class='ad-card']") is not None
    assert drawn("c", GRAPH.forward())[0].find("rect[@class='ad-card']") is not None


def test_what_is_not_asked_for_is_not_there():
    _, texts = drawn("c")
    assert set(texts) == {"ad-name", "ad-code"}


@pytest.mark.parametrize("values", [dict.fromkeys("wbxycadJ", 1.0), dict.fromkeys("wbxycadJ", -1.23456e-10)])
def test_the_size_does_not_depend_on_the_numbers(values):
    element, _ = drawn("c", values, values)
    assert element.find("rect[@class='ad-card']").get("width") == str(
        Card(GRAPH, True, True).size(GRAPH.nodes[4])[0]
    )


def test_long_names_and_code_are_cut_and_the_whole_line_is_the_title():
    def model(the_first_of_two_long_names, the_second_of_two_long_names=2):
        a_result_with_a_long_name = the_first_of_two_long_names * the_second_of_two_long_names
        return a_result_with_a_long_name

    graph = trace(model, the_first_of_two_long_names=1)
    element, texts = drawn("a_result_with_a_long_name", graph.forward(), graph.backward(), graph)
    assert texts["ad-name"].endswith("…") and texts["ad-code"].endswith("…")
    assert element.find("title").text == graph.output.code
    assert Card(graph, True, True).size(graph.output)[0] == WIDEST
    assert [text.text for text in element.iter("text")][-2] == "gradient"
