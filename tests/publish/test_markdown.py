"""Prose as HTML: formulas as MathML, headings with anchors, links that lead to pages."""

import pytest

from autodiff_core.publish.markdown import Heading, Prose


@pytest.fixture
def prose():
    return Prose(lambda url: f"to/{url}")


def test_a_formula_in_a_line_and_one_of_its_own(prose):
    html = prose.html("Let $w$ be.\n\n$$w^2$$")
    assert '<p>Let <math display="inline">' in html and '<math display="block">' in html and "$" not in html


def test_a_formula_is_not_parted_from_its_full_stop(prose):
    html = prose.html("So $w$, and $b$.")
    assert html.count('<span class="unbroken"><math') == 2 and html.endswith("</math>.</span></p>\n")
    assert "unbroken" not in prose.html("So $w$ and")


def test_a_formula_may_stand_in_a_table_and_between_stars(prose):
    assert "<td><math" in prose.html("| a |\n| --- |\n| $w$ |")
    assert "<em>how</em>" in prose.html("*how* $w$ *moves*")


def test_a_head_that_is_a_formula_is_read_in_words(prose):
    html = prose.html("| $\\frac{dJ}{dw_1}$ | $w$ and $b$ |\n| --- | :-: |\n| $w$ | 1 |")
    assert html.count("unseen") == html.count("aria-hidden") == 1
    assert '<th><span class="unseen">dJ / dw_1</span><math aria-hidden="true"' in html


def test_an_empty_corner_of_a_table_is_no_head(prose):
    html = prose.html("| | a |\n| --- | --- |\n| b | 1 |")
    assert html.count("<th>") == 1 and "<td></td>" in html


def test_headings_get_anchors_of_their_own(prose):
    html = prose.html("## Explain: the $w$\n\n## Write\n\n### Write")
    first, *others = prose.headings
    assert first[:2] == (2, "Explain:-the-w") and "<math" in first.html
    assert others == [Heading(2, "Write", "Write"), Heading(3, "Write-2", "Write")]
    assert '<h3 id="Write-2">Write<a class="here" href="#Write-2"' in html


def test_links_and_images_are_resolved(prose):
    html = prose.html("[a](b.ipynb#cell-id=c) ![d](e.svg)")
    assert 'href="to/b.ipynb#cell-id=c"' in html and 'src="to/e.svg"' in html


def test_what_can_be_folded_stays(prose):
    html = prose.html("<details>\n<summary>More</summary>\n\nIt is $w$.\n\n</details>")
    assert html.startswith("<details>\n<summary>More</summary>") and "<math" in html and "</details>" in html


def test_a_table_can_scroll(prose):
    assert prose.html("| a |\n| --- |\n| b |").startswith('<div class="scrolls"><table>')
