"""Narrow pages and long names: nothing sticks out, and nothing scrolls that only a mouse reaches."""

import pytest

from autodiff_core.explorers import GraphExplorer, OrderExplorer
from autodiff_core.lessons import cost


def long(the_weight_of_the_first_and_only_layer_of_this_network, the_input_of_this_network_once_more=2):
    weighted_input = (
        the_weight_of_the_first_and_only_layer_of_this_network * the_input_of_this_network_once_more
    )
    return weighted_input


@pytest.mark.parametrize("width", [380, 1000])
@pytest.mark.parametrize("kind", [GraphExplorer, OrderExplorer])
def test_long_names_make_nothing_wider_than_the_page(plain_page, kind, width):
    plain_page.page.set_viewport_size({"width": width, "height": 900})
    view = plain_page.mount(kind(long, the_weight_of_the_first_and_only_layer_of_this_network=3))
    assert view.page.evaluate("document.documentElement.scrollWidth") <= width
    wide = "(all) => all.filter((each) => each.scrollWidth > each.clientWidth).length"
    assert view.page.locator(".ado-outcome .ad-tables").evaluate_all(wide) == 0


def test_the_nudge_panel_is_no_wider_than_a_narrow_page_and_its_table_scrolls_by_keys(plain_page):
    plain_page.page.set_viewport_size({"width": 380, "height": 900})
    view = plain_page.mount(GraphExplorer(cost, w=-5.12345678, b=-3))
    view.page.get_by_label("Nudge a node").check()
    view.page.get_by_role("group", name="Is the gradient right?").wait_for()  # it does not fit
    assert view.page.evaluate("document.documentElement.scrollWidth") <= 380
