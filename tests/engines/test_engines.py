"""An engine that a learner wrote drives the same graphs: its own numbers, structure and mistakes."""

import math

import numpy as np
import pytest
from engines_of_learners import MISTAKES, Scalar, broken
from graphs import branch
from hypothesis import given, settings
from hypothesis import strategies as st

from autodiff_core import GraphError, relu, sigmoid, small_engine, trace
from autodiff_core.engines import Engine, trace_with
from autodiff_core.gradient_check import check_gradients
from autodiff_core.lessons import (
    COST_PARAMETERS,
    NETWORK_PARAMETERS,
    TELLING_INPUTS,
    cost,
    network,
    twice,
    two_uses,
)
from autodiff_core.picture import draw

ENGINES = pytest.mark.parametrize(
    "Value", [small_engine.Value, Scalar], ids=["small engine", "micrograd style"]
)
GRAPHS = pytest.mark.parametrize(
    ("fn", "inputs"),
    [
        (cost, COST_PARAMETERS),
        (network, NETWORK_PARAMETERS),
        (network, TELLING_INPUTS),
        (two_uses, {"w": 2, "b": 1}),
    ],
    ids=["cost", "network", "telling network", "two uses"],
)


def codes(graph):
    return [node.code for node in graph.nodes if not node.is_leaf]


def edges(graph):
    return [(edge.parent.name, edge.node.name, edge.local) for edge in graph.edges]


# -- the numbers of a right engine


@ENGINES
@GRAPHS
def test_values_and_gradients_are_those_of_autodiff_core(Value, fn, inputs):
    own, right = trace_with(Value, fn, **inputs), trace(fn, **inputs)
    for moved in ({}, {next(iter(inputs)): 2.5}):
        for found, expected in (
            (own.forward(**moved), right.forward(**moved)),
            (own.backward(**moved), right.backward(**moved)),
        ):
            for name, number in expected.items():
                assert found[name] == pytest.approx(number, rel=1e-12, abs=1e-12), name
    assert own.notes() == ()


@ENGINES
@GRAPHS
def test_gradients_agree_with_central_differences_at_every_node(Value, fn, inputs):
    graph = trace_with(Value, fn, **inputs)
    gradients = graph.backward()
    for node in graph.nodes:
        up, down = (graph.nudged(node.name, epsilon)[graph.output.name] for epsilon in (1e-5, -1e-5))
        assert gradients[node.name] == pytest.approx((up - down) / 2e-5, rel=1e-6, abs=1e-8), node.name


def test_two_uses_of_one_input_add_up():
    graph = trace_with(small_engine.Value, two_uses, w=2, b=1)
    assert graph.forward()["e"] == 13
    expected = {"w": -14, "x": -12, "b": -6, "y": 6}
    assert {name: graph.backward()[name] for name in expected} == expected


@ENGINES
def test_the_checks_of_the_package_take_such_a_graph(Value):
    assert check_gradients(trace_with(Value, cost, w=5, b=-3))
    assert not check_gradients(trace_with(broken("wrong product rule"), cost, w=5, b=-3))
    assert "c = w * x" in draw(trace_with(Value, cost, w=5, b=-3)).svg


