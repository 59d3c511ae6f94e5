"""A progress file for a test, in a folder of its own."""

import pytest

from autodiff_core.progress import keeping


@pytest.fixture
def path(tmp_path, monkeypatch):
    """Where progress is kept during a test: nothing is there yet."""
    monkeypatch.setenv(keeping.VARIABLE, str(tmp_path / "progress.db"))
    return tmp_path / "progress.db"


@pytest.fixture
def restart(monkeypatch):
    """restart() -> as after a restart of the kernel: only what is in the file is known."""
    return lambda: monkeypatch.setattr(keeping, "memory", keeping.Memory())
