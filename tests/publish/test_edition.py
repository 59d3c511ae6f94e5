"""An edition: where its links lead, what is copied for them, and the address on Binder."""

import pytest
from nbformat.v4 import new_notebook

from autodiff_core.publish.edition import Edition
from autodiff_core.publish.record import PublishError, Recorded


@pytest.fixture
def edition(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "LICENSE").write_text("free")
    (tmp_path / "notebooks" / "graph.svg").write_text("<svg/>")
    lesson = Recorded(tmp_path / "notebooks" / "02_forward.ipynb", new_notebook(), {})
    return Edition((lesson,), tmp_path / "site", "ada/graphs", "v1")


@pytest.mark.parametrize(
    "url, wanted",
    [
        ("03_backward.ipynb", "03_backward.html"),
        ("03_backward.ipynb#cell-id=l03-42", "03_backward.html#l03-42"),
        ("#cell-id=l02-03", "#l02-03"),
        ("formula_card.html", "formula_card.html"),
        ("https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by/4.0/"),
        ("graph.svg", "files/graph.svg"),
        ("../LICENSE", "files/LICENSE.txt"),
    ],
)
def test_a_link_leads_to_what_it_led_to(edition, url, wanted):
    assert edition.resolve(edition.lessons[0])(url) == wanted
    assert not wanted.startswith("files/") or (edition.out / wanted).is_file()


def test_a_page_in_a_folder_finds_the_files_above_it(edition):
    resolve = edition.resolve(edition.lessons[0], "../")
    assert resolve("graph.svg") == "../files/graph.svg" and resolve("a.ipynb") == "a.html"


def test_a_link_to_nothing_is_refused(edition):
    with pytest.raises(PublishError, match="02_forward.ipynb links to none.svg, which is not there"):
        edition.resolve(edition.lessons[0])("none.svg")


def test_a_lesson_opens_on_binder_where_the_copy_is_on_github(edition):
    wanted = "https://mybinder.org/v2/gh/ada/graphs/v1?urlpath=lab/tree/notebooks/02_forward.ipynb"
    assert edition.binder(edition.lessons[0]) == wanted
    assert Edition(edition.lessons, edition.out).binder(edition.lessons[0]) is None
