"""Where text comes in: ENTRANCES[name](text) -> what is drawn with it, or GraphError with one sentence."""

import contextlib
import functools
import itertools
import json
import linecache
import os
import sqlite3
import types
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

import nbformat
from hand_made_cards import choice_card, direction_card, number_card
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autodiff_core import progress, trace
from autodiff_core.cards.card import Card, Option
from autodiff_core.engines import Engine, trace_with
from autodiff_core.errors import GraphError
from autodiff_core.explorers import DerivativeExplorer, GraphExplorer, OrderExplorer
from autodiff_core.handouts import worked_solution
from autodiff_core.handouts.page import page
from autodiff_core.picture import draw
from autodiff_core.practice import card, check
from autodiff_core.practice.card_spec import spec_of_card
from autodiff_core.practice.fill_in import FillInGraph
from autodiff_core.practice.predict_card import PredictCard
from autodiff_core.practice.progress_view import Overview, Row
from autodiff_core.practice.progress_view import progress as table
from autodiff_core.progress import file
from autodiff_core.progress.keeping import VARIABLE
from autodiff_core.publish.assets import Assets
from autodiff_core.publish.cells import document
from autodiff_core.publish.edition import Edition
from autodiff_core.publish.lecture import lecture
from autodiff_core.publish.markdown import Prose
from autodiff_core.publish.record import VIEW, Recorded, record
from autodiff_core.publish.repository import binder_address, github_repository
from autodiff_core.publish.templates import rendered
from autodiff_core.questions import Question
from autodiff_core.small_engine import Value
from autodiff_core.teaching import homework, nbgrader_notebook, wrong_answers


class Drawn(NamedTuple):
    """What was made: `kind` says how it is read. whole: the text stands in it, and nothing is cut."""

    kind: str
    content: str
    whole: bool = False


Entrance = Callable[[str, Path], Iterator[Drawn]]
ENTRANCES: dict[str, Entrance] = {}
numbered = itertools.count()


def entrance(name: str) -> Callable[[Entrance], Entrance]:
    def add(made: Entrance) -> Entrance:
        ENTRANCES[name] = made
        return made

    return add


def function_of(source: str) -> Callable:
    """The function `f` of this source, which `inspect` finds as it finds a cell."""
    file = f"<hostile {next(numbered)}>"
    linecache.cache[file] = len(source), None, source.splitlines(keepends=True), file
    names: dict = {}
    exec(compile(source, file, "exec"), names)
    return names["f"]


def called(fn: Callable, old: str, new: str) -> Callable:
    """The function with another name for one of its variables."""
    code = fn.__code__
    names = tuple(new if name == old else name for name in code.co_varnames)
    return types.FunctionType(code.replace(co_varnames=names), fn.__globals__, fn.__name__, fn.__defaults__)


def cost(w, b=-3.0):
    c = w * b
    d = c + w
    return d * c


# ---------------------------------------------------------------- what is made of any graph


def of_graph(graph) -> Iterator[Drawn]:
    """Everything that is drawn, said and printed of a graph."""
    yield Drawn("svg", draw(graph).svg)
    yield Drawn("text", f"{graph.table()}\n{graph.transcript()}\n{list(graph.notes())}")
    yield Drawn("python", graph.python)
    yield Drawn("javascript", graph.javascript)
    yield Drawn("dot", graph.to_dot().source)
    yield Drawn("html", worked_solution(graph).html)
    for explorer in (GraphExplorer(graph), OrderExplorer(graph)):
        yield from of_explorer(explorer)


def of_explorer(explorer) -> Iterator[Drawn]:
    yield Drawn("state", json.dumps(plain_state(explorer), ensure_ascii=False))
    yield Drawn("svg", explorer.svg())
    yield Drawn("text", f"{explorer.plain()}\n{explorer!r}")
    explorer.close()


def plain_state(explorer) -> dict:
    left_out = ("_esm", "_css", "layout")
    return {name: each for name, each in explorer.get_state().items() if name not in left_out}


@entrance("the name of a variable")
def _(text, folder):
    yield from of_graph(trace(called(cost, "c", text), w=2.0))


@entrance("the name of an input")
def _(text, folder):
    fn = called(cost, "w", text)
    yield from of_graph(trace(fn, **{text: 2.0}))
    yield from of_explorer(DerivativeExplorer(fn))


