"""The relative error."""

import math

import pytest

from autodiff_core.closeness import NOISE, relative_error
from autodiff_core.numbers import format_error


@pytest.mark.parametrize(
    "a, b, output, error",
    [
        (6.0, 6.0, 4.5, 0.0),
        (6.0, 3.0, 4.5, 0.5),
        (-6.0, 6.0, 4.5, 2.0),
        (0.0, 0.0, 4.5, 0.0),
        (math.inf, math.inf, 1.0, 0.0),
        (math.nan, math.nan, 1.0, 0.0),
        (math.nan, 1.0, 1.0, math.inf),
    ],
)
def test_the_error_is_relative_to_the_larger_number(a, b, output, error):
    assert relative_error(a, b, output) == error


def test_rounding_of_the_output_is_no_error():
    assert relative_error(0.0, 2.2e-16, 4.5) < 1e-9
    assert relative_error(0.0, NOISE, 1.0) == 1
    assert relative_error(0.0, 1e-3, 1e6) == pytest.approx(1e-4)


def test_an_error_that_is_only_rounding_shows_no_digits():
    assert format_error(0.0) == format_error(9.9e-10) == "below 1e-9"
    assert format_error(1e-9) == "1e-9"
    assert format_error(0.2501406) == "0.25"
