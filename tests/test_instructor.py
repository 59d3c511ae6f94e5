"""The plans for a class: times that add up, cards that exist, links that lead somewhere, no answer typed."""

import ast
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

from autodiff_core.cards import CARDS

FOLDER = Path(__file__).parents[1] / "notebooks" / "instructor"
NOTEBOOKS = {path.stem: nbformat.read(path, as_version=4) for path in sorted(FOLDER.glob("*.ipynb"))}
PLANS = ["plan_50_minutes", "plan_three_sessions"]
PREFIXES = {"plan_50_minutes": "p50", "plan_three_sessions": "p3", "homework": "hw"}
CLASS = 50  # minutes
ROW = re.compile(r"^\| (\d+) to (\d+) \| (\d+ .+?) \| (\[.+?\]\(.+?\)) \| \*(.+?)\* \|$", re.M)
PART = re.compile(
    r"^##+ (\d+ .+)\n\n\*\*Minutes (\d+) to (\d+)\.\*\* On the screen: (\[.+?\]\(.+?\))\.$", re.M
)
TO_DO = ["Show.", "Then.", "On the board.", "Short of time?"]

every_notebook = pytest.mark.parametrize("name", NOTEBOOKS)
every_plan = pytest.mark.parametrize("name", PLANS)


def code(name):
    return [cell for cell in NOTEBOOKS[name].cells if cell.cell_type == "code"]


def prose(name):
    return "\n\n".join(cell.source for cell in NOTEBOOKS[name].cells if cell.cell_type == "markdown")


def classes(name):
    """The rows of each table: from, to, part, link, card."""
    tables = re.split(r"(?m)^\| Minutes .*$", prose(name))[1:]
    return [ROW.findall(table) for table in tables]


def named(cell, function):
    """The names that a cell hands to a function."""
    calls = [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)]
    return [call.args[0].value for call in calls if ast.unparse(call.func) == function and call.args]


def test_there_are_two_plans_and_the_homework():
    assert set(NOTEBOOKS) == set(PREFIXES)
    assert [len(classes(name)) for name in PLANS] == [1, 3]


@every_plan
def test_the_minutes_of_every_class_follow_each_other_and_add_up(name):
    for rows in classes(name):
        assert len(rows) >= 6 and (rows[0][0], rows[-1][1]) == ("0", str(CLASS))
        assert all(earlier[1] == later[0] for earlier, later in pairwise(rows))
        assert all(int(start) < int(end) for start, end, *_ in rows)
        assert sum(int(end) - int(start) for start, end, *_ in rows) == CLASS


@every_plan
def test_every_part_has_the_time_and_the_place_of_its_row_and_its_card_and_answers_below(name):
    rows = [row for rows in classes(name) for row in rows]
    cells = NOTEBOOKS[name].cells
    parts = [(place, found) for place, c in enumerate(cells) for found in PART.findall(c.source)]
    assert len(parts) == len(rows)
    for (start, end, title, link, asked), (place, part) in zip(rows, parts):
        assert part == (title, start, end, link)
        assert re.findall(r"^- \*\*(.+?)\*\*", cells[place].source, re.M) == TO_DO
        assert named(cells[place + 1], "card") == named(cells[place + 2], "wrong_answers") == [asked]


@every_plan
def test_every_card_exists_and_the_explorer_shown_is_in_its_lesson(name):
    for rows in classes(name):
        for *_, link, asked in rows:
            assert CARDS[asked].lesson == re.match(r"\[(\d\d), ", link)[1]
            assert f"(../{CARDS[asked].lesson}_" in link


@every_plan
def test_cards_follow_the_order_of_the_lessons(name):
    asked = [row[-1] for rows in classes(name) for row in rows]
    assert [CARDS[each].lesson for each in asked] == sorted(CARDS[each].lesson for each in asked)
    assert len(set(asked)) == len(asked)


@every_plan
def test_no_number_is_typed_but_those_of_minutes_and_lessons(name):
    text = re.sub(r"\]\([^)]*\)", "]", prose(name))  # where links lead
    text = re.sub(r"(?m)^\|.*$|^#+ .*$", "", text)  # tables of times, headings
    text = re.sub(r"\*\*Minutes \d+ to \d+\.\*\*|\b50 minutes\b", "", text)
    text = re.sub(r"\b[Ll]essons? \d\d(, \d\d)*( and \d\d)?|\b\d\d, [a-z]", "", text)
    assert re.findall(r".{0,20}\d.{0,20}", text) == []


@every_plan
def test_answers_are_shown_as_text_and_as_a_table(name):
    for cell in code(name):
        if named(cell, "wrong_answers"):
            (data,) = [output.data for output in cell.outputs]
            assert "Right." in data["text/plain"] and data["text/html"].count("<tr>") >= 4


@every_plan
def test_the_link_of_a_part_leads_to_an_explorer_or_to_its_card(name):
    for rows in classes(name):
        for *_, link, asked in rows:
            lesson, cell_id = re.search(r"\(\.\./(.*)#cell-id=(.*)\)", link).groups()
            cells = {cell.id: cell for cell in nbformat.read(FOLDER.parent / lesson, as_version=4).cells}
            assert "Explorer(" in cells[cell_id].source or cells[cell_id].source == f'card("{asked}")', link


@every_notebook
def test_links_lead_somewhere(name):
    headings = [title.replace(" ", "-") for title in re.findall(r"(?m)^#+ (.*)$", prose(name))]
    for link in re.findall(r"\]\(([^)]+)\)", prose(name)):
        place, _, fragment = link.partition("#")
        assert link.startswith("https://") or (FOLDER / place).exists(), link
        assert place or fragment in headings, link


def test_links_of_the_readme_lead_somewhere_and_to_every_notebook():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", readme)
    assert all((FOLDER / link).exists() for link in links)
    assert {f"{name}.ipynb" for name in NOTEBOOKS} <= set(links)


@every_notebook
def test_cells_are_short_and_import_at_the_top_only(name):
    for number, cell in enumerate(code(name)):
        assert len(cell.source.splitlines()) <= 12 and "#" not in cell.source
        assert (number == 0) == ("import " in cell.source)


@every_notebook
def test_cells_are_stored_in_one_run_with_ids_that_say_where_they_are(name):
    assert [cell.execution_count for cell in code(name)] == list(range(1, len(code(name)) + 1))
    ids = [cell.id for cell in NOTEBOOKS[name].cells]
    assert ids == [f"{PREFIXES[name]}-{number:02d}" for number in range(1, len(ids) + 1)]
    outputs = [output for cell in code(name) for output in cell.outputs]
    assert not any(each.output_type == "error" or each.get("name") == "stderr" for each in outputs)


def test_what_the_homework_writes_is_left_alone_by_git():
    ignored = (FOLDER.parents[1] / ".gitignore").read_text(encoding="utf-8").split()
    written = re.findall(
        r'"([\w-]+/)[\w/.-]+\.(?:html|ipynb)"', "\n".join(c.source for c in code("homework"))
    )
    assert written and set(written) <= set(ignored)
