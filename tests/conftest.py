"""How all property tests look for counterexamples; and no test knows what another one has noted."""

import os

import pytest
from hypothesis import settings

from autodiff_core import progress

# In CI the same examples every time; elsewhere new ones on each run. No deadline: machines differ in speed.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(autouse=True)
def nothing_noted():
    """What a test notes in memory (../conftest.py: no file) is gone when it is over."""
    yield
    progress.forget()
