"""The drawing: well-formed, the same every time, everything marked, readable in light and dark."""

import re
from xml.etree import ElementTree

import pytest
from graphs import chain, cost, square

from autodiff_core import trace
from autodiff_core.picture.palette import PALETTE_CSS, shades
from autodiff_core.picture.svg import PICTURE_CSS, draw_svg, static_style

GRAPH = trace(cost, w=5, b=-3)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(graph, **options):
    text = draw_svg(graph, graph.forward(), graph.backward(), graph.slots()["l"], **options)
    return ElementTree.fromstring(text)


def texts(element, kind):
    return [text.text for text in element.iter(f"{SVG}text") if text.get("class") == kind]


def test_every_node_and_every_edge_is_there_in_order():
    picture = drawn(GRAPH)
    assert texts(picture, "ad-name") == list("wbxycadJ")
    assert texts(picture, "ad-value") == ["5", "-3", "2", "4", "10", "7", "3", "4.5"]
    assert texts(picture, "ad-gradient") == ["6", "3", "15", "-3", "3", "3", "3", "1"]
    assert texts(picture, "ad-formula") == [
        "dc/dw = x",
        "dc/dx = w",
        "da/dc",
        "da/db",
        "dd/da",
        "dd/dy",
        "dJ/dd = d",
    ]
    assert texts(picture, "ad-local") == ["= 2", "= 5", "= 1", "= 1", "= 1", "= -1", "= 3"]
    assert [g.get("data-edge") for g in picture.iter(f"{SVG}g") if g.get("data-edge")] == list("0123456")


def test_a_value_used_twice_has_two_edges():
    assert texts(drawn(trace(square, x=3)), "ad-local") == ["= 3", "= 3"]


def test_the_same_graph_gives_the_same_bytes():
    again = trace(cost, w=5, b=-3)
    assert draw_svg(GRAPH, GRAPH.forward()) == draw_svg(again, again.forward())


def test_numbers_do_not_move_anything():
    def positions(text):
        return re.findall(r'(?:transform|d)="[^"]*"', text)

    one, other = GRAPH.forward(), GRAPH.forward(w=-12345.678, x=1e-7)
    assert positions(draw_svg(GRAPH, one, one)) == positions(draw_svg(GRAPH, other, other))


def test_it_has_a_title_and_a_description():
    picture = drawn(GRAPH)
    assert picture.find(f"{SVG}title").text == "Computation graph of cost"
    assert "c = w * x; a = c + b" in picture.find(f"{SVG}desc").text
    assert picture.get("role") == "img"


def said(graph, *numbers):
    """The description, without its first sentence on the graph alone."""
    words = ElementTree.fromstring(draw_svg(graph, *numbers)).find(f"{SVG}desc").text
    return words.partition("; J = d**2 / 2.")[2].strip()


def test_the_description_says_each_number_that_is_drawn_and_no_other():
    values, gradients, local = GRAPH.forward(), GRAPH.backward(), GRAPH.slots()["l"]
    assert said(GRAPH) == ""
    assert said(GRAPH, values) == (
        "In the cards: w = 5; b = -3; x = 2; y = 4; c = 10; a = 7; d = 3; J = 4.5."
    )
    assert said(GRAPH, {"w": 5}, {"J": 1, "w": 6}) == "In the cards: w = 5, gradient 6; J, gradient 1."
    assert said(GRAPH, values, gradients, local).endswith(
        "d = 3, gradient 3; J = 4.5, gradient 1. On the edges: dc/dw = 2; dc/dx = 5; da/dc = 1; da/db = 1; "
        "dd/da = 1; dd/dy = -1; dJ/dd = 3."
    )
    assert said(GRAPH, {"x": "(2, 3)"}) == "In the cards: x of shape (2, 3)."


def test_the_description_of_a_function_without_an_operation_says_its_number():
    graph = trace(lambda x: x, x=2)
    assert "In the cards: x = 2, gradient 1." in draw_svg(
        graph, graph.forward(), graph.backward(), graph.slots()["l"]
    )


def test_code_is_text_never_markup():
    def f(x, y=2):
        J = (x < y) * x
        return J

    picture = drawn(trace(f, x=1))
    assert texts(picture, "ad-code") == ["J = (x < y) * x"]


def test_a_picture_for_a_page_has_no_style_of_its_own():
    text = draw_svg(GRAPH, style=False)
    assert "<style" not in text and "ad-static" not in text


def test_the_style_of_a_static_picture_needs_no_variables():
    style = static_style()
    assert "var(" not in style and "light-dark" not in style
    assert "prefers-color-scheme: dark" in style


def test_300_nodes_are_drawn():
    graph = trace(chain, x=1)
    assert len(texts(drawn(graph), "ad-name")) == 301


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    "ink, ground",
    [
        ("--ad-ink", "--ad-card-fill"),
        ("--ad-ink", "--ad-leaf-fill"),
        ("--ad-quiet", "--ad-card-fill"),
        ("--ad-quiet", "--ad-leaf-fill"),
        ("--ad-quiet", "--ad-value-fill"),
        ("--ad-quiet", "--ad-gradient-fill"),
        ("--ad-quiet", "--ad-local-fill"),
        ("--adc-value", "--ad-value-fill"),
        ("--adc-gradient", "--ad-gradient-fill"),
        ("--adc-local", "--ad-local-fill"),
    ],
)
def test_text_has_enough_contrast(ink, ground, theme):
    colours = shades(PALETTE_CSS.read_text(encoding="utf-8") + PICTURE_CSS.read_text(encoding="utf-8"))
    light, dark = sorted(luminance(colours[name][theme]) for name in (ink, ground))
    assert (dark + 0.05) / (light + 0.05) >= 4.5
