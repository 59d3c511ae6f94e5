"""Frameworks as the tests need them: all absent, or a real one, or a false one that misbehaves."""

import functools
import os

import pytest

from autodiff_core.frameworks import process, results
from autodiff_core.frameworks.columns import OTHERS, is_installed


@pytest.fixture(params=OTHERS, ids=lambda framework: framework.key)
def live(request):
    """Each framework that is installed here. Absence is a failure if REQUIRE_FRAMEWORKS names it."""
    framework = request.param
    if not is_installed(framework):
        assert framework.key not in os.environ.get("REQUIRE_FRAMEWORKS", "").split(), "required, and absent"
        pytest.skip(f"{framework.title} is not installed here")
    return framework


@pytest.fixture
def absent(monkeypatch):
    """No framework is installed."""
    monkeypatch.setattr(results, "is_installed", lambda framework: False)


@pytest.fixture
def false_jax(monkeypatch, tmp_path):
    """false_jax(source) puts a module called jax in place of the real one. The other two are absent."""

    def install(source):
        (tmp_path / "jax.py").write_text(source, encoding="utf-8")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.setattr(results, "is_installed", lambda framework: framework.key == "jax")

    # What it answers, or does not, is kept apart from the answers of the real ones.
    monkeypatch.setattr(process, "_answers", functools.lru_cache(process._answers.__wrapped__))
    return install