moves = st.sampled_from(["+", "-", "*", "/", "**2", "**3", "-x", "relu", "exp", "2*", "1-", "3/"])
programs = st.lists(st.tuples(moves, st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=9)
numbers = st.floats(-2, 2).map(lambda x: round(x, 3))


def run(program, values):
    """A random program: each line uses earlier values again; what it computes stays small."""
    values = list(values)
    for move, i, j in program:
        a, b = values[i % len(values)], values[j % len(values)]
        values.append(
            {
                "+": lambda a, b: a + b,
                "-": lambda a, b: a - b,
                "*": lambda a, b: a * b * 0.5,
                "/": lambda a, b: a / (b**2 + 1),
                "**2": lambda a, b: (a / 2) ** 2,
                "**3": lambda a, b: (a / 3) ** 3,
                "-x": lambda a, b: -a,
                "relu": lambda a, b: relu(a + 0.123456),
                "exp": lambda a, b: np.exp(a * 0.1),
                "2*": lambda a, b: 2 * a,
                "1-": lambda a, b: 1 - a,
                "3/": lambda a, b: 3 / (a**2 + 2),
            }[move](a, b)
        )
    return values[-1] + values[0] * values[1]


@ENGINES
@given(programs, st.tuples(numbers, numbers, numbers))
@settings(max_examples=60, deadline=None)
def test_random_expressions_have_the_gradients_of_autodiff_core(Value, program, inputs):
    def fn(a, b, c):
        return run(program, (a, b, c))

    given_inputs = dict(zip("abc", inputs))
    own, right = trace_with(Value, fn, **given_inputs), trace(fn, **given_inputs)
    assert own.forward()[own.output.name] == pytest.approx(right.forward()[right.output.name], rel=1e-10)
    found, expected = own.backward(), right.backward()
    for name in "abc":
        assert found[name] == pytest.approx(expected[name], rel=1e-9, abs=1e-9)
    names = {"np": np, "relu": relu, "sigmoid": sigmoid}
    exec(own.python, names)
    values, gradients = names["run"](*inputs)
    assert values == pytest.approx(own.forward(), rel=1e-12)
    assert gradients == pytest.approx(found, rel=1e-12, abs=1e-12)
    assert own.notes() == ()


# -- the structure, as the engine sees it


def test_nodes_have_the_names_and_lines_of_the_function_and_the_rest_is_numbered():
    graph = trace_with(small_engine.Value, cost, w=5, b=-3)
    assert list(graph.inputs) == ["w", "b", "x", "y"]
    assert codes(graph) == ["c = w * x", "a = c + b", "d = a - y", "v1 = d**2", "J = v1 / v2"]
    assert [node.code for node in graph.nodes if node.is_leaf and node.name not in graph.inputs] == ["v2 = 2"]


def test_an_engine_that_subtracts_by_adding_the_opposite_shows_it():
    graph = trace_with(Scalar, cost, w=5, b=-3)
    assert "v1 = -1" in [node.code for node in graph.nodes]
    assert codes(graph)[2:4] == ["v2 = y * v1", "d = a + v2"]


def test_a_constant_with_a_name_keeps_it():
    Value = small_engine.Value

    def fn(w):
        half = Value(0.5)
        J = w * half
        return J

    assert [node.code for node in trace_with(small_engine.Value, fn, w=3).nodes] == [
        "w",
        "half = Value(0.5)",
        "J = w * half",
    ]


def test_a_value_used_twice_has_two_edges_and_one_of_local_derivative_2_in_a_set():
    assert edges(trace_with(small_engine.Value, twice, a=3)) == [("a", "e", "1"), ("a", "e", "1")]
    assert edges(trace_with(Scalar, twice, a=3)) == [("a", "e", "2")]


@ENGINES
def test_local_derivatives_are_formulas_in_the_names_of_the_nodes(Value):
    found = edges(trace_with(Value, cost, w=5, b=-3))
    assert found[:4] == [("w", "c", "x"), ("x", "c", "w"), ("c", "a", "1"), ("b", "a", "1")] or found[:4] == [
        ("w", "c", "x"),
        ("x", "c", "w"),
        ("b", "a", "1"),
        ("c", "a", "1"),
    ]
    assert ("d", "v1", "2 * d") in found or ("d", "v3", "2 * d") in found


@ENGINES
def test_steps_are_upstream_times_local_and_add_up(Value):
    graph = trace_with(Value, two_uses, w=2, b=1)
    gradients = graph.backward()
    steps = [step for step in graph.steps() if step.kind == "backward"]
    assert len(steps) == len(graph.edges)
    for step in steps:
        assert step.upstream == gradients[step.node.name]
        assert step.contribution == step.upstream * step.local
        assert step.after == step.before + step.contribution
    assert (
        "before -18 + 4 = after -14" in graph.transcript()
        or "before 4 + (-18) = after -14" in graph.transcript()
    )


def test_one_number_that_two_values_share_moves_both():
    graph = trace_with(Scalar, network, **NETWORK_PARAMETERS)  # a1 is the very number z1: max(0, z) returns z
    moved = graph.nudged("a1", 0.5)
    assert (moved["z1"], moved["a1"], moved["m2"]) == (2, 2.5, 7.5)


def test_a_gate_that_is_a_factor_is_no_branch():
    graph = trace_with(small_engine.Value, network, **NETWORK_PARAMETERS)
    assert not graph.takes_other_branch(w1=-1) and not graph.guards
    assert graph.forward(w1=-1)["a1"] == 0 and graph.backward(w1=-1)["w1"] == 0


def test_a_gate_can_be_a_branch_and_the_function_recorded_on_the_other_side():
    graph = trace_with(Scalar, network, **NETWORK_PARAMETERS)  # max(0, z) is a branch
    assert graph.takes_other_branch(w1=-1) and not graph.takes_other_branch(w1=1)
    with pytest.raises(GraphError, match=r"network was recorded where .*z1.* Here it is"):
        graph.forward(w1=-1)
    other = graph.recorded_at(w1=-1)
    assert other.backward()["w1"] == 0 and other.forward()["a1"] == 0
    assert other.inputs["w1"] == -1


def test_inputs_are_numbers_by_name_and_defaults_are_inputs():
    graph = trace_with(small_engine.Value, cost, w=1, b=2, y=0)
    assert graph.inputs == {"w": 1, "b": 2, "x": 2, "y": 0}
    with pytest.raises(GraphError, match="cost has no input called z"):
        graph.forward(z=1)


def test_a_second_backward_is_the_same():
    graph = trace_with(Scalar, two_uses, w=2, b=1)
    assert graph.backward() == graph.backward()


# -- other names


class Tensor(small_engine.Value):
    """Other names for the things of the protocol."""

    def __init__(self, x):
        self.x, self.came_from, self.slopes, self.g = x, [], [], None

    def made(self, *came_from, slopes):
        self.came_from, self.slopes = list(came_from), list(slopes)
        return self

    def __mul__(self, other):
        return Tensor(self.x * other.x).made(self, other, slopes=(other.x, self.x))

    def pull(self):
        self.g = 1.0
        for parent, slope in zip(self.came_from, self.slopes):
            parent.g = slope


OTHER = Engine(
    Tensor, value="x", parents="came_from", local_derivatives="slopes", gradient="g", backward="pull"
)


def test_an_engine_with_other_names_is_described():
    def fn(u, v):
        J = u * v
        return J

    graph = trace_with(OTHER, fn, u=3, v=4)
    assert graph.backward() == {"u": 4, "v": 3, "J": 1}
    assert edges(graph) == [("u", "J", "v"), ("v", "J", "u")]


def test_engines_in_the_style_of_micrograd_are_recognised_and_left_as_they_were():
    before = Scalar.__init__
    trace_with(Scalar, cost, w=5, b=-3).backward()
    assert Scalar.__init__ is before


# -- mistakes


@pytest.mark.parametrize(
    ("mistake", "gradients", "sentence"),
    [
        (
            "overwrites",
            {"w": 4, "x": -12, "b": -6, "y": 6},
            "Your engine says de/dw = 4, but the contributions on its edges add up to -14: "
            "look at how gradients accumulate, and in which order.",
        ),
        (
            "wrong product rule",
            {"w": -8, "x": -18, "b": -6, "y": 6},
            "Your engine says that dc/dw is 2 on the way from w to c, but c = w * x changes by 3 per unit "
            "of w: look at that local derivative.",
        ),
        (
            "forgets a parent",
            {"w": -14, "x": 0, "b": -6, "y": 6},
            "c = w * x uses x too, but x is not among the parents of c: no gradient gets there.",
        ),
        (
            "wrong order",
            {"w": 4, "x": 0, "b": 0, "y": 0},
            "Your engine says de/da = 0, but the contributions on its edges add up to -6: "
            "look at how gradients accumulate, and in which order.",
        ),
        (
            "no start",
            {"w": 0, "x": 0, "b": 0, "y": 0},
            "Your engine says de/de = 0, but e changes exactly as much as itself: "
            "let backward start with the gradient 1.",
        ),
    ],
)
def test_a_mistake_shows_its_own_numbers_and_one_sentence(mistake, gradients, sentence):
    graph = trace_with(broken(mistake), two_uses, w=2, b=1)
    found = graph.backward()
    assert {name: found[name] for name in gradients} == gradients
    assert graph.notes() == (sentence,)
    assert f"note: {sentence}" in graph.table()
    names = {"np": np}
    exec(graph.python, names)  # what the page computes
    assert names["run"](2.0, 1.0, 3.0, 10.0)[1] == found


def test_every_mistake_is_tested():
    assert len(MISTAKES) == 5


def test_a_forgotten_parent_has_no_arrow():
    graph = trace_with(broken("forgets a parent"), cost, w=5, b=-3)
    assert ("w", "c", "x") in edges(graph) and "x" not in {parent for parent, _, _ in edges(graph)}


def test_at_a_kink_any_convention_is_right():
    class Value(small_engine.Value):
        def relu(self):
            return small_engine.Value(np.maximum(self.value, 0), (self,), (1.0 * (self.value >= 0),))

    def fn(z):
        a = relu(z)
        return a

    graph = trace_with(Engine(small_engine.Value), lambda z: Value.relu(z), z=0)
    assert graph.notes() == () and graph.notes(z=-1) == () and graph.notes(z=1) == ()
    assert graph.backward(z=0)["z"] == 1


# -- what cannot be shown


class NoNumber:
    def __init__(self):
        pass


class NoValue:
    def __init__(self, number):
        self.number = number


class NoLocals:
    def __init__(self, value, parents=()):
        self.value, self.parents, self.gradient = value, parents, 0.0

    def __mul__(self, other):
        return NoLocals(self.value * other.value, (self, other))


class OneLocal(small_engine.Value):
    def __mul__(self, other):
        return OneLocal(self.value * other.value, (self, other), (other.value,))


class NumberAsParent(small_engine.Value):
    def __mul__(self, other):
        return NumberAsParent(self.value * other.value, (self, 2.0), (other.value, 1.0))


class NoGradient(small_engine.Value):
    def __init__(self, value, parents=(), local_derivatives=()):
        self.value, self.parents, self.local_derivatives = value, parents, local_derivatives

    def __mul__(self, other):
        return NoGradient(self.value * other.value, (self, other), (other.value, self.value))

    def backward(self):
        self.gradient = 1.0


class ReturnsNumber(small_engine.Value):
    def __mul__(self, other):
        return self.value * other.value


class WithMath(small_engine.Value):
    def __mul__(self, other):
        import math  # inside a method nothing can stand for it

        return WithMath(math.exp(self.value), (self,), (1.0,))


class IsFloat(float):
    def __new__(cls, value, *more):
        return super().__new__(cls, value)

    def __init__(self, value, *more):
        self.value = value


class Unchangeable(small_engine.Value):
    value = property(lambda self: self.number)

    def __init__(self, number, *more):
        self.number = number

    def __mul__(self, other):
        return Unchangeable(number=2.0)


class LocalsInADict(small_engine.Value):
    def __mul__(self, other):
        return LocalsInADict(self.value * other.value, (self, other), {self: other.value, other: self.value})


class LocalIsAValue(small_engine.Value):
    def __mul__(self, other):
        return LocalIsAValue(self.value * other.value, (self, other), (other, self))


class WrapsAnother(small_engine.Value):
    def __mul__(self, other):
        return WrapsAnother(small_engine.Value(2.0))


class Fails(small_engine.Value):
    def __mul__(self, other):
        return Fails(self.value * other.valeu)


class FailsBackward(small_engine.Value):
    def __mul__(self, other):
        return FailsBackward(self.value * other.value, (self, other), (other.value, self.value))

    def backward(self):
        self.gradient = [][3]


class Unhashable:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return True


class NoOperator:
    def __init__(self, value):
        self.value, self.parents, self.local_derivatives, self.gradient = value, (), (), 0.0


def product(w, x):
    J = w * x
    return J


@pytest.mark.parametrize(
    ("Value", "sentence"),
    [
        (3, r"needs the class of your values first, and got 3: write trace_with\(Value, cost, w=5\)"),
        (
            NoNumber,
            r"NoNumber\(1.0\) stopped with TypeError \(.*\): the class of your values is called with one",
        ),
        (
            NoValue,
            "NoValue has no value: the explorers read value, parents, local_derivatives, gradient and call",
        ),
        (NoLocals, "NoLocals has no local_derivatives"),
        (OneLocal, "local_derivatives of a OneLocal has 1 entry for 2 parents"),
        (
            NumberAsParent,
            "parents of a NumberAsParent holds 2.0, which is no NumberAsParent: make it one first",
        ),
        (NoGradient, r"backward\(\) left no gradient in a NoGradient that the result depends on"),
        (
            ReturnsNumber,
            "product returned 6.0, which is no ReturnsNumber: end it with a line such as `return J`",
        ),
        (IsFloat, r"cannot become a plain number here.* line \d+: return super\(\).__new__\(cls, value"),
        (Unchangeable, "value of a Unchangeable cannot be changed: .*make it an ordinary attribute"),
        (LocalsInADict, "local_derivatives of a LocalsInADict is a dict: it needs to be a tuple with one"),
        (
            LocalIsAValue,
            "local_derivatives of a LocalIsAValue holds a LocalIsAValue where a number is wanted: v.value is",
        ),
        (WrapsAnother, "A WrapsAnother is made here from the Value of another engine: use one engine thr"),
        (WithMath, r"cannot become a plain number here.*np.exp, not math.exp.* line \d+: return WithMath"),
        (
            Fails,
            r"Your code stopped with AttributeError \(.*valeu.*\)\. It happened in line \d+: return Fails",
        ),
        (
            FailsBackward,
            r"Your code stopped with IndexError \(.*\)\. It happened in line \d+: self.gradient = \[\]\[3\]",
        ),
        (
            NoOperator,
            r"Your code stopped with TypeError \(unsupported operand .*\)\. Your class has no such operator "
            r"yet: write one, or use another\. It happened in line \d+: J = w",
        ),
    ],
)
def test_what_cannot_be_shown_is_said_in_one_sentence(Value, sentence):
    with pytest.raises(GraphError, match=sentence) as caught:
        trace_with(Value, product, w=2, x=3)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert "\n" not in str(caught.value)


def test_recursion_that_is_too_deep_is_said_in_one_sentence():
    def deep(x):
        y = x
        for _ in range(2000):
            y = y + x
        return y

    with pytest.raises(GraphError, match="stopped with RecursionError .*Use a loop in place of recursion"):
        trace_with(Scalar, deep, x=1)
    assert trace_with(small_engine.Value, deep, x=1).backward()["x"] == 2001


def test_a_division_by_zero_in_the_engine_itself_is_said_in_one_sentence():
    graph = trace_with(small_engine.Value, lambda u, v: u / v, u=1, v=2)
    with pytest.raises(GraphError, match=r"stopped with ZeroDivisionError \(.*\)\. It happened in line \d+"):
        graph.forward(v=0)


def test_values_made_outside_the_function_and_arrays_are_refused():
    outside = small_engine.Value(2.0)
    with pytest.raises(GraphError, match="uses a Value that was made outside it"):
        trace_with(small_engine.Value, lambda w: w * outside, w=1)
    with pytest.raises(GraphError, match="The input w is an array"):
        trace_with(small_engine.Value, lambda w: w * w, w=[1.0, 2.0])


@pytest.mark.parametrize(
    ("fn", "sentence"),
    [
        (lambda w: np.exp(w), r"has no callable exp method\)\. np.exp of a value calls its method exp: give"),
        (lambda w: math.exp(w), r"math takes plain numbers: write np.exp\(w\), and give your class a meth"),
        (lambda w: {Unhashable(w)}, r"unhashable type.*eq=False\), or keep id\(v\) in the set"),
        (lambda w: [w, w], r"returned \[a NoOperator, a NoOperator\], which is no NoOperator"),
    ],
)
def test_what_python_says_about_a_function_comes_with_advice_and_without_addresses(fn, sentence):
    with pytest.raises(GraphError, match=sentence) as caught:
        trace_with(NoOperator, fn, w=1)
    assert "0x" not in str(caught.value)


def test_relu_of_an_object_without_that_method_is_said_in_one_sentence():
    with pytest.raises(GraphError, match="NoOperator has no method relu: write one, and relu"):
        trace_with(NoOperator, lambda z: relu(z), z=1)


# -- recorded again, ordinary graphs too


def test_an_ordinary_graph_is_recorded_again_on_its_other_branch():
    graph = trace(branch, x=2)
    assert not graph.takes_other_branch(x=3) and graph.takes_other_branch(x=-3)
    other = graph.recorded_at(x=-3)
    assert codes(graph) == ["z = k * x"] and codes(other) == ["z = -x"]
    assert other.inputs == {"x": -3, "k": 2} and len(graph.unfolded().recorded_at(x=-3).nodes) == len(
        other.nodes
    )
