"""One rule for printing a number. That the page prints alike: tests/browser/test_numbers_in_the_page.py."""

import math
import random
import struct
import sys
from fractions import Fraction

import numpy as np
import pytest

from autodiff_core.numbers import format_number


@pytest.mark.parametrize(
    ("x", "digits", "printed"),
    [
        (9, 6, "9"),
        (6.0, 6, "6"),
        (9.006001, 10, "9.006001"),
        (9.006001, 6, "9.006"),
        (0.006000999999999479, 10, "0.006001"),
        (-4.5, 6, "-4.5"),
        (-0.0, 6, "0"),
        (0.0001, 6, "0.0001"),
        (0.00001, 6, "1e-5"),
        (1.5e-7, 6, "1.5e-7"),
        (1e-16, 6, "1e-16"),
        (999999, 6, "999999"),
        (999999.5, 6, "1e6"),
        (1e6, 6, "1e6"),
        (12345.678, 3, "12300"),
        (1234567.5, 10, "1234567.5"),
        (1e10, 10, "1e10"),
        (0.00099999999, 6, "0.001"),
        (0.000099999999, 6, "0.0001"),
        (5e-324, 6, "4.94066e-324"),
        (sys.float_info.max, 6, "1.79769e308"),
        (math.nan, 6, "NaN"),
        (math.inf, 6, "infinity"),
        (-math.inf, 6, "-infinity"),
        (2.5, 1, "3"),
        (-2.5, 1, "-3"),
        (0.125, 2, "0.13"),
        (True, 6, "1"),
        (np.float32(0.1), 6, "0.1"),
        (Fraction(1, 4), 6, "0.25"),
    ],
)
def test_a_number_is_printed_as(x, digits, printed):
    assert format_number(x, digits) == printed


def random_doubles(count, seed=1):
    """Doubles of random bits, from subnormal to huge."""
    rng = random.Random(seed)
    drawn = (struct.unpack("<d", rng.randbytes(8))[0] for _ in range(count))
    return [x for x in drawn if math.isfinite(x) and x != 0]


def test_what_is_printed_reads_back_within_half_a_unit_of_the_last_digit():
    for x in random_doubles(2000):
        error = abs(Fraction(format_number(x, 6)) - Fraction(x))
        assert error <= Fraction(10) ** (math.floor(math.log10(abs(x))) - 5), x


def test_seventeen_digits_read_back_as_the_same_double():
    assert all(float(format_number(x, 17)) == x for x in random_doubles(2000))
