"""Assignments for nbgrader: a source notebook with the metadata of its schema 3, nothing of nbgrader needed.

    nbgrader_notebook(homework(cost, 1, w=5, b=-3)[0], "source/week-1/homework.ipynb")
    nbgrader_notebook("03", "source/week-2/backward.ipynb")     # the tasks for code of lesson 03

`nbgrader generate_assignment` takes out what stands between BEGIN SOLUTION and END SOLUTION, and the hidden
tests; `nbgrader autograde` puts the tests back. The package has to be installed where the marking is done.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from autodiff_core.errors import GraphError, listed
from autodiff_core.exercises import TASKS, Task
from autodiff_core.graph import Graph
from autodiff_core.handouts.saving import place, write
from autodiff_core.handouts.source import code_lines
from autodiff_core.numbers import format_number
from autodiff_core.questions.asked import parse
from autodiff_core.teaching.answers import Blank
from autodiff_core.teaching.problems import Problem
from autodiff_core.teaching.sheets import Sheet

SCHEMA = 3
KERNEL = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
SOLUTION = "### BEGIN SOLUTION\n{}\n### END SOLUTION"
HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"
WRITTEN = re.compile(r"def (\w+)")
POINTS_IN_WORDS = 2
Cell = dict[str, Any]


def nbgrader_notebook(what: Sheet | str, path: Any) -> None:
    """Write the assignment: of one homework sheet, or of the tasks for code of a lesson ("03").

    Raises GraphError for anything else, and for a place that cannot be written to.
    """
    if isinstance(what, Sheet):
        cells = list(_of_sheet(what))
    elif tasks := [task for task in TASKS.values() if task.lesson == what and task.skeleton]:
        cells = list(_of_tasks(tasks))
    else:
        lessons = sorted({task.lesson for task in TASKS.values() if task.skeleton})
        raise GraphError(
            "An assignment is made of one homework sheet, or of a lesson with tasks for code: "
            f"{listed(lessons)}; not of {what!r}."
        )
    path = place(path)
    if path.suffix != ".ipynb":
        raise GraphError(f"An assignment is saved as .ipynb, not as {path.name}.")
    notebook = {"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}
    write(path, json.dumps(notebook, indent=1, ensure_ascii=False) + "\n")


# ---------------------------------------------------------------- cells


def _cell(kind: str, source: str, name: str, **roles: Any) -> Cell:
    """A cell. roles: grade, solution, locked (False where not given), and points for what is graded."""
    metadata = {"grade": False, "solution": False, "locked": False, "task": False, **roles}
    metadata |= {"grade_id": name, "schema_version": SCHEMA}
    cell = {"cell_type": kind, "id": name, "metadata": {"nbgrader": metadata}, "source": source}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _reading(source: str, name: str) -> Cell:
    return _cell("markdown", source, name, locked=True)


def _given(source: str, name: str) -> Cell:
    return _cell("code", source, name, locked=True)


def _answer(source: str, name: str) -> Cell:
    return _cell("code", source, name, solution=True)


def _test(call: str, name: str, points: int) -> Cell:
    """A hidden test, whose value is the number of points."""
    return _cell("code", HIDDEN.format(call), name, grade=True, locked=True, points=points)


# ---------------------------------------------------------------- a homework sheet


def _of_sheet(sheet: Sheet) -> Iterator[Cell]:
    graph = sheet.graph
    inputs = ", ".join(f"{name}={format_number(value, 17)}" for name, value in sheet.inputs.items())
    yield _reading(f"# Homework: {graph.name}\n\nYour numbers: {sheet.given}.", "opening")
    yield _given(
        "import numpy as np\n\nfrom autodiff_core import relu, sigmoid, trace\n"
        "from autodiff_core.picture import draw\n"
        "from autodiff_core.teaching.grading import mark_letter, mark_numbers",
        "imports",
    )
    name, source = _function(graph)
    yield _given(f"{source}\n\n\ngraph = trace({name}, {inputs})", "graph")
    yield _given("draw(graph, values=False, gradients=False, locals=False)", "picture")
    for number, problem in enumerate(sheet.problems, 1):
        yield from _of_problem(number, problem, graph)


def _function(graph: Graph) -> tuple[str, str]:
    """A function that records the graph: as it was written or, where that cannot be read, line by line."""
    source = code_lines(graph)
    if written := WRITTEN.match(source):
        return written[1], source
    lines = [f"    {node.code}" for node in graph.nodes if not node.is_leaf]
    body = "\n".join([*lines, f"    return {graph.output.name}"])
    return "f", f"def f({', '.join(graph.inputs)}):\n{body}"


def _of_problem(number: int, problem: Problem, graph: Graph) -> Iterator[Cell]:
    place = f"problem-{number}"
    options = "".join(f"\n- ({letter}) {option}" for letter, option in zip("abcd", problem.options))
    labels = listed(blank.label for blank in problem.blanks)
    text = f"Work out {labels}." if problem.drawn else problem.text
    yield _reading(f"## {number} {problem.title}\n\n{text}{options and chr(10)}{options}", place)
    if blanks := {_variable(blank, graph): blank for blank in problem.blanks if blank.asked}:
        lines = "\n".join(f"{name} = {format_number(blank.right, 12)}" for name, blank in blanks.items())
        empty = "\n".join(f"{name} = ..." for name in blanks)
        asked = {name: blank.asked for name, blank in blanks.items()}
        yield _answer(f"{empty}\n{SOLUTION.format(lines)}", f"{place}-answer")
        yield _test(f"mark_numbers(graph, {asked}, globals())", f"{place}-test", len(blanks))
    elif problem.options:
        letter = problem.right[1]
        yield _answer(f"mistake = ...\n{SOLUTION.format(f'mistake = {letter!r}')}", f"{place}-answer")
        yield _test(f"mark_letter({letter!r}, globals().get('mistake'))", f"{place}-test", 1)
    else:
        points = {"grade": True, "solution": True, "points": POINTS_IN_WORDS}
        yield _cell("markdown", SOLUTION.format(problem.right), f"{place}-answer", **points)


def _variable(blank: Blank, graph: Graph) -> str:
    """What a learner calls this number: c, dJ_dw, new_w, change_of_J."""
    asked = parse(blank.asked, graph)
    names = {"derivative": f"d{asked.of}_d{asked.by}", "update": f"new_{asked.by}", "value": asked.of}
    return names.get(asked.kind, f"change_of_{asked.of}")


# ---------------------------------------------------------------- the tasks of a lesson


def _of_tasks(tasks: list[Task]) -> Iterator[Cell]:
    yield _reading(f"# Tasks of lesson {tasks[0].lesson}", "opening")
    yield _given("import numpy as np\n\nfrom autodiff_core.teaching.grading import mark_task", "imports")
    for task in tasks:
        place = task.name.replace(" ", "-")
        true = "\n".join(f"- {each.sentence}" for each in task.properties)
        text = f"## {task.title}\n\n*{task.effort}.* {task.todo}. What is true of a right answer:\n\n{true}"
        yield _reading(text, place)
        solution = SOLUTION.format("...").replace("\n", "\n    ")
        yield _answer(task.skeleton.replace("...", solution), f"{place}-answer")
        points = task.difficulty
        call = f"mark_task({task.name!r}, {points}, {task.asks.example})"
        yield _test(call, f"{place}-test", points)
