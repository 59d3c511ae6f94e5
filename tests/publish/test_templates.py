"""The templates of published pages: one frame for all, and what is given to them is text."""

import re
from html import unescape

from autodiff_core.publish.templates import own, rendered


def test_every_page_stands_in_the_same_frame():
    words = {"icon": "i.svg", "styles": ["a.css"], "scripts": ["a.js"], "lecture": {}, "title": "T"}
    for template in ("index.html", "lesson.html", "slides.html", "slides_index.html"):
        page = rendered(template, **words)
        assert page.startswith('<!doctype html>\n<html lang="en">') and page.rstrip().endswith("</html>")
        assert 'href="i.svg"' in page and 'href="a.css"' in page and '<script defer src="a.js">' in page
        assert page.count("<title>") == page.count("<main") == 1


def test_what_is_given_is_text():
    assert "&lt;b&gt;" in rendered("lesson.html", title="<b>", cells=[], contents=[("a", "<b>")])


def test_a_file_of_its_own_is_read():
    assert own("icon.svg").startswith("<svg")


def test_every_page_says_what_it_runs_and_only_a_lecture_more():
    page, lecture = unescape(rendered("lesson.html")), unescape(rendered("slides.html", lecture={}))
    assert "script-src 'self' file: blob: 'sha256-" in page and "object-src 'none'" in page
    scripts = [re.search(r"script-src [^;]*;", html)[0] for html in (page, lecture)]
    assert ["unsafe-inline" in each for each in scripts] == [False, True]
    assert not any("unsafe-eval" in html or "*" in html.split("</head>")[0] for html in (page, lecture))
