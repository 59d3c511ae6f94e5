"""Assignments for nbgrader, by its documented schema, and run as nbgrader would, without it."""

import json
import re
import types

import nbformat
import pytest

from autodiff_core import GraphError
from autodiff_core.lessons import COST_PARAMETERS, cost
from autodiff_core.teaching import homework, nbgrader_notebook

# The cell metadata of nbgrader's schema 3: name, kind, needed.
SCHEMA = {
    "schema_version": (int, True),
    "grade": (bool, True),
    "solution": (bool, True),
    "locked": (bool, True),
    "task": (bool, False),
    "grade_id": (str, True),  # where one of the roles is true, as here in every cell
    "points": (int, False),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("source")
    paths = folder / "week-1" / "homework.ipynb", folder / "week-2" / "backward.ipynb"
    sheet = homework(cost, 1, seed=4, **COST_PARAMETERS)[0]
    nbgrader_notebook(sheet, paths[0])
    nbgrader_notebook("03", paths[1])
    return sheet, *(nbformat.read(path, as_version=4) for path in paths)


def roles(cell):
    return cell.metadata.nbgrader


def test_notebooks_and_metadata_are_valid(made):
    for notebook in made[1:]:
        nbformat.validate(notebook)
        ids = [roles(cell).grade_id for cell in notebook.cells]
        assert len(set(ids)) == len(ids)
        for cell in notebook.cells:
            found = roles(cell)
            assert found.keys() <= SCHEMA.keys()
            for key, (kind, needed) in SCHEMA.items():
                assert type(found[key]) is kind if key in found else not needed, key
            assert found.schema_version == 3 and re.fullmatch(r"[a-zA-Z0-9_\-]+", found.grade_id)
            assert ("points" in found) == found.grade and (not found.grade or found.points > 0)
            if cell.cell_type == "markdown":
                assert found.grade == found.solution
            assert found.locked or found.solution


def without(source, kind, stub):
    """What nbgrader leaves of a cell where a region is taken out, as its preprocessors do."""
    return re.sub(rf"( *)### BEGIN {kind}\n.*?### END {kind}", stub, source, flags=re.S)


def test_what_is_handed_out_holds_no_answer(made):
    sheet, notebook, _ = made
    numbers = [f"= {blank.right:g}\n" for problem in sheet.problems for blank in problem.blanks]
    for cell in notebook.cells:
        source = without(without(cell.source, "SOLUTION", ""), "HIDDEN TESTS", "") + "\n"
        assert not any(number in source for number in numbers)
        assert "mark_" not in source or roles(cell).grade_id == "imports"
        assert "BEGIN" not in source


def run(notebook, answer=lambda cell: cell.source):
    """The points of each test, with the answers that `answer` gives for the cells that hold one."""
    names, points = {}, {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and roles(cell).solution:
            try:
                exec(answer(cell), names)
            except NotImplementedError:
                pass
        elif cell.cell_type == "code" and roles(cell).grade:
            *before, last = cell.source.split("\n")[1:-1]
            exec("\n".join(before), names)
            points[roles(cell).grade_id] = eval(last, names)
        elif cell.cell_type == "code":
            exec(cell.source, names)
    return points


def most(notebook):
    tests = [cell for cell in notebook.cells if cell.cell_type == "code" and roles(cell).grade]
    return {roles(cell).grade_id: roles(cell).points for cell in tests}


def test_the_solutions_of_a_sheet_get_all_points(made):
    assert run(made[1]) == most(made[1])


def test_what_was_handed_out_gets_none(made):
    stub = r"\1raise NotImplementedError()"
    for notebook in made[1:]:
        assert set(run(notebook, lambda cell: without(cell.source, "SOLUTION", stub)).values()) == {0}


def test_some_right_numbers_get_some_points(made):
    _, notebook, _ = made
    first = next(cell.source for cell in notebook.cells if roles(cell).grade_id == "problem-1-answer")
    one_wrong = re.sub(r"\nJ = (-?\d)", r"\nJ = 2 * \1", first)
    partly = run(notebook, lambda cell: one_wrong if cell.source == first else cell.source)
    assert partly["problem-1-test"] == most(notebook)["problem-1-test"] - 1


def test_a_task_keeps_its_skeleton_and_its_right_answer_gets_the_points(made):
    _, _, notebook = made
    assert "def backward(w, b, x, y):\n    " in notebook.cells[3].source
    right = "def backward(w, b, x, y):\n    d = w * x + b - y\n    return d, d, d, d * x, d"
    assert run(notebook, lambda cell: right) == most(notebook)


def test_a_function_without_source_is_written_out_line_by_line(tmp_path):
    nbgrader_notebook(homework(lambda u, v: u * v + u, [{"u": 2, "v": 3}])[0], tmp_path / "x.ipynb")
    notebook = nbformat.read(tmp_path / "x.ipynb", as_version=4)
    assert run(notebook) == most(notebook)


def test_the_same_sheet_is_the_same_file(tmp_path):
    for name in "ab":
        nbgrader_notebook(homework(cost, 1, **COST_PARAMETERS)[0], tmp_path / f"{name}.ipynb")
    assert (tmp_path / "a.ipynb").read_bytes() == (tmp_path / "b.ipynb").read_bytes()
    json.loads((tmp_path / "a.ipynb").read_text(encoding="utf-8"))


@pytest.mark.parametrize("what", ["08", "3", 3, None])
def test_what_is_no_assignment_is_refused_in_a_sentence(what, tmp_path):
    with pytest.raises(GraphError, match="a lesson with tasks for code: 01, 02, 03"):
        nbgrader_notebook(what, tmp_path / "x.ipynb")


def test_an_assignment_is_a_notebook(tmp_path):
    with pytest.raises(GraphError, match=r"saved as \.ipynb, not as x\.html"):
        nbgrader_notebook("03", tmp_path / "x.html")


def test_a_function_with_another_name_is_called_by_the_name_in_its_code(tmp_path):
    renamed = types.FunctionType(cost.__code__, cost.__globals__, "f", cost.__defaults__)
    renamed.__name__ = "await"
    nbgrader_notebook(homework(renamed, [{"w": 5, "b": -3}])[0], tmp_path / "w.ipynb")
    assert "graph = trace(cost, w=5" in (tmp_path / "w.ipynb").read_text(encoding="utf-8")
