"""The numbers of the source document and of others' teaching material, as far as the engine reaches."""

import numpy as np
import pytest

from autodiff_core import check_gradients, grad, nudge, relu, sigmoid, trace
from autodiff_core.lessons import cost, cube, network, reciprocal, short_cut, square


def numbers(fn, inputs, values=None, gradients=None):
    """A row of the table: what to trace with which inputs, and the values and gradients it must give."""
    return fn, inputs, values or {}, gradients or {}


def reciprocal_square(w):
    J = 1 / w**2
    return J


def ng_first(w):
    a = 2 + 3 * w
    J = a**2
    return J


def micrograd_readme(a, b):
    linear = 2 * (2 * (a + b) + 1) + 1 - a
    cubic = 4 * (3 * (a * b + b**3) + relu(a + b)) + relu(b - a)
    f = (linear - cubic) ** 2
    g = f / 2 + 10 / f
    return g


def zero_to_hero(a, b, c, f):
    e = a * b
    d = e + c
    L = d * f
    return L


def twice(a):
    b = a + a
    return b


def fork(a, b):
    d = a * b
    e = a + b
    f = d * e
    return f


def deep_learning_from_scratch(a):
    b = a * 4
    c = b + 3
    d = b * 5
    e = c + d
    return e


def closed_gate(a, b, c):
    d = a + b * c
    e = relu(d)
    return e


def cs231n_gates(x, y, z):
    q = x + y
    f = q * z
    return f


def cs231n_neuron(w0, x0, w1, x1, w2):
    s = w0 * x0 + w1 * x1 + w2
    f = sigmoid(s)
    return f


def cs909(w, x, b, y):
    e = (y - (w * x + b)) ** 2 + w**2
    return e


def backprop_builder(x, w, b, y):
    p = w * x + b
    L = (p - y) ** 2
    return L


def arena(a, b, c):
    g = np.log(a * b * np.log(c))
    return g


def minitorch(v):
    first = 0.0 + v + 10
    f = first + first + 10
    J = 5 * f
    return J


def tiny_torch(x):
    y = x**2 * x**3
    return y


def tiny_torch_square(x):
    y = 3 * x**2
    return y


TELLING_NETWORK = dict(x=3, y=4, w1=2, b1=-3, w2=2, b2=-4)

