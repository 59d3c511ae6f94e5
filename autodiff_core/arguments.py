"""The arguments to differentiate: which ones, their nodes, and in a sentence what is wrong with them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autodiff_core import operations as ops
from autodiff_core.backward import ancestors
from autodiff_core.errors import GraphError
from autodiff_core.in_words import short
from autodiff_core.node import Node, leaf, record
from autodiff_core.passes import explain_undefined
from autodiff_core.scope import silence
from autodiff_core.watch import is_function, name_of


def positions_of(fn: Callable, argnums: int | Sequence[int], by: str) -> tuple[Sequence[int], bool]:
    """The positions in `argnums`, and whether it is only one; GraphError for what `by` cannot work on."""
    if not is_function(fn):
        good = "replay(cost, 3.0)" if by == "replay" else f"{by}(cost)(3.0)"
        raise GraphError(f"{by} needs a function and got {short(fn)}: write {good}, not {by}(cost(3.0)).")
    one = _is_position(argnums)
    positions = (argnums,) if one else argnums
    if not isinstance(positions, (tuple, list)) or not positions or not all(map(_is_position, positions)):
        raise GraphError(
            "argnums says by position, counted from 0, which arguments to differentiate: 0 or (0, 1), "
            f"not {short(argnums)}."
        )
    return positions, one


def _is_position(x: Any) -> bool:
    return isinstance(x, (int, np.integer)) and not isinstance(x, bool)


def none_there(position: int, fn: Callable, args: Sequence, kwargs: dict[str, Any]) -> GraphError:
    """What to say where no argument stands at a position."""
    name = name_of(fn)
    if not args:
        needed = [key for key, x in _parameters(fn).items() if x.default is x.empty]
        shown = ", ".join(short(kwargs.get(key, 3.0)) for key in needed)
        return GraphError(
            f"The numbers for {name} are given by position, without names, as in grad({name})({shown})."
        )
    return GraphError(
        f"{name} was called with {len(args)} arguments by position, counted from 0: "
        f"argnums={position} names none of them."
    )


def _parameters(fn: Callable) -> dict[str, inspect.Parameter]:
    """The parameters that take arguments by position, one each; none where a function does not show them."""
    try:
        parameters = inspect.signature(fn).parameters.items()
    except (TypeError, ValueError, IndexError):
        return {}
    return {key: x for key, x in parameters if x.kind in (x.POSITIONAL_ONLY, x.POSITIONAL_OR_KEYWORD)}


def leaf_of(x: Any, position: int, fn: Callable) -> Node:
    """A new node for an argument. A node is copied, so that only this use of it is differentiated."""
    silence()
    if type(x) is np.ndarray and x.ndim and x.dtype.kind == "f":
        return Node(x)  # as it is: the function has only the node
    try:
        return record(ops.identity, x) if type(x) is Node else leaf(x)
    except GraphError as error:
        names = list(_parameters(fn))
        named = position < len(names)
        what = f"The input {names[position]}" if named else f"Argument {position} of {name_of(fn)}"
        raise GraphError(f"{what} is not usable. {error}") from None


def check_defined(fn: Callable, output: Node, arguments: Sequence) -> None:
    """The output is NaN: raise GraphError if an operation was used outside its domain, and say on what."""
    leaves = {i: x for i, x in enumerate(arguments) if type(x) is Node}
    if not any(np.isnan(x.value).any() for x in leaves.values()):
        order = ancestors(output)[::-1]
        parameters = list(_parameters(fn))
        names = {x.age: parameters[i] for i, x in leaves.items() if i < len(parameters)}
        explain_undefined(order, {node.age: node.value for node in order}, names)
