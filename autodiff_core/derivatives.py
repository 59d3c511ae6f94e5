"""Numerical nudges, which check gradients: how the output answers when a node is moved a little."""

from __future__ import annotations

import numbers
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autodiff_core.closeness import relative_error
from autodiff_core.errors import GraphError
from autodiff_core.graph import Graph, trace
from autodiff_core.in_words import short
from autodiff_core.numbers import format_error, format_number

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
    graph.node(node)  # says in a sentence that there is none
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
