"""While a function is differentiated NumPy is silent and arrays are held; afterwards all is as it was."""

import functools
import warnings

import numpy as np
import pytest

from autodiff_core import GraphError, grad, trace, value_and_grad
from autodiff_core.scope import SMALL, enter, held, lasting, leave, silence


def scoped(function):
    """Run a function, and put back what was switched off meanwhile."""

    @functools.wraps(function)
    def inside():
        tape = enter()
        try:
            return function()
        finally:
            leave(tape)

    return inside


def switched():
    return np.geterr()["divide"] == "ignore"


def test_warnings_are_off_from_the_first_need_and_on_again_afterwards():
    @scoped
    def inside():
        before = switched()
        silence()
        return before, switched()

    assert inside() == (False, True) and not switched()


def test_outside_of_a_scope_nothing_is_switched():
    silence()
    assert not switched()


def test_after_an_error_all_is_as_it_was():
    x = np.ones(2 * SMALL)

    def f(w):
        y = np.exp(w * x)
        raise KeyError(y)

    with pytest.raises(KeyError):
        grad(f)(2.0)
    assert not switched() and x.flags.writeable


@pytest.mark.parametrize("x", [0.0, np.zeros(2), -1e308], ids=repr)
def test_infinities_and_nans_come_without_a_warning(x):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        value_and_grad(lambda w: np.sum(np.exp(-w * 10) * (w + np.array([1e308, 1.0])) * 1e5))(x)
        value_and_grad(lambda w: np.sum(1 / w))(x)
        value_and_grad(lambda w: np.sum(np.sinh(w) * 1e10))(800.0)


def test_an_array_is_held_or_copied_where_it_is_small_or_a_part_of_another():
    whole, small = np.arange(2.0 * SMALL), np.ones(2)

    @scoped
    def inside():
        assert held(whole) is whole and not whole.flags.writeable
        for x in (whole[1:], small):
            assert held(x).base is None and not held(x).flags.writeable

    inside()
    assert whole.flags.writeable


def test_outside_of_a_scope_and_for_what_lasts_an_array_is_copied():
    x = np.ones(2)
    assert held(x) is not x

    @scoped
    def inside():
        with lasting():
            return held(x)

    assert inside() is not x and x.flags.writeable


def test_an_array_that_was_locked_before_stays_locked():
    x = np.ones(2 * SMALL)
    x.flags.writeable = False
    grad(lambda w: np.sum(w * x))(2.0)
    assert not x.flags.writeable


@pytest.mark.parametrize("change", [lambda x: x.__setitem__(0, 5), lambda x: x.__iadd__(1)])
def test_changing_a_large_array_that_takes_part_is_refused_in_a_sentence(change):
    x = np.ones(2 * SMALL)

    def f(w):
        J = np.sum(w * x)
        change(x)
        return J

    with pytest.raises(GraphError, match="^An array cannot be changed in place while it is recorded"):
        grad(f)(2.0)
    change(x)


def test_a_graph_recorded_while_differentiating_keeps_its_own_arrays():
    x = np.ones(2)
    graphs = []

    def f(w):
        graphs.append(trace(lambda v: np.sum(v * x), v=1.0))
        return w * 2

    grad(f)(3.0)
    x[:] = 99
    assert graphs[0].forward()["v"] == 1.0 and graphs[0].backward()["v"] == 2.0
