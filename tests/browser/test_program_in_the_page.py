"""The printed JavaScript, run in Chromium: the numbers of Python, for every operation on single numbers."""

import math

import numpy as np
import pytest
from graphs import branch, cost, fork, network, quotient

from autodiff_core import relu, sigmoid, trace
from autodiff_core.operations import TABLE

pytestmark = pytest.mark.browser

RUN = """
async ([source, runs]) => {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const program = await import(url);
  const exact = (x) => (Array.isArray(x) ? x.map(exact) : String(x));  // as text: NaN, infinity and -0 too
  return runs.map(([inputs, nudges]) => {
    const numbers = inputs.map(Number);
    const moved = new Map(nudges);
    const values = program.forward(numbers, (node, value) => value + (moved.get(node) ?? 0));
    const { gradient, steps } = program.backward(values);
    const [paths, kinks] = [program.otherPaths(values), program.kinks(values)];
    return [values, gradient, steps, paths, kinks].map(exact);
  });
}
"""


def arithmetic(x, y):
    a = x + y - x * y
    b = -a / (y + 3)
    J = b**2 + b**3 + (x * x) ** y + 2**y
    return J


def exponentials(x, y):
    a = np.exp(x) - np.expm1(y)
    b = np.log(3 + x) + np.log1p(y * y) + np.log2(4 + x) + np.log10(2 + y * y)
    J = a * b / np.sqrt(5 + x)
    return J


def waves(x, y):
    a = np.sin(x) * np.cos(y) + np.tan(x / 3)
    b = np.sinh(x) - np.cosh(y) + np.arctan(x * y)
    J = np.tanh(a) + b * a
    return J


def gates(x, y):
    a = relu(x) + sigmoid(y) * sigmoid(-y)
    b = np.maximum(x, y) * np.minimum(x, y * 2)
    J = a + abs(b) * np.sign(y) + relu(x - y, at_zero=0.5)
    return J


def choices(x, y):
    both = (x > y) & (y >= -2)
    either = (x < y) | (y <= -2) | ~(x != y)
    J = np.where(both, x * y, y) + np.where(either, x, 2 * y) + np.where(x == y, x, 3)
    return J


def shared(x, y):
    a = x * y
    a = a * a + a
    J = a * a - x * a
    return J


def language(var, at, Math=3, gradient=4, t1=5, dJ_dw=6, π=7, élan=0.5):
    function = var * at + Math * gradient
    w = t1 * dJ_dw * function
    delete = np.exp(élan) * π * w
    J = delete * w / function
    return J


def two_branches(x, y):
    z = x * 2 if x > y else -x
    while z < 10:
        z = z * 3
    return z


FUNCTIONS = [arithmetic, exponentials, waves, gates, choices, shared]
INPUTS = [(0.7, -1.3), (1.9, 0.4), (-0.6, 2.1), (0.0, 0.0), (2.0, 2.0), (-1.5, -1.5)]
SPECIAL = (0.0, -0.0, 1e308, math.inf, -math.inf, math.nan)
PLACES = [(x, y) for x in SPECIAL for y in (1.0, math.nan, math.inf)]


def run_in_the_page(page, graph, runs):
    """For every (inputs, nudges): values, gradients, steps, other paths and kinks as the page has them."""
    texts = [([repr(float(x)).replace("inf", "Infinity") for x in inputs], nudges) for inputs, nudges in runs]
    found = page.page.evaluate(RUN, [graph.javascript, texts])

    def number(x):
        return [number(i) for i in x] if isinstance(x, list) else float(x.replace("Infinity", "inf"))

    return number(found)


def same(one, other):
    np.testing.assert_allclose(np.array(one, float), np.array(other, float), rtol=1e-12, atol=1e-12)


def in_python(graph, inputs):
    """Values, gradients and steps, in the order in which the page has them."""
    given = dict(zip(graph.inputs, inputs))
    slots = graph.slots(**given)
    upstream = [slots["g"][edge.node.index] for edge in graph.edges]
    return slots["v"], slots["g"], list(zip(upstream, *[slots[kind] for kind in "lcba"]))


