"""The code lines of a graph: the function as it was written or, where that cannot be read, its nodes."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable

from autodiff_core.graph import Graph
from autodiff_core.watch import innermost


def code_lines(graph: Graph) -> str:
    """The source of the recorded function without its docstring; for a lambda, the line of every node."""
    return _source(graph.function) or "\n".join(
        [node.code for node in graph.nodes if node.operation] or [graph.output.code]
    )


def _source(fn: Callable) -> str:
    """The statement `def`, from the margin on; "" where there is none or it cannot be read."""
    try:
        lines = textwrap.dedent(inspect.getsource(innermost(fn))).rstrip().splitlines()
        (statement,) = ast.parse("\n".join(lines)).body
    except (OSError, TypeError, SyntaxError, ValueError):
        return ""
    if not isinstance(statement, ast.FunctionDef):
        return ""
    first, *others = statement.body
    if ast.get_docstring(statement) is not None and others:
        del lines[first.lineno - 1 : first.end_lineno]
    return "\n".join(lines)
