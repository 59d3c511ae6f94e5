"""What all tests share: how hypothesis looks for counterexamples, and when a browser is required."""

import os

import pytest
from hypothesis import settings

# In CI the same examples every time; elsewhere new ones on each run. No deadline: machines differ in speed.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_collection_modifyitems(items):
    """Browser tests come last: they are slow, and Playwright's event loop stays out of the notebooks' way."""
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """With REQUIRE_BROWSER set, a browser test that is skipped has failed."""
    report = yield
    required = os.environ.get("REQUIRE_BROWSER") and item.get_closest_marker("browser")
    if required and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped although REQUIRE_BROWSER is set: {report.longrepr[-1]}"
    return report
