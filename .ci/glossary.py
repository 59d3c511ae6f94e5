"""Write notebooks/glossary.ipynb: every term and symbol of the lessons, linked to where it is first used.

The words stand in glossary.txt. Where a term is first used is found by searching the prose of the lessons, in
order, so no link can rot. Two parts of a lesson only announce what will come and do not count: its opening
and "Next". A term that no lesson uses yet is left out.

A link names a cell (`#cell-id=l03-27`): JupyterLab follows such a link also into a lesson that is not open
yet, where a link to a heading would stop at the top.
"""

import re
import runpy
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"
WORDS = Path(__file__).with_name("glossary.txt")
GLOSSARY = NOTEBOOKS / "glossary.ipynb"
KNOWN = re.compile(r"\s*(written|said|used|explained): (.*)")
LETTERS = ["A to B", "C to D", "E to F", "G to K", "L to N", "O to P", "Q to S", "T to Z"]
METADATA = runpy.run_path(str(Path(__file__).with_name("store_notebooks.py")))["METADATA"]
OPENING = """# Glossary

Every term and every symbol of the lessons. The last column leads to the place where a term is used for the
first time, and to the place where it is explained, if that is another one.

{contents}

What can be calculated stands on one page, to print: the [formula card](formula_card.html)."""


class Term(NamedTuple):
    """An entry of glossary.txt. The name of a symbol is a formula between dollar signs."""

    name: str
    meaning: str
    written: str  # the symbol or the code for it
    said: str  # how a symbol is read aloud
    used: str  # a pattern for where it is used; by default its name, and for a symbol its formula
    explained: str  # a pattern for where it is explained; by default the first place that has it in bold


class Passage(NamedTuple):
    """A cell of prose, or the part of it below one heading."""

    lesson: str  # the file name
    cell: str  # the id
    heading: str
    text: str


def terms():
    """Every entry of glossary.txt, in its order."""
    entries = re.split(r"\n\s*\n", re.sub(r"(?m)^#.*\n?", "", WORDS.read_text(encoding="utf-8")).strip())
    return [_term(*entry.splitlines()) for entry in entries]


def _term(name, *lines):
    given = dict(match.groups() for match in map(KNOWN.fullmatch, lines) if match)
    meaning = " ".join(line.strip() for line in lines if not KNOWN.fullmatch(line))
    return Term(name, meaning, *(given.get(key, "") for key in Term._fields[2:]))


def passages(folder=NOTEBOOKS):
    """The prose of all lessons in order, without what only announces. A heading counts as prose below it."""
    found = []
    for path in sorted(folder.glob("[0-9][0-9]_*.ipynb")):
        heading = ""
        for cell in nbformat.read(path, as_version=4).cells[1:]:
            if cell.cell_type == "markdown":
                for part in re.split(r"(?m)^(?=#+ )", cell.source):
                    heading = part.splitlines()[0].lstrip("# ") if part.startswith("#") else heading
                    if part.strip() and heading != "Next":
                        found.append(Passage(path.name, cell.id, heading, _prose(part)))
    return found


def _prose(source):
    """Markdown without the addresses of its links, and with one spelling of a fraction."""
    return re.sub(r"\]\([^)]*\)", "]", source).replace("dfrac", "frac")


def _is_symbol(term):
    return term.name.startswith("$")


def _has(text, pattern):
    return bool(re.search(pattern.replace(" ", r"\s+"), text, re.I))


def uses(term, passage):
    """True if the passage uses the term: for a symbol, within a formula; else as a word, in either number."""
    if term.used:
        return _has(passage.text, term.used)
    if not _is_symbol(term):
        return _has(passage.text, rf"(?<![\w-]){_words(term)}(?![\w-])")
    symbol = re.escape(term.name.strip("$").replace("dfrac", "frac"))
    formulas = re.findall(r"\$\$.*?\$\$|\$[^$]+\$", passage.text, re.S)
    return any(re.search(rf"(?<![A-Za-z\\]){symbol}(?![A-Za-z_])", formula) for formula in formulas)


def explains(term, passage):
    """True if the passage explains the term: it has the name in bold, or what `explained` asks for."""
    return _has(passage.text, term.explained or rf"\*\*{_words(term)}\*\*")


def _words(term):
    return re.escape(term.name).replace(r"\ ", " ") + "(e?s)?"


def places(term, prose):
    """Where the term is first used, and where it is explained if under another heading: none, one or two."""
    first = next((passage for passage in prose if uses(term, passage)), None)
    later = next((passage for passage in prose if explains(term, passage)), first)
    if first is None:
        return []
    return [first] if (later.lesson, later.heading) == (first.lesson, first.heading) else [first, later]


def link(passage):
    return f"[{passage.lesson[:2]} {passage.heading}]({passage.lesson}#cell-id={passage.cell})"


def _where(found):
    first, *later = map(link, found)
    return "; explained in ".join([first, *later])


def _table(heading, rows):
    line = "| --- " * len(heading) + "|"
    return "\n".join([f"| {' | '.join(heading)} |", line, *(f"| {' | '.join(row)} |" for row in rows)])


def _letter(name):
    return next(letters for letters in LETTERS if letters[0] <= name[0].upper() <= letters[-1])


def notebook(prose=None):
    """The glossary as a notebook."""
    prose = passages() if prose is None else prose
    known = [(term, found) for term in terms() if (found := places(term, prose))]
    symbols = [(t.name, t.said, t.meaning, _where(found)) for t, found in known if _is_symbol(t)]
    parts = {"Symbols": _table(("Symbol", "We say", "Meaning", "First used"), symbols)}
    words = sorted((pair for pair in known if not _is_symbol(pair[0])), key=lambda pair: pair[0].name.lower())
    for letters in LETTERS:
        under = [(term, found) for term, found in words if _letter(term.name) == letters]
        if rows := [(f"**{t.name}**", t.meaning, t.written, _where(found)) for t, found in under]:
            parts[letters] = _table(("Term", "Meaning", "Written", "First used"), rows)
    contents = " · ".join(f"[{heading}](#{heading.replace(' ', '-')})" for heading in parts)
    sources = [OPENING.format(contents=contents)]
    sources += [f"## {heading}\n\n{table}" for heading, table in parts.items()]
    cells = [new_markdown_cell(source, id=f"glossary-{i:02d}") for i, source in enumerate(sources, 1)]
    return new_notebook(cells=cells, metadata=METADATA)


if __name__ == "__main__":
    nbformat.write(notebook(), GLOSSARY)
    print(f"stored {GLOSSARY.relative_to(ROOT)}")
