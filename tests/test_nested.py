"""Gradients inside gradients: every operation is on the tape of the call that must find it again."""

import gc
import sys
import threading

import numpy as np
import pytest

from autodiff_core import grad, replay, trace, value_and_grad
from autodiff_core.node import Node
from autodiff_core.scope import Tape, enter, joined, leave


def test_a_function_may_use_a_number_of_the_function_around_it():
    def outer(x):
        return x * grad(lambda y: y * y * x)(3.0)  # x * 2 * 3 * x

    assert value_and_grad(outer)(5.0) == (150.0, 60.0)
    assert grad(grad(outer))(5.0) == 12.0


def test_perturbations_are_not_confused():
    assert grad(lambda x: x * grad(lambda y: x + y)(1.0))(1.0) == 1.0  # the classic trap: not 2
    assert grad(lambda x: x * grad(lambda y: x * y)(2.0))(4.0) == 8.0


def test_three_levels_use_one_another():
    def f(x):
        return grad(lambda y: grad(lambda z: z**3 * y**2 * x)(2.0) * y)(3.0)  # 12 x y^2 * y: 36 x y^2

    assert value_and_grad(f)(5.0) == (1620.0, 324.0)


def test_a_computation_with_only_outside_numbers_is_found_again():
    def outer(x):
        kept = []

        def inner(y):
            kept.append(x * x)
            return y * 2

        grad(inner)(1.0)
        return kept[0] * x

    assert grad(outer)(3.0) == 27.0


@pytest.mark.parametrize("inner", [lambda y: y, lambda y: y * 1], ids=["itself", "times 1"])
def test_the_value_of_an_inner_call_goes_on_outside(inner):
    def outer(x):
        value, slope = value_and_grad(inner)(x * x)
        return value * slope * x

    assert grad(outer)(2.0) == 12.0


def test_an_inner_function_may_return_a_number_of_the_outer_one():
    def outer(x):
        value, slope = value_and_grad(lambda y: x)(1.0)
        return value * x + slope

    assert value_and_grad(outer)(3.0) == (9.0, 6.0)


def test_an_input_that_comes_out_of_two_calls_goes_on_outside():
    def outermost(x):
        def middle(y):
            number, _ = value_and_grad(lambda z: (z * y * x, z)[1])(2.0)
            return number

        number, _ = value_and_grad(middle)(1.0)
        return number * x

    assert value_and_grad(outermost)(3.0) == (6.0, 2.0)


def test_an_inner_function_that_returns_a_constant_has_plain_numbers():
    assert value_and_grad(lambda y: 7)(1.0) == (7.0, 0.0)
    assert grad(lambda x: x * value_and_grad(lambda y: 7)(1.0)[0])(2.0) == 7.0


def test_inner_calls_that_know_nothing_of_the_outer_one_leave_its_tape_alone():
    def outer(x):
        for _ in range(3):
            value, slope = value_and_grad(lambda y: y * y)(3.0)
            assert type(value) is type(slope) is float
        return x * slope

    assert grad(outer)(1.0) == 6.0


def test_gradients_are_taken_inside_a_trace_and_inside_a_replay():
    def f(w, b):
        return w * grad(lambda y: y * y * b)(w)  # 2 w^2 b

    gradients = trace(f, w=3.0, b=2.0).backward()
    assert (gradients["w"], gradients["b"]) == (24.0, 18.0)
    assert value_and_grad(f, (0, 1))(3.0, 2.0) == (36.0, (24.0, 18.0))
    assert replay(f, 1.0, 1.0, argnums=(0, 1))(3.0, 2.0) == (36.0, (24.0, 18.0))


def test_work_that_a_function_gives_to_other_threads_is_found_again():
    def f(x):
        found = [None] * 4

        def work(i):
            found[i] = x * i * x

        threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sum(found)

    assert value_and_grad(f)(3.0) == (54.0, 36.0)


def test_calls_at_the_same_time_do_not_meet():
    def chain(x):
        for _ in range(300):
            x = x * 1.01
        return x

    expected, found, before = grad(chain)(1.0), [], sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=lambda: found.append(grad(chain)(1.0))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(before)
    assert found == [expected] * 8


def test_a_generator_keeps_the_tape_it_began_with():
    def f(x):
        squares = (x * x for _ in range(3))
        total = next(squares)
        total = total + grad(lambda y: y * next(squares))(2.0)
        return total + next(squares)

    assert value_and_grad(f)(3.0) == (27.0, 18.0)


def test_an_error_inside_leaves_the_outer_call_as_it_was():
    def outer(x):
        try:
            grad(lambda y: y * x / 0 * np.nan + [])(1.0)
        except Exception:
            pass
        return x * x

    assert grad(outer)(3.0) == 6.0


def test_infinite_slopes_inside_and_outside():
    with np.errstate(all="ignore"):
        assert grad(lambda x: np.sqrt(x))(0.0) == np.inf
        assert grad(lambda x: grad(lambda y: np.sqrt(y) * x)(0.0))(1.0) == np.inf


def test_a_node_that_got_out_counts_as_outside():
    kept = []
    grad(lambda x: kept.append(x) or x * x)(3.0)
    value, slope = value_and_grad(lambda y: y * kept[0])(2.0)
    assert (value.value, slope.value) == (6.0, 3.0)
    assert not kept[0].tape  # and nothing is kept with it


def test_nothing_of_a_call_is_alive_when_it_has_ended():
    def fails(x):
        return x * x + {}["nothing"]

    def alive():
        return [x for x in gc.get_objects() if isinstance(x, (Tape, Node))]

    gc.collect()
    before = len(alive())
    gc.disable()
    try:
        grad(lambda x: x * grad(lambda y: y * y * x)(2.0))(2.0)
        with pytest.raises(KeyError):
            grad(fails)(2.0)
        assert len(alive()) == before
    finally:
        gc.enable()


def test_the_inner_tape_notes_which_one_is_around_it():
    outer, inner = enter(), enter()
    try:
        assert joined(outer, outer) is outer and not outer.nested
        assert joined(None, None) is None
        assert joined(outer, inner) is joined(inner, outer) is inner
        assert inner.nested and inner.outer is outer and not outer.nested
        assert joined(None, outer) is outer and outer.nested and outer.outer is None
        a, b = Node(2.0), Node(3.0)
        a.tape, b.tape = outer, inner
        product = a * b
        assert product.tape is inner and list(inner) == [product] and not outer
    finally:
        leave(inner, [b])
        assert b.tape is product.tape is outer and list(outer) == [b, product]
        leave(outer, [a])
    assert a.tape is b.tape is product.tape is None
