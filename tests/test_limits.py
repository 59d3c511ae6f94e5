"""Where a recorded graph ends: at a branch, a kink, or outside the domain of an operation."""

import numpy as np
import pytest
from graphs import branch

from autodiff_core import GraphError, relu, trace


def smallest(x, y):
    return min(x, y)


def absolute(x):
    return x if x >= 0 else -x


def both(x, y):
    if x > 0 and y > 0 or x < -5:
        return x * y
    return x + y


def doubling(x):
    while x < 10:
        x = x * 2
    return x


def chained(x):
    return x**2 if 0 < x < 5 else x


def truth(x):
    return x * 2 if x else x * 3


def equality(x):
    return x * 2 if x == 3 else x


def everything(x):
    return np.sum(x**2) if np.all(x > 0) else np.sum(x)


def sorted_middle(x, y, z):
    return sorted([x, y, z])[1]


# recorded with; other inputs of the same branch; inputs of another branch
BRANCHES = {
    branch: (dict(x=2), dict(x=5), dict(x=-1)),
    smallest: (dict(x=1, y=2), dict(x=0, y=9), dict(x=3, y=2)),
    absolute: (dict(x=1), dict(x=0), dict(x=-1)),
    both: (dict(x=1, y=1), dict(x=3, y=2), dict(x=1, y=-1)),
    doubling: (dict(x=3), dict(x=4), dict(x=6)),
    chained: (dict(x=2), dict(x=4), dict(x=7)),
    truth: (dict(x=2), dict(x=-1), dict(x=0)),
    equality: (dict(x=3), dict(x=3), dict(x=4)),
    everything: (dict(x=[1, 2]), dict(x=[3, 4]), dict(x=[-1, 2])),
    sorted_middle: (dict(x=1, y=2, z=3), dict(x=4, y=5, z=6), dict(x=3, y=2, z=1)),
}


@pytest.mark.parametrize("fn", BRANCHES, ids=lambda fn: fn.__name__)
def test_a_branch_is_recorded_as_it_ran_and_says_so_when_an_input_would_take_another(fn):
    recorded, same, other = BRANCHES[fn]
    graph = trace(fn, **recorded)
    assert graph.forward(**same)[graph.output.name] == pytest.approx(
        fn(**{name: np.asarray(x, float)[()] for name, x in same.items()})
    )
    for attempt in (graph.forward, graph.backward, graph.steps):
        with pytest.raises(
            GraphError, match=f"^{fn.__name__} was recorded where .* would take its other branch"
        ):
            attempt(**other)


def test_a_guard_names_the_condition_and_what_it_was():
    (guard,) = trace(branch, x=2).guards
    assert guard == (
        "branch was recorded where x > 0 is true. Here it is false, so branch would take its other branch: "
        "trace it again with these inputs."
    )


def test_a_function_without_branches_has_no_guards():
    assert trace(lambda x: relu(x), x=2).guards == ()


def test_a_kink_lies_between_values_on_its_two_sides():
    graph = trace(lambda x: relu(x), x=2)
    at = [graph.forward(x=x) for x in (-1, 0, 1, 2)]
    assert [graph.kink_between(at[i], at[j]) for i, j in ((0, 2), (0, 1), (1, 2), (2, 3))] == [
        True,
        True,
        True,
        False,
    ]


def test_outside_a_domain_the_operation_is_named_with_its_variable_and_value():
    def f(w, b=-3):
        d = w + b
        J = np.log(d)
        return J

    graph = trace(f, w=5)
    with pytest.raises(GraphError, match="^log of d = -2.0 is not defined: log needs a number above 0.$"):
        graph.forward(w=1)
    assert graph.forward(w=3)["J"] == -np.inf


def test_infinity_less_infinity_passes_as_nan():
    def f(x):
        y = 1 / x
        J = y - y
        return J

    assert np.isnan(trace(f, x=0).forward()["J"])
