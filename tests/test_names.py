"""Every node has a name of its own: the learner's, numbered where it is used again, or v1, v2, ..."""

import pytest

from autodiff_core import trace


def names(fn, **inputs):
    return [node.name for node in trace(fn, **inputs).nodes]


def test_a_name_used_again_is_numbered():
    def f(x):
        h = x * 2
        h = h * 2
        h = h * 2
        return h

    assert names(f, x=1) == ["x", "h", "h_2", "h_3"]


def test_a_number_that_the_learner_uses_is_left_out():
    def f(x, h_2):
        h = x * h_2
        h = h * 2
        h_3 = h * 2
        h = h_3 * 2
        return h

    assert names(f, x=1, h_2=2) == ["x", "h_2", "h", "h_4", "h_3", "h_5"]
    assert trace(f, x=1, h_2=2).output.value == 16


def test_unnamed_nodes_are_numbered_around_the_learners_names():
    assert names(lambda v1, v3: (v1 * v3 + 1) * 2, v1=1, v3=2) == ["v1", "v3", "v2", "v4", "v5"]


def test_an_unnamed_result_takes_the_name_of_the_function():
    def f(x):
        return x * 2

    def x(x):
        return x * 2

    assert names(f, x=1) == ["x", "f"]
    assert names(x, x=1) == ["x", "x_2"]


@pytest.mark.parametrize("most", [1500])
def test_thousands_of_names_cost_no_recursion(most):
    parameters = ", ".join(f"v{i}" for i in range(1, most))
    found = {}
    exec(f"f = lambda {parameters}: v1 * v2 + 1", found)
    graph = trace(found["f"], **{f"v{i}": i for i in range(1, most)})
    assert graph.output.name == f"v{most + 1}"


def test_names_are_unique():
    def f(x):
        for _ in range(30):
            x = x + x
            y = x * 2
            x = y - x
        return x

    found = names(f, x=1)
    assert len(set(found)) == len(found)
