"""The four columns: what each framework is called, and whether it is installed here."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from importlib import metadata

import autodiff_core
from autodiff_core.frameworks import reference
from autodiff_core.text_table import text_table


@dataclass(frozen=True)
class Framework:
    """One column. `module` is what Python imports, `packages` what pip may have installed it from."""

    key: str
    title: str
    module: str
    packages: tuple[str, ...]


OURS = Framework("ours", "ours", "autodiff_core", ("autodiff-core",))
OTHERS = (
    Framework("pytorch", "PyTorch", "torch", ("torch",)),
    Framework("tensorflow", "TensorFlow", "tensorflow", ("tensorflow", "tensorflow-cpu")),
    Framework("jax", "JAX", "jax", ("jax",)),
)
COLUMNS = (OURS, *OTHERS)


def is_installed(framework: Framework) -> bool:
    """True if the framework can be found; it is not imported, so one that is absent costs nothing."""
    return importlib.util.find_spec(framework.module) is not None


def version(framework: Framework) -> str:
    """The version that is installed, or an empty text."""
    if framework is OURS:
        return autodiff_core.__version__
    for package in framework.packages:
        try:
            return metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return ""


def advice(framework: Framework) -> str:
    """What to do if a column cannot be shown."""
    return f"{framework.title} is not installed here: pip install {framework.packages[0]} to see its column."


@dataclass(frozen=True)
class Installed:
    """Where the answers of each framework come from. Prints as a table."""

    rows: tuple[tuple[str, str, str], ...]

    def __repr__(self) -> str:
        return text_table(("framework", "version", "answers"), self.rows, left=(0, 1, 2))


def installed() -> Installed:
    """Say of each framework whether it is run here, now, or shows stored answers, and how those were made."""
    rows = []
    for framework in COLUMNS:
        if is_installed(framework):
            rows.append((framework.title, version(framework), "live: it is run here, on the CPU"))
        else:
            stored = reference.load()["frameworks"].get(framework.key, {})
            made = f"stored: {stored['made']}" if stored else "none: it is not installed here"
            rows.append((framework.title, stored.get("version", ""), made))
    return Installed(tuple(rows))
