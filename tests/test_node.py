"""A node stands in for a number or an array while a function runs, and says so where it cannot."""

import copy
import math

import numpy as np
import pytest

from autodiff_core import GraphError, grad, trace
from autodiff_core.node import Node, call, record, value_of
from autodiff_core.operations import TABLE
from autodiff_core.recording import describe


def refusal(fn, x):
    """The sentence with which tracing `fn` at `x` is refused."""
    with pytest.raises(GraphError) as error:
        trace(fn, x=x)
    return str(error.value)


NUMBER_REFUSALS = {
    "float(x)": (lambda x: float(x), "x = 3.0 cannot become a plain number here"),
    "int(x)": (lambda x: int(x), "cannot become a plain number"),
    "complex(x)": (lambda x: complex(x), "cannot become a plain number"),
    "round(x)": (lambda x: round(x), "cannot become a plain number"),
    "round(x, 2)": (lambda x: round(x, 2), "cannot become a plain number"),
    "math.exp(x)": (lambda x: math.exp(x), "np.exp, not math.exp"),
    "math.floor(x)": (lambda x: math.floor(x), "cannot become a plain number"),
    "range(x)": (lambda x: sum(range(x)), "cannot count a loop"),
    "a list at x": (lambda x: [1, 2, 3, 4][x], "cannot count a loop or choose an element"),
    "np.zeros(x)": (lambda x: np.zeros(x), "cannot count a loop"),
    "np.array([x, x])": (lambda x: np.array([x, x]), r"use np.stack\(\[a, b\]\)"),
    "np.asarray(x)": (lambda x: np.asarray(x), "np.stack"),
    "np.full(2, x)": (lambda x: np.full(2, x), "np.stack"),
    "array[0] = x": (lambda x: np.ones(3).__setitem__(0, x), "np.stack"),
    "array[:] = x": (lambda x: np.ones(3).__setitem__(slice(None), x), "np.stack"),
    "x[0]": (lambda x: x[0], r"x = 3.0 is one number: it has no element \[0\]"),
    "len(x)": (lambda x: len(x), "is one number: it has no length"),
    "for i in x": (lambda x: [i for i in x], "is one number"),
    "2 in x": (lambda x: 2 in x, "is one number"),
    "x @ x": (
        lambda x: x @ x,
        r"@ multiplies vectors and matrices, and not single numbers \(x = 3.0 and x = 3.0\): write \*",
    ),
    "x[0] = 1": (lambda x: x.__setitem__(0, 1), "cannot be changed in place"),
    "x.foo": (lambda x: x.foo, "A node has no attribute 'foo'"),
    "x.std": (lambda x: x.std(), "use NumPy's functions such as np.std"),
}
ARRAY_REFUSALS = {
    "if x > 0": (
        lambda x: 1 if x > 0 else 2,
        r"An array of shape \(3,\) is neither true nor false. Choose element by element: np.where",
    ),
    "x[7]": (lambda x: x[7], r"There is no element \[7\] in an array of shape \(3,\)"),
    "x[0, 0]": (lambda x: x[0, 0], "There is no element"),
    "x['a']": (lambda x: x["a"], "There is no element"),
    "x[x[0]]": (lambda x: x[x[0]], "cannot count a loop or choose an element"),
    "x + two elements": (
        lambda x: x + np.ones(2),
        r"shapes \(3,\) and \(2,\) \(x = array.*make the shapes agree",
    ),
    "x @ two elements": (lambda x: x @ np.ones(2), r"shapes \(3,\) and \(2,\)"),
    "x.reshape(2, 2)": (lambda x: x.reshape(2, 2), "cannot reshape array of size 3"),
    "np.sum(x, axis=4)": (lambda x: np.sum(x, axis=4), "axis 4 is out of bounds"),
    "-(x > 1)": (lambda x: np.sum(-(x > 1)), "negative .* cannot be computed"),
    "array += x": (lambda x: np.ones(3).__iadd__(x), r"write a = a \+ b instead of a \+= b"),
}


@pytest.mark.parametrize("fn, sentence", NUMBER_REFUSALS.values(), ids=NUMBER_REFUSALS)
def test_a_node_of_a_number_refuses_in_a_sentence(fn, sentence):
    with pytest.raises(GraphError, match=sentence):
        trace(fn, x=3.0)
    with pytest.raises(GraphError):
        grad(fn)(3.0)


@pytest.mark.parametrize("fn, sentence", ARRAY_REFUSALS.values(), ids=ARRAY_REFUSALS)
def test_a_node_of_an_array_refuses_in_a_sentence(fn, sentence):
    with pytest.raises(GraphError, match=sentence):
        trace(fn, x=[1.0, 2.0, 3.0])


def test_a_refusal_names_the_variable():
    def f(w):
        d = w - 4
        return math.exp(d)

    assert refusal(lambda x: f(x), 3).startswith("-1.0 cannot")
    with pytest.raises(GraphError, match="^d = -1.0 cannot"):
        trace(f, w=3)


OWN_ERRORS = {
    NameError: lambda x: missing,  # noqa: F821
    ZeroDivisionError: lambda x: 1 / 0,
    KeyError: lambda x: {}[x],
    TypeError: lambda x: len(5),
    ValueError: lambda x: int("a"),
    AssertionError: lambda x: (_ for _ in ()).throw(AssertionError()),
}


