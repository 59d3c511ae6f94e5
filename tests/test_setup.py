"""The ground: what is installed, from where it is said, and what `make setup` says when it cannot work."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

import autodiff_core

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # what pytest itself uses there

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LAB = [*PROJECT["dependencies"], *EXTRAS["lab"]]
ALL = [*PROJECT["dependencies"], *(line for extra in EXTRAS.values() for line in extra)]
# What `make constraints` chooses versions of.
PINNED = [*LAB, *(line for extra in ("publish", "test", "bench") for line in EXTRAS[extra])]


def named(requirements):
    """One test for each, which bears its name."""
    return pytest.mark.parametrize("requirement", [*map(Requirement, requirements)], ids=lambda r: r.name)


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def lines(name):
    """The lines of a file, without comments and blanks."""
    without_comments = re.sub(r"(?m)(^| +)#.*$", "", read(name))
    return [line for line in without_comments.splitlines() if line.strip()]


def bounds(requirements):
    """{name: bounds} of requirements, whatever the order in which the bounds are written."""
    return {r.name: str(r.specifier) for r in map(Requirement, requirements)}


# One source of bounds: pyproject.toml


def test_the_engine_alone_needs_only_numpy():
    assert list(bounds(PROJECT["dependencies"])) == ["numpy"]


@named(ALL)
def test_every_version_is_bounded_on_both_sides(requirement):
    kinds = {bound.operator for bound in requirement.specifier}
    assert kinds in ({"=="}, {">=", "<"}) or requirement.name == PROJECT["name"]


def test_conda_asks_for_what_the_lab_extra_asks_for():
    expected = bounds(LAB)
    expected["python-graphviz"] = expected.pop("graphviz")
    del expected["pygraphviz"]  # its wheel carries Graphviz; conda has the program itself
    expected["graphviz"] = ""
    newest = max(int(line.split(".")[1]) for line in PROJECT["classifiers"] if ":: 3." in line)
    expected["python"] = str(SpecifierSet(f"{PROJECT['requires-python']},<3.{newest + 1}"))
    listed = [line.removeprefix("  - ") for line in lines("environment.yml") if line.startswith("  - ")]
    assert bounds(set(listed) - {"conda-forge", "pip", "pip:"}) == expected


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no execute bit")
@pytest.mark.parametrize("name", [".ci/range", ".ci/run", ".ci/setup", ".ci/test", "binder/postBuild"])
def test_scripts_can_be_run(name):
    assert os.access(ROOT / name, os.X_OK)


def test_constraints_are_names_versions_and_markers_only():
    for line in lines("constraints.txt"):
        assert re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; [\w<>=!.'* ()]+)?", line), line


@named(PINNED)
def test_the_constraints_lie_within_the_bounds(requirement):
    pins = [pin for pin in map(Requirement, lines("constraints.txt")) if pin.name == requirement.name]
    assert pins or requirement.name == PROJECT["name"]
    for pin in pins:
        assert requirement.specifier.contains(Version(next(iter(pin.specifier)).version))


def test_one_version_everywhere():
    version = PROJECT["version"]
    assert autodiff_core.__version__ == version
    assert f"\nversion: {version}\n" in read("CITATION.cff")
    assert f"(version {version})" in read("README.md")
    assert f"\n## {version}\n" in read("CHANGELOG.md")


def test_every_target_of_make_says_what_it_does():
    makefile = read("Makefile")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.M)[1].split()
    assert re.findall(r"^([a-z]+): .*## \w", makefile, re.M) == targets


# What `make setup` says. Each case works on a copy, and ends before anything is downloaded.

posix = pytest.mark.skipif(os.name == "nt", reason="make and its scripts are for POSIX systems")


@pytest.fixture
def clone(tmp_path):
    """A copy of what set-up needs, in a folder with a space in its name."""
    clone = tmp_path / "a copy"
    (clone / ".ci").mkdir(parents=True)
    for name in ["pyproject.toml", "constraints.txt", "README.md", "LICENSE", ".ci/setup"]:
        shutil.copy(ROOT / name, clone / name)
    return clone


def setup(clone, **environment):
    """Run .ci/setup without a package index to reach; return its exit status and all it says."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    nowhere = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "1"}
    done = subprocess.run(
        [clone / ".ci" / "setup", "lab"],
        env={**inherited, **nowhere, "PYTHON": sys.executable, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode, done.stdout


@pytest.fixture
def no_ensurepip(tmp_path):
    """An environment in which Python is like Debian's without the package python3-venv."""
    (tmp_path / "ensurepip.py").write_text("raise ImportError", encoding="utf-8")
    return {"PYTHONPATH": str(tmp_path)}


def fake_python(path, before):
    """A Python that runs the statement `before` first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "import sys; {before}; $2"\n', encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def ready(clone, place=None, what="lab"):
    """Make the smallest .venv that passes for a finished one."""
    fake_python(clone / ".venv" / "bin" / "python", "pass")
    sources = [(clone / name).read_bytes() for name in ["pyproject.toml", "constraints.txt", ".ci/setup"]]
    fingerprint = subprocess.run(["cksum"], input=b"".join(sources), capture_output=True).stdout.decode()
    place = place or clone.resolve()
    (clone / ".venv" / "ready").write_text(f"{place}\n{what}\n{fingerprint}", encoding="utf-8")


@posix
def test_a_python_that_is_too_old_is_refused_in_one_sentence(clone, tmp_path):
    old = fake_python(tmp_path / "python3.9", "sys.version_info = (3, 9, 18)")
    assert setup(clone, PYTHON=old) == (
        1,
        f"'{old}' is Python 3.9, which is too old: install Python 3.10 or newer, "
        "or name one with PYTHON=/path/to/python3.\n",
    )


@posix
def test_no_python_at_all_is_one_sentence(clone):
    status, said = setup(clone, PYTHON="python-of-nowhere")
    assert status == 1
    assert re.fullmatch(r"No Python found as 'python-of-nowhere': install Python 3\.10 or newer .*\n", said)


@posix
def test_a_missing_venv_module_is_one_sentence_with_the_package_to_install(clone, no_ensurepip):
    status, said = setup(clone, **no_ensurepip)
    assert status == 1
    assert re.fullmatch(r"Python .* cannot make an environment: .*apt install python3.*-venv\).*\n", said)
    assert not (clone / ".venv").exists()


@posix
def test_no_network_is_one_sentence_and_the_half_made_environment_is_not_used(clone, no_ensurepip):
    status, said = setup(clone)
    assert status == 1
    first, last = said.splitlines()
    assert first.startswith("Setting up .venv with Python ")
    assert last.startswith("The package index cannot be reached: check the network")
    assert (clone / ".venv" / "pip.log").exists()
    status, said = setup(clone, **no_ensurepip)  # ends where another one would be made
    assert status == 1 and "cannot make an environment" in said


@posix
@pytest.mark.parametrize("what", ["lab", "test"])
def test_a_finished_environment_is_used_silently(clone, what):
    ready(clone, what=what)
    assert setup(clone, PYTHON="") == (0, "")


@posix
def test_a_moved_environment_is_made_anew(clone, no_ensurepip):
    ready(clone, place="/where/it/was")
    assert "cannot make an environment" in setup(clone, **no_ensurepip)[1]


@posix
def test_an_environment_of_another_python_is_made_anew(clone, tmp_path, no_ensurepip):
    ready(clone)
    other = fake_python(tmp_path / "other", "sys.version = '3.99'")
    assert "cannot make an environment" in setup(clone, PYTHON=other, **no_ensurepip)[1]


@posix
def test_a_changed_pyproject_brings_the_environment_up_to_date(clone):
    ready(clone)
    with open(clone / "pyproject.toml", "a", encoding="utf-8") as pyproject:
        pyproject.write("\n# changed\n")
    assert setup(clone)[1].startswith("Bringing .venv up to date ... ")
    assert not (clone / ".venv" / "ready").exists()
