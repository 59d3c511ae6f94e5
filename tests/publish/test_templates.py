"""The templates of published pages: one frame for all, and what is given to them is text."""

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
