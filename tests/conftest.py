"""How all property tests look for counterexamples; and no test knows what another one has noted."""

import os
from collections import defaultdict

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


def pytest_terminal_summary(terminalreporter):
    """How many wrong answers the page has met by name; with -v the table mistakes x questions."""
    rows = defaultdict(list)
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in report.user_properties if report.when == "call" else ():
            if name == "diagnosed":
                mistake, *counted = value
                rows[mistake].append(counted)
    if not rows:
        return
    if terminalreporter.verbosity > 0:
        terminalreporter.section("wrong answers met by name, mistakes x questions")
        for mistake, found in sorted(rows.items(), key=lambda row: (-len(row[1]), row[0])):
            _, named, all_ = zip(*found)
            counted = f"{sum(named):5} of {sum(all_):5}  in {len(found):3} questions"
            terminalreporter.write_line(f"{mistake:52} {counted}")
    every = [each for found in rows.values() for each in found]
    cards, named, all_ = zip(*every)
    said = f"{len(rows)} mistakes x {len(set(cards))} cards: {sum(named)} of {sum(all_)} answers met by name"
    terminalreporter.write_line(said)
