"""A lesson on paper: its questions with room to write, and all answers at the end."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from html import escape
from mimetypes import guess_type

from nbformat import NotebookNode

from autodiff_core.cards.card import FILL
from autodiff_core.handouts.figures import SIZE, figure, figures
from autodiff_core.in_words import short
from autodiff_core.picture.palette import light_only
from autodiff_core.publish.cells import NEEDS_PYTHON, SVG, highlighted, still, titled
from autodiff_core.publish.edition import ELSEWHERE
from autodiff_core.publish.markdown import Prose
from autodiff_core.publish.markup import harmless
from autodiff_core.publish.record import PublishError, Recorded
from autodiff_core.teaching import wrong_answers
from autodiff_core.teaching.table import marked

HEADING = re.compile(r"^#", re.MULTILINE)
UNFOLDS = re.compile(r"<details>\s*<summary>(.*?)</summary>|</details>")
TO_WRITE = {
    "code": re.compile(r"^\s*\.\.\.$", re.MULTILINE),
    "name": re.compile(r", \.\.\.\)"),
}  # by a learner
ASIDE = 960  # pixels that a picture of no graph is wide, if it takes the whole page
COLUMNS = 102  # characters of an output that the page is wide, at 8 points
LINES = {"number": 2, "direction": 1, "choice": 1, "hint": 0, "found": 3, "code": 6, "name": 2}  # to write on


@dataclass
class Handout:
    """A lesson as HTML for paper. Raises PublishError for what no page can show."""

    recorded: Recorded
    answers: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.predicted = False  # True below a card: outputs up to the next heading tell what it asks
        self.prose = Prose(self._resolve)
        cells = [self._cell(cell) for cell in self.recorded.notebook.cells]
        self.title = titled(self.prose.headings, self.recorded)
        self.html = "\n".join(
            [
                '<main class="handout">',
                '<p class="name">Name <span></span> Date <span></span></p>',
                *cells,
                '<section class="answers"><h2>Answers</h2>',
                *self.answers,
                "</section></main>",
            ]
        )

    def _cell(self, cell: NotebookNode) -> str:
        if cell.cell_type == "markdown":
            self.predicted = self.predicted and not HEADING.search(cell.source)
            return self.prose.html(self._without_answers(cell.source))
        if cell.cell_type != "code":
            return ""
        room = "".join(_room(kind) for kind, place in TO_WRITE.items() if place.search(cell.source))
        checks = NEEDS_PYTHON.search(cell.source)
        shown = "" if checks else "".join(map(self._output, cell.outputs))
        asked = any(self._card(output) for output in cell.outputs)
        code = "" if asked else highlighted(cell.source)
        if self.predicted and shown and not asked:
            number = self._answer("What the cell shows", code + shown)
            shown = f'<div class="later"><p>What it shows: number {number} at the end.</p></div>'
        self.predicted = self.predicted or asked
        return f'<div class="code">{code}{room}{shown}</div>'

    # ---------------------------------------------------------------- what is answered at the end

    def _answer(self, title: str, html: str) -> int:
        """Keep an answer, and return its number."""
        number = len(self.answers) + 1
        self.answers.append(f'<div class="answer"><p><b>{number}</b> {title}</p>{html}</div>')
        return number

    def _without_answers(self, source: str) -> str:
        """Markdown, with what unfolds in the notebook put off to the end."""
        kept, folded, opened, place = [], [], [], 0
        for mark in UNFOLDS.finditer(source):
            (folded if opened else kept).append(source[place : mark.start()])
            place = mark.end()
            if mark[1] is None and not opened:
                raise PublishError(f"{self.recorded.path.name} ends <details> which it has not begun.")
            if mark[1] is None:
                summary = opened.pop()
                if not opened:
                    kept.append(self._later(summary, "".join(folded)))
                    folded = []
            else:
                opened.append(re.sub("<[^>]*>", "", mark[1]))
                folded.append(f"**{opened[-1]}.**\n" if opened[1:] else "")  # a second hint inside the first
        return "".join([*kept, source[place:]])

    def _later(self, summary: str, answer: str) -> str:
        """What stands in the place of an answer: its number, and room for what one finds."""
        number = self._answer(escape(summary), self.prose.html(answer.strip()))
        room = _room("hint" if "hint" in summary.lower() else "found")
        return f'<div class="later"><p>{escape(summary)}: number {number} at the end.</p>{room}</div>'

    def _card(self, output: NotebookNode) -> dict | None:
        """What a card asks, as card_spec.py describes it."""
        spec = (self.recorded.state(output) or {}).get("spec", {})
        return spec if "blanks" in spec else None

    def _question(self, spec: dict, svg: str) -> str:
        expected = wrong_answers(spec["name"])
        asked = "" if spec["options"] or spec["form"] == FILL else f"{escape(spec['blanks'][0]['asked'])} = "
        right = f"<p><b>{asked}{marked(expected.right.answer)}</b> {marked(expected.right.idea)}</p>"
        number = self._answer(escape(spec["heading"]), right)
        options = "".join(f"<li>{marked(option['text'])}</li>" for option in spec["options"])
        if spec["form"] == FILL:
            room = "".join(figures(light_only(svg)))
        elif options:
            room = f"<ul>{options}</ul>{_room(spec['form'])}"
        else:
            room = f'<p class="asked">{asked}<span></span></p>{_room(spec["form"])}'
        head = f"<b>{number}</b> {escape(spec['heading'])} <small>{escape(spec['effort'])}</small>"
        return f'<div class="question"><p class="head">{head}</p><p>{marked(expected.asks)}</p>{room}</div>'

    # ---------------------------------------------------------------- outputs

    def _output(self, output: NotebookNode) -> str:
        svg = output.get("data", {}).get(SVG)
        if spec := self._card(output):
            return self._question(spec, svg)
        plain = output.get("data", {}).get("text/plain", "")
        if svg is None or not SIZE.search(svg):
            return _fitted(still(output, self.recorded), plain)
        harmless(svg)
        if "ad-picture" in svg:
            return "".join(figures(light_only(svg)))
        _, _, table = plain.partition("\n")  # the first line says what stands in the code
        plain = f'<pre class="output">{escape(table)}</pre>'
        return f'<div class="beside">{figure(light_only(svg), ASIDE)}{_fitted(plain, table)}</div>'

    def _resolve(self, url: str) -> str:
        """Other lessons are handouts beside this one; an image becomes part of the page."""
        path, mark, anchor = url.partition("#")
        if ELSEWHERE.match(url) or not path:
            return url
        kind, _ = guess_type(path)
        if kind and kind.startswith("image/"):
            try:
                image = (self.recorded.path.parent / path).read_bytes()
            except (OSError, ValueError):
                name = self.recorded.path.name
                raise PublishError(f"{name} shows {short(path)}, which cannot be read.") from None
            content = base64.b64encode(image).decode()
            return f"data:{kind};base64,{content}"
        return path.replace(".ipynb", ".html") + mark + anchor


def _fitted(html: str, text: str) -> str:
    """A table that is somewhat wider than the page in smaller letters; longer lines are prose, and wrap."""
    longest = max(map(len, text.split("\n")))
    if not COLUMNS < longest <= 1.4 * COLUMNS:
        return html
    return html.replace("<pre", f'<pre style="font-size: {8 * COLUMNS / longest:.2f}pt"', 1)


def _room(kind: str) -> str:
    """Lines to write on."""
    return f'<div class="room">{"<i></i>" * LINES[kind]}</div>' if LINES[kind] else ""
