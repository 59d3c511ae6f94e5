"""Kernels that find no framework, though it may be installed: there lesson 09 shows what is stored."""

import os
from contextlib import contextmanager
from pathlib import Path

FOLDER = Path(__file__).with_name("no_frameworks")


@contextmanager
def no_frameworks():
    """What is started meanwhile finds none, and is spared their imports, 9 seconds of CPU."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(FOLDER), before]))
    try:
        yield
    finally:
        del os.environ["PYTHONPATH"]
        if before is not None:
            os.environ["PYTHONPATH"] = before
