"""Mistakes on random programs: every one of them runs, and two independent ways agree on the numbers."""

import numpy as np
from hypothesis import given, settings
from random_programs import scalar_cases
from test_properties import recorded

from autodiff_core import trace
from autodiff_core.mistakes import BANK, MISTAKES
from autodiff_core.questions import Question

BACKWARD = [mistake for mistake in BANK if mistake.kind == "backward"]


@given(scalar_cases())
@settings(max_examples=25, deadline=None)
def test_every_mistake_gives_a_number_for_every_node(case):
    graph = recorded(case)
    names = [node.name for node in graph.nodes]
    for mistake in BACKWARD:
        found = mistake.gradients(graph)
        assert list(found) == names
        assert all(isinstance(number, float) for number in found.values())


@given(scalar_cases())
@settings(max_examples=25, deadline=None)
def test_a_question_has_the_right_answer_among_all_the_wrong_ones(case):
    graph = recorded(case)
    numbers = Question(graph, f"d{graph.output.name}/dx").numbers()
    right = graph.backward()["x"]
    np.testing.assert_allclose(numbers.right, right, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(numbers.wrong["turns the sign round"], -right, rtol=1e-9, atol=1e-12)


@given(scalar_cases())
@settings(max_examples=25, deadline=None)
def test_without_forks_a_mistake_at_forks_does_nothing(case):
    graph = recorded(case)
    leaving = [edge.parent.index for edge in graph.edges]
    right = list(graph.backward().values())
    if len(set(leaving)) == len(leaving):
        for name in ("overwrites at a fork", "multiplies at a fork", "counts two arrows from one node once"):
            np.testing.assert_allclose(list(MISTAKES[name].gradients(graph).values()), right)


def test_a_graph_with_a_million_paths_can_be_asked_about():
    def doubled(x):
        for _ in range(20):
            x = x + x
        return x

    graph = trace(doubled, x=3)
    numbers = Question(graph, f"d{graph.output.name}/dx").numbers()
    assert numbers.right == 2**20 == numbers.wrong["sends again whenever something arrives"]
