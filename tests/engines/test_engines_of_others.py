"""Engines as other people write them: other names, float() and math.exp inside, closures or tuples."""

import builtins
import functools
import math
import random

import numpy as np
import pytest

from autodiff_core import GraphError, check_gradients, relu, sigmoid, trace
from autodiff_core.engines import trace_with
from autodiff_core.explorers import DerivativeExplorer, DescentExplorer, GraphExplorer, OrderExplorer
from autodiff_core.lessons import COST_PARAMETERS, TELLING_INPUTS, cost, network, two_uses

EXPRESSIONS = 20  # 100 agree too, in a minute
OPERATORS = """
    def __radd__(self, other): return self + other
    def __rmul__(self, other): return self * other
    def __neg__(self): return self * -1
    def __sub__(self, other): return self + (-other)
    def __rsub__(self, other): return other + (-self)
    def __truediv__(self, other): return self * other**-1
    def __rtruediv__(self, other): return other * self**-1
"""
CLOSURES = f"""
import math

class Value:
    def __init__(self, data, _children=(), _op='', label=''):
        self.data = float(data)
        self.grad = 0.0
        self._backward = lambda: None
        self._prev = set(_children)
        self._op, self.label = _op, label

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), '+')
        def passed_on():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = passed_on
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), '*')
        def passed_on():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._backward = passed_on
        return out

    def __pow__(self, n):
        assert isinstance(n, (int, float))
        out = Value(self.data**n, (self,), '**')
        def passed_on():
            self.grad += n * self.data**(n - 1) * out.grad
        out._backward = passed_on
        return out

    def relu(self):
        out = Value(0 if self.data < 0 else self.data, (self,), 'ReLU')
        def passed_on():
            self.grad += (out.data > 0) * out.grad
        out._backward = passed_on
        return out

    def tanh(self):
        t = (math.exp(2 * self.data) - 1) / (math.exp(2 * self.data) + 1)
        out = Value(t, (self,), 'tanh')
        def passed_on():
            self.grad += (1 - t**2) * out.grad
        out._backward = passed_on
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,), 'exp')
        def passed_on():
            self.grad += out.data * out.grad
        out._backward = passed_on
        return out
{OPERATORS}
    def backward(self):
        topo, visited = [], set()
        def build_topo(v):
            if v not in visited:
                visited.add(v)
                for child in v._prev:
                    build_topo(child)
                topo.append(v)
        build_topo(self)
        self.grad = 1.0
        for v in reversed(topo):
            v._backward()
"""
TUPLES = f"""
import math

class Value:
    __slots__ = ('data', 'grad', '_children', '_local_grads')

    def __init__(self, data, children=(), local_grads=()):
        self.data, self.grad = data, 0
        self._children, self._local_grads = children, local_grads

    def __add__(self, other):
        n = other.data if isinstance(other, Value) else other
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + n, (self, other), (1, 1))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, n): return Value(self.data**n, (self,), (n * self.data**(n - 1),))
    def relu(self): return Value(max(0, self.data), (self,), (float(self.data > 0),))
    def tanh(self): return Value(math.tanh(self.data), (self,), (1 - math.tanh(self.data)**2,))
    def exp(self): return Value(math.exp(self.data), (self,), (math.exp(self.data),))
{OPERATORS}
    def backward(self):
        topo, visited = [], set()
        def build_topo(v):
            if v not in visited:
                visited.add(v)
                for child in v._children:
                    build_topo(child)
                topo.append(v)
        build_topo(self)
        for v in topo:
            v.grad = 0
        self.grad = 1
        for v in reversed(topo):
            for child, local_grad in zip(v._children, v._local_grads):
                child.grad += local_grad * v.grad
"""
PROTOCOL = [
    ("_children", "parents"),
    ("_local_grads", "local_derivatives"),
    ("data", "value"),
    ("grad", "gradient"),
]
READ_ONLY = "    data = property(lambda self: self._number)\n\n    def __init__"


def changed(source, *changes):
    for old, new in changes:
        assert old in source, old
        source = source.replace(old, new)
    return source


def in_a_function(source):
    body = "\n".join(f"    {line}" for line in source.splitlines())
    return f"def made():\n{body}\n    return Value\n\nValue = made()"


NO_GRADIENT = [
    ("self.grad = 0.0", "self.grad = None"),
    ("self.grad = 1.0", "for v in topo: v.grad = 0.0\n        self.grad = 1.0"),
]
ENGINES = {
    "closures": CLOSURES,
    "closures, tuple of parents": changed(CLOSURES, ("set(_children)", "tuple(_children)")),
    "closures, list called children": changed(
        CLOSURES, ("set(_children)", "list(_children)"), ("_prev", "children")
    ),
    "closures, val": changed(CLOSURES, (".data", ".val")),
    "closures, None in a leaf": changed(
        CLOSURES, ("lambda: None", "None"), ("            v._back", "            if v._backward: v._back")
    ),
    "closures, None before backward": changed(CLOSURES, *NO_GRADIENT),
    "closures, made in a function": in_a_function(CLOSURES),
    "closures, exp by its name": changed(
        CLOSURES, ("import math", "from math import exp as e"), ("math.exp", "e")
    ),
    "closures, numbers only": changed(
        CLOSURES,
        ("self.data = float(data)", "assert isinstance(data, (float, int))\n        self.data = data"),
    ),
    "closures, max": changed(CLOSURES, ("0 if self.data < 0 else self.data", "max(0.0, float(self.data))")),
    "closures, read only": changed(
        CLOSURES, ("    def __init__", READ_ONLY), ("self.data = float", "self._number = float")
    ),
    "tuples": TUPLES,
    "tuples, float": changed(TUPLES, ("= data, 0", "= float(data), 0")),
    "tuples, int(gate)": changed(TUPLES, ("float(self", "int(self")),
    "tuples, math.pow": changed(TUPLES, ("Value(self.data**n,", "Value(math.pow(self.data, n),")),
    "tuples, type(x) in (int, float)": changed(
        TUPLES,
        (
            "if isinstance(other, Value) else Value(other)",
            "if type(other) not in (int, float) else Value(other)",
        ),
    ),
    "tuples, our names": changed(TUPLES, *PROTOCOL),
}
engines = pytest.mark.parametrize("Value", ENGINES, indirect=True)


@pytest.fixture
def Value(request):
    names = {"__name__": "of_others"}
    exec(ENGINES[request.param], names)
    return names["Value"]


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
