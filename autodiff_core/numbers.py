"""How a number is printed, everywhere: in tables, in pictures, in sentences and (as numbers.js) in the page.

The rule, for `digits` significant digits:

- round the exact value of the double to that many digits, an exact tie away from zero (the school rule);
- drop zeros at the end: 6.0 is printed "6", and 9.0060010 is printed "9.006001";
- from 0.0001 to below 1,000,000 (below 10**digits, if that is more) print plain decimals, else "1.5e-7";
- minus is the ASCII "-", zero has no sign, and the rest is "NaN", "infinity" and "-infinity".

`explorers/page/numbers.js` is the same rule in JavaScript; the tests compare the two on thousands of doubles.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context

SMALLEST_PLAIN_EXPONENT = -4
LARGEST_PLAIN_EXPONENT = 5
SMALLEST_ERROR = 1e-9


def format_number(x, digits: int = 6) -> str:
    """Print the number `x` (anything `float` takes) with at most `digits` significant digits.

    >>> format_number(9.006001), format_number(9.006001, digits=10), format_number(1e-7), format_number(-0.0)
    ('9.006', '9.006001', '1e-7', '0')
    """
    x = float(x)
    if math.isnan(x):
        return "NaN"
    if math.isinf(x):
        return "infinity" if x > 0 else "-infinity"
    if x == 0:
        return "0"
    rounded = Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal(abs(x))
    exponent = rounded.adjusted()
    figures = "".join(map(str, rounded.as_tuple().digits)).rstrip("0")
    return ("-" if x < 0 else "") + _lay_out(figures, exponent, max(digits - 1, LARGEST_PLAIN_EXPONENT))


def format_error(x: float) -> str:
    """Print a relative error: two digits, and no digits at all where they would be only rounding."""
    return "below 1e-9" if x < SMALLEST_ERROR else format_number(x, 2)


def _lay_out(figures: str, exponent: int, largest_plain: int) -> str:
    """Write figures[0].figures[1:] x 10**exponent as plain decimals, or with an exponent if they are long."""
    if not SMALLEST_PLAIN_EXPONENT <= exponent <= largest_plain:
        fraction = "." + figures[1:] if len(figures) > 1 else ""
        return f"{figures[0]}{fraction}e{exponent}"
    if exponent < 0:
        return "0." + "0" * (-exponent - 1) + figures
    whole = figures[: exponent + 1].ljust(exponent + 1, "0")
    fraction = figures[exponent + 1 :]
    return whole + "." + fraction if fraction else whole
