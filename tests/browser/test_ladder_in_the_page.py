"""An engine built in lesson 08 drives the explorer in the page: its own numbers, its own mistakes."""

import ast
import json
from pathlib import Path

import pytest
from ladder_answers import RIGHT

from autodiff_core.engines import trace_with
from autodiff_core.explorers import GraphExplorer
from autodiff_core.ladder import broken, check_all
from autodiff_core.lessons import cost, network, two_uses
from autodiff_core.numbers import format_number

LESSON = Path(__file__).parents[2] / "notebooks/08_build_your_own.ipynb"


@pytest.fixture(scope="module")
def Value():
    """The class of a learner who has solved every task, with the operators that the lesson gives."""
    space = {}
    cells = ["".join(cell["source"]) for cell in json.loads(LESSON.read_text(encoding="utf-8"))["cells"]]
    for code in (*RIGHT.values(), next(cell for cell in cells if cell.startswith("Value.__radd__"))):
        exec(compile(ast.parse(code), "<lesson 08>", "exec"), space)
    assert check_all(space["Value"])
    return space["Value"]


def shown(view, kind="ad-gradient"):
    names, numbers = (
        view.page.locator(f".ad-picture .{each}").all_text_contents() for each in ("ad-name", kind)
    )
    return dict(zip(names, numbers))


def type_into(view, name, number):
    view.page.get_by_role("spinbutton", name=name, exact=True).fill(str(number))


def printed(numbers):
    return {name: format_number(number) for name, number in numbers.items()}


def test_the_learners_engine_is_what_moves_in_the_page(plain_page, Value):
    graph = trace_with(Value, cost, w=5, b=-3)
    view = plain_page.mount(GraphExplorer(graph))
    assert shown(view) == printed(graph.backward())
    assert shown(view)["w"] == "6"
    type_into(view, "w", 3.5)
    type_into(view, "b", 1)
    assert shown(view, "ad-value") == printed(graph.forward(w=3.5, b=1))
    assert shown(view) == printed(graph.backward(w=3.5, b=1))
    view.page.wait_for_function("window.messages.length > 0")
    assert view.errors == []


def test_a_gate_that_is_multiplied_opens_in_the_page(plain_page, Value):
    graph = trace_with(Value, network, w1=2, b1=-8, w2=3, b2=1)
    view = plain_page.mount(GraphExplorer(graph))
    assert shown(view)["w1"] == "0"
    type_into(view, "b1", 0)
    assert shown(view) == printed(graph.backward(b1=0))
    assert shown(view)["w1"] == "6"


def test_a_mistake_is_on_the_graph_and_named_until_an_input_hides_it(plain_page, Value):
    view = plain_page.mount(GraphExplorer(trace_with(broken(Value, "overwrites"), two_uses, w=2, b=1)))
    trouble = view.page.locator(".ad-trouble")
    assert shown(view)["w"] == "4"
    assert trouble.text_content().startswith("Your engine says de/dw = 4, but the contributions on its edges")
    type_into(view, "w", 3)
    assert not trouble.is_visible() or not trouble.text_content()
    assert shown(view)["w"] == "6"
