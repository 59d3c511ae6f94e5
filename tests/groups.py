"""Which tests stay together in one process when several run them, and which of these groups begin first."""

import re

BROWSER, FRAMEWORKS = "tests/browser/", "tests/frameworks/"
IN_A_LESSON = re.compile(rf"{BROWSER}test_(?:explorers_of_the_lessons|lessons_in_lab)\.py::.*\[(\d\d)_")
PUBLISHED = re.compile(rf"{BROWSER}test_(?:site|slides|handouts)\.py")


def group(nodeid):
    """A lesson that is open in JupyterLab, all that is published, a run of a notebook, or a module."""
    if in_a_lesson := IN_A_LESSON.match(nodeid):
        return f"lesson {in_a_lesson[1]}"
    if nodeid.startswith(FRAMEWORKS):
        return "frameworks"  # which are imported once for all
    return "published" if PUBLISHED.match(nodeid) else nodeid.partition("::")[0]


def order(nodeid):
    """Where a test stands: notebooks, all else without a browser, then the browser's groups, long ones first.

    No notebook comes after a browser in one process: Playwright's event loop would be in its way.
    """
    own = group(nodeid)
    if nodeid.startswith(BROWSER):
        kinds = ["published", "lesson ", BROWSER]
        return 2, [own.startswith(kind) for kind in kinds].index(True), own
    return (0 if ".ipynb" in own else 1), 0, ""
