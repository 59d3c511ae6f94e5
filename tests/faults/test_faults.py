"""A small part of the attack of `make faults`: what needs no browser and is soon over."""

import pytest
from faults.processes import FAULTS

from autodiff_core.progress import file


@pytest.mark.parametrize("fault", [each for each in FAULTS if each.few], ids=lambda each: each.name)
def test_it_holds(fault, tmp_path):
    fault.attack(fault.few, tmp_path)


def test_notes_that_are_lost_are_found_out(tmp_path, monkeypatch):
    attack = next(each.attack for each in FAULTS if each.name.startswith("disk full"))
    monkeypatch.setattr(file, "read", lambda path: {})
    with pytest.raises(AssertionError):
        attack(1, tmp_path)