@entrance("the name of a function")
def _(text, folder):
    fn = types.FunctionType(cost.__code__, cost.__globals__, "f", cost.__defaults__)
    fn.__name__ = text
    yield from of_graph(trace(fn, w=2.0))
    yield from of_explorer(DerivativeExplorer(fn, w=2.0))


@entrance("a name that no input has")
def _(text, folder):
    for ask in (trace(cost, w=2.0).forward, functools.partial(GraphExplorer, cost, w=2.0)):
        yield Drawn("text", str(ask(**{text: 1})))


@entrance("a text in a line of code")
def _(text, folder):
    quoted = repr(text)
    for spelled in (quoted, quoted[0] * 3 + text + quoted[0] * 3, f"{{{quoted}: 1}}", f"f{quoted}"):
        try:
            fn = function_of(f"def f(w):\n    c = w * (2 if {spelled} else 2)\n    return c * w\n")
            fn(2.0)
        except (SyntaxError, ValueError, NameError):
            continue  # Python refuses it
        yield from of_graph(trace(fn, w=2.0))


@entrance("a comment in the code")
def _(text, folder):
    try:
        fn = function_of(f"def f(w):\n    c = w * 2  # {text}\n    return c * w\n")
    except (SyntaxError, ValueError, NameError):
        return
    yield from of_graph(trace(fn, w=2.0))


@entrance("a docstring")
def _(text, folder):
    whole = text.encode(errors="replace").decode()  # Python 3.13 compiles no docstring with half a character
    fn = function_of(f"def f(w):\n    {whole!r}\n    c = w * 2\n    return c * w\n")
    yield from of_graph(trace(fn, w=2.0))


@entrance("a setting of a function")
def _(text, folder):
    fn = function_of("def f(w, mode=''):\n    c = w * len(mode[:1])\n    return c * w\n")
    yield from of_graph(trace(fn, w=2.0, mode=text))


@entrance("a value that is no number")
def _(text, folder):
    for ask in (
        lambda: trace(cost, w=text),
        lambda: trace(cost, w=2.0).forward(w=text),
        lambda: GraphExplorer(cost, w=2.0, ranges={"w": text}),
        lambda: GraphExplorer(cost, w=2.0, ranges=text),
        lambda: GraphExplorer(cost, w=2.0, step=text),
        lambda: OrderExplorer(cost, order=text, w=2.0),
        lambda: OrderExplorer(cost, senders=text, w=2.0),
        lambda: DerivativeExplorer(cost, w=2.0, range=text),
        lambda: DerivativeExplorer(cost, w=2.0, difference=text),
        lambda: DerivativeExplorer(text),
        lambda: draw(text),
        lambda: worked_solution(text),
        lambda: homework(cost, 1, w=2.0, draw={"w": text}),
        lambda: homework(cost, text, w=2.0),
    ):
        yield refused_or(ask)


@entrance("an engine of one's own")
def _(text, folder):
    kind = type("Own", (), {"label": text})
    kind.__name__ = text.replace("\0", "").encode(errors="replace").decode()  # as Python asks
    yield refused_or(lambda: trace_with(kind, lambda w: 2, w=2.0))
    yield refused_or(lambda: trace_with(Engine(Value, value=text), cost, w=2.0))
    yield from of_graph(trace_with(Value, called(cost, "c", text), w=2.0, b=3.0))


@entrance("an error in an engine of one's own")
def _(text, folder):
    def stops(w, b):
        raise RuntimeError(text)

    yield refused_or(lambda: trace_with(Value, stops, w=2.0, b=3.0))


def refused_or(ask: Callable) -> Drawn:
    """What is drawn; or the sentence of the refusal, as a text."""
    try:
        return Drawn("text", repr(ask()))
    except GraphError as error:
        return Drawn("sentence", str(error))


# ---------------------------------------------------------------- what a lecturer writes


@entrance("every text of a card")
def _(text, folder):
    blank = number_card()["blanks"][0]
    mistakes = [{"name": text, "thinking": text, "question": text}] * 5
    own = {"asked": text, "right": text, "hints": [text] * 3, "solution": [text], "others": [text] * 3}
    words = {"name": text, "heading": text, "effort": text, "text": [text], "tolerance": text}
    option = {"text": text, "idea": text}
    yield from of_explorer(PredictCard(number_card(**words, mistakes=mistakes, blanks=[blank | own])))
    options = [option | {"right": True}, {"text": "2", "idea": text, "right": False}]
    yield from of_explorer(PredictCard(choice_card(**words, options=options)))
    yield from of_explorer(PredictCard(direction_card(**words | {"lesson": text})))


