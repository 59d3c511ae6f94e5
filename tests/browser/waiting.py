"""Wait for something in a page whose policy allows no eval, which Playwright's wait_for_function needs."""

import time

FRAME = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)))"


def until(page, condition, arg=None, seconds=30):
    """Wait until a JavaScript expression, or a function of `arg`, is true in the page.

    It asks for frames, as a hand does: Chromium without a screen may find no idle moment between no frames.
    """
    deadline = time.monotonic() + seconds
    while not page.evaluate(condition, arg):
        assert time.monotonic() < deadline, f"in vain waited for {condition}"
        page.evaluate(FRAME)
