"""Handouts in a real browser: nothing wider than the page, nothing asked of anywhere, PDFs of whole pages."""

import re

import pytest
from graphs import chain, cost, fork

from autodiff_core import trace
from autodiff_core.handouts import worked_solution
from autodiff_core.lessons import NETWORK_PARAMETERS, network
from autodiff_core.publish import handouts
from autodiff_core.publish.handout import Handout
from autodiff_core.publish.opening import opening

WIDTH = 680  # pixels between the margins of A4
TOO_WIDE = """width => [...document.querySelectorAll("body *:not(svg *, math *)")]
  .filter(each => each.getBoundingClientRect().right > width + 1)
  .map(each => `${each.tagName} ${each.className}: ${each.textContent.slice(0, 60)}`)"""


def long_names(the_first_input_of_this_function, the_second_input_of_this_function):
    an_intermediate_result_with_a_long_name = (
        the_first_input_of_this_function * the_second_input_of_this_function
    )
    another_intermediate_result = (
        an_intermediate_result_with_a_long_name + the_first_input_of_this_function**2
    )
    return another_intermediate_result


SOLUTIONS = {
    "cost": lambda: worked_solution(cost, w=5, b=-3),
    "fork": lambda: worked_solution(fork, w=2, b=1),
    "unfolded": lambda: worked_solution(trace(network, **NETWORK_PARAMETERS).unfolded()),
    "long": lambda: worked_solution(trace(chain, x=2).up_to("h_40")),
    "names": lambda: worked_solution(
        long_names, the_first_input_of_this_function=1e-200, the_second_input_of_this_function=-1.23456e120
    ),
}


@pytest.fixture
def printed(chromium):
    """printed(html) -> page of Playwright, as it is laid out for A4; what it asks for is in `page.asked`."""
    context = chromium.new_context(viewport={"width": WIDTH, "height": 990})
    shown = context.new_page()
    shown.asked = []
    shown.on("request", lambda request: shown.asked.append(request.url))
    shown.emulate_media(media="print")

    def open_page(html):
        shown.asked.clear()
        shown.set_content(html)
        return shown

    yield open_page
    context.close()


@pytest.mark.parametrize("solution", SOLUTIONS.values(), ids=SOLUTIONS)
def test_a_solution_fits_the_page_and_asks_for_nothing(printed, solution):
    shown = printed(solution().html)
    assert shown.evaluate(TOO_WIDE, WIDTH) == []
    assert shown.asked == []


def test_lessons_fit_the_page_and_ask_for_nothing(printed, edition):
    lessons = [recorded for recorded in edition.lessons if opening(recorded).minutes]
    assert len(lessons) == 11
    for recorded in lessons:
        shown = printed(handouts.written(recorded.name, Handout(recorded)))
        assert shown.evaluate(TOO_WIDE, WIDTH) == [], recorded.name
        assert [url for url in shown.asked if not url.startswith("data:")] == [], recorded.name


def test_on_a_phone_a_long_formula_scrolls_by_itself_and_by_keys(printed, edition):
    recorded = next(each for each in edition.lessons if each.name.startswith("04"))
    shown = printed(handouts.written(recorded.name, Handout(recorded)))
    shown.emulate_media(media="screen")
    shown.set_viewport_size({"width": 380, "height": 800})
    assert shown.evaluate("document.scrollingElement.scrollWidth") == 380
    formula = shown.locator("math[display=block][tabindex]").first
    formula.focus()
    shown.keyboard.press("ArrowRight")
    shown.wait_for_function(
        "document.activeElement.localName === 'math' && document.activeElement.scrollLeft > 0"
    )


@pytest.mark.parametrize("scheme, dark", [("true", False), ("false", True)])
def test_a_notebook_shows_a_solution_in_its_theme(printed, scheme, dark):
    shown = printed(f'<body data-jp-theme-light="{scheme}">{worked_solution(cost, w=5, b=-3)._repr_html_()}')
    shown.emulate_media(media="screen")
    ink = shown.locator(".ad-sheet").evaluate("(each) => getComputedStyle(each).color")
    assert (sum(map(int, re.findall(r"\d+", ink)[:3])) > 600) == dark


def test_the_browser_prints_a_solution_on_whole_pages(tmp_path):
    solution, made = worked_solution(cost, w=5, b=-3), tmp_path / "solution.pdf"
    solution.save(made)
    pdf = made.read_bytes()
    assert pdf.startswith(b"%PDF") and len(handouts.PAGE.findall(pdf)) == 2
    assert re.search(rb"/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]", pdf)  # A4, in points