TABLE = {
    "source document: J = w**2 at 3": numbers(square, dict(w=3), dict(J=9), dict(w=6)),
    "source document: at 2": numbers(square, dict(w=2), dict(J=4), dict(w=4)),
    "source document: at -3": numbers(square, dict(w=-3), dict(J=9), dict(w=-6)),
    "source document: the hidden-layer network": numbers(
        network,
        dict(w1=2, b1=0, w2=3, b2=1, x=1, y=5),
        dict(z1=2, a1=2, z2=7, a2=7, J=2),
        dict(w1=6, b1=6, w2=4, b2=2, x=12, y=-2),
    ),
    "Ng: w**3 at 2": numbers(cube, dict(w=2), dict(J=8), dict(w=12)),
    "Ng: 1/w at 2": numbers(reciprocal, dict(w=2), dict(J=0.5), dict(w=-0.25)),
    "Ng: 1/w**2 at 4": numbers(reciprocal_square, dict(w=4), dict(J=1 / 16), dict(w=-1 / 32)),
    "Ng: (2 + 3w)**2 at 3": numbers(ng_first, dict(w=3), dict(a=11, J=121), dict(J=1, a=22, w=66)),
    "Ng: the four-node graph": numbers(
        cost,
        dict(w=-2, x=2, b=8, y=1),
        dict(c=-4, a=4, d=3, J=4.5),
        dict(d=3, a=3, c=3, b=3, w=6, x=-6, y=-3),
    ),
    "telling numbers: four nodes": numbers(
        cost,
        dict(w=5, x=2, b=-3, y=4),
        dict(c=10, a=7, d=3, J=4.5),
        dict(d=3, a=3, c=3, b=3, w=6, x=15, y=-3),
    ),
    "telling numbers: the network": numbers(network, TELLING_NETWORK, dict(z1=3, z2=2, J=2), dict(w1=-12)),
    "micrograd, README": numbers(
        micrograd_readme,
        dict(a=-4, b=2),
        dict(g=24.70408163265306),
        dict(a=138.83381924198252, b=645.5772594752186),
    ),
    "zero to hero": numbers(
        zero_to_hero, dict(a=2, b=-3, c=10, f=-2), dict(L=-8), dict(a=6, b=-4, c=-2, e=-2, d=-2, f=4)
    ),
    "zero to hero: a + a": numbers(twice, dict(a=3), dict(b=6), dict(a=2)),
    "zero to hero: two uses": numbers(fork, dict(a=-2, b=3), dict(f=-6), dict(a=-3, b=-8)),
    "Deep Learning from Scratch": numbers(deep_learning_from_scratch, dict(a=1), {}, dict(a=24)),
    "Deep-ML 205": numbers(
        closed_gate, dict(a=2, b=-3, c=10), dict(d=-28, e=0), dict(a=0, b=0, c=0, d=0, e=1)
    ),
    "micrograd 64: two paths of different length": numbers(short_cut, dict(a=2), dict(e=63), dict(a=24, b=6)),
    "PyTorch: ReLU exactly at 0": numbers(closed_gate, dict(a=6, b=-3, c=2), dict(d=0, e=0), dict(a=0, d=0)),
    "CS231n: gates": numbers(
        cs231n_gates, dict(x=-2, y=5, z=-4), dict(q=3, f=-12), dict(x=-4, y=-4, z=3, q=-4)
    ),
    "CS231n: a neuron": numbers(
        cs231n_neuron,
        dict(w0=2, x0=-1, w1=-3, x1=-2, w2=-3),
        dict(f=0.7310585786),
        dict(w0=-0.19661193, w1=-0.39322387, w2=0.19661193, x0=0.39322387, x1=-0.58983580),
    ),
    "CS909": numbers(cs909, dict(w=2, x=3, b=1, y=10), dict(e=13), dict(w=-14, x=-12, b=-6, y=6)),
    "BackpropBuilder": numbers(
        backprop_builder, dict(x=2, w=3, b=1, y=9), dict(p=7, L=4), dict(w=-8, b=-4)
    ),
    "ARENA: log": numbers(arena, dict(a=2, b=3, c=10), {}, dict(a=1 / 2, b=1 / 3, c=0.04342945)),
    "minitorch": numbers(minitorch, dict(v=5), {}, dict(f=5, v=10)),
    "TinyTorch: x**2 x**3": numbers(tiny_torch, dict(x=2), dict(y=32), dict(x=80)),
    "TinyTorch: 3x**2": numbers(tiny_torch_square, dict(x=2), dict(y=12), dict(x=12)),
}


@pytest.mark.parametrize("fn, inputs, values, gradients", TABLE.values(), ids=TABLE)
def test_a_published_example_has_its_published_numbers(fn, inputs, values, gradients):
    graph = trace(fn, **inputs)
    forward, backward = graph.forward(), graph.backward()
    assert {name: forward[name] for name in values} == pytest.approx(values, rel=1e-7, abs=1e-8)
    assert {name: backward[name] for name in gradients} == pytest.approx(gradients, rel=1e-6, abs=1e-8)
    assert check_gradients(graph)


# function, input, at, epsilon: the output nudged, and change / epsilon
NUDGES = {
    "source document: w = 3.001": (square, dict(w=3), "w", 9.006001, 6.001),
    "Ng: w**3 at 2": (cube, dict(w=2), "w", 8.012006001, 12.006001),
    "Ng: 1/w at 2": (reciprocal, dict(w=2), "w", 0.499750125, -0.24987506),
    "Ng: a nudged": (ng_first, dict(w=3), "a", 121.022001, 22.001),
    "Ng: w nudged": (ng_first, dict(w=3), "w", 121.066009, 66.009),
    "Ng: d nudged": (cost, dict(w=-2, x=2, b=8, y=1), "d", 4.5030005, 3.0005),
    "Ng: w of the four nodes nudged": (cost, dict(w=-2, x=2, b=8, y=1), "w", 4.506002, 6.002),
    "source document: w1": (network, dict(w1=2, b1=0, w2=3, b2=1, x=1, y=5), "w1", 2.0060045, 6.0045),
    "source document: b1": (network, dict(w1=2, b1=0, w2=3, b2=1, x=1, y=5), "b1", 2.0060045, 6.0045),
    "source document: w2": (network, dict(w1=2, b1=0, w2=3, b2=1, x=1, y=5), "w2", 2.004002, 4.0020),
    "source document: b2": (network, dict(w1=2, b1=0, w2=3, b2=1, x=1, y=5), "b2", 2.0020005, 2.0005),
}


