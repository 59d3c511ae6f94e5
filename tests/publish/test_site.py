"""The site of notebooks that were run: a page for each, and an index that says what each asks."""

import re
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autodiff_core.picture.palette import PALETTE_CSS, shades
from autodiff_core.publish import site
from autodiff_core.publish.edition import Edition
from autodiff_core.publish.record import VIEW, Recorded
from autodiff_core.publish.templates import own

OPENING = """# 0{n} Lesson {n}

**The question.** *What is* ${n}$? And why?

**Time.** About 2{n} minutes."""
STATE = {"_anywidget_id": "a.Explorer", "_css": ".a {}", "_esm": "const a = 1;\nexport default a;\n", "w": 3}


def shows(data):
    return new_output("display_data", data=data)


VIEWED = shows({VIEW: {"model_id": "m"}, "image/svg+xml": "<svg>w</svg>"})
FAILED = new_output("error", ename="E", evalue="<no>", traceback=["\x1b[31m/at"])
CELLS = [
    new_code_cell("w = 3  # <b>", id="code", outputs=[new_output("stream", text="a < b\n")]),
    new_code_cell("w", id="view", outputs=[VIEWED]),
    new_code_cell("1 / 0", id="error", outputs=[FAILED]),
    new_code_cell('check("a", w)', id="task", outputs=[shows({"text/html": "<b>no</b>", "text/plain": ""})]),
    new_markdown_cell("## More\n\nSee [the first](01_one.ipynb#cell-id=code).", id="more"),
]


def recorded(name, source, cells=()):
    opening = new_markdown_cell(source, id=f"opening-{name}")
    return Recorded(Path("lessons", f"{name}.ipynb"), new_notebook(cells=[opening, *cells]), {"m": STATE})


def built(out, repository=None):
    lessons = (
        recorded("01_one", OPENING.format(n=1), CELLS),
        recorded("02_two", OPENING.format(n=2)),
        recorded("glossary", "# Glossary"),
    )
    site.build(Edition(lessons, out, repository))
    return {page.name: page.read_text(encoding="utf-8") for page in out.glob("*.html")}


@pytest.fixture
def pages(tmp_path):
    return built(tmp_path, "ada/graphs")


def test_every_notebook_is_a_page_and_the_lessons_stand_in_the_index(pages):
    assert pages.keys() == {"index.html", "01_one.html", "02_two.html", "glossary.html"}
    index = pages["index.html"]
    assert re.findall(r'<h3><a href="(\w+\.html)">Lesson \d', index) == ["01_one.html", "02_two.html"]
    assert "About 21 minutes" in index


def test_the_index_has_a_graph_to_move(pages):
    assert re.search(r'<div class="explorer" data-module="graphexplorer-\w+">.*<svg', pages["index.html"])
    assert "mount-" in pages["index.html"]


def test_the_index_says_each_question(pages):
    index = pages["index.html"]
    assert re.search(r"<em>What is</em> <span.*><math.*</math>\?</span> And why\?</p>", index)


def test_what_other_targets_have_made_is_linked(tmp_path):
    for name in ("slides/02_two.html", "handouts/02_two.html", "handouts/02_two.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    links = re.findall(r'href="((?:slides|handouts)/[^"]*)">([^<]*)', built(tmp_path)["index.html"])
    assert links == [
        ("slides/02_two.html", "slides"),
        ("handouts/02_two.html", "handout"),
        ("handouts/02_two.pdf", "handout (PDF)"),
    ]


def test_pages_follow_one_another(pages):
    turns = {name: re.findall(r'rel="(\w+)" href="([^"]+)"', pages[name]) for name in pages}
    turns = {name: [turn for turn in found if turn[0] in ("prev", "next")] for name, found in turns.items()}
    assert turns["01_one.html"] == [("next", "02_two.html")]
    assert turns["02_two.html"] == [("prev", "01_one.html"), ("next", "glossary.html")]


def test_code_and_outputs_are_text(pages):
    page = pages["01_one.html"]
    assert "&lt;b&gt;" in page and '<pre class="output">a &lt; b</pre>' in page
    assert '<p class="error">E: &lt;no&gt;</p>' in page and "/at" not in page
    assert '<div class="scrolls"><b>no</b></div>' in page and 'id="code"' in page


def test_only_a_page_with_an_explorer_has_the_scripts_of_explorers(pages):
    files = ("01_one.html", "02_two.html")
    scripts = [re.findall(r'src="assets/(\w+)-\w{8}\.js"', pages[name]) for name in files]
    assert scripts == [["explorer", "mount", "scrolls"], ["scrolls"]]  # in the order in which they run


def test_a_lesson_says_how_it_is_run_and_so_does_an_exercise(pages, tmp_path):
    binder = "https://mybinder.org/v2/gh/ada/graphs/HEAD?urlpath=lab/tree/lessons/01_one.ipynb"
    assert pages["01_one.html"].count(f'href="{binder}"') == 2  # at the top, and below the check
    local = built(tmp_path / "local")["01_one.html"]
    assert "mybinder" not in local and "<code>make lab</code>" in local
    assert local.count('href="#run"') == 1 and 'id="run"' in local
    assert 'id="run"' not in pages["glossary.html"]


def test_contents_and_links_lead_to_anchors(pages):
    page = pages["01_one.html"]
    assert '<li><a href="#More">More</a></li>' in page and '<h2 id="More">' in page
    assert '<a href="01_one.html#code">the first</a>' in page


def test_the_weight_of_every_page_is_printed(pages, capsys, tmp_path):
    built(tmp_path)
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[0][0] == "page" and [row[0] for row in rows[1:]] == sorted(pages)
    assert [row[-1] for row in rows[1:]] == ["1", "0", "0", "1"]


def test_the_colours_of_the_quantities_are_those_of_the_pictures():
    css = own("site.css")
    for name, (light, dark) in shades(PALETTE_CSS.read_text(encoding="utf-8")).items():
        variable = name.replace("--adc-", "--")
        assert variable == "--nudge" or f"{variable}: light-dark({light}, {dark});" in css
