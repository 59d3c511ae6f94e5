"""What a lesson shows, worked out from its source without any explorer: the second opinion of the tests."""

import ast
import inspect
import json
import linecache
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autodiff_core import nudge, trace

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LESSONS = [path.name for path in sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))]
EXPLORERS = {"GraphExplorer": "graph", "DerivativeExplorer": "derivative"}
ANY_EXPLORER = re.compile(r"[A-Z]\w+Explorer|card")  # card("..."): a card is an explorer, too
NOT_INPUTS = ["ranges", "step", "range", "epsilon", "difference"]


@dataclass(frozen=True)
class Place:
    """Where an explorer stands: the lesson, and its number there, counted from 0 down the page.

    `kind` is "graph" or "derivative" where the explorer shows a function of the lesson, which plain Python
    can compute too. Any other explorer is "other": it has tests of its own.
    """

    lesson: str
    number: int
    kind: str
    code: str
    function: Any = field(repr=False)
    options: dict = field(repr=False)

    def __str__(self):
        return f"{self.lesson.removesuffix('.ipynb')}-{self.number + 1}"

    @property
    def where(self):
        return f"lesson {self.lesson}, explorer {self.number + 1}, {self.code}"

    @property
    def start(self):
        """The inputs at first: as given in the lesson, else the defaults of the function."""
        parameters = inspect.signature(self.function).parameters.values()
        defaults = {each.name: each.default for each in parameters if each.default is not each.empty}
        return defaults | {name: x for name, x in self.options.items() if name not in NOT_INPUTS}


def places(lesson):
    """The explorers of a lesson, from top to bottom, each with its function as plain Python."""
    cells = json.loads((NOTEBOOKS / lesson).read_text(encoding="utf-8"))["cells"]
    known, found = {}, []
    for number, cell in enumerate(cells):
        if cell["cell_type"] != "code":
            continue
        source, file = "".join(cell["source"]), f"<{lesson}, cell {number}>"
        linecache.cache[file] = (len(source), None, source.splitlines(True), file)
        tree = ast.parse(source, file)
        for statement in tree.body:
            if isinstance(statement, (ast.Import, ast.ImportFrom, ast.FunctionDef)):
                exec(compile(ast.Module([statement], []), file, "exec"), known)
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and ANY_EXPLORER.fullmatch(getattr(call.func, "id", "")):
                kind = EXPLORERS.get(call.func.id)
                function = known.get(getattr(call.args[0], "id", "")) if call.args else None
                plain = kind is not None and inspect.isfunction(function)
                options = {each.arg: ast.literal_eval(each.value) for each in call.keywords} if plain else {}
                place = (kind, ast.unparse(call), function) if plain else ("other", ast.unparse(call), None)
                found.append(Place(lesson, len(found), *place, options))
    return found


def named_lines(function, inputs):
    """The local variables of `function` when it returns: its named lines, computed by Python alone."""
    found = {}

    def watch(frame, event, _):
        if event == "return" and frame.f_code is function.__code__:
            found.update(frame.f_locals)

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        function(**inputs)
    finally:
        sys.setprofile(before)
    return found


@dataclass(frozen=True)
class Nudged:
    """The output before and after, both quotients, and whether the slope jumps on the way."""

    before: float
    after: float
    forward: float
    central: float
    kink: bool


def nudged(function, inputs, node, epsilon):
    """What a nudge does: for an input by calling the function, for a line inside by the graph's `nudge`."""
    by_graph = nudge(trace(function, **inputs), node, epsilon)
    if node not in inputs:
        done = by_graph
        return Nudged(done.before, done.after, done.forward, done.central, done.kink)

    def at(change):
        return float(function(**{**inputs, node: inputs[node] + change}))

    before, up, down = at(0), at(epsilon), at(-epsilon)
    return Nudged(before, up, (up - before) / epsilon, (up - down) / (2 * epsilon), by_graph.kink)
