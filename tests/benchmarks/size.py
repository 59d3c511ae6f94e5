"""The price of speed: how many lines of code the engine has, without comments, docstrings and blank lines."""

from __future__ import annotations

import ast
import io
import tokenize
from pathlib import Path

import autodiff_core
from benchmarks.rows import Row

# Eager, higher order and replay: what runs when value_and_grad and replay are called on numbers and arrays.
# Not the methods and functions of arrays, and not what names, draws, prints or explains a graph.
ENGINE = "node operators operations rules values recording scope backward arguments gradients replay".split()
NOT_CODE = {getattr(tokenize, name) for name in "COMMENT NL NEWLINE INDENT DEDENT ENDMARKER".split()}


def lines_of_code(source: str) -> int:
    """The lines on which there is code."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    prose: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, documented) and ast.get_docstring(node) is not None:
            prose |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    code = {line for t in tokens if t.type not in NOT_CODE for line in range(t.start[0], t.end[0] + 1)}
    return len(code - prose)


def rows() -> list[Row]:
    folder = Path(autodiff_core.__file__).parent
    counts = {name: lines_of_code((folder / f"{name}.py").read_text(encoding="utf-8")) for name in ENGINE}
    each = ", ".join(f"{name} {count}" for name, count in counts.items())
    return [Row(8, "engine, lines of code", float(sum(counts.values())), 300, "lines", note=each)]
