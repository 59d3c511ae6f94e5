"""The kernels of some tests find no framework, installed or not: ../without_frameworks.py."""

import subprocess
import sys

from without_frameworks import no_frameworks

FOUND = "from autodiff_core.frameworks.columns import OTHERS, is_installed; print(*map(is_installed, OTHERS))"


def found():
    return subprocess.run(
        [sys.executable, "-c", FOUND], capture_output=True, text=True, check=True
    ).stdout.split()


def test_a_framework_that_is_installed_is_not_found_meanwhile(tmp_path, monkeypatch):
    for name in ("torch", "tensorflow", "jax"):
        (tmp_path / f"{name}.py").write_text("", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with no_frameworks():
        assert found() == ["False"] * 3
    assert found() == ["True"] * 3
