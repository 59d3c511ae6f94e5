"""Every kind of explorer and card in one page, for those who cannot see it, or not well, or have no mouse.

`make access` asks the same, and more, of every page of every edition and of every lesson in JupyterLab.
"""

import pytest
from access_colours import MEANINGS, without_colour
from access_page import EXPLORERS, Access
from access_use import hear_all, put_to_use
from hand_made_cards import choice_card, direction_card, number_card
from plain_page import PlainPage

from autodiff_core.cards import CARDS
from autodiff_core.cards.card import FILL
from autodiff_core.explorers import (
    DerivativeExplorer,
    DescentExplorer,
    EfficiencyExplorer,
    FitExplorer,
    GraphExplorer,
    OrderExplorer,
)
from autodiff_core.lessons import (
    NETWORK_PARAMETERS,
    cost,
    moons_cost,
    moons_output,
    moons_parameters,
    network,
)
from autodiff_core.picture import draw
from autodiff_core.points import two_moons
from autodiff_core.practice import card
from autodiff_core.practice.predict_card import PredictCard

NEXT_PLACE = """() => {
  document.getElementById("explorer")?.removeAttribute("id");
  const place = Object.assign(document.createElement("main"), { id: "explorer" });
  document.body.append(place);
}"""


def fork(a, b):
    c = a * b
    d = c + a
    J = c * d
    return J


def one_of_each():
    fill = next(each.name for each in CARDS.values() if each.form == FILL)
    return [
        GraphExplorer(cost, w=5, b=-3),
        DerivativeExplorer(lambda w: w**2, lambda w: w**3),
        DescentExplorer(network, **NETWORK_PARAMETERS, over=("w1", "b1")),
        EfficiencyExplorer(),
        OrderExplorer(fork, a=2, b=3),
        FitExplorer(moons_cost, moons_output, *two_moons(), moons_parameters()),
        *(PredictCard(made()) for made in (number_card, direction_card, choice_card)),
        card(fill),
    ]


@pytest.fixture(scope="module")
def shown(chromium):
    """Access to a page with one of each, as wide as a desk's."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    view = PlainPage(context.new_page())
    for each in one_of_each():
        view.page.evaluate(NEXT_PLACE)
        view.mount(each)
    access = Access(view.page, "one of each", EXPLORERS)
    assert view.page.locator(EXPLORERS).count() == len(one_of_each())
    yield access
    context.close()
    assert not view.errors


def test_no_colour_speaks_alone(shown):
    assert without_colour(shown) == []
    assert shown.counted["meanings of colours"] == len(MEANINGS)


def test_every_picture_says_what_it_shows_and_has_its_numbers(shown):
    assert shown.ask("figures") == []
    assert shown.count()["figures"] >= 12


def test_a_picture_that_keeps_a_number_to_itself_is_found(chromium):
    picture = draw(cost, w=5, b=-3).svg
    without = picture.replace("J = 4.5, gradient 1", "J", 1)
    page = chromium.new_page()
    page.set_content(f"<main>{picture}</main><table><tr><td>4.5</td></tr></table>")
    assert Access(page, "said").ask("figures") == []
    page.set_content(f"<main>{without}</main><table><tr><td>4.5</td></tr></table>")
    found = Access(page, "kept").ask("figures")
    page.close()
    assert [(each.rule, each.found) for each in found] == [("picture-numbers", "not said: 4.5")]


def test_tab_reaches_every_control_once_in_reading_order_and_shows_where_it_is(shown):
    walked = [shown.tab_through(area) for area in shown.page.locator(EXPLORERS).all()]
    assert [each for complaints in walked for each in complaints] == []
    assert shown.count()["controls reached by Tab"] > 80


def test_a_slider_is_spoken_once_it_rests_and_so_is_a_step(shown):
    assert hear_all(shown) == []
    assert shown.count()["sliders heard"] >= 5 and shown.count()["steps heard"] >= 5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_when_everything_is_in_use(shown, scheme):
    shown.page.emulate_media(color_scheme=scheme)
    put_to_use(shown.page)
    assert shown.axe() == []
    assert shown.count()["elements seen by axe"] > 2000


@pytest.mark.parametrize("scheme, forced", [("light", "none"), ("dark", "none"), ("dark", "active")])
def test_every_kind_of_eye_can_read_the_pictures(shown, scheme, forced):
    shown.page.emulate_media(color_scheme=scheme, forced_colors=forced)
    assert shown.ask("contrasts") == []


@pytest.mark.parametrize("width, height", [(380, 800), (640, 512)])
def test_nothing_sticks_out_or_is_cut_on_a_phone_or_enlarged_twice(shown, width, height):
    shown.page.set_viewport_size({"width": width, "height": height})
    shown.page.wait_for_timeout(500)  # pictures follow a little later
    assert shown.ask("reflow") == [] and shown.ask("targets") == []


def test_nothing_moves_by_itself_with_reduced_motion(shown):
    shown.page.emulate_media(reduced_motion="reduce")
    put_to_use(shown.page)
    assert shown.ask("motion") == []
