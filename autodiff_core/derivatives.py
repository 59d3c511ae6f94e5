"""Gradients of ordinary functions, and the numerical nudges that check them."""

from __future__ import annotations

import inspect
import numbers
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autodiff_core import operations as ops
from autodiff_core.closeness import relative_error
from autodiff_core.errors import GraphError, listed
from autodiff_core.graph import Graph, trace
from autodiff_core.node import Node, record
from autodiff_core.node import leaf as new_leaf
from autodiff_core.numbers import format_error, format_number
from autodiff_core.passes import ancestors, backward_pass, explain_undefined, fit, zeros_like
from autodiff_core.tracing import scalar_output
from autodiff_core.values import short, unshared
from autodiff_core.watch import called, name_of


def grad(fn: Callable, argnums: int | Sequence[int] = 0) -> Callable:
    """Return a function that computes the gradient of `fn` with respect to one argument, or to several.

    `fn` takes numbers or NumPy arrays and returns one number. The gradient has the shape and precision of
    the argument. Gradients of gradients work: grad(grad(fn)). Keyword arguments are passed on and not
    differentiated. Raises GraphError (one sentence) for what cannot be recorded or differentiated.
    """
    pair = value_and_grad(fn, argnums)

    def gradient(*args, **kwargs):
        return pair(*args, **kwargs)[1]

    gradient.__name__ = f"grad_{name_of(fn)}"
    return gradient


def value_and_grad(fn: Callable, argnums: int | Sequence[int] = 0) -> Callable:
    """Like `grad`, but the function returns the pair (value of `fn`, gradient), from one forward pass."""
    if not callable(fn):
        raise GraphError(
            f"grad needs a function and got {short(fn)}: write grad(cost)(3.0), not grad(cost(3.0))."
        )
    name = name_of(fn)
    one = _is_position(argnums)
    positions = (argnums,) if one else argnums
    if not isinstance(positions, (tuple, list)) or not all(map(_is_position, positions)):
        raise GraphError(
            "argnums says by position, counted from 0, which arguments to differentiate: 0 or (0, 1), "
            f"not {short(argnums)}."
        )

    def value_and_gradient(*args, **kwargs):
        chosen = [_chosen(i, len(args), name) for i in positions]
        leaves = {i: _leaf(args[i], i, name) for i in chosen}
        arguments = [leaves.get(i, x) for i, x in enumerate(args)]
        oldest = min([leaf.age for leaf in leaves.values()], default=0)
        with np.errstate(all="ignore"):
            output = scalar_output(called(fn, *arguments, **kwargs), name)
            if output.value != output.value:
                _check_defined(fn, output, leaves)
            gradients, recorded = backward_pass(output, oldest)
            found = [_gradient(gradients.get(leaves[i].age), leaves[i]) for i in chosen]
        found = unshared(found)
        return output if recorded else output.value, found[0] if one else tuple(found)

    value_and_gradient.__name__ = f"value_and_grad_{name}"
    return value_and_gradient


def _is_position(x: Any) -> bool:
    return isinstance(x, (int, np.integer)) and not isinstance(x, bool)


def _chosen(position: int, count: int, name: str) -> int:
    if not -count <= position < count:
        raise GraphError(
            f"{name} was called with {count} arguments by position, counted from 0: "
            f"argnums={position} names none of them."
        )
    return position % count


def _leaf(x: Any, position: int, name: str) -> Node:
    """A new node for an argument. A node is copied, so that only this use of it is differentiated."""
    try:
        return record(ops.identity, x) if type(x) is Node else new_leaf(x)
    except GraphError as error:
        raise GraphError(f"Argument {position} of {name} is not usable. {error}") from None


def _check_defined(fn: Callable, output: Node, leaves: dict[int, Node]) -> None:
    """The output is NaN: raise GraphError if an operation was used outside its domain, and say on what."""
    if not any(np.isnan(leaf.value).any() for leaf in leaves.values()):
        order = ancestors(output)[::-1]
        try:
            parameters = list(inspect.signature(fn).parameters)
        except (TypeError, ValueError):
            parameters = []
        names = {leaf.age: parameters[i] for i, leaf in leaves.items() if i < len(parameters)}
        explain_undefined(order, {node.age: node.value for node in order}, names)


def _gradient(gradient: Any, leaf: Node) -> Any:
    """The gradient in the shape and precision of the argument; 0 where the output does not depend on it."""
    if gradient is None:
        return zeros_like(leaf.value)
    return gradient if type(gradient) is Node else fit(gradient, leaf.value)


