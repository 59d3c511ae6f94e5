"""The nodes of a graph are the learner's own lines, whatever kind of function they are written in."""

import functools
import inspect
import sys
import threading

import numpy as np
import pytest
from graphs import cost, network

from autodiff_core import GraphError, trace
from autodiff_core.array_methods import INTO_ARRAY
from autodiff_core.watch import innermost, name_of


def codes(fn, **inputs):
    """The lines of code of the operation nodes."""
    return [node.code for node in trace(fn, **inputs).nodes if node.operation]


def comprehension(x):
    h = [x * k for k in (1, 2, 3)]
    J = h[0] + h[1] * h[2]
    return J


def appended(x):
    h = [x]
    for k in (2, 3):
        h.append(h[-1] * k)
    return h[-1]


def walrus(x):
    if (y := x * 3) is not None:
        J = y * y
    return J


def unpacked(x, y):
    a, b = x * y, x + y
    J = a - b
    return J


def augmented(x):
    s = x * 2
    s += 3
    s *= x
    return s


class Model:
    slope = 3

    def method(self, x):
        J = self.slope * x
        return J

    @classmethod
    def of_class(cls, x):
        J = cls.slope + x
        return J

    @staticmethod
    def static(x):
        J = x * x
        return J

    def __call__(self, x):
        z = x / self.slope
        return z


def closure(k):
    def inner(x):
        y = k * x
        return y

    return inner


def logged(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        ignored = 3  # noqa: F841
        return fn(*args, **kwargs)

    return wrapper


@logged
def decorated(x):
    z = x * x
    return z


def recursive(x):
    y = x * 2
    if y < 20:
        y = recursive(y)
    return y


def helper(v):
    inside = v * v
    return inside + 1


def calls_a_helper(x):
    J = helper(x) * 2
    return J


def several_lines(x, y):
    J = (
        x * y  # the product
        + x
    )
    return J


def one_line(x): a = x * x; b = a + x; J = a * b; return J  # fmt: skip  # noqa: E701, E702


def returned(w, x):
    p = w * x
    return (p - 4) ** 2


def annotated(x):
    z: float = x * 2
    return z


SOURCELESS = {}
exec("def fn(x):\n    a = x * x\n    J = a / 2\n    return J", SOURCELESS)

LINES = {
    "the four-node graph": (cost, ["c = w * x", "a = c + b", "d = a - y", "J = d**2 / 2"]),
    "the network": (
        network,
        ["m1 = w1 * x", "z1 = m1 + b1", "a1 = relu(z1)", "m2 = w2 * a1", "z2 = m2 + b2", "a2 = relu(z2)"]
        + ["J = (a2 - y)**2 / 2"],
    ),
    "a lambda": (lambda x, y: x * y + np.exp(x), ["v1 = x * y", "v2 = np.exp(x)", "v3 = v1 + v2"]),
    "a list comprehension": (
        comprehension,
        ["h_0 = x * 1", "h_1 = x * 2", "h_2 = x * 3", "J = h_0 + h_1 * h_2"],
    ),
    "a list that grows": (appended, ["h_1 = x * 2", "h_2 = h_1 * 3"]),
    "a walrus": (walrus, ["y = x * 3", "J = y * y"]),
    "unpacking": (unpacked, ["a = x * y", "b = x + y", "J = a - b"]),
    "+= and *=": (augmented, ["s = x * 2", "s_2 = s + 3", "s_3 = s_2 * x"]),
    "a method": (Model().method, ["J = self.slope * x"]),
    "a class method": (Model.of_class, ["J = cls.slope + x"]),
    "a static method": (Model.static, ["J = x * x"]),
    "a callable object": (Model(), ["z = x / self.slope"]),
    "a closure": (closure(4), ["y = k * x"]),
    "partial": (functools.partial(cost, 5), ["c = w * x", "a = c + b", "d = a - y", "J = d**2 / 2"]),
    "a decorated function": (decorated, ["z = x * x"]),
    "a recursive function": (recursive, ["y = x * 2", "y_2 = y * 2 * 2"]),
    "a helper belongs to the line that calls it": (calls_a_helper, ["J = helper(x) * 2"]),
    "an expression of several lines": (several_lines, ["J = x * y + x"]),
    "several statements on one line": (one_line, ["a = x * x", "b = a + x", "J = a * b"]),
    "a result without a name": (returned, ["p = w * x", "returned = (p - 4) ** 2"]),
    "an annotated line": (annotated, ["z = x * 2"]),
    "exec, without source": (SOURCELESS["fn"], ["a = x * x", "J = a / 2"]),
}
VALUES = {"w": 5, "b": -3, "x": 3, "y": 2, "w1": 2, "b1": -3, "w2": 2, "b2": -4}


@pytest.mark.parametrize("fn, lines", LINES.values(), ids=LINES)
def test_every_named_line_is_a_node(fn, lines):
    assert codes(fn, **{name: VALUES[name] for name in inspect.signature(fn).parameters}) == lines


@pytest.mark.parametrize(
    "fn, inner, name",
    [
        (cost, cost, "cost"),
        (functools.partial(functools.partial(cost, 5), 1), cost, "cost"),
        (Model().method, Model.method, "method"),
        (Model(), Model.__call__, "Model"),
        (decorated, decorated.__wrapped__, "decorated"),
        (functools.partial(decorated), decorated.__wrapped__, "decorated"),
        (np.exp, np.exp, "exp"),
    ],
)
def test_the_innermost_function_is_the_learners_and_gives_its_name(fn, inner, name):
    assert innermost(fn) is inner
    assert name_of(fn) == name


def test_a_debugger_that_was_watching_goes_on_watching():
    def tracer(frame, event, arg):
        return None

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        trace(cost, w=5, b=-3)
        after = sys.gettrace()
    finally:
        sys.settrace(before)
    assert after is tracer


def test_a_node_put_into_a_plain_array_is_refused_in_our_words():
    def filled(x):
        h = np.zeros(2)
        h[0] = x
        return np.sum(h)

    with pytest.raises(GraphError) as refusal:
        trace(filled, x=1)
    assert str(refusal.value) == INTO_ARRAY


def alias_in_a_loop(x):
    h = x
    for _ in range(2):
        h = h * x
    return h


def swapped(a, b):
    a, b = b, a
    d = a - b
    return d


@pytest.mark.parametrize(
    "fn, lines",
    [(alias_in_a_loop, ["h = x * x", "h_2 = h * x"]), (swapped, ["d = b - a"])],
    ids=lambda case: getattr(case, "__name__", ""),
)
def test_a_line_whose_names_mean_other_nodes_is_printed_from_what_it_computed(fn, lines):
    inputs = {name: 2.0 + i for i, name in enumerate(inspect.signature(fn).parameters)}
    assert codes(fn, **inputs) == lines


def test_the_name_that_a_lambda_is_given_is_no_line_of_it():
    v1 = lambda x: x * x  # noqa: E731
    assert codes(v1, x=3) == ["v1 = x * x"]


def test_threads_record_apart_from_each_other():
    results = {}

    def work(i):
        results[i] = [trace(cost, w=i, b=0, x=k, y=0).backward()["w"] for k in range(1, 20)]

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {i: [i * k * k for k in range(1, 20)] for i in range(4)}