def agree(page, fn, places, **recorded):
    graph = trace(fn, **recorded)
    for inputs, found in zip(places, run_in_the_page(page, graph, [(p, []) for p in places]), strict=True):
        values, gradients, steps = in_python(graph, inputs)
        same(found[0], values)
        same(found[1], gradients)
        same(found[2], steps)


@pytest.mark.parametrize("fn", FUNCTIONS, ids=lambda fn: fn.__name__)
def test_values_gradients_and_steps_are_those_of_python(plain_page, fn):
    agree(plain_page, fn, INPUTS, x=0.7, y=-1.3)


def test_every_operation_on_single_numbers_is_among_them():
    spelled = {name for name, row in TABLE.items() if row.javascript is not None}
    printed = set()
    for fn in FUNCTIONS:
        stack = [trace(fn, x=0.7, y=-1.3).output.recorded]
        while stack:
            node = stack.pop()
            if node.operation:
                printed.add(node.operation.name)
                stack += [x for x in node.inputs if hasattr(x, "operation")]
    assert printed >= spelled - {"identity"}


@pytest.mark.parametrize(
    "fn, inputs",
    [
        (cost, {"w": 5, "b": -3}),
        (network, {"w1": 2, "b1": -3, "w2": 2, "b2": -4, "x": 3, "y": 4}),
        (fork, {"w": 2, "b": 1}),
        (language, {"var": 1.5, "at": 2}),
    ],
    ids=lambda x: getattr(x, "__name__", ""),
)
def test_the_graphs_of_the_lessons_and_of_odd_names(plain_page, fn, inputs):
    values = list(trace(fn, **inputs).inputs.values())
    agree(plain_page, fn, [values, [x - 1.25 for x in values], [-2 * x for x in values]], **inputs)


def only_arithmetic(x, y):
    a = x * y + x
    J = a / y - relu(x)
    return J


@pytest.mark.parametrize("fn", [only_arithmetic, quotient])
def test_nan_and_infinity_are_the_same_in_the_page(plain_page, fn):
    agree(plain_page, fn, PLACES, x=3, y=1)


@pytest.mark.parametrize("node", ["w", "x", "c", "d", "J"])
def test_a_node_is_nudged_as_in_python(plain_page, node):
    graph = trace(cost, w=5, b=-3)
    place = next(n.index for n in graph.nodes if n.name == node)
    for epsilon in (1.0, -1e-3, 1e-9):
        [found] = run_in_the_page(plain_page, graph, [([5, -3, 2, 4], [[place, epsilon]])])
        same(found[0], list(graph.nudged(node, epsilon).values()))


def test_other_paths_are_told_by_the_number_of_the_guard(plain_page):
    graph = trace(branch, x=3)
    found = run_in_the_page(plain_page, graph, [([x, 2], []) for x in (3, 0.1, 0, -1, math.nan)])
    assert [paths for _, _, _, paths, _ in found] == [[], [], [0], [0], [0]]
    graph = trace(two_branches, x=2, y=1)
    assert len(graph.guards) == 3
    inputs = [(2, 1), (4, 6), (4, 1), (6, 1), (1.5, 1)]
    found = run_in_the_page(plain_page, graph, [(p, []) for p in inputs])
    assert [paths for _, _, _, paths, _ in found] == [[], [0], [], [1], [2]]


def test_kinks_change_their_sign_between_the_sides_of_a_kink(plain_page):
    graph = trace(gates, x=0.7, y=-1.3)
    places = [(0.7, -1.3), (0.8, -1.3), (-0.7, -1.3), (0.7, 1.3)]
    kinks = [np.sign(k) for *_, k in run_in_the_page(plain_page, graph, [(p, []) for p in places])]
    crossed = [bool((kinks[0] != other).any()) for other in kinks[1:]]
    values = [graph.forward(x=x, y=y) for x, y in places]
    assert crossed == [graph.kink_between(values[0], other) for other in values[1:]] == [False, True, True]
