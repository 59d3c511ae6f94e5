"""Send hostile text through every entrance, and read what is drawn as browsers, Python, Node and DOT do.

`make hostile` (python -m hostile_attack) tries every text at every entrance and prints the numbers.
"""

import ast
import builtins
import csv
import io
import json
import re
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from shutil import which
from xml.etree import ElementTree

import nbformat
import numpy as np
from hostile import CANARY, HOSTILE
from hostile_entrances import ENTRANCES, Drawn

import autodiff_core
from autodiff_core.errors import GraphError
from autodiff_core.progress.report import FORMULA
from autodiff_core.publish.markup import harmless
from autodiff_core.text_table import text_table
from autodiff_core.unseen import drawable

LONGEST = 600  # characters of a refusal, beside a name that it may repeat
PLAIN = ("q", "b * 2", "")
NODE = f"""
const {{ readdirSync }} = require("node:fs");
const refused = [];
Promise.all(readdirSync(".").filter((name) => name.endsWith(".mjs")).map(async (name) => {{
  try {{
    const program = await import(`${{process.cwd()}}/${{name}}`);
    program.backward(program.forward([2, 3]));
  }} catch (error) {{ refused.push(`${{name}}: ${{error}}`); }}
}})).then(() => console.log(JSON.stringify([refused, globalThis.{CANARY} ?? null])));
"""


@dataclass
class Result:
    """What came of the attack: how often text was drawn and refused, and all that went wrong."""

    drawn: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def attack(texts: Iterable[str], entrances: Iterable[str] = ENTRANCES) -> Result:
    """Try each text at each of these entrances."""
    made, programs, graphs = Result(), set(), set()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in entrances:
            harmless_text = [each for text in PLAIN for each in _drawn(name, text, folder, made)]
            known = {kind for each in harmless_text for kind in _kinds(each)}
            made.drawn[name] = made.refused[name] = 0
            for text in texts:
                all_drawn = _drawn(name, text, folder, made)
                is_drawn = any(each.kind != "sentence" for each in all_drawn)
                (made.drawn if is_drawn else made.refused)[name] += 1
                for each in all_drawn:
                    try:
                        judge(each, text, known)
                    except Exception as error:
                        made.wrong.append(f"{name}, {text[:40]!r}, as {each.kind}: {error!r:.300}")
                programs |= {each.content for each in all_drawn if each.kind == "javascript"}
                graphs |= {each.content for each in all_drawn if each.kind == "dot"}
        made.wrong += [*_node(programs, folder), *_dot(graphs)]
        if hasattr(builtins, CANARY) or [*Path.cwd().glob(CANARY)]:
            made.wrong.append("Something ran in Python.")
    return made


def _drawn(name: str, text: str, folder: Path, made: Result) -> list[Drawn]:
    all_drawn: list[Drawn] = []
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")  # of what Python thinks of such a text in code
            for each in ENTRANCES[name](text, folder):
                all_drawn.append(each)
    except GraphError as error:
        all_drawn.append(Drawn("sentence", str(error)))
    except Exception as error:
        made.wrong.append(f"{name}, {text[:40]!r}: {error!r:.300}")
    return all_drawn


# ---------------------------------------------------------------- each kind, read as what it is


def judge(drawn: Drawn, text: str, known: set) -> None:
    """Raises what the reader of this kind says, and AssertionError for elements that the text brings in."""
    kind, content = drawn.kind, drawn.content
    if kind in ("html", "svg"):
        strange = set(_kinds(drawn)) - known
        assert not strange, f"brings in {sorted(strange)[:3]}"
    if kind == "html" and drawn.whole:
        assert _squeezed(drawable(text)) in _squeezed(drawable(_Reader(content).text)), "is not all there"
    READERS.get(kind, lambda content, text: None)(content, text)


def _kinds(drawn: Drawn) -> list[tuple]:
    """The elements, each with the names of its attributes."""
    return _Reader(drawn.content).elements if drawn.kind in ("html", "svg") else []


class _Reader(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.elements, self.text = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, *sorted(name for name, _ in attributes)))
        for name, value in attributes:
            assert not name.startswith("on"), f"{tag} {name}"
            assert name not in ("href", "src") or "script:" not in (value or ""), value

    def handle_data(self, data):
        self.text += data


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _python(content: str, text: str) -> None:
    names = {"np": np, "relu": autodiff_core.relu, "sigmoid": autodiff_core.sigmoid}
    exec(compile(content, "<printed>", "exec"), names)
    names["run"](*[2.0] * names["run"].__code__.co_argcount)


def _notebook(content: str, text: str) -> None:
    notebook = nbformat.reads(content, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            ast.parse(cell.source)


def _csv(content: str, text: str) -> None:
    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert len({len(row) for row in rows}) == 1
    assert not any(cell.startswith(FORMULA) for row in rows for cell in row)


def _sentence(content: str, text: str) -> None:
    assert len(content) <= LONGEST + 3 * len(text), f"{len(content)} characters"
    assert re.search(r"[.?!)]\s*$", content), "is no sentence"


READERS = {
    "svg": lambda content, text: ElementTree.fromstring(content),
    "fragment": lambda content, text: harmless(content),
    "state": lambda content, text: json.loads(content.encode()),
    "python": _python,
    "notebook": _notebook,
    "csv": _csv,
    "sentence": _sentence,
}


def _node(programs: set[str], folder: Path) -> list[str]:
    """What Node says to all programs, each imported and run as a module."""
    if not which("node"):
        return []
    for number, program in enumerate(sorted(programs)):
        (folder / f"{number}.mjs").write_text(program, encoding="utf-8")
    done = subprocess.run(["node", "-e", NODE], cwd=folder, capture_output=True, text=True, check=True)
    refused, canary = json.loads(done.stdout)
    return [*refused, *["Something ran in Node."] * (canary is not None)]


def _dot(graphs: set[str]) -> list[str]:
    """What Graphviz says to all graphs."""
    if not which("dot"):
        return []
    sources = "\n".join(sorted(graphs)).encode(errors="replace")
    done = subprocess.run(["dot", "-Tcanon"], input=sources, capture_output=True)
    found = len(re.findall(rb"^digraph ", done.stdout, re.MULTILINE))
    said = done.stderr.decode(errors="replace").strip()
    return [f"DOT: {said:.300}"] if done.returncode or found != len(graphs) else []


def main() -> None:
    """Try everything, and print the numbers."""
    made = attack(HOSTILE)
    rows = [(name, str(made.drawn[name]), str(made.refused[name])) for name in ENTRANCES]
    rows.append(("all", str(sum(made.drawn.values())), str(sum(made.refused.values()))))
    print(text_table(("entrance", "drawn", "refused in a sentence"), rows, left=(0,)))
    tried = len(HOSTILE) * len(ENTRANCES)
    print(f"\n{len(HOSTILE)} texts at {len(ENTRANCES)} entrances: {tried} tried, {len(made.wrong)} wrong.")
    sys.exit("\n".join(made.wrong[:60]) if made.wrong else 0)


if __name__ == "__main__":
    main()
