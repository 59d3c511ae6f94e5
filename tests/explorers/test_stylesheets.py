"""The style sheets of the explorers: each rule in one place, and rules of one explorer inside its root."""

import re
from itertools import combinations

import pytest

from autodiff_core.explorers.base import PAGE

SHARED = ["style.css", "present.css", "axes.css", "stepper.css", "tables.css"]
SHEETS = {path.name: re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S) for path in PAGE.glob("*.css")}
OWN = sorted(SHEETS.keys() - set(SHARED))


def rules(name):
    return {line.strip() for line in SHEETS[name].splitlines() if re.fullmatch(r"\s*[^@\s].*\{.*\}", line)}


@pytest.mark.parametrize("one, other", list(combinations(SHEETS, 2)))
def test_no_rule_stands_in_two_sheets(one, other):
    assert not rules(one) & rules(other)


@pytest.mark.parametrize("name", OWN)
def test_the_rules_of_an_explorer_stand_inside_its_root(name):
    """Every explorer of a page brings the shared sheets again, so one class would not be enough to win."""
    assert re.fullmatch(r"\s*(\.[a-z-]+)+ \{\n(  .*\n|\n)*\}\n", SHEETS[name])


@pytest.mark.parametrize("name", OWN)
def test_a_presented_explorer_keeps_its_own_rules_when_present_css_comes_again(name):
    assert set(re.findall(r"^\s*(\S*adc-presenting)", SHEETS[name], flags=re.M)) <= {"&.adc.adc-presenting"}


def test_every_sheet_is_read():
    assert len(OWN) >= 6 and all(rules(name) for name in SHEETS)
