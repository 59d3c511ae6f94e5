"""Engines of other people drive the explorers as they stand, and leave their modules as they were."""

import builtins
import functools
import math
import random

import numpy as np
import pytest
from engines_of_others import CLOSURES, ENGINES, TUPLES, changed, engine

from autodiff_core import GraphError, check_gradients, relu, sigmoid, trace
from autodiff_core.engines import trace_with
from autodiff_core.explorers import DerivativeExplorer, DescentExplorer, GraphExplorer, OrderExplorer
from autodiff_core.lessons import COST_PARAMETERS, TELLING_INPUTS, cost, network, two_uses

EXPRESSIONS = 20  # 100 agree too, in a minute
engines = pytest.mark.parametrize("Value", ENGINES, indirect=True)


@pytest.fixture
def Value(request):
    return engine(request.param)


MOVES = (
    lambda u, v: u + v,
    lambda u, v: u * v * 0.5,
    lambda u, v: u - v,
    lambda u, v: u / (v * v + 1),
    lambda u, v: (u / 2) ** 2,
    lambda u, v: relu(u + 0.1234),
    lambda u, v: np.tanh(u * 0.3),
    lambda u, v: np.exp(u * 0.1),
    lambda u, v: 3 - u,
)


def expression(a, b, c, seed):
    """A random expression of an engine's operators and functions; what it computes stays small."""
    choose, values = random.Random(seed), [a, b, c]
    for _ in range(choose.randint(3, 9)):
        values.append(choose.choice(MOVES)(choose.choice(values), choose.choice(values)))
    return values[-1] + a * b - c


def random_cost(a, b, c, text=""):
    J = expression(a, b, c, text)
    return J


@engines
def test_values_and_gradients_of_random_expressions_are_those_of_autodiff_core(Value):
    for seed in range(EXPRESSIONS):
        fn = functools.partial(random_cost, text=str(seed))
        inputs = {name: round(random.Random(f"{name}{seed}").uniform(-2, 2), 3) for name in "abc"}
        own, right = trace_with(Value, fn, **inputs), trace(fn, **inputs)
        assert own.forward()["J"] == pytest.approx(right.forward()["J"], rel=1e-9, abs=1e-9)
        expected = {name: pytest.approx(right.backward()[name], rel=1e-9, abs=1e-9) for name in "abc"}
        assert {name: own.backward()[name] for name in "abc"} == expected
        names = {"np": np, "relu": relu, "sigmoid": sigmoid}
        exec(own.python, names)  # what the page computes
        gradients = names["run"](*inputs.values())[1]
        assert {name: gradients[name] for name in "abc"} == expected
        assert own.notes() == (), seed


@engines
@pytest.mark.parametrize(
    "fn, inputs", [(cost, COST_PARAMETERS), (network, TELLING_INPUTS), (two_uses, {"w": 2, "b": 1})]
)
def test_all_explorers_take_such_a_graph(Value, fn, inputs):
    graph, right = trace_with(Value, fn, **inputs), trace(fn, **inputs)
    assert check_gradients(graph) and graph.notes() == ()
    theirs, ours = local_derivatives(graph), local_derivatives(right)
    shared = theirs.keys() & ours.keys()
    assert len(shared) >= 4 and {edge: theirs[edge] for edge in shared} == {
        edge: ours[edge] for edge in shared
    }
    for explorer in (GraphExplorer, OrderExplorer, DescentExplorer, DerivativeExplorer):
        assert explorer(graph).plain()


def local_derivatives(graph):
    """By the line of the node and the name of the parent."""
    steps = [step for step in graph.steps() if step.kind == "backward"]
    return {(step.node.code, step.edge.parent.name): step.local for step in steps}


def test_float_int_and_math_are_what_they_were_afterwards():
    names = {}
    exec(changed(CLOSURES, ("import math", "import math\nfrom math import exp")), names)
    trace_with(names["Value"], cost, w=5, b=-3)
    assert names["math"] is math and names["exp"] is math.exp
    assert "float" not in names and "int" not in names and float is builtins.float

    exec(changed(CLOSURES, ("other.data, (self, other), '*'", "other.dat, (self, other), '*'")), names)
    with pytest.raises(GraphError, match="has no attribute 'dat'"):
        trace_with(names["Value"], cost, w=5, b=-3)
    assert names["math"] is math and "float" not in names


def test_what_a_learner_calls_float_stays_theirs():
    names = {}
    exec(f"def float(x): return x * 1.0\n{CLOSURES}", names)
    own = names["float"]
    assert trace_with(names["Value"], cost, w=5, b=-3).backward()["w"] == 6
    assert names["float"] is own


def test_a_constant_that_is_no_parent_is_no_mistake():
    names = {}
    exec(TUPLES, names)
    names["Value"].__mul__ = lambda self, number: names["Value"](self.data * number, (self,), (number,))
    graph = trace_with(names["Value"], lambda w: w * 3, w=2)
    assert graph.notes() == () and graph.backward()["w"] == 3
