"""Gradients of ordinary functions, and the numerical nudges that check them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autodiff_core import operations as ops
from autodiff_core.errors import GraphError, listed
from autodiff_core.graph import Graph, trace
from autodiff_core.node import Node, record, short, value_of
from autodiff_core.node import leaf as new_leaf
from autodiff_core.numbers import format_number
from autodiff_core.passes import ancestors, backward_pass, explain_undefined, fit
from autodiff_core.tracing import scalar_output

CENTRAL_EPSILON = 6e-6  # about the cube root of the spacing of floats: the best step for a central difference
TOLERANCE = 1e-5  # relative error up to which a gradient and a central difference count as equal


def grad(fn: Callable, argnums: int | Sequence[int] = 0) -> Callable:
    """Return a function that computes the gradient of `fn` with respect to one argument, or to a tuple of them.

    `fn` takes numbers or NumPy arrays and returns one number. The gradient has the shape and precision of the
    argument. Gradients of gradients work: grad(grad(fn)). Keyword arguments are passed on and not differentiated.
    """
    pair = value_and_grad(fn, argnums)

    def gradient(*args, **kwargs):
        return pair(*args, **kwargs)[1]

    gradient.__name__ = f"grad_{getattr(fn, '__name__', 'f')}"
    return gradient


def value_and_grad(fn: Callable, argnums: int | Sequence[int] = 0) -> Callable:
    """Like `grad`, but the function returns the pair (value of `fn`, gradient): one forward pass serves both."""
    if not callable(fn):
        raise GraphError(f"grad needs a function and got {short(fn)}: write grad(cost)(3.0), without calling cost yourself.")
    name = getattr(fn, "__name__", "f")
    positions = (argnums,) if isinstance(argnums, (int, np.integer)) else tuple(argnums)

    def value_and_gradient(*args, **kwargs):
        chosen = _chosen(name, positions, len(args))
        arguments = list(args)
        for i in chosen:
            arguments[i] = _leaf(args[i], i, name)
        leaves = [arguments[i] for i in chosen]
        with np.errstate(all="ignore"):
            output = scalar_output(fn(*arguments, **kwargs), name)
            _check_defined(output, leaves)
            gradients = backward_pass(output, min(leaf.age for leaf in leaves)) if leaves else {}
            found = [_of(gradients.get(leaf.age), leaf) for leaf in leaves]
        value = output if _is_recorded(output, leaves) else output.value
        return value, found[0] if isinstance(argnums, (int, np.integer)) else tuple(found)

    value_and_gradient.__name__ = f"value_and_grad_{name}"
    return value_and_gradient


def _chosen(name: str, positions: Sequence[int], count: int) -> list[int]:
    for i in positions:
        if not -count <= i < count:
            raise GraphError(f"{name} was called with {count} arguments, so argnums={i} names none of them: they are counted from 0.")
    return [i % count for i in positions]


def _leaf(x: Any, position: int, name: str) -> Node:
    """A new node for an argument. One that is a node already gets a copy, so that only this use is differentiated."""
    try:
        return record(ops.identity, x) if type(x) is Node else new_leaf(x)
    except GraphError as error:
        raise GraphError(f"Argument {position} of {name} is not usable. {error}") from None


def _check_defined(output: Node, leaves: Sequence[Node]) -> None:
    if np.isnan(output.value) and not any(np.isnan(leaf.value).any() for leaf in leaves):
        order = ancestors(output)[::-1]
        explain_undefined(order, {node.age: node.value for node in order}, {})


def _is_recorded(output: Node, leaves: Sequence[Node]) -> bool:
    """True if somebody outside is recording: the result is then theirs to differentiate."""
    oldest = min((leaf.age for leaf in leaves), default=output.age)
    return any(type(x) is Node and x.age < oldest for node in ancestors(output, oldest) for x in node.inputs)


def _of(gradient: Any, leaf: Node) -> Any:
    if gradient is None:
        return fit(np.zeros(leaf.shape), leaf.value)
    return gradient if type(gradient) is Node else fit(gradient, leaf.value)


# ---------------------------------------------------------------- nudges


@dataclass(frozen=True)
class Nudge:
    """What a nudge of one node did to the output: the forward and the central difference beside the gradient."""

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
        return relative_error(self.gradient, self.central)

    def __repr__(self) -> str:
        rows = [
            (f"{self.output} before", self.before),
            (f"{self.output} with {self.node} nudged by {format_number(self.epsilon)}", self.after),
            ("change", self.change),
            ("change / epsilon", self.forward),
            ("central difference", self.central),
            (f"gradient d{self.output}/d{self.node}", self.gradient),
            ("relative error of the central difference", self.error),
        ]
        width = max(len(label) for label, _ in rows)
        lines = [f"{label:<{width}}  {format_number(number, 10)}" for label, number in rows]
        return "\n".join(lines + ["note: the nudge crossed a kink, where the slope jumps"] * self.kink)


def nudge(target: Callable | Graph, node: str, epsilon: float = 0.001, index: int | tuple | None = None, **inputs) -> Nudge:
    """Nudge any node of a function or graph by `epsilon` and see how the output answers.

    `node` is the name of an input or of a line. `index` chooses one element where the node is an array.
    """
    graph = target if isinstance(target, Graph) else trace(target, **inputs)
    inputs = inputs if isinstance(target, Graph) else {}
    by_name = {n.name: n for n in graph.nodes}
    if node not in by_name:
        raise GraphError(f"{graph.name} has no node called {node}: its nodes are {listed(by_name)}.")
    if not isinstance(epsilon, (int, float, np.floating)) or not epsilon > 0 or not np.isfinite(epsilon):
        raise GraphError(f"epsilon is the size of the nudge, a number above 0 such as 0.001; {short(epsilon)} is not one.")
    values = graph.forward(**inputs)
    if np.ndim(values[node]) and index is None:
        raise GraphError(f"{node} is an array of shape {np.shape(values[node])}: choose one element, for example index=0.")
    gradient = graph.backward(**inputs)[node]
    up, down = (graph.nudged(node, size, index, **inputs) for size in (epsilon, -epsilon))
    output = graph.output.name
    return Nudge(
        node,
        output,
        float(epsilon),
        float(values[output]),
        float(up[output]),
        float((up[output] - values[output]) / epsilon),
        float((up[output] - down[output]) / (2 * epsilon)),
        float(gradient if index is None else gradient[index]),
        graph.kink_between(values, up) or graph.kink_between(values, down),
    )


# ---------------------------------------------------------------- the numerical check


def relative_error(a: float, b: float) -> float:
    """|a - b| relative to the larger of the two, or to 1 if both are small."""
    if a == b or (np.isnan(a) and np.isnan(b)):
        return 0.0
    return abs(a - b) / max(abs(a), abs(b), 1.0)


@dataclass(frozen=True)
class CheckedInput:
    """One number that was checked: an input, or an element of one."""

    name: str
    gradient: float
    central: float
    kink: bool

    @property
    def error(self) -> float:
        return relative_error(self.gradient, self.central)

    def verdict(self, tolerance: float) -> str:
        if self.error <= tolerance:
            return "agrees"
        return "at a kink" if self.kink else "DIFFERS"


@dataclass(frozen=True)
class GradientCheck:
    """The gradients of all inputs beside their central differences. True if all agree, kinks apart."""

    rows: tuple[CheckedInput, ...]
    tolerance: float

    @property
    def ok(self) -> bool:
        return all(row.verdict(self.tolerance) != "DIFFERS" for row in self.rows)

    def __bool__(self) -> bool:
        return self.ok

    def __repr__(self) -> str:
        table = [("input", "gradient", "central difference", "relative error", "")]
        for r in self.rows:
            numbers = (format_number(r.gradient, 8), format_number(r.central, 8), format_number(r.error, 2))
            table.append((r.name, *numbers, r.verdict(self.tolerance)))
        widths = [max(len(row[i]) for row in table) for i in range(5)]
        return "\n".join("  ".join(f"{cell:<{w}}" if i in (0, 4) else f"{cell:>{w}}" for i, (cell, w) in enumerate(zip(row, widths))).rstrip() for row in table)


def check_gradients(fn: Callable | Graph, *args, gradient: Callable | None = None, tolerance: float = TOLERANCE, **inputs) -> GradientCheck:
    """Compare the gradient with a central difference for every input, element by element.

    `fn` is a function, called with `args` (and keyword inputs), or a graph. `gradient` may be a function of your
    own that takes the same inputs by position and returns one gradient per input: then yours is what is checked.
    """
    if isinstance(fn, Graph):
        graph = fn
    else:
        names = _names_of(fn, len(args))
        graph = trace(fn, **(dict(zip(names, args)) | inputs))
        inputs = {}
    values = graph.forward(**inputs)
    gradients = graph.backward(**inputs)
    if gradient is not None:
        own = gradient(*[values[name] for name in graph.inputs][: len(args) or None])
        own = own if isinstance(own, (tuple, list)) else (own,)
        gradients = dict(zip(graph.inputs, own))
    rows = []
    for name in gradients if gradient else graph.inputs:
        value = values[name]
        for index in np.ndindex(np.shape(value)):
            size = CENTRAL_EPSILON * max(1.0, abs(float(value[index] if index else value)))
            if getattr(value, "dtype", None) == np.float32:
                size = 0.01 * max(1.0, abs(float(value[index] if index else value)))
            up, down = (graph.nudged(name, s, index or None, **inputs) for s in (size, -size))
            central = float((up[graph.output.name] - down[graph.output.name]) / (2 * size))
            kink = graph.kink_between(values, up) or graph.kink_between(values, down)
            label = name + (f"[{', '.join(map(str, index))}]" if index else "")
            rows.append(CheckedInput(label, float(np.asarray(value_of(gradients[name]))[index]), central, kink))
    return GradientCheck(tuple(rows), tolerance)


def _names_of(fn: Callable, count: int) -> list[str]:
    import inspect

    names = list(inspect.signature(fn).parameters)
    if count > len(names):
        raise GraphError(f"{getattr(fn, '__name__', 'The function')} takes {len(names)} inputs and was given {count}.")
    return names[:count]
