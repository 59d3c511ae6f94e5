"""Homework on paper: each sheet on one page of A4, and no request for anything but the file."""

import re

import pytest

from autodiff_core.lessons import COST_PARAMETERS, cost
from autodiff_core.teaching import homework

A4 = (595, 842)  # points
SHEETS = 3


@pytest.fixture(params=["upright", "on its side"])
def printed(request, chromium, tmp_path):
    """What Chromium prints, and how high and wide a page of the paper is."""
    asked, upright = [], request.param == "upright"
    sheets = homework(cost, SHEETS, **COST_PARAMETERS) if upright else homework("fill in the network", SHEETS)
    sheets.save(tmp_path / "homework.html")
    context = chromium.new_context(color_scheme="dark")  # paper is light, whatever the screen
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "homework.html").as_uri())
    yield page, page.pdf(prefer_css_page_size=True, print_background=True), A4 if upright else A4[::-1]
    assert asked == [(tmp_path / "homework.html").as_uri()]
    context.close()


def test_each_sheet_is_one_page(printed):
    _, pdf, size = printed
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert [tuple(round(float(side)) for side in box) for box in boxes] == [size] * SHEETS


def test_a_sheet_is_light_and_its_empty_fields_are_white(printed):
    page, *_ = printed
    fill = "(box) => getComputedStyle(box).fill"
    empty = page.locator(".ad-node:not(.ad-leaf) .ad-value-box").first.evaluate(fill)
    given = page.locator(".ad-leaf .ad-value-box").first.evaluate(fill)
    assert (empty, given) == ("rgb(255, 255, 255)", "rgb(226, 232, 240)")
    assert page.locator(".ad-card").first.evaluate(fill) in ("rgb(248, 250, 252)", "rgb(238, 241, 245)")
