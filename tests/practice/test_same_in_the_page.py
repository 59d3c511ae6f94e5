"""What Python and the page both know of a card is the same in both."""

import json
import re

import pytest

from autodiff_core.explorers.base import PAGE
from autodiff_core.practice.card_state import STATUSES
from autodiff_core.questions import tolerance


def constant(module, name):
    """The number, text or list that a module of the page gives to a name at its top level."""
    [found] = re.findall(rf"^const {name} = ([^;]+);", (PAGE / module).read_text("utf-8"), re.MULTILINE)
    return json.loads(found)


@pytest.mark.parametrize("name", ["TOLERANCE", "SMALLEST"])
def test_an_answer_is_right_within_the_same_tolerance(name):
    assert constant("diagnose.js", name) == getattr(tolerance, name)


def test_a_record_has_the_same_statuses_in_the_same_order():
    assert constant("card_state.js", "STATUSES") == list(STATUSES)
