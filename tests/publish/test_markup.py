"""Markup of somebody else in a page: what may stand there, what would run, and what has no end."""

import pytest

from autodiff_core.publish.markup import MarkupError, harmless


@pytest.mark.parametrize(
    "html",
    [
        "a < b &amp; c",
        "<p>one<p>two<ul><li>three<li>four</ul>",
        "<table><thead><tr><th>a<tbody><tr><td>1</table>",
        "<details><summary>s</summary><br>t</details>",
        '<a href="02_forward.html#x">on</a> <a href="https://example.org">away</a> <a href="mailto:a">m</a>',
        '<img src="data:image/svg+xml;base64,PHN2Zy8+" alt="a">',
        '<svg xmlns="http://www.w3.org/2000/svg"><title>t</title><style>a > b {}</style><path d="M0"/></svg>',
        "<!-- a remark --><b title='<!--'>w</b><i title='-->'>b</i>",
        "<style scoped>.dataframe tbody tr th { vertical-align: top; }</style>",
        '<iframe src="https://example.org/film"></iframe>',
    ],
)
def test_what_neither_runs_nor_breaks_the_page_stays_as_it_is(html):
    assert harmless(html) == html


@pytest.mark.parametrize(
    "html, named",
    [
        ("<script>1</script>", "<script>"),
        ("<SCRIPT src=x>", "<script>"),
        ("<p onclick=1>", "<p onclick=...>"),
        ("<svg/onload=1>", "<svg onload=...>"),
        ("<b title='<!--'><img onerror=1><i title='-->'></i></b>", "<img onerror=...>"),
        ("<iframe srcdoc=x></iframe>", "<iframe srcdoc=...>"),
        ("<a href=javascript:1>w</a>", "the address 'javascript:1'"),
        ("<a href='java&#10;script:1'>w</a>", "the address 'javascript:1'"),
        ("<a href='&#1;javascript:1'>w</a>", "the address 'javascript:1'"),
        ("<a href=data:text/html,w>w</a>", "the address 'data:text/html,w'"),
        ("<svg><a xlink:href=javascript:1></a></svg>", "the address 'javascript:1'"),
        ("<svg><set attributeName=href to=javascript:1 /></svg>", "the address 'javascript:1'"),
        ("<base href=x>", "<base>"),
        ("<meta http-equiv=refresh>", "<meta>"),
        ("<object data=x></object>", "<object>"),
        ("<form action=x></form>", "<form>"),
    ],
)
def test_what_would_run_is_refused(html, named):
    with pytest.raises(MarkupError) as error:
        harmless(html)
    assert str(error.value) == f"A page runs nothing that a notebook brings along: take out {named}."


@pytest.mark.parametrize(
    "html, named",
    [
        ("<b>w", "<b>"),
        ("</b></main>", "</b>"),
        ("<p>w</div>", "</div>"),
        ("<b><i>w</b></i>", "</b>"),
        ("<!-- w", "'<!-- w'"),
        ("<!--> <b>w</b> -->", "'<!--> <b>w</b> '"),
        ("<!-- w --!> <b>w</b> -->", "'<!-- w --!> <b>w</b> '"),
        ("<![CDATA[", "'<![CDATA['"),
        ("<?php", "'<?php'"),
        ("w <b", "'<b'"),
        ("<style>w", "'<style>w'"),
        ("<b w", "'<b w'"),
        ('<img alt="w', """'<img alt="w'"""),
    ],
)
def test_what_has_no_end_is_refused(html, named):
    with pytest.raises(MarkupError) as error:
        harmless(html)
    assert str(error.value) == f"Markup ends where it begins, in one cell and one output: {named} does not."
