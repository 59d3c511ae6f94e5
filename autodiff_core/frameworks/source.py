"""The source of a learner's function, checked and ready to be sent to another process."""

from __future__ import annotations

import ast
import builtins
import inspect
import textwrap
from collections.abc import Callable, Collection
from typing import Any

import numpy as np

from autodiff_core.errors import GraphError, listed
from autodiff_core.watch import name_of

GIVEN = {"np", "relu", "sigmoid"}  # what a function may use without defining it


def source_of(fn: Callable) -> str:
    """The source of `fn` without comments and docstring. Raises GraphError if it cannot stand alone.

    A function stands alone if it uses its inputs, its own variables, Python's built-in functions, and `np`,
    `relu` and `sigmoid`.
    """
    name = name_of(fn)
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(fn)))
    except (OSError, TypeError, SyntaxError):
        tree = ast.Module([], [])
    if not _is_plain_function(tree, name):
        raise GraphError(
            f"The source of {name} cannot be sent to the frameworks: write a function with def, in a cell of "
            "its own or in a file."
        )
    (function,) = tree.body
    unknown = _names_from_outside(function) - GIVEN
    if unknown:
        raise GraphError(
            f"{name} uses {listed(sorted(unknown))}, which stands outside it: the frameworks are sent this "
            "function alone, so make it an input, or write it inside. np, relu and sigmoid may be used."
        )
    if ast.get_docstring(function) is not None:
        function.body = function.body[1:]
    return ast.unparse(function)


def _is_plain_function(tree: ast.Module, name: str) -> bool:
    """True for one undecorated `def` of that name: not for a lambda, nor if the file has changed since."""
    function = tree.body[0] if len(tree.body) == 1 else None
    return isinstance(function, ast.FunctionDef) and function.name == name and not function.decorator_list


def _names_from_outside(function: ast.FunctionDef) -> set[str]:
    """The names that a function reads and neither defines itself nor has from Python."""
    nodes = list(ast.walk(function))
    read = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    own = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    own |= {n.arg for n in nodes if isinstance(n, ast.arg)}
    own |= {n.name for n in nodes if isinstance(n, ast.FunctionDef)}
    imports = [n for n in nodes if isinstance(n, (ast.Import, ast.ImportFrom))]
    own |= {(alias.asname or alias.name).split(".")[0] for n in imports for alias in n.names}
    return read - own - set(dir(builtins))


def task(fn: Callable, inputs: dict[str, Any], settings: Collection[str] = ()) -> dict[str, Any]:
    """A request to run `fn` once with these inputs and to differentiate it with respect to each.

    `inputs` are numbers and arrays. Raises GraphError if there are also `settings`, inputs of another kind.
    """
    if settings:
        raise GraphError(
            f"The frameworks are sent numbers and arrays only: {listed(sorted(settings))} can be set by a "
            "default in the function."
        )
    plain = {name: np.asarray(value, float).tolist() for name, value in inputs.items()}
    return {"kind": "function", "title": name_of(fn), "code": source_of(fn), "inputs": plain}