@entrance("a card that is written as data")
def _(text, folder):
    made = Card(
        *("w", "03", "predict"),
        text=text,
        title=text,
        fn=cost,
        inputs={"w": 2.0},
        asked="cost",
        hints=(text, text, text),
        solution=(text,),
        right=text,
    )
    yield from of_explorer(PredictCard(spec_of_card(made)))
    options = (Option(text, text, True), Option(text + "2", text))
    chosen = Card("w", "03", "exit", "choice", text, text, options=options)
    yield from of_explorer(PredictCard(spec_of_card(chosen)))


@entrance("a graph to fill in")
def _(text, folder):
    made = Card("w", "03", "exercise", "fill", text, text, called(cost, "c", text), {"w": 2.0})
    yield from of_explorer(FillInGraph(spec_of_card(made)))


@entrance("what is asked of a graph")
def _(text, folder):
    yield refused_or(lambda: Question(trace(cost, w=2.0), text))


@entrance("the name of a card or a task")
def _(text, folder):
    for ask in (
        lambda: card(text),
        lambda: wrong_answers(text),
        lambda: homework(text),
        lambda: nbgrader_notebook(text, folder / "w.ipynb"),
    ):
        yield refused_or(ask)
    yield Drawn("text", f"{check(text, text)!r}\n{check.hint(text)!r}")


@entrance("an answer to a task for code")
def _(text, folder):
    yield Drawn("text", repr(check("the slope at 3", text)))


@entrance("an answer that the page sends")
def _(text, folder):
    made = PredictCard(number_card())
    made.attempt = {"set": 0, "answers": [text], "hints": 0, "solution": False}
    yield from of_explorer(made)
    yield refused_or(lambda: setattr(made, "record", {"status": text, "tries": 0, "hints": 0}))
    yield refused_or(lambda: setattr(made, "attempt", text))


# ---------------------------------------------------------------- homework and handouts


@entrance("homework on a function of this name, with this variable and this seed")
def _(text, folder):
    fn = called(cost, "c", text)
    fn.__name__ = text
    sheets = homework(fn, [{"w": 2.0, "b": 3.0}], seed=text)
    sheets.save(folder / "homework.html")
    sheets.key.save(folder / "key.html")
    nbgrader_notebook(sheets[0], folder / "homework.ipynb")
    yield Drawn("html", (folder / "homework.html").read_text(encoding="utf-8"))
    yield Drawn("html", (folder / "key.html").read_text(encoding="utf-8"))
    yield Drawn("notebook", (folder / "homework.ipynb").read_text(encoding="utf-8"))
    yield Drawn("text", f"{sheets!r}\n{sheets[0]!r}\n{sheets.key!r}")


@entrance("the title of a page to print")
def _(text, folder):
    yield Drawn("html", page(text, "<p>w</p>"), whole=True)


@entrance("the place of a file")
def _(text, folder):
    for ask in (
        lambda: worked_solution(cost, w=2.0).save(str(folder / text) if "\0" not in text else text),
        lambda: progress.report((), text if not text.endswith((".csv", ".txt")) else ""),
        lambda: progress.load(text),
    ):
        yield refused_or(ask)


# ---------------------------------------------------------------- progress


@entrance("progress")
def _(text, folder):
    progress.note(text, "right")
    yield Drawn("text", f"{table()!r}\n{table.report()!r}")
    yield Drawn("html", table()._repr_html_())
    table.report(folder / "report.csv")
    yield Drawn("csv", (folder / "report.csv").read_text(encoding="utf-8-sig"))
    yield Drawn("html", Overview((Row(text, 1, 2, text),), text)._repr_html_(), whole=True)
    progress.forget()


# ---------------------------------------------------------------- published pages


def published(notebook, folder, name="03_w.ipynb", states=None) -> Iterator[Drawn]:
    recorded = Recorded(folder / name, notebook, states or {})
    made = document(recorded, Assets(folder / "out"), Edition((recorded,), folder / "out").resolve(recorded))
    for each in made.cells:
        yield Drawn("fragment", each.code + each.body)


@entrance("the code and the outputs of a cell")
def _(text, folder):
    outputs = [
        new_output("stream", text=text),
        new_output("error", ename=text, evalue=text),
        new_output("display_data", data={"text/plain": text}),
    ]
    yield from published(new_notebook(cells=[new_code_cell(text, outputs=outputs)]), folder)


