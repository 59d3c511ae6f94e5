"""Every node has a name of its own: the learner's, numbered where it is used again, or v1, v2, ..."""

import types

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


NO_NAMES = ["<b>", "a b", "c; import os", "", "1c", "class", "None", "__debug__", "\ud800", "c\0"]


@pytest.mark.parametrize("text", NO_NAMES)
def test_a_variable_whose_name_is_no_name_gets_a_number(text):
    def f(x):
        c = x * 2
        return c * 3

    code = f.__code__.replace(co_varnames=("x", text))
    assert names(types.FunctionType(code, {}, "f"), x=1) == ["x", "v1", "f"]


def test_names_that_python_reads_alike_are_one_name():
    code = fork.__code__.replace(co_varnames=("w", "ﬁ", "fi"))
    assert names(types.FunctionType(code, {}, "f"), w=1) == ["w", "fi", "fi_2"]


def fork(w):
    a = w * 2
    b = a * w
    return b