@pytest.mark.parametrize("fn, inputs, node, after, slope", NUDGES.values(), ids=NUDGES)
def test_a_nudge_of_a_thousandth_gives_the_published_numbers(fn, inputs, node, after, slope):
    found = nudge(fn, node, 0.001, **inputs)
    assert found.after == pytest.approx(after, rel=1e-8)
    assert found.forward == pytest.approx(slope, rel=1e-6)
    assert found.change == pytest.approx(found.forward * 0.001)


# epsilon: forward and central difference of w**2 at 3
SWEEP = [
    (1e-1, 6.1, 6.0),
    (1e-3, 6.001, 6.0),
    (1e-5, 6.00001, 6.0),
    (1e-8, 5.999999964, None),
    (1e-9, 6.000000496, None),
    (1e-12, 6.000533, None),
    (1e-14, 6.217, 6.128),
    (1e-15, 5.329, None),
    (1e-16, 0.0, None),
]


@pytest.mark.parametrize("epsilon, forward, central", SWEEP)
def test_the_wall_of_floating_point(epsilon, forward, central):
    found = nudge(square, "w", epsilon, w=3)
    assert found.forward == pytest.approx(forward, rel=1e-4 if epsilon < 1e-11 else 1e-9)
    if central is not None:
        assert found.central == pytest.approx(central, rel=1e-4)


@pytest.mark.parametrize("at_zero", [0, 0.5, 1])
def test_arena_relu_at_minus_one_zero_and_one(at_zero):
    gradient = grad(lambda x: np.sum(relu(x, at_zero=at_zero)))([-1.0, 0.0, 1.0])
    np.testing.assert_array_equal(gradient, [0, at_zero, 1])


def test_arena_a_tie_of_the_maximum_is_shared():
    assert grad(np.maximum, (0, 1))(2.0, 2.0) == (0.5, 0.5)


def test_arena_log_c_broadcast_over_three_elements():
    gradient = grad(lambda c: np.sum(np.log(np.array([1.0, 2.0, 3.0]) * np.log(c))))(10.0)
    assert gradient == pytest.approx(0.13028834)


def test_backprop_builder_one_step_of_descent():
    gradient = trace(backprop_builder, x=2, w=3, b=1, y=9).backward()
    w, b = 3 - 0.05 * gradient["w"], 1 - 0.05 * gradient["b"]
    assert (w, b) == pytest.approx((3.4, 1.2))
    assert trace(backprop_builder, x=2, w=w, b=b, y=9).forward() == pytest.approx(
        {"x": 2, "w": 3.4, "b": 1.2, "y": 9, "p": 8, "L": 1}
    )


# learning rate: J after one step on the source document's network, from w1, b1, w2, b2 = 2, 0, 3, 1
@pytest.mark.parametrize("alpha, J", [(0.05, 0.0162), (0.1, 2.2472), (0.5, 12.5)])
def test_one_step_of_descent_on_the_network_of_the_source_document(alpha, J):
    names, start = ("w1", "b1", "w2", "b2"), (2, 0, 3, 1)
    gradient = trace(network, **dict(zip(names, start))).backward()
    stepped = {name: value - alpha * gradient[name] for name, value in zip(names, start)}
    values = trace(network, **stepped).forward()
    assert values["z1"] == pytest.approx(2 - 12 * alpha)
    assert values["J"] == pytest.approx(J, rel=1e-3)


def test_the_four_node_graph_has_the_nodes_of_the_source_document_and_no_other():
    graph = trace(cost, w=5, b=-3)
    assert [node.code for node in graph.nodes if not node.is_leaf] == [
        "c = w * x",
        "a = c + b",
        "d = a - y",
        "J = d**2 / 2",
    ]


def test_the_network_has_the_seven_operations_of_the_source_document():
    graph = trace(network, w1=2, b1=0, w2=3, b2=1)
    assert len([node for node in graph.nodes if not node.is_leaf]) == 7


def test_the_chain_rule_of_the_source_document_as_a_product_of_local_derivatives():
    graph = trace(cost, w=5, b=-3)
    local = {f"{edge.parent}->{edge.node}": edge.local for edge in graph.edges}
    assert [local[path] for path in ("d->J", "a->d", "c->a", "w->c")] == ["d", "1", "1", "x"]
