"""The glossary: every term where it is first used, links that lead there, and nothing stale."""

import re
import runpy
import shutil
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = SimpleNamespace(**runpy.run_path(str(ROOT / ".ci" / "glossary.py")))
STORED = nbformat.read(SCRIPT.GLOSSARY, as_version=4)
LESSONS = {
    p.name: nbformat.read(p, as_version=4) for p in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
}
TERMS = {term.name: term for term in SCRIPT.terms()}
LINK = re.compile(r"\[(\d\d) ([^\]]+)\]\(([\w.]+)#cell-id=([\w-]+)\)")
# What a reader of the lessons will look up, in any case.
ASKED = """
node, leaf, edge, parent, value, gradient, local derivative, upstream gradient, contribution, accumulate,
forward pass, backward pass, backpropagation, chain rule, derivative, partial derivative, rate, epsilon,
nudge, forward difference, central difference, relative error, computation graph, cost, weight, bias,
parameter, input, target, error, ReLU, gate, dead unit, kink, convention at 0, hidden layer, network,
topological order, fork, learning rate, gradient descent, update, overshoot, converge, operation count,
O(n + p), forward mode, path, memory, automatic differentiation, VJP, engine, protocol, tape,
retain_graph, zero_grad, framework, float32
"""


def rows():
    """The cells of every row of every table: term, meaning, how it is written or read aloud, links."""
    for cell in STORED.cells[1:]:
        for line in cell.source.splitlines()[4:]:
            yield line.removeprefix("| ").removesuffix(" |").split(" | ")


ROWS = {row[0].strip("*"): row for row in rows()}


def prose(lesson, before=None):
    """The markdown of a lesson below its opening and above "Next", up to a cell that is left out."""
    for cell in LESSONS[lesson].cells[1:]:
        if cell.id == before or cell.source.startswith("## Next"):
            return
        if cell.cell_type == "markdown":
            yield cell


def test_the_stored_glossary_is_the_one_that_the_lessons_give():
    assert nbformat.writes(STORED) == nbformat.writes(SCRIPT.notebook()), "run `make notebooks`"


def test_every_term_that_a_reader_will_look_up_has_its_words():
    assert set(re.split(r",\s+", ASKED.strip())) <= set(TERMS)


def test_a_term_is_left_out_only_while_its_lesson_is_missing():
    assert len(LESSONS) < 10 or set(ROWS) == set(TERMS)


def test_terms_stand_in_order_below_their_letters_and_once():
    words = [name.lower() for name in ROWS if not name.startswith("$")]
    assert words == sorted(words)
    assert sum(1 for _ in rows()) == len(ROWS)
    assert len(SCRIPT.terms()) == len(TERMS)


@pytest.mark.parametrize("name", ROWS)
def test_a_row_says_what_the_term_means_in_one_or_two_short_sentences(name):
    row = ROWS[name]
    assert len(row) == 4, "a bar within a cell ends it"
    meaning = TERMS[name].meaning
    assert meaning.endswith(".") and 10 < len(meaning) < 200
    assert not re.match(r"\w+: ", meaning.removeprefix("Vector-Jacobian product: ")), (
        "a key that is not known"
    )


@pytest.mark.parametrize("name", ROWS)
def test_a_link_leads_to_a_cell_below_the_heading_that_it_names(name):
    for number, heading, lesson, cell_id in LINK.findall(ROWS[name][3]):
        assert lesson.startswith(number)
        above = ""
        for cell in LESSONS[lesson].cells:
            found = re.findall(r"^#+ (.*)$", cell.source, re.M) if cell.cell_type == "markdown" else []
            if cell.id == cell_id:
                assert heading in [above, *found]
                break
            above = found[-1] if found else above
        else:
            pytest.fail(f"{lesson} has no cell {cell_id}")


@pytest.mark.parametrize("name", [name for name in ROWS if re.fullmatch(r"[A-Za-z ]+", name)])
def test_a_term_is_used_in_the_linked_cell_and_in_no_cell_before(name):
    """A plain reading of the lessons, in place of the search of the script."""
    term = TERMS[name]
    word = re.compile((term.used or rf"(?<![\w-]){name}(s|es)?(?![\w-])").replace(" ", r"\s+"), re.I)
    _, _, lesson, cell_id = LINK.search(ROWS[name][3]).groups()
    (linked,) = [cell for cell in LESSONS[lesson].cells if cell.id == cell_id]
    assert word.search(linked.source)
    earlier = [each for each in LESSONS if each < lesson]
    cells = [cell for each in earlier for cell in prose(each)] + list(prose(lesson, before=cell_id))
    assert not [cell.id for cell in cells if word.search(re.sub(r"\]\([^)]*\)", "", cell.source))]


@pytest.mark.parametrize(
    "name, first, explained",
    [
        ("chain rule", "03_backward.ipynb", None),
        ("derivative", "00_start_here.ipynb", "01_derivatives.ipynb"),
        ("central difference", "00_start_here.ipynb", "01_derivatives.ipynb"),
        ("ReLU", "04_relu_network.ipynb", None),
        ("local derivative", "00_start_here.ipynb", "03_backward.ipynb"),
        ("$d$", "02_forward.ipynb", None),
        (r"$\epsilon$", "00_start_here.ipynb", None),
    ],
)
def test_known_terms_lead_where_a_teacher_would_send(name, first, explained):
    links = [lesson for _, _, lesson, _ in LINK.findall(ROWS[name][3])]
    assert links == [first, explained][: 1 + bool(explained)]


def test_a_lesson_that_is_not_there_yet_leaves_its_terms_out(tmp_path):
    for name in ("00_start_here.ipynb", "01_derivatives.ipynb"):
        shutil.copy(ROOT / "notebooks" / name, tmp_path)
    early = SCRIPT.notebook(SCRIPT.passages(tmp_path))
    text = "\n".join(cell.source for cell in early.cells)
    assert "**derivative**" in text and "**chain rule**" not in text and "03_backward" not in text


def test_what_a_lesson_only_announces_is_no_use_of_it():
    announced = [p for p in SCRIPT.passages() if p.heading == "Next" or p.text.startswith("# 0")]
    assert announced == []


def test_the_contents_lead_to_every_table():
    titles = [cell.source.splitlines()[0].removeprefix("## ") for cell in STORED.cells[1:]]
    contents = re.findall(r"\[([^\]]+)\]\(#([^)]+)\)", STORED.cells[0].source)
    assert contents == [(title, title.replace(" ", "-")) for title in titles]
    assert "(formula_card.html)" in STORED.cells[0].source


def test_it_is_stored_like_a_lesson():
    assert STORED.metadata == LESSONS["00_start_here.ipynb"].metadata
    assert [cell.id for cell in STORED.cells] == [
        f"glossary-{i:02d}" for i in range(1, len(STORED.cells) + 1)
    ]
    assert {cell.cell_type for cell in STORED.cells} == {"markdown"}
