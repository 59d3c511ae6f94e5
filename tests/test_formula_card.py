"""The formula card: stored as it is made, with the numbers of the engine, and complete in itself."""

import re
import runpy
from collections import Counter
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import pytest

from autodiff_core import gradient_check, trace
from autodiff_core.operations import TABLE

ROOT = Path(__file__).parents[1]
CARD = SimpleNamespace(**runpy.run_path(str(ROOT / ".ci" / "formula_card")))
LATEX = SimpleNamespace(**runpy.run_path(str(ROOT / ".ci" / "formula_card" / "latex.py")))
STORED = CARD.CARD.read_text(encoding="utf-8")
PICTURE = re.compile(r"<figure>.*?</figure>", re.S)


def plain(html):
    """What a reader reads: no tags, one space where there is any. A fraction is its two parts in a row."""
    html = PICTURE.sub("", re.sub(r"<style>.*?</style>", "", html, flags=re.S))
    return re.sub(
        r"\s+",
        " ",
        unescape(re.sub(r"</?m\w+[^>]*>", "", re.sub(r"</?[a-l][^>]*>|</?[n-z][^>]*>", " ", html))),
    )


def test_the_stored_card_is_the_one_that_the_engine_gives():
    new = CARD.card()
    assert PICTURE.sub("", STORED) == PICTURE.sub("", new), "run `make notebooks`"
    # Places in the picture depend on how the graph was laid out; what it says does not.
    texts = [Counter(re.findall(r"<text[^>]*>([^<]*)</text>", page)) for page in (STORED, new)]
    assert not texts[0] - texts[1]


def test_nothing_is_left_to_fill_in():
    assert not re.search(r"\[\[|\]\]|\$", STORED)


def test_the_page_is_complete_in_itself_and_needs_no_script():
    assert not re.search(r"<script|<link|<img|@import|url\(|\bsrc=|\bhref=", STORED)
    assert set(re.findall(r"https?://[^\"' ]+", STORED)) <= {"http://www.w3.org/2000/svg"}


def test_the_page_is_light_everywhere():
    assert "prefers-color-scheme" not in STORED
    assert "color-scheme: light;" in STORED


@pytest.mark.parametrize(
    "words",
    [
        "c=w·x=5·2=10",
        "a=c+b=10+(−3)=7",
        "d=a−y=7−4=3",
        "=12·32=4.5",  # J = 1/2 · 3²
        "·x=3·2=6",
        "·1=3·1=3",
        "22·3=66",
        "12.006001",
        "12.000001",
        "6×10−6",
        "value 1 2 0 2 2 3 1 7 7 5 2",
        "gradient 12 6 6 6 6 4 2 2 2 −2 1",
        "0 0 0 0 −12 0 −4 −4 −4 4 1",
        "0+3=3",
        "3+3=6",
        "O(n+p)",
        "O(n×p)",
        "before + upstream gradient × local derivative = after",
    ],
)
def test_the_numbers_of_the_lessons_stand_on_it(words):
    assert words in plain(STORED)


def test_one_update_makes_the_cost_smaller():
    found = CARD.numbers()
    assert (found["moved.w"], found["moved.b"], found["moved.J"]) == ("4.4", "-3.3", "1.125")


def test_the_check_has_the_limits_of_the_code():
    assert CARD.numbers()["check.epsilon"] == r"6 \times 10^{-6}" and gradient_check.EPSILON == 6e-6
    assert CARD.numbers()["check.tolerance"] == "10^{-5}" and gradient_check.TOLERANCE == 1e-5


def test_recipe_and_bands_are_those_of_the_lessons():
    assert CARD.recipe().count("<li>") == 4 and "Start at the cost, with the gradient 1." in CARD.recipe()
    rows = re.findall(r"<td>(.*?)</td><td>(.*?)</td>", CARD.bands())
    assert [size for size, _ in rows] == [
        *("above $10^{-2}$", "$10^{-2}$ to $10^{-4}$", "$10^{-4}$ to $10^{-7}$", "below $10^{-7}$")
    ]
    assert rows[0][1] == "the derivative is wrong" and rows[-1][1] == "they agree"


@pytest.mark.parametrize(
    "row",
    [
        ["a + b", "1", "1"],
        ["a - b", "1", "-1"],
        [r"a \cdot b", "b", "a"],
        [r"\frac{a}{b}", r"\frac{1}{b}", r"-\frac{a}{b^{2}}"],
        ["a^{3}", r"3 \cdot a^{2}"],
        [r"\text{exp}(a)", "v"],
        [r"\text{log}(a)", r"\frac{1}{a}"],
        [r"\text{tanh}(a)", "1 - v^{2}"],
        [r"\text{sigmoid}(a)", r"v \cdot (1 - v)"],
        [r"\text{relu}(a)", r"1\text{ if }a > 0\text{, }\text{else }0"],
    ],
)
def test_local_derivatives_are_those_of_the_table_of_operations(row):
    made = [CARD._local_derivatives(f) for f in (*CARD.TWO_ARGUMENTS, *CARD.ONE_ARGUMENT)]
    assert [f"${part}$" for part in row] in made


def test_another_rule_would_be_seen_on_the_card(monkeypatch):
    (gate,) = [function for function in CARD.ONE_ARGUMENT if "relu" in function.__code__.co_names]
    right = CARD._local_derivatives(gate)
    leaking = TABLE["relu"]._replace(rules=(lambda g, out, a, at_zero: g, None))
    monkeypatch.setattr("autodiff_core.operations.relu", leaking)
    assert CARD._local_derivatives(gate) == [right[0], "$1$"] != right


def test_every_local_derivative_on_the_card_has_the_value_that_a_nudge_finds():
    for function in (*CARD.TWO_ARGUMENTS, *CARD.ONE_ARGUMENT):
        names = "ab" if function in CARD.TWO_ARGUMENTS else "a"
        graph = trace(function, **{name: 1.7 - 0.6 * i for i, name in enumerate(names)})
        assert gradient_check.check_gradients(graph)


# Expressions as formulas


@pytest.mark.parametrize(
    "code, wanted",
    [
        ("-a / b**2", r"-\frac{a}{b^{2}}"),
        ("v * (1 - v)", r"v \cdot (1 - v)"),
        ("np.sqrt(a)", r"\sqrt{a}"),
        (
            "(a > b) + 0.5 * (a == b)",
            r"1\text{ if }a > b\text{, }0.5\text{ if }a = b\text{, }\text{else }0",
        ),
    ],
)
def test_expressions_of_the_engine_become_latex(code, wanted):
    assert LATEX.latex(code) == wanted


def test_an_expression_that_has_no_formula_is_refused():
    with pytest.raises(ValueError, match="cannot be written"):
        LATEX.latex("[a]")
