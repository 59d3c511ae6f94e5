"""The sheet: every step of the stream occurs with its numbers, all text is escaped, nothing is asked for."""

import re
from html import unescape

import pytest
from graphs import chain, fork

from autodiff_core import trace
from autodiff_core.handouts import worked_solution
from autodiff_core.handouts.sheet import MOST_NODES
from autodiff_core.lessons import NETWORK_PARAMETERS, cost, network
from autodiff_core.wording import fill

SOLUTIONS = {
    "cost": lambda: worked_solution(cost, w=5, b=-3),
    "fork": lambda: worked_solution(fork, w=-2, b=1),
    "unfolded": lambda: worked_solution(trace(network, **NETWORK_PARAMETERS).unfolded()),
    "long": lambda: worked_solution(chain, x=2),
}


def words(html):
    """What a reader reads."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<style>.*?</style>", "", html, flags=re.S)))


@pytest.mark.parametrize("solution", SOLUTIONS.values(), ids=SOLUTIONS)
def test_every_step_occurs_once_in_order_with_its_numbers(solution):
    solved = solution()
    wanted = [fill(text, solved.slots) for step in solved.steps for text in (step.symbols, step.words)]
    lines = re.findall(r'<p class="(?:symbols|words)">(.*?)</p>', solved.html, re.S)
    assert list(map(words, lines)) == wanted


def test_numbers_have_the_class_of_their_quantity():
    page = worked_solution(cost, w=5, b=-3).html
    assert 'c = w * x = <b class="value">5</b> * <b class="value">2</b> = <b class="value">10</b>' in page
    assert '= <b class="gradient">3</b> × <b class="local">(-1)</b> = <b class="gradient">-3</b>' in page


def test_sums_stand_at_forks_only():
    sums = re.findall(r'<p class="sum">(.*?)</p>', worked_solution(fork, w=2, b=1).html)
    assert list(map(words, sums)) == ["before 0 + 4 = after 4", "before 4 + 18 = after 22"]
    assert '<p class="sum">' not in worked_solution(cost, w=5, b=-3).html


def test_the_picture_has_the_values_gradients_and_local_derivatives():
    page = worked_solution(cost, w=5, b=-3).html
    for kind, shown in {"value": "4.5", "gradient": "15", "local": "= -1"}.items():
        assert re.search(rf'<text class="ad-{kind}"[^>]*>{shown}</text>', page)


def test_a_graph_too_large_for_a_picture_says_so():
    page = worked_solution(chain, x=2).html
    assert "<svg" not in page and f"A graph of {301} nodes is too large" in page and 301 > MOST_NODES


def test_a_tall_picture_comes_last():
    def many(a=1, b=2, c=3, d=4, e=5, f=6, g=7, h=8):
        J = a + b + c + d + e + f + g + h
        return J

    tall, low = worked_solution(many).html, worked_solution(cost, w=5, b=-3).html
    assert tall.index("The graph<") > tall.index("All gradients<")
    assert low.index("The graph<") < low.index("Forward pass<")


def test_hostile_text_is_shown_as_text():
    def f(x):
        J = x * len("</style><script>alert(1)</script>&amp;")
        return J

    f.__name__ = '<img src=x onerror=alert(1)>"\\'
    page = worked_solution(f, x=2).html
    assert "<script" not in page and "<img" not in page
    assert words(page).count("<script>alert(1)</script>&amp;") > 1
    assert "Worked solution: f\n" in words(page)  # what is no name of a function is not shown


def test_it_is_complete_in_itself():
    page = worked_solution(fork, w=2, b=1).html
    assert not re.search(r"<script|<link|<img|@import|url\(|\bsrc=|\bhref=", page)
    assert set(re.findall(r"https?://[^\"' ]+", page)) == {"http://www.w3.org/2000/svg"}


def test_a_notebook_shows_the_same_sheet_in_its_own_theme():
    solution = worked_solution(cost, w=5, b=-3)
    shown = solution._repr_html_()
    assert words(shown).split() == words(solution.html.partition("<body")[2].partition(">")[2]).split()
    assert "<h3" in shown and "<html" not in shown
    assert shown.count(".ad-sheet { color-scheme: light dark; }") == 1 and "data-jp-theme-light" in shown


def test_without_a_line_to_compute_there_is_no_forward_pass():
    assert "Forward pass" not in worked_solution(lambda w: w, w=1).html
