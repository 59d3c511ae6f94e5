"""Pictures on paper: as large as the page lets them, and in one scale."""

import re

from graphs import chain

from autodiff_core import trace
from autodiff_core.handouts.figures import HIGHEST, WIDEST, figure, figures, size
from autodiff_core.picture import draw


def svg(width, height):
    return f'<svg class="a" viewBox="0 0 {width} {height}" width="{width}" height="{height}"></svg>'


def widest(made):
    """The most that a figure may be wide: per cent of the page, and millimetres."""
    return tuple(map(float, re.search(r"min\(100%, ([\d.]+)%, ([\d.e+]+)mm\)", made).groups()))


def test_a_picture_has_its_share_of_the_width_of_the_page():
    assert widest(figure(svg(WIDEST // 2, 100)))[0] == 50
    assert widest(figure(svg(300, 100), 600))[0] == 50


def test_a_picture_is_no_higher_than_the_page():
    assert widest(figure(svg(100, 1000)))[1] == HIGHEST / 10


def test_a_wide_graph_becomes_several_figures():
    made = figures(draw(trace(chain, x=2).up_to("h_20")).svg)
    assert len(made) > 2 and all(size(each)[0] <= WIDEST for each in made)
