"""draw: one call gives a picture with two plain forms."""

import numpy as np
import pytest
from graphs import cost, network

from autodiff_core import GraphError, trace
from autodiff_core.picture import Picture, draw


def test_a_function_and_its_graph_give_the_same_picture():
    of_function, of_graph = draw(cost, w=5, b=-3), draw(trace(cost, w=5, b=-3))
    assert isinstance(of_function, Picture)
    assert of_function.svg == of_graph.svg and of_function.text == of_graph.text


def test_the_text_is_the_table_of_the_graph():
    picture = draw(cost, w=5, b=-3)
    assert repr(picture) == picture.text == trace(cost, w=5, b=-3).table()


def test_a_notebook_gets_both_forms():
    picture = draw(network, w1=2, b1=0, w2=3, b2=1)
    assert picture._repr_mimebundle_() == {"image/svg+xml": picture.svg, "text/plain": picture.text}


def test_other_inputs_can_be_given_for_a_graph():
    graph = trace(cost, w=5, b=-3)
    assert draw(graph, w=1).text == graph.table(w=1)


def test_what_is_switched_off_is_in_neither_form():
    picture = draw(cost, w=5, b=-3, values=False, gradients=False, locals=False)
    drawn = picture.svg.split("</style>")[1]
    assert not any(kind in drawn for kind in ("ad-value", "ad-gradient", "ad-chip"))
    assert picture.text.splitlines()[-1] == "J     J = d**2 / 2" and "4.5" not in picture.text
    assert 'class="ad-value"' in draw(cost, w=5, b=-3, gradients=False).svg


def test_arrays_are_shown_by_their_shape():
    def loss(W, x):
        z = W @ x
        J = np.sum(z * z)
        return J

    picture = draw(loss, W=np.ones((2, 3)), x=np.ones(3))
    assert ">(2, 3)<" in picture.svg and ">(3)<" in picture.svg and ">18<" in picture.svg


@pytest.mark.parametrize(
    "arguments, inputs, words",
    [
        ((cost,), {"w": 5}, "needs a value for b"),
        ((cost,), {"w": 5, "b": 1, "z": 1}, "no input called z"),
        ((trace(cost, w=5, b=-3),), {"z": 1}, "no input called z"),
        ((cost,), {"w": "five", "b": 1}, "w"),
        (("cost",), {}, "A function or a graph is needed here, not 'cost'"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(arguments, inputs, words):
    with pytest.raises(GraphError, match=words):
        draw(*arguments, **inputs)
