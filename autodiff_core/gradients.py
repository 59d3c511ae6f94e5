"""Gradients of ordinary functions: grad and value_and_grad."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autodiff_core import operations as ops
from autodiff_core.backward import ancestors, exact, nodes, one_like, pull_back, pull_back_on_copy
from autodiff_core.errors import GraphError
from autodiff_core.node import Node, leaf, record
from autodiff_core.passes import explain_undefined
from autodiff_core.scope import enter, joined, leave, silence
from autodiff_core.tracing import scalar_output
from autodiff_core.values import as_value, short, unshared
from autodiff_core.watch import UNCLEAR, explain, is_function, name_of


def grad(fn: Callable, argnums: int | Sequence[int] = 0) -> Callable:
    """Return a function that computes the gradient of `fn` with respect to one argument, or to several.

    `fn` takes numbers or NumPy arrays and returns one number. The gradient has the shape and precision of
    the argument. Gradients of gradients work: grad(grad(fn)). Keyword arguments are passed on and not
    differentiated. Raises GraphError (one sentence) for what cannot be recorded or differentiated.
    """
    positions_of(fn, argnums, "grad")
    pair = value_and_grad(fn, argnums)

    def gradient(*args, **kwargs):
        __tracebackhide__ = True  # IPython shows the learner's lines, not these
        return pair(*args, **kwargs)[1]

    gradient.__name__ = f"grad_{name_of(fn)}"
    return gradient


def value_and_grad(fn: Callable, argnums: int | Sequence[int] = 0) -> Callable:
    """Like `grad`, but the function returns the pair (value of `fn`, gradient), from one forward pass."""
    name, positions, one = name_of(fn), *positions_of(fn, argnums, "value_and_grad")

    def value_and_gradient(*args, **kwargs):
        __tracebackhide__ = True
        tape, leaves, arguments = enter(), [], list(args)
        try:
            for i in positions:
                try:
                    x = args[i]
                except IndexError:
                    raise _none_there(i, fn, args, kwargs) from None
                arguments[i] = leaf = Node(x) if type(x) is float else leaf_of(x, i, fn)
                leaf.tape = joined(tape, leaf.tape) if type(x) is Node else tape
                leaves.append(leaf)
            try:
                output = fn(*arguments, **kwargs)
            except UNCLEAR as error:
                explain(error, fn, arguments, kwargs)
                raise
            if type(output) is not Node or type(output.value) is not float:
                output = scalar_output(output, name)
            value = output.value
            if value != value:
                _check_defined(fn, output, arguments)
            if tape.nested or output.age < tape.age:
                value = output  # somebody outside records: nodes
                gradients = pull_back_on_copy(output, one_like(output.value), leaves, nodes, leaves[-1].age)
            else:
                gradients = _gradients(tape, output, leaves)
        finally:
            leave(tape, leaves)
        return value, gradients[0] if one else tuple(gradients)

    value_and_gradient.__name__ = f"value_and_grad_{name}"
    return value_and_gradient


def _gradients(tape: Sequence[Node], output: Node, leaves: Sequence[Node]) -> list:
    """The gradient of the output with respect to each leaf."""
    try:
        gradients = pull_back(tape, output, one_like(output.value), leaves)
    except ArithmeticError:  # where IEEE 754 has infinity or nan, Python's own numbers have an exception
        silence()
        seed, youngest = exact(one_like(output.value)), leaves[-1].age
        gradients = pull_back_on_copy(output, seed, leaves, lambda node: exact(node.value), youngest)
        gradients = [as_value(gradient) for gradient in gradients]
    return gradients if type(gradients[0]) is float else unshared(gradients)


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


def _none_there(position: int, fn: Callable, args: Sequence, kwargs: dict[str, Any]) -> GraphError:
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


def _check_defined(fn: Callable, output: Node, arguments: Sequence) -> None:
    """The output is NaN: raise GraphError if an operation was used outside its domain, and say on what."""
    leaves = {i: x for i, x in enumerate(arguments) if type(x) is Node}
    if not any(np.isnan(x.value).any() for x in leaves.values()):
        order = ancestors(output)[::-1]
        parameters = list(_parameters(fn))
        names = {x.age: parameters[i] for i, x in leaves.items() if i < len(parameters)}
        explain_undefined(order, {node.age: node.value for node in order}, names)
