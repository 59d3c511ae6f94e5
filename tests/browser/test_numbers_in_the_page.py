"""Python and the page print every number alike: doubles of every kind through both, in a real browser."""

import math
import random
import struct
import sys
from pathlib import Path

import pytest

import autodiff_core.explorers
from autodiff_core.numbers import format_number

pytestmark = pytest.mark.browser
NUMBERS_JS = Path(autodiff_core.explorers.__file__).parent / "page" / "numbers.js"
DIGITS = [1, 2, 3, 6, 10, 17]


def some_doubles(count=10_000):
    """Random bits (subnormal to huge), exact ties, powers of ten and their neighbours, numbers as typed."""
    rng = random.Random(1)
    bits = [struct.unpack("<d", rng.randbytes(8))[0] for _ in range(count)]
    subnormal = [math.ldexp(rng.randrange(1, 1 << 52), -1074) for _ in range(500)]
    ties = [(2 * rng.randrange(1, 10**6) + 1) / 2 ** rng.randrange(1, 12) for _ in range(count)]
    powers = [10.0**k for k in range(-323, 309)]
    neighbours = [math.nextafter(p, way) for p in powers for way in (0, math.inf)]
    typed = [rng.randrange(-(10**7), 10**7) / 10 ** rng.randrange(0, 9) for _ in range(count)]
    special = [0.0, -0.0, math.nan, math.inf, -math.inf, 5e-324, sys.float_info.max, sys.float_info.min]
    return bits + subnormal + ties + powers + neighbours + typed + special


def test_python_and_the_page_print_every_number_alike(plain_page):
    doubles = some_doubles()
    printed_in_the_page = plain_page.page.evaluate(
        """async ([source, doubles, digits]) => {
            const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
            const { formatNumber } = await import(url);
            const read = (bits) => new DataView(BigUint64Array.of(BigInt(bits)).buffer).getFloat64(0, true);
            const numbers = doubles.map(read);
            return digits.map((n) => numbers.map((x) => formatNumber(x, n)));
        }""",
        [
            NUMBERS_JS.read_text(encoding="utf-8"),
            [str(struct.unpack("<Q", struct.pack("<d", x))[0]) for x in doubles],
            DIGITS,
        ],
    )
    for digits, in_the_page in zip(DIGITS, printed_in_the_page, strict=True):
        in_python = [format_number(x, digits) for x in doubles]
        assert in_python == in_the_page, f"{digits} digits"
