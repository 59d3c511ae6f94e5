"""The code lines of a graph: as written, without the docstring; where there is no source, its nodes."""

import functools

from autodiff_core import trace
from autodiff_core.handouts.source import code_lines
from autodiff_core.lessons import cost


def test_a_function_is_shown_as_it_was_written_without_its_docstring():
    assert code_lines(trace(cost, w=5, b=-3)) == (
        "def cost(w, b, x=2, y=4):\n"
        "    c = w * x\n    a = c + b\n    d = a - y\n    J = d**2 / 2\n    return J"
    )


def test_an_inner_function_begins_at_the_margin():
    def inner(w):
        J = w * w  # a fork
        return J

    assert code_lines(trace(inner, w=2)) == "def inner(w):\n    J = w * w  # a fork\n    return J"


def test_what_is_wrapped_is_shown_itself():
    assert code_lines(trace(functools.partial(cost, x=3), w=5, b=-3)).startswith("def cost(w, b, x=2, y=4):")


def test_a_lambda_and_code_without_source_are_shown_as_their_nodes():
    names = {}
    exec("def f(x):\n    u = x * x\n    J = u + x\n    return J", names)
    assert code_lines(trace(names["f"], x=2)) == "u = x * x\nJ = u + x"
    assert code_lines(trace(lambda x: x * x + x, x=2)) == "v1 = x * x\nv2 = v1 + x"


def test_a_graph_that_is_only_its_input_has_its_name():
    assert code_lines(trace(lambda x: x, x=2)) == "x"
