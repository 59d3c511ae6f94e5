"""Markup that somebody else wrote, before it becomes a part of a page: it may not run, nor break the page."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from autodiff_core.in_words import short
from autodiff_core.publish.record import PublishError

RUNS = set("script object embed applet base meta link form frame frameset portal template".split())
SWALLOWS = set("plaintext xmp noscript noembed noframes listing title textarea html head body".split())
VOID = set("area br col hr img input source track wbr".split())
# What HTML lets stay open, and what then ends it is of no harm.
LAZY = set("p li dt dd tr td th thead tbody tfoot option colgroup caption".split())
ADDRESSES = set("href xlink:href src action formaction poster data background cite longdesc srcset".split())
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
LEADS_ON = ("http:", "https:", "mailto:")
IMAGE = "data:image/"  # of which no script is run where an image is shown
IGNORED = re.compile(r"[\x00-\x20]")  # by a browser, in an address
END = "x-end"  # an element behind all others: it is read as one if nothing before it is still open
OF_XML = re.compile(r"<(?:!\[|\?).{,20}", re.DOTALL)


class MarkupError(PublishError):
    """Markup that cannot be published, said in one sentence without the place where it stands."""


def harmless(html: str) -> str:
    """The same HTML. Raises MarkupError for what would run in a page, and for what does not end in it."""
    if found := OF_XML.search(html):  # of which HTML ends most somewhere else
        raise _endless(short(found[0]))
    reader = _Reader(convert_charrefs=False)
    reader.feed(f"{html}<{END}>")
    reader.close()
    if not reader.ended:
        raise _endless(short(html[html.rfind("<") :]))
    if reader.open:
        raise _endless(f"<{reader.open[-1]}>")
    return html


def _runs(found: str) -> MarkupError:
    return MarkupError(f"A page runs nothing that a notebook brings along: take out {found}.")


def _endless(found: str) -> MarkupError:
    return MarkupError(f"Markup ends where it begins, in one cell and one output: {found} does not.")


class _Reader(HTMLParser):
    """Raises MarkupError as it reads. `open` are the elements that have not ended, `ended` the last tag."""

    def __init__(self, **options):
        super().__init__(**options)
        self.open: list[str] = []
        self.ended = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]], ends: bool = False) -> None:
        if tag == END:
            self.ended = not attributes
            return
        if tag in RUNS | SWALLOWS and not (tag == "title" and "svg" in self.open):
            raise _runs(f"<{tag}>")
        for name, value in attributes:
            if name.startswith("on") or name == "srcdoc":
                raise _runs(f"<{tag} {name}=...>")
            address = IGNORED.sub("", unescape(value or ""))
            led = name in ADDRESSES or tag in ("animate", "set") and name in ("to", "values", "from", "by")
            leads_on = (*LEADS_ON, IMAGE) if tag in ("img", "image") else LEADS_ON
            if led and SCHEME.match(address) and not address.lower().startswith(leads_on):
                raise _runs(f"the address {short(address)}")
        if tag not in VOID and not ends:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes, ends=self._in_xml(tag))

    def _in_xml(self, tag: str) -> bool:
        """Only within SVG and MathML does a slash end an element."""
        return tag in ("svg", "math") or "svg" in self.open or "math" in self.open

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        while self.open and self.open[-1] != tag and self.open[-1] in LAZY:
            self.open.pop()
        if not self.open or self.open.pop() != tag:
            raise _endless(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        if data.startswith((">", "->")) or "--!>" in data:  # where a browser ends it
            raise _endless(short(f"<!--{data}"))

    def close(self) -> None:
        super().close()
        while self.open and self.open[-1] in LAZY:
            self.open.pop()
