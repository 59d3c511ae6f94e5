"""The command: what is asked for is built from notebooks that are run once; a wrong word is one sentence."""

import pytest

from autodiff_core.publish import __main__ as command
from autodiff_core.publish.record import PublishError


@pytest.fixture
def done(tmp_path, monkeypatch):
    """What was run and built, in order; the notebooks are only names here."""
    done = []
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notebooks").mkdir()
    for name in ("01_one.ipynb", "glossary.ipynb", "00_start.ipynb", "other.ipynb"):
        (tmp_path / "notebooks" / name).touch()
    monkeypatch.setattr(command, "record", lambda path: done.append(path.name) or path.name)
    monkeypatch.setattr(command, "own_repository", lambda folder: "ada/graphs")
    for name in command.TARGETS:
        monkeypatch.setitem(command.TARGETS, name, lambda edition, name=name: done.append((name, edition)))
    return done


def test_all_lessons_and_the_glossary_are_run_once_for_all_targets(done):
    command.main(["site", "slides"])
    assert done[:3] == ["00_start.ipynb", "01_one.ipynb", "glossary.ipynb"]
    (first, edition), (second, same) = done[3:]
    assert (first, second) == ("slides", "site") and edition is same  # the site links to what it finds
    assert edition.lessons == tuple(done[:3]) and str(edition.out) == "site"
    assert (edition.repository, edition.tag) == ("ada/graphs", "HEAD")


def test_notebooks_and_options_may_be_named(done):
    command.main("site --out here notebooks/other.ipynb --repository bob/copy --tag v1".split())
    assert done[0] == "other.ipynb" and len(done) == 2
    edition = done[1][1]
    assert (str(edition.out), edition.repository, edition.tag) == ("here", "bob/copy", "v1")


@pytest.mark.parametrize(
    "words, said",
    [
        (["sight"], "Name what to make (slides, handouts, site), not sight."),
        (["notebooks/other.ipynb"], "Name what to make (slides, handouts, site)."),
    ],
)
def test_a_wrong_word_is_one_sentence(done, capsys, words, said):
    with pytest.raises(SystemExit):
        command.main(words)
    assert said in capsys.readouterr().err and done == []


def test_without_notebooks_it_says_where_to_go(done, monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path / "notebooks")
    with pytest.raises(SystemExit):
        command.main(["site"])
    assert "There is no notebooks/ here: go to the folder of the project" in capsys.readouterr().err


def test_a_notebook_that_fails_stops_the_build_with_its_sentence(done, monkeypatch):
    def fails(path):
        raise PublishError(f"{path.name} stops")

    monkeypatch.setattr(command, "record", fails)
    with pytest.raises(SystemExit, match="00_start.ipynb stops"):
        command.main(["site"])
