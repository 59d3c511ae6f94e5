"""The cells of a notebook that was run, as HTML: prose, code in colours, outputs as a page can show them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from nbconvert.filters.highlight import Highlight2HTML
from nbformat import NotebookNode

from autodiff_core.in_words import short
from autodiff_core.publish.assets import Assets
from autodiff_core.publish.explorers import mounted
from autodiff_core.publish.markdown import Heading, Prose
from autodiff_core.publish.markup import MarkupError, harmless
from autodiff_core.publish.record import PublishError, Recorded

SVG = "image/svg+xml"
NEEDS_PYTHON = re.compile(r"\bcheck(?:\.hint)?\(")  # an exercise is judged by the engine
ESCAPES = re.compile(r"\x1b\[[\d;]*m")  # colours of a terminal


@dataclass(frozen=True)
class Cell:
    """A cell as HTML. `code` is its source in colours, "" for prose; `body` is the prose, or the outputs."""

    source: NotebookNode
    code: str
    body: str

    @property
    def id(self) -> str:
        """The anchor of the cell: "l03-42"."""
        return self.source.id

    @property
    def needs_python(self) -> bool:
        """True for a cell that checks what a learner wrote."""
        return bool(self.code and NEEDS_PYTHON.search(self.source.source))


@dataclass
class Document:
    """A notebook as HTML, cell by cell, with its headings and the addresses of what its explorers need."""

    recorded: Recorded
    cells: list[Cell] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    styles: dict[str, None] = field(default_factory=dict)  # in the order of the explorers, each once
    scripts: dict[str, None] = field(default_factory=dict)
    explorers: int = 0

    @property
    def title(self) -> str:
        """The first heading, as HTML. Raises PublishError where there is none."""
        return titled(self.headings, self.recorded)


def titled(headings: list[Heading], recorded: Recorded) -> str:
    """The first of these headings. Raises PublishError where there is none."""
    if not headings:
        raise PublishError(f"{recorded.path.name} has no title: begin it with a line such as # My lesson.")
    return headings[0].html


def document(recorded: Recorded, assets: Assets, resolve: Callable[[str], str]) -> Document:
    """The notebook as HTML. resolve: as for Prose. Raises PublishError for what no page can show."""
    made, prose = Document(recorded), Prose(resolve)
    made.headings = prose.headings
    for cell in recorded.notebook.cells:
        try:
            if cell.cell_type == "markdown":
                made.cells.append(Cell(cell, "", prose.html(cell.source)))
            elif cell.cell_type == "code":
                shown = "".join(_output(each, made, assets) for each in cell.outputs)
                made.cells.append(Cell(cell, highlighted(cell.source), shown))
        except MarkupError as error:
            raise PublishError(f"{recorded.path.name}, {short(cell.id)}: {error}") from None
    return made


def highlighted(source: str) -> str:
    """Python in colours, as <div class="highlight">."""
    return Highlight2HTML(pygments_lexer="ipython3")(source)


def _output(output: NotebookNode, made: Document, assets: Assets) -> str:
    state = made.recorded.state(output)
    if state and "_esm" in state and SVG in output.data:
        explorer = mounted(state, output.data[SVG], assets)
        made.styles[explorer.style] = made.scripts[explorer.script] = None
        made.explorers += 1
        return explorer.html
    return still(output, made.recorded)


def still(output: NotebookNode, recorded: Recorded) -> str:
    """An output that does not move, as HTML. Raises PublishError for what no page can show."""
    if output.output_type == "stream":
        return _text(output.text)
    if output.output_type == "error":
        return f'<p class="error">{escape(_sentence(output))}</p>'
    data = output.data
    if "text/html" in data:
        return f'<div class="scrolls">{harmless(data["text/html"])}</div>'
    if SVG in data:
        return f'<div class="picture">{harmless(data[SVG])}</div>'
    if "text/plain" in data:
        return _text(data["text/plain"])
    raise PublishError(f"{recorded.path.name} shows {', '.join(data)}, which no page here can show.")


def _sentence(error: NotebookNode) -> str:
    return ESCAPES.sub("", f"{error.ename}: {error.evalue}")


def _text(text: str) -> str:
    return f'<pre class="output">{escape(ESCAPES.sub("", text).rstrip())}</pre>'
