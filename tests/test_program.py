"""The printed programs: what a learner reads, and that it runs on its own and gives the same numbers."""

import numpy as np
import pytest
from graphs import branch, cost, fork, network

from autodiff_core import GraphError, relu, sigmoid, trace

PYTHON = """\
def run(w, b, x, y):
    # forward pass
    c = w * x
    a = c + b
    d = a - y
    J = d**2 / 2
    # backward pass
    dJ_dJ = 1.0
    dJ_dd = dJ_dJ * d
    dJ_da = dJ_dd * 1
    dJ_dy = dJ_dd * -1
    dJ_dc = dJ_da * 1
    dJ_db = dJ_da * 1
    dJ_dw = dJ_dc * x
    dJ_dx = dJ_dc * w
    values = {'w': w, 'b': b, 'x': x, 'y': y, 'c': c, 'a': a, 'd': d, 'J': J}
    gradients = {'w': dJ_dw, 'b': dJ_db, 'x': dJ_dx, 'y': dJ_dy, 'c': dJ_dc, 'a': dJ_da, 'd': dJ_dd, 'J': dJ_dJ}
    return values, gradients
"""  # noqa: E501

JAVASCRIPT = """\
export function forward([w, b, x, y], at = (node, value) => value) {
  w = at(0, w); b = at(1, b); x = at(2, x); y = at(3, y);
  const c = at(4, w * x);
  const a = at(5, c + b);
  const d = at(6, a - y);
  const J = at(7, power(d, 2) / 2);
  return [w, b, x, y, c, a, d, J];
}
"""


def arrays(x, W, k=(1,)):
    h = np.tanh(W @ x)
    part = h[[0, 0, 1]] * np.array([1.0, 2.0, 3.0])
    J = np.sum(part**2) + np.max(W) + np.sum(sigmoid(relu(x)))
    return J


def names(values, gradients, run, np_, scatter=2):
    lambda_ = values * gradients
    J = lambda_ * run + np_ * scatter
    return J


def odd(var, at, Math, gradient, t1, dJ_dw, π):
    w = var * at + Math * gradient
    J = t1 * dJ_dw * w * π
    return J


GRAPHS = {
    "the four-node graph": (cost, {"w": 5, "b": -3}),
    "the network": (network, {"w1": 2, "b1": -3, "w2": 2, "b2": -4, "x": 3, "y": 4}),
    "two uses": (fork, {"w": 2, "b": 1}),
    "arrays": (arrays, {"x": [0.5, -1.5], "W": [[1.0, 2.0], [-0.5, 0.3]]}),
    "names the program needs itself": (names, {"values": 2, "gradients": 3, "run": 5, "np_": 7}),
    "a constant": (lambda x: 7, {"x": 1}),
    "an input": (lambda x: x, {"x": 1}),
}


def test_the_python_of_the_four_node_cost_is_backpropagation_by_hand():
    assert trace(cost, w=5, b=-3).python == PYTHON


def test_the_forward_pass_of_the_four_node_cost_in_javascript():
    assert JAVASCRIPT in trace(cost, w=5, b=-3).javascript


@pytest.mark.parametrize("fn, inputs", GRAPHS.values(), ids=GRAPHS)
def test_the_printed_python_runs_alone_and_gives_the_same_numbers(fn, inputs):
    graph = trace(fn, **inputs)
    scope = {"np": np, "relu": relu, "sigmoid": sigmoid}
    exec(graph.python, scope)
    values, gradients = scope["run"](*graph.inputs.values())
    for printed, own in ((values, graph.forward()), (gradients, graph.backward())):
        assert list(printed) == list(own)
        for name in own:
            np.testing.assert_allclose(printed[name], own[name], rtol=1e-12)


def test_no_name_of_the_learner_is_a_word_of_the_module():
    graph = trace(odd, var=1, at=2, Math=3, gradient=4, t1=5, dJ_dw=6, π=7)
    first = next(line for line in graph.javascript.splitlines() if line.startswith("export"))
    assert first == (
        "export function forward([var_, at_, Math_, gradient_, t1, dJ_dw, π], at = (node, value) => value) {"
    )
    assert "const dJ_dw_2 = " in graph.javascript  # the gradient of w: dJ_dw is an input here


def test_a_branch_is_checked_in_javascript():
    assert "if (Boolean(+(x > 0)) !== true) found.push(0);" in trace(branch, x=1).javascript


def test_arrays_have_no_javascript():
    with pytest.raises(GraphError) as refusal:
        trace(arrays, x=[0.5, -1.5], W=np.eye(2)).javascript  # noqa: B018
    assert str(refusal.value) == (
        "arrays computes with arrays, and a JavaScript program is made for single numbers: "
        "use forward, backward and steps."
    )
