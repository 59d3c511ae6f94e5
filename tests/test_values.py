"""What counts as a number, and how numbers and arrays enter a graph."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from autodiff_core import GraphError, grad, trace
from autodiff_core.in_words import short
from autodiff_core.values import as_value, constant, in_precision_of, input_value, unshared

NUMBERS = [3, 3.0, np.int64(3), np.float64(3), np.array(3), np.uint8(3), Fraction(6, 2), Decimal(3)]


@pytest.mark.parametrize("x", NUMBERS, ids=repr)
def test_every_kind_of_real_number_becomes_a_float(x):
    assert type(as_value(x)) is float and as_value(x) == 3
    assert grad(lambda w: w * w)(x) == 6
    assert grad(lambda w: w * x)(1.0) == 3
    assert grad(lambda w: x * w)(1.0) == 3


@pytest.mark.parametrize("x", [[1, 2], (1, 2), np.array([1, 2]), range(1, 3), [Decimal(1), 2.0]], ids=repr)
def test_lists_and_arrays_of_numbers_become_arrays_of_floats(x):
    if isinstance(x, list) and isinstance(x[0], Decimal):
        with pytest.raises(GraphError, match="not a number"):
            as_value(x)
        return
    np.testing.assert_array_equal(as_value(x), [1.0, 2.0])
    assert as_value(x).dtype == float


@pytest.mark.parametrize("x", [True, np.True_, np.array(True)], ids=repr)
def test_a_truth_value_stays_one_inside_and_counts_as_1_at_the_input(x):
    assert as_value(x) is True
    assert input_value(x) == 1.0 and type(input_value(x)) is float


def test_single_precision_is_kept():
    assert as_value(np.float32(3)).dtype == np.float32
    assert as_value(np.array([3], np.float32)).dtype == np.float32
    assert in_precision_of(np.float32(1), 2.0).dtype == np.float32
    assert in_precision_of(1.0, np.array([2], np.float32)).dtype == float


REFUSED = {
    "text": ("3", "'3' is text, not a number: leave out the quotes, str"),
    "bytes": (b"3", "b'3' is text, not a number: leave out the quotes, str"),
    "None": (None, "None is not a number: give a number, a list of numbers or a NumPy array."),
    "a complex number": (1 + 2j, "is complex: only real numbers are differentiated here. Use its real part."),
    "complex numbers": (np.array([1j]), "is complex"),
    "an object": (object(), "is not a number"),
    "a function": (abs, "is not a number"),
    "a dictionary": ({"w": 1}, "is not a number"),
    "a list with text": ([1, "a"], "is text"),
    "rows of different lengths": ([[1], [2, 3]], "different lengths: an array needs rows of equal length."),
    "a huge whole number": (10**400, "too large for a float: numbers up to about 1.8e308 are allowed."),
    "a date": (np.datetime64("2020"), "is not a number"),
}


@pytest.mark.parametrize("x, sentence", REFUSED.values(), ids=REFUSED)
def test_what_is_not_a_number_is_refused_by_name(x, sentence):
    with pytest.raises(GraphError, match=sentence):
        as_value(x)
    with pytest.raises(GraphError, match="^The input w is not usable. .*" + sentence):
        trace(lambda w: w, w=x)
    with pytest.raises(GraphError, match="^The input w is not usable. .*" + sentence):
        grad(lambda w: w)(x)
    with pytest.raises(GraphError, match="^Argument 0 of <lambda> is not usable. .*" + sentence):
        grad(lambda *numbers: numbers[0])(x)
    with pytest.raises(GraphError, match=sentence):
        trace(lambda w: w * x, w=1.0)
    with pytest.raises(GraphError, match=sentence):
        trace(lambda w: x * w, w=1.0)


def test_an_array_is_copied_and_locked():
    x = np.array([1.0, 2.0])
    copy = constant(x)
    x[0] = 99
    np.testing.assert_array_equal(copy, [1, 2])
    with pytest.raises(ValueError, match="read-only"):
        copy[0] = 99


def test_a_value_in_a_sentence_is_short_and_on_one_line():
    assert short(np.arange(100).reshape(10, 10)).count("\n") == 0
    assert len(short(list(range(100)))) == 40


def test_unshared_arrays_can_be_changed_one_without_the_other():
    x = np.array([1.0, 2.0])
    one, other, view, number = unshared([x, x, np.broadcast_to(x, (2, 2)), 3.0])
    one[0] = other[1] = view[0, 0] = 99
    np.testing.assert_array_equal(one, [99, 2])
    np.testing.assert_array_equal(other, [1, 99])
    assert number == 3
