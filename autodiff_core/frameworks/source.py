"""The source of a learner's function, checked and ready to be sent to another process."""

from __future__ import annotations

import ast
import builtins
import inspect
import symtable
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
    if not inspect.isfunction(fn) or not _is_plain_function(tree, name):
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
    if any(
        isinstance(n, (ast.Import, ast.ImportFrom)) and "numpy" in ast.unparse(n) for n in ast.walk(function)
    ):
        raise GraphError(
            f"{name} imports numpy itself: leave that line out, and np means each framework's own functions."
        )
    function.args.args[:0] = function.args.posonlyargs  # the frameworks are given all inputs by name
    function.args.posonlyargs = []
    if ast.get_docstring(function) is not None:
        function.body = function.body[1:]
    return ast.unparse(function)


def _is_plain_function(tree: ast.Module, name: str) -> bool:
    """True for one undecorated `def` of that name: not for a lambda, nor if the file has changed since."""
    function = tree.body[0] if len(tree.body) == 1 else None
    return isinstance(function, ast.FunctionDef) and function.name == name and not function.decorator_list


def _names_from_outside(function: ast.FunctionDef) -> set[str]:
    """The names that a function reads and neither defines itself nor has from Python."""
    scopes = [symtable.symtable(ast.unparse(function), function.name, "exec")]
    for scope in scopes:  # it grows by the functions and classes inside
        scopes += scope.get_children()
    symbols = [symbol for scope in scopes for symbol in scope.get_symbols()]
    read = {symbol.get_name() for symbol in symbols if symbol.is_global() and symbol.is_referenced()}
    return read - {function.name, *dir(builtins)}


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
