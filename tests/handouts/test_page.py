"""The page around something to print: A4, light, with its title at the foot of each sheet."""

import re

from autodiff_core.handouts.page import page, titled


def test_the_page_is_a4_and_light():
    made = page("Title", "<p>Body</p>")
    assert "size: A4;" in made and "color-scheme: light;" in made
    assert '<html lang="en" data-theme="light">' in made
    assert "<body>\n<p>Body</p>\n</body>" in made


def test_the_title_stands_at_the_foot_of_each_sheet():
    assert '@page { @bottom-left { content: "Lesson 03: forks (w)"; } }' in page("Lesson 03: forks (w)", "")


def test_a_title_cannot_leave_its_place():
    made = page('</style>"\\ & <b>', "")
    assert "<title>&lt;/style&gt;&quot;\\ &amp; &lt;b&gt;</title>" in made
    assert re.findall(r'content: "([^"]*)"; } }', made) == [r"\3c \2f style\3e \22 \5c  \26  \3c b\3e "]
    assert made.count("</style>") == 1


def test_a_lambda_has_no_name_to_show():
    assert (titled("Key", "cost"), titled("Key", "<lambda>")) == ("Key: cost", "Key")
