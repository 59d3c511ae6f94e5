"""The copy of the project knows its own place on GitHub, and what opens a lesson there on Binder."""

from urllib.parse import parse_qs, unquote

import pytest

from autodiff_core.publish.repository import binder_address, github_repository, own_repository


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/ada/graphs",
        "https://github.com/ada/graphs.git",
        "https://github.com/ada/graphs/",
        "https://www.github.com/ada/graphs",
        "https://ada:word@github.com/ada/graphs.git",
        "git@github.com:ada/graphs.git",
        "git@github.com:ada/graphs",
        "ssh://git@github.com/ada/graphs.git",
        "ssh://git@ssh.github.com:443/ada/graphs.git",
        "git://github.com/ada/graphs.git",
    ],
)
def test_every_form_of_a_github_remote_names_the_same_repository(remote):
    assert github_repository(remote) == "ada/graphs"


def test_a_name_may_have_dots_and_dashes():
    assert github_repository("git@github.com:a-da/graphs.js.git") == "a-da/graphs.js"


@pytest.mark.parametrize(
    "remote",
    ["", "/srv/graphs.git", "https://gitlab.com/ada/graphs", "https://github.com/", "https://notgithub.com/ada/graphs"],
)
def test_other_remotes_name_none(remote):
    assert github_repository(remote) is None


def test_github_actions_says_it_where_there_is_no_remote(monkeypatch, tmp_path):
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "ada/graphs")
    assert own_repository(tmp_path) == "ada/graphs"


def test_a_lesson_opens_on_binder_at_a_tag():
    address = binder_address("ada/graphs", "v1", "notebooks/03_backward.ipynb")
    wanted = "https://mybinder.org/v2/gh/ada/graphs/v1?urlpath=lab/tree/notebooks/03_backward.ipynb"
    assert address == wanted


def test_the_image_may_be_a_tags_and_the_lesson_a_branchs():
    address = binder_address("ada/graphs", "v1", "notebooks/03_backward.ipynb", "main")
    image, _, asked = address.partition("?urlpath=")
    assert image == "https://mybinder.org/v2/gh/ada/graphs/v1" and "&" not in asked
    puller, _, query = unquote(asked).partition("?")
    assert puller == "git-pull"
    assert parse_qs(query) == {
        "repo": ["https://github.com/ada/graphs"],
        "branch": ["main"],
        "urlpath": ["lab/tree/graphs/notebooks/03_backward.ipynb"],
    }