@pytest.mark.parametrize("kind", OWN_ERRORS, ids=lambda kind: kind.__name__)
def test_a_mistake_in_the_learners_code_keeps_its_own_error(kind):
    for attempt in (lambda: trace(OWN_ERRORS[kind], x=3), lambda: grad(OWN_ERRORS[kind])(3.0)):
        with pytest.raises(kind) as error:
            attempt()
        assert not isinstance(error.value, GraphError)


def test_a_function_that_calls_itself_without_end_is_named_also_where_another_calls_it():
    def down(x):
        return down(x - 1)

    sentence = "^down calls itself and finds no end: give it a condition"
    for attempt in (lambda: trace(lambda x: down(x), x=3), lambda: grad(down)(3.0)):
        with pytest.raises(GraphError, match=sentence):
            attempt()


def test_a_node_prints_its_value():
    x = Node(2.5)
    assert (repr(x), f"{x}", f"{x:.3f}") == ("Node(2.5)", "2.5", "2.500")


def test_a_node_knows_its_shape():
    x = Node(np.ones((2, 3)))
    assert (x.shape, x.ndim, x.size, len(x), x.dtype, x.T.shape) == ((2, 3), 2, 6, 2, float, (3, 2))


METHODS = {
    "sum": (lambda x: x.sum(), lambda x: np.sum(x)),
    "mean": (lambda x: x.mean(axis=0).sum(), lambda x: np.sum(np.mean(x, axis=0))),
    "max": (lambda x: x.max(axis=1).sum(), lambda x: np.sum(np.max(x, axis=1))),
    "min": (lambda x: x.min(), np.min),
    "reshape": (lambda x: (x.reshape(3, 2) @ x.reshape((2, 3))).sum(), None),
    "transpose": (lambda x: (x.transpose() @ x.transpose(0, 1)).sum(), None),
    "dot": (lambda x: x.dot(x.T).sum(), lambda x: np.sum(x @ x.T)),
    "ravel": (lambda x: x.ravel()[4], lambda x: x[1, 1]),
    "flatten": (lambda x: x.flatten()[4], lambda x: x[1, 1]),
    "clip": (lambda x: x.clip(1.5, 4.5).sum(), lambda x: np.sum(np.clip(x, 1.5, 4.5))),
    "rows": (lambda x: sum(row[0] * row[1] for row in x), None),
}


@pytest.mark.parametrize("name", METHODS)
def test_a_method_is_the_function_of_numpy(name):
    method, function = METHODS[name]
    x = np.arange(6.0).reshape(2, 3)
    assert trace(method, x=x).output.value == method(x)
    if function:
        np.testing.assert_array_equal(grad(method)(x), grad(function)(x))


READS = {
    "an element": np.s_[1],
    "from the end": np.s_[-1],
    "one of a matrix": np.s_[1, 2],
    "a part": np.s_[:1],
    "every other": np.s_[:, ::2],
    "backwards": np.s_[::-1, ::-1],
    "a list": np.s_[[1, 1, 0]],
    "an array of places": np.s_[:, np.array([0, 0, 2])],
    "a mask": np.s_[np.array([[True, False, True], [False, False, True]])],
    "with a new axis": np.s_[..., None],
    "nothing": np.s_[5:],
}


@pytest.mark.parametrize("index", READS.values(), ids=READS)
def test_reading_a_part_gives_each_element_read_its_gradient(index):
    x = np.arange(6.0).reshape(2, 3)
    expected = np.zeros((2, 3))
    np.add.at(expected, index, 2 * x[index])
    gradient = grad(lambda x: np.sum(x[index] ** 2))
    np.testing.assert_array_equal(gradient(x), expected)
    np.testing.assert_array_equal(trace(lambda x: np.sum(x[index] ** 2), x=x).backward()["x"], expected)


def test_an_index_that_is_changed_afterwards_changes_nothing():
    places = [0, 1]
    graph = trace(lambda x: np.sum(x[places]), x=[1.0, 2.0, 3.0])
    places.append(2)
    assert graph.forward(x=[1.0, 1.0, 1.0])["v2"] == 2


def test_a_mask_that_is_computed_is_a_branch():
    graph = trace(lambda x: np.sum(x[x > 1] ** 2), x=[1.0, 2.0, 3.0])
    np.testing.assert_array_equal(graph.backward()["x"], [0, 4, 6])
    np.testing.assert_array_equal(graph.backward(x=[0.0, 5.0, 6.0])["x"], [0, 10, 12])
    with pytest.raises(GraphError, match="would take its other branch"):
        graph.forward(x=[2.0, 2.0, 3.0])


def test_nodes_are_told_apart_by_identity():
    x, y = Node(1.0), Node(1.0)
    assert len({x, y, x}) == 2
    assert copy.copy(x) is x and copy.deepcopy(x) is x
    assert not hasattr(x, "nothing")


def test_a_plain_call_computes_and_a_call_with_a_node_records():
    assert call(TABLE["add"], 1.0, 2.0) == 3.0
    node = call(TABLE["add"], Node(1.0), 2.0)
    assert value_of(node) == 3.0 and node.operation is TABLE["add"]
    assert describe(node) == "3.0"


def test_parents_are_older_than_the_nodes_made_from_them():
    x = Node(1.0)
    y = record(TABLE["exp"], x)
    assert x.age < y.age
