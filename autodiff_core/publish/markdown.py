"""The prose of a notebook as HTML: nbconvert's own Markdown, with MathML, anchors and links of the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Any, NamedTuple

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autodiff_core.publish.formulas import mathml, spoken
from autodiff_core.publish.markup import harmless
from autodiff_core.unseen import drawable

UNBROKEN = re.compile(r'<math display="inline">(?:(?!</math>).)*</math>[.,:;?!)]+')  # stay on one line
HEAD = re.compile(r"<th([^>]*)>(<math\b(?:(?!</math>).)*</math>)</th>")  # a formula and nothing else
CORNER = re.compile(r"<th([^>]*)></th>")  # the head of nothing
TAG = re.compile(r"<[^>]*>")


class Heading(NamedTuple):
    """A heading of a page; `html` is what stands in it."""

    level: int
    id: str
    html: str


class Prose(IPythonRenderer):
    """The renderer of one page. `headings` are those met so far, in order."""

    def __init__(self, resolve: Callable[[str], str]):
        """resolve: from the address of a link, as a notebook writes it, to the one that the page needs."""
        super().__init__(escape=False, exclude_anchor_links=True)
        self.resolve = resolve
        self.headings: list[Heading] = []

    def html(self, source: str) -> str:
        """Markdown as HTML. Raises PublishError for a formula that cannot be read, and as `harmless` does."""
        made = harmless(MarkdownWithMath(renderer=self).render(drawable(source)))
        made = CORNER.sub(r"<td\1></td>", HEAD.sub(_with_words, made))
        return UNBROKEN.sub(r'<span class="unbroken">\g<0></span>', made)

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        """A heading with the anchor that JupyterLab gives it, numbered where another one has it already."""
        words = escape(re.sub(r"\s+", "-", unescape(TAG.sub("", text))))
        taken = {heading.id for heading in self.headings}
        anchor = next(each for each in (words, *(f"{words}-{n}" for n in range(2, 100))) if each not in taken)
        self.headings.append(Heading(level, anchor, text))
        mark = f'<a class="here" href="#{anchor}" aria-hidden="true" tabindex="-1">#</a>'
        return f'<h{level} id="{anchor}">{text}{mark}</h{level}>\n'

    def inline_math(self, body: str) -> str:
        """A formula within a line."""
        return mathml(body)

    def block_math(self, body: str) -> str:
        """A formula on a line of its own."""
        return mathml(body, display=True)

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """A link that leads from this page to where it led from the notebook."""
        return super().link(text, self.resolve(url), title)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """An image of the site's own files."""
        return super().image(text, self.resolve(url), title)

    def table(self, text: str) -> str:
        """A table that scrolls by itself where the page is narrow."""
        return f'<div class="scrolls"><table>{text}</table></div>\n'


def _with_words(head: re.Match) -> str:
    """The head of a column or row, in words for those who listen: many of their programs read no formulas."""
    attributes, formula = head.groups()
    shown = formula.replace("<math", '<math aria-hidden="true"', 1)
    return f'<th{attributes}><span class="unseen">{escape(spoken(formula))}</span>{shown}</th>'
