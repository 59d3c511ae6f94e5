"""A function of arrays, recorded once and printed as a JavaScript module: one line for each operation.

The module computes with the functions that explorers/page/arrays.js has for the rows of the table of
operations, under the same names. Shapes, axes and indices are worked out here and printed as plain lists.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autodiff_core import operations as ops
from autodiff_core.backward import ancestors, nodes, pull_back_on_copy
from autodiff_core.errors import GraphError
from autodiff_core.node import Node, leaf
from autodiff_core.recording import Recording, recording
from autodiff_core.tracing import scalar_output
from autodiff_core.values import constant
from autodiff_core.watch import called, name_of

LONG = 40  # characters: a longer list of settings is a constant, and not written into the line that uses it


def array_javascript(fn: Callable, arguments: Sequence, gradients: int = 0) -> str:
    """The text of a module whose `run(np, inputs)` returns a list: what `fn` returns, then gradients.

    `np` is the object of functions in arrays.js; `inputs` stand for the arguments, which are numbers and
    arrays of the shapes given here. The gradients are those of the first `gradients` arguments; then `fn`
    returns one number. Raises GraphError, in one sentence, for what cannot be recorded or printed.
    """
    leaves = [leaf(x) for x in arguments]
    notes = Recording()
    token = recording.set(notes)
    try:
        with np.errstate(all="ignore"):
            result = called(fn, *leaves)
            output = scalar_output(result, name_of(fn)) if gradients else _node(result)
            outputs = [output, *_gradients(output, leaves[:gradients])]
    finally:
        recording.reset(token)
    if notes.branches:
        raise GraphError(
            f"{name_of(fn)} asks if a number that it computes is true, and a page can go only one of the two "
            "ways: use np.where(condition, a, b)."
        )
    return _printed(name_of(fn), leaves, outputs)


def _node(x: Any) -> Node:
    return x if type(x) is Node else Node(constant(x))


def _gradients(output: Node, leaves: Sequence[Node]) -> list[Node]:
    """The gradient of the output with respect to each leaf, recorded."""
    if not leaves:
        return []
    # With a node as the seed, what is made of it alone (in the gradient of a mean) is printed as it is made.
    return [_node(x) for x in pull_back_on_copy(output, Node(1.0), leaves, nodes, leaves[-1].age)]


def _printed(name: str, leaves: Sequence[Node], outputs: Sequence[Node]) -> str:
    variables = {leaf.age: f"x{i}" for i, leaf in enumerate(leaves)}
    constants: list[str] = []
    lines: list[str] = []

    def text(x: Any) -> str:
        return variables[x.age] if type(x) is Node else new_constant(json.dumps(_array(x)))

    def new_constant(written: str) -> str:
        constants.append(f"const c{len(constants)} = {written};\n")
        return f"c{len(constants) - 1}"

    for node in reversed(ancestors(*outputs)):
        if node.age in variables:
            continue
        if node.operation is None:
            variables[node.age] = text(node.value)
            continue
        _check(name, node)
        values = node.inputs[: len(node.inputs) - node.operation.settings]
        settings = [json.dumps(x) for x in SETTINGS.get(node.operation.name, lambda _: [])(node)]
        written = [*map(text, values), *(new_constant(x) if len(x) > LONG else x for x in settings)]
        variables[node.age] = f"v{len(lines)}"
        lines.append(f"  const v{len(lines)} = np.{node.operation.name}({', '.join(written)});\n")
    inputs, found = (", ".join(variables[x.age] for x in nodes) for nodes in (leaves, outputs))
    body = "".join(lines) + f"  return [{found}];\n"
    return f"{''.join(constants)}export function run(np, [{inputs}]) {{\n{body}}}\n"


def _array(x: Any) -> dict:
    """An array as arrays.js has it. What Python's json writes for infinity and NaN is right in JavaScript."""
    x = np.asarray(x, float)
    return {"shape": x.shape, "data": x.ravel().tolist()}


def _check(name: str, node: Node) -> None:
    """Refuse what would come to another number in a page, where every number has double precision."""
    if node.dtype not in (float, bool):
        raise GraphError(
            f"{name} computes with {node.dtype} numbers, and a page only with float64: give it plain floats."
        )
    if node.dtype == bool and node.operation in (ops.add, ops.matmul):
        raise GraphError(
            f"{name} adds truth values, which a page takes for numbers: use np.where(condition, 1, 0) first."
        )


# ---------------------------------------------------------------- settings, as arrays.js takes them


def _reduction(node: Node) -> list:
    a, axis, _ = node.inputs
    axes = range(a.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    return [[i % a.ndim for i in axes], node.shape]


def _transpose(node: Node) -> list:
    a, axes = node.inputs
    return [[i % a.ndim for i in (reversed(range(a.ndim)) if axes is None else axes)]]


def _places(shape: tuple, index: Any) -> list[int]:
    """Where what an index reads lies in the flat list of an array of this shape."""
    return np.ravel(np.arange(math.prod(shape)).reshape(shape)[index]).tolist()


def _shape(node: Node) -> list:
    return [node.shape]


SETTINGS: dict[str, Callable[[Node], list]] = {
    **dict.fromkeys(("sum", "mean", "max", "min", "all", "any"), _reduction),
    "reshape": _shape,
    "broadcast_to": _shape,
    "transpose": _transpose,
    "getitem": lambda node: [node.shape, _places(node.inputs[0].shape, node.inputs[1])],
    "scatter": lambda node: [node.shape, _places(node.shape, node.inputs[2])],
    "concatenate": lambda node: [node.inputs[-1] % node.ndim],
}
