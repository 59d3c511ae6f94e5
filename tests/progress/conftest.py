"""A progress file for a test, in a folder of its own."""

import tempfile

import pytest

from autodiff_core.progress import keeping


@pytest.fixture
def path(tmp_path, tmp_path_factory, monkeypatch):
    """Where progress is kept during a test: nothing is there yet. Locks are elsewhere and go with it."""
    locks = str(tmp_path_factory.mktemp("locks"))
    monkeypatch.setattr(tempfile, "tempdir", locks)
    for variable in ("TMPDIR", "TEMP", "TMP"):  # for kernels that a test starts
        monkeypatch.setenv(variable, locks)
    monkeypatch.setenv(keeping.VARIABLE, str(tmp_path / "progress.db"))
    return tmp_path / "progress.db"


@pytest.fixture
def restart(monkeypatch):
    """restart() -> as after a restart of the kernel: only what is in the file is known."""
    return lambda: monkeypatch.setattr(keeping, "memory", keeping.Memory())