# ---------------------------------------------------------------- nudges

LARGEST = sys.float_info.max


@dataclass(frozen=True)
class Nudge:
    """What a nudge of one node did to the output: both differences beside the gradient."""

    node: str
    output: str
    epsilon: float
    before: float  # the output without the nudge
    after: float  # the output with the node nudged up by epsilon
    forward: float  # (after - before) / epsilon
    central: float  # nudged up less nudged down, / (2 epsilon)
    gradient: float  # from the backward pass
    kink: bool  # the nudge crossed a kink, where the slope jumps

    @property
    def change(self) -> float:
        return self.after - self.before

    @property
    def error(self) -> float:
        """Relative error of the central difference against the gradient."""
        return relative_error(self.gradient, self.central, self.before)

    def __repr__(self) -> str:
        found = {
            f"{self.output} before": self.before,
            f"{self.output} with {self.node} nudged by {format_number(self.epsilon)}": self.after,
            "change": self.change,
            "change / epsilon": self.forward,
            "central difference": self.central,
            f"gradient d{self.output}/d{self.node}": self.gradient,
        }
        rows = [(label, format_number(number, 10)) for label, number in found.items()]
        rows.append(("relative error of the central difference", format_error(self.error)))
        width = max(len(label) for label, _ in rows)
        lines = [f"{label:<{width}}  {text}" for label, text in rows]
        lines += ["note: the nudge crossed a kink, where the slope jumps"] * self.kink
        if np.isnan(self.central):
            lines.append(f"note: nudged up or down, {self.output} is not defined: choose a smaller epsilon")
        return "\n".join(lines)


def graph_of(graph_or_fn: Any, inputs: Mapping[str, Any]) -> Graph:
    """The graph itself, or the graph of a function at these inputs. Raises GraphError for anything else."""
    __tracebackhide__ = True  # what goes wrong in the learner's function is shown without our lines
    if isinstance(graph_or_fn, Graph):
        return graph_or_fn
    if callable(graph_or_fn):
        return trace(graph_or_fn, **inputs)
    raise GraphError(
        f"A function or a graph is needed here, not {short(graph_or_fn)}: give a function without brackets, "
        "and its inputs by name, as in (cost, w=5, b=-3)."
    )


def nudge_size(epsilon: Any) -> float:
    """The size of a nudge. Raises GraphError for what is no number above 0, or none that a float can hold."""
    if isinstance(epsilon, numbers.Real) and not isinstance(epsilon, bool) and 0 < epsilon <= LARGEST:
        return float(epsilon)
    raise GraphError(
        f"epsilon is the size of the nudge, a number above 0 such as 0.001; {short(epsilon)} is not one."
    )


def nudge(
    target: Callable | Graph, /, node: str, epsilon: float = 0.001, index: int | tuple | None = None, **inputs
) -> Nudge:
    """Nudge any node of a function or graph by `epsilon` and see how the output answers.

    `node` is the name of an input or of a line. `index` chooses one element where the node is an array.
    Raises GraphError for a node or element that does not exist and for an `epsilon` that is not a number
    above 0.
    """
    graph = graph_of(target, inputs)
    inputs = inputs if isinstance(target, Graph) else {}
    by_name = {n.name: n for n in graph.nodes}
    if not isinstance(node, str) or node not in by_name:
        raise GraphError(f"{graph.name} has no node called {node}: its nodes are {listed(by_name)}.")
    epsilon = nudge_size(epsilon)
    gradient = graph.backward(**inputs)[node]
    values = graph.nudged(node, 0.0, None, **inputs)
    up, down = (graph.nudged(node, size, index, **inputs) for size in (epsilon, -epsilon))
    if np.ndim(gradient if index is None else gradient[index]):
        raise GraphError(
            f"{node} is an array of shape {np.shape(gradient)}: choose one element, for example "
            f"index={(0,) * np.ndim(gradient) if np.ndim(gradient) > 1 else 0}."
        )
    output = graph.output.name
    return Nudge(
        node,
        output,
        epsilon,
        float(values[output]),
        float(up[output]),
        float((up[output] - values[output]) / epsilon),
        float((up[output] - down[output]) / (2 * epsilon)),
        float(gradient if index is None else gradient[index]),
        graph.kink_between(values, up) or graph.kink_between(values, down),
    )
