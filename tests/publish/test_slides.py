"""The lectures as files: what reveal.js needs is there, and no file asks another host for anything."""

import json
import re
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autodiff_core.publish import slides
from autodiff_core.publish.edition import Edition
from autodiff_core.publish.record import Recorded

ROOT = Path(__file__).parents[2]
LOADED = re.compile(r'<(?:link rel="stylesheet" href|script defer src)="([^"]+)"')
OUTSIDE = re.compile(r"""(?:src|href)=["']?(?:https?:)?//|url\(["']?(?:https?:)?//|@import""")


def lesson(name, notes, minutes, link="03_backward.ipynb"):
    words = f"# {name[:2]} Title\n\n**The question.** *Why?*\n\n**Time.** About 30 minutes. See [it]({link})."
    opening = new_markdown_cell(words, id="a")
    opening.metadata = {"slideshow": {"slide_type": "slide"}, "speaker": {"minutes": minutes, "notes": notes}}
    code = new_code_cell("1 + 1", id="b", outputs=[new_output("stream", text="2\n")])
    code.metadata = {"slideshow": {"slide_type": "fragment"}}
    return Recorded(Path(f"{name}.ipynb"), new_notebook(cells=[opening, code]), {})


@pytest.fixture
def built(tmp_path):
    plain = Recorded(Path("glossary.ipynb"), new_notebook(cells=[new_markdown_cell("# Glossary")]), {})
    given = (lesson("03_backward", "Ask <why>.", 3), lesson("04_relu_network", "Point at z1.", 4), plain)
    slides.build(Edition(given, tmp_path))
    return tmp_path / "slides"


def page(built, name):
    return (built / name).read_text(encoding="utf-8")


def test_every_lesson_with_slides_is_a_lecture_and_the_glossary_is_none(built):
    assert sorted(path.name for path in built.glob("*.html")) == [
        "03_backward.html",
        "04_relu_network.html",
        "index.html",
    ]


def test_notes_and_minutes_are_for_the_speaker_alone(built):
    html = page(built, "03_backward.html")
    assert re.search(r'<aside class="notes">\s*<p><b>3 min</b>, from minute 0 to 3 of 3', html)
    assert html.count("Ask &lt;why&gt;.") == 1 and 'data-timing="180"' in html


def test_a_fragment_waits_and_links_lead_to_lectures(built):
    html = page(built, "04_relu_network.html")
    assert '<div class="cell code fragment"' in html
    assert 'href="03_backward.html"' in html


def test_the_index_says_how_long_each_lecture_takes(built):
    index = page(built, "index.html")
    assert "3 minutes, 1 slide<" in index and "4 minutes, 1 slide<" in index


def test_all_that_a_lecture_loads_is_there_and_comes_from_nowhere_else(built):
    for path in built.glob("*.html"):
        assert all((built / each).is_file() for each in LOADED.findall(page(built, path.name)))
    for path in [*built.glob("*.html"), *built.glob("assets/*.css")]:
        assert not OUTSIDE.search(path.read_text(encoding="utf-8")), path.name
    assert not list(built.rglob("*.woff*")) and not list(built.rglob("*.ttf"))


def test_the_keys_of_a_live_lecture_leave_those_of_explorers_alone():
    """What `make present` sets. JupyterLab takes no selector with a comma: the key would mean nothing."""
    settings = ROOT / ".ci" / "present" / "labconfig" / "default_setting_overrides.json"
    known = json.loads(settings.read_text(encoding="utf-8"))
    keys = known["@jupyterlab/shortcuts-extension:shortcuts"]["shortcuts"]
    assert {key["keys"][0] for key in keys} == {"Alt P", "PageDown", "PageUp", "Space", "Shift Space"}
    assert not any("," in key["selector"] for key in keys)
    assert all(":not(:has(input:focus))" in key["selector"] for key in keys if key["keys"] != ["Alt P"])