@entrance("an output of HTML")
def _(text, folder):
    outputs = [new_output("display_data", data={"text/html": text, "text/plain": "w"})]
    yield from published(new_notebook(cells=[new_code_cell("w", outputs=outputs)]), folder)


@entrance("an output of SVG")
def _(text, folder):
    outputs = [new_output("display_data", data={"image/svg+xml": text, "text/plain": "w"})]
    yield from published(new_notebook(cells=[new_code_cell("w", outputs=outputs)]), folder)


@entrance("the prose of a notebook")
def _(text, folder):
    written = (f"# {text}", text, f"[w]({text}) ![w]({text})")
    cells = [new_markdown_cell(each) for each in written]
    yield from published(new_notebook(cells=cells), folder)


@entrance("a formula of a notebook")
def _(text, folder):
    yield Drawn("fragment", Prose(str).html(f"$${text}$$ and ${text}$"))


@entrance("the state of an explorer in a page")
def _(text, folder):
    explorer = PredictCard(number_card(name=text, heading=text, lesson=text))
    state = explorer.get_state() | {"_anywidget_id": f"a.{text}"}
    view = new_output("display_data", data={VIEW: {"model_id": "m"}, "image/svg+xml": explorer.svg()})
    notebook = new_notebook(cells=[new_code_cell("w", outputs=[view])])
    kept = {name: each for name, each in state.items() if name != "layout"}
    for each in published(notebook, folder, states={"m": kept}):
        yield each._replace(kind="html")


# ---------------------------------------------------------------- files and settings from elsewhere


@entrance("a progress file that somebody has written")
def _(text, folder):
    path = folder / "other.db"
    path.write_bytes(text.encode(errors="surrogatepass"))
    yield refused_or(lambda: progress.load(path))
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        signed = f"PRAGMA application_id={file.APPLICATION}; PRAGMA user_version={file.VERSION}"
        connection.executescript(f"{file.TABLE}; {signed}")
        row = [text.encode(errors="replace").decode(), "right", 1, *["2026-11-24T18:05:00Z"] * 2]
        connection.execute("INSERT INTO progress VALUES (?, ?, ?, ?, ?)", row)
        connection.commit()
    yield refused_or(lambda: progress.load(path))
    yield Drawn("text", f"{table()!r}\n{table.report()!r}")
    table.report(folder / "report.csv")
    yield Drawn("csv", (folder / "report.csv").read_text(encoding="utf-8-sig"))
    path.unlink()
    progress.forget()


@entrance("the place of the progress file, from the environment")
def _(text, folder):
    if "\0" in text or not text.isprintable():
        raise GraphError("No system takes it.")
    before = os.environ[VARIABLE]
    os.environ[VARIABLE] = str(folder / text.replace("/", "_"))
    try:
        progress.note("the slope at 3", "right")
        yield Drawn("html", table()._repr_html_())
        yield Drawn("text", repr(table()))
        progress.forget()
    finally:
        os.environ[VARIABLE] = before


@entrance("a repository, a tag and a notebook for Binder")
def _(text, folder):
    yield Drawn("text", str(github_repository(f"https://github.com/{text}")))
    address = binder_address("ada/graphs", text.encode(errors="replace").decode(), "notebooks/w.ipynb")
    yield Drawn("fragment", f'<a href="{escape(address)}">w</a>')


@entrance("the metadata of a notebook")
def _(text, folder):
    cell = new_markdown_cell("# w", metadata={"slideshow": {"slide_type": text}, "speaker": {"notes": text}})
    recorded = Recorded(folder / "03_w.ipynb", new_notebook(cells=[cell], metadata={"title": text}), {})
    made = document(recorded, Assets(folder / "out"), str)
    yield refused_or(lambda: lecture(made))
    cell.metadata.slideshow.slide_type, cell.metadata.speaker.minutes = "slide", 2
    slides = rendered("slides.html", lecture=lecture(made), title=made.title)
    yield Drawn("html", slides)


@entrance("the name of a notebook")
def _(text, folder):
    path = folder / f"{text.replace('/', '_')}.ipynb"
    try:
        path.touch()
    except (OSError, ValueError):
        raise GraphError("No system takes it.") from None
    try:
        record(path)  # an empty file: with a name that is allowed, it is no notebook
    except nbformat.reader.NotJSONError:
        yield Drawn("text", path.name)
