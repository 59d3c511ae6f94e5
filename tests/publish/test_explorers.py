"""An explorer in a page: its traits as JSON that is never taken for markup, and what a card is kept by."""

import json
import re

import pytest
from hand_made_cards import number_card

from autodiff_core.explorers import DerivativeExplorer
from autodiff_core.practice.predict_card import PredictCard
from autodiff_core.publish.assets import Assets
from autodiff_core.publish.explorers import mounted

STATE = re.compile(r'<script type="application/json">(.*)</script></div>\Z', re.DOTALL)


@pytest.fixture
def assets(tmp_path):
    return Assets(tmp_path)


def state_of(widget):
    state = widget.get_state()
    del state["layout"]  # a widget, too
    return state


def test_its_traits_stand_in_the_page_and_its_code_does_not(assets):
    made = mounted(state_of(DerivativeExplorer(lambda w: w**2, w=3)), "<svg></svg>", assets)
    state = json.loads(STATE.search(made.html)[1])
    assert state["w"] == 3 and not [name for name in state if name.startswith("_")]
    assert '<div class="explorer-view"><svg></svg></div>' in made.html and "data-card" not in made.html
    assert made.style.startswith("assets/derivativeexplorer-") and made.script.endswith(".js")


def test_text_that_looks_like_markup_ends_no_script(assets):
    state = {"_anywidget_id": "a.B", "_css": "", "_esm": "export default 1;"}
    state["text"] = "</script><!-- <script>"
    html = mounted(state, "", assets).html
    assert html.count("</script") == 1 and "<!--" not in html
    assert json.loads(STATE.search(html)[1])["text"] == state["text"]


def test_a_card_is_kept_by_its_lesson_its_name_and_what_it_says(assets):
    def data(card):
        html = mounted(state_of(card), "", assets).html
        return [re.search(f'data-{name}="([^"]*)"', html)[1] for name in ("lesson", "card", "version")]

    spec = number_card()
    lesson, name, version = data(PredictCard(spec))
    assert (lesson, name) == (spec["lesson"], spec["name"])
    assert data(PredictCard(spec, done=1, of=3))[2] == version
    assert data(PredictCard(spec | {"heading": "Another"}))[2] != version
