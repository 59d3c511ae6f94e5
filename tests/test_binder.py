"""Binder's image: what it is built from, in which order, and that it holds the lessons and little more."""

import re
import runpy
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from packaging.requirements import Requirement

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # what pytest itself uses there

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LESSONS = sorted(path.relative_to(ROOT) for path in ROOT.glob("notebooks/[0-9][0-9]_*.ipynb"))
binder = SimpleNamespace(**runpy.run_path(str(ROOT / ".ci" / "try_binder.py")))


@pytest.fixture(scope="module")
def build_file():
    return binder.build_file(ROOT)


def requirements():
    lines = (ROOT / "binder" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_the_install_comes_before_the_content_so_its_layer_outlives_a_changed_lesson(build_file):
    requirements, install, content, executable, post_build = binder.own_steps(build_file)
    assert re.fullmatch(r"COPY \S+ src/binder/requirements.txt \S+", requirements)
    assert re.fullmatch(r'RUN \S+/pip install --no-cache-dir -r "binder/requirements.txt"', install)
    assert re.fullmatch(r"COPY \S+ src/ \S+", content)
    assert (executable, post_build) == ("RUN chmod +x binder/postBuild", "RUN ./binder/postBuild")


def test_nothing_is_installed_beside_it(build_file):
    assert len(re.findall(r"pip install|(?:conda|mamba) env update", build_file)) == 1
    assert "postBuild" in build_file and "apt.txt" not in build_file
    assert not re.search(r"^-|^\.", "\n".join(requirements()), re.M)  # -e and -r need the content


def test_requirements_are_those_of_the_lab_extra_and_what_fetches_newer_lessons():
    lab = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["lab"]]
    beside = [line for line in requirements() if line not in lab]
    assert sorted(requirements()) == sorted([*lab, *beside])
    assert [Requirement(line).name for line in beside] == ["nbgitpuller"]


def test_its_python_is_one_of_the_tested(build_file):
    version = (ROOT / "binder" / "runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")
    assert f"Programming Language :: Python :: {version}" in PROJECT["classifiers"]
    tested = (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    assert f'"{version}"' in tested
    escaped = version.replace(".", "-2e")
    assert re.search(rf"environment-2epy-2d{escaped}-2dlinux\S* /tmp/env/environment\.lock", build_file)


def test_the_image_holds_the_lessons_and_the_package_and_little_more():
    files = binder.content(ROOT)
    kept = {path.parts[0] for path in files}
    assert kept == {"autodiff_core", "binder", "notebooks", "LICENSE", "README.md", "pyproject.toml"}
    assert set(LESSONS) <= set(files)
    assert not [path for path in files if "__pycache__" in path.parts]
    assert sum((ROOT / path).stat().st_size for path in files) < 6e6


def test_each_link_asks_the_server_for_its_lesson():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert binder.lesson_addresses(readme) == [f"lab/tree/{lesson.as_posix()}" for lesson in LESSONS]


@pytest.fixture
def ground(tmp_path):
    (tmp_path / "home").mkdir()
    return binder.Ground("", str(tmp_path / "home"), str(tmp_path / "python"), [])


def test_a_step_that_copies_takes_one_file_or_what_the_image_holds(ground):
    home = Path(ground.home)

    def copied():
        return sorted(path.relative_to(home) for path in home.rglob("*") if path.is_file())

    binder.carry_out("COPY --chown=1:1 src/binder/postBuild ${REPO_DIR}/binder/postBuild", ground, ROOT)
    assert copied() == [Path("binder/postBuild")]
    binder.carry_out("COPY --chown=1:1 src/ ${REPO_DIR}/", ground, ROOT)
    assert copied() == binder.content(ROOT)


@pytest.mark.skipif(sys.platform == "win32", reason="the steps are for Linux")
def test_a_step_that_runs_does_so_in_the_home_and_one_that_fails_is_shown(ground):
    binder.carry_out('RUN echo "$HOME" > ${KERNEL_PYTHON_PREFIX##*/}', ground, ROOT)
    assert (Path(ground.home) / "python").read_text(encoding="utf-8").strip() == ground.home
    with pytest.raises(SystemExit, match="no such thing\n\nfailed: echo no such thing && false"):
        binder.carry_out("RUN echo no such thing && false", ground, ROOT)
