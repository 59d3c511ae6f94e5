"""Formulas as MathML: what the lessons write is drawn as TeX draws it, and what is no formula is refused."""

import re
from pathlib import Path

import nbformat
import pytest

from autodiff_core.publish.formulas import mathml
from autodiff_core.publish.record import PublishError

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$]+)\$", re.DOTALL)
FRACTION = "<mfrac><mrow><mi>a</mi></mrow><mrow><msup><mi>b</mi><mn>2</mn></msup></mrow></mfrac>"


@pytest.mark.parametrize(
    "formula, wanted",
    [
        ("w_1 x", "<msub><mi>w</mi><mn>1</mn></msub><mi>x</mi>"),
        (r"\frac{a}{b^2}", FRACTION),
        ("-3", "<mo>\u2212</mo><mn>3</mn>"),  # at the front it is a sign by itself
        ("a - 3", "<mi>a</mi><mo>\u2212</mo><mn>3</mn>"),
        ("a = -3", '<mi>a</mi><mo>=</mo><mo form="prefix">\u2212</mo><mn>3</mn>'),
        (r"\gradient{6}", '<mstyle class="gradient"><mrow><mn>6</mn></mrow></mstyle>'),
        (r"\text{if }a < 0", "<mtext>if\xa0</mtext><mi>a</mi><mo>&lt;</mo><mn>0</mn>"),
        (r"\max a", "<mi>max</mi><mi>a</mi>"),
        (r"\partial J", "<mi>\u2202</mi><mi>J</mi>"),
        ("a.", '<mi>a</mi><mo lspace="0">.</mo>'),
    ],
)
def test_latex_becomes_mathml(formula, wanted):
    assert mathml(formula) == f'<math display="inline"><mrow>{wanted}</mrow></math>'


def test_a_bracket_that_closes_leaves_a_minus_between_two_things():
    assert "prefix" not in mathml("(a) - b") and "prefix" not in mathml("|a| - b")
    assert 'prefix">\u2212</mo><mn>3' in mathml(r"10 + (-3)")


def test_a_formula_may_stand_on_a_line_of_its_own():
    assert mathml("a", display=True).startswith('<math display="block">')


@pytest.mark.parametrize("formula", [r"\unknown", "a}", r"\frac{a}", "a^", "a & b", r"\begin{cases} a"])
def test_what_cannot_be_read_is_refused_in_one_sentence(formula):
    with pytest.raises(PublishError, match="cannot be read: look for"):
        mathml(formula)


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_formula_of_the_lessons_can_be_read(path):
    cells = nbformat.read(path, as_version=4).cells
    prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    for formula in FORMULA.finditer(prose):
        assert mathml(formula[1] or formula[2]).startswith("<math")
