"""What is noted besides the nodes while a function runs: the learner's names, and the branches taken."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff_core.errors import GraphError, listed
from autodiff_core.in_words import short

if TYPE_CHECKING:
    from autodiff_core.node import Node
    from autodiff_core.operations import Operation


@dataclass
class Recording:
    names: dict[int, str] = field(default_factory=dict)  # by the age of the node
    branches: list[tuple[Node, bool]] = field(default_factory=list)


recording: ContextVar[Recording | None] = ContextVar("recording", default=None)


def describe(x: Any) -> str:
    """A node as a sentence names it: by the learner's name for it where there is one."""
    current, value = recording.get(), getattr(x, "value", x)
    name = current.names.get(getattr(x, "age", None)) if current else None
    return f"{name} = {short(value)}" if name else short(value)


def refusal(operation: Operation, inputs: tuple, error: Exception) -> GraphError:
    """Why an operation cannot be computed for these inputs, which are nodes and constants."""
    values = inputs[: len(inputs) - operation.settings]
    names = listed(describe(x) for x in values)
    shapes = [np.shape(getattr(x, "value", x)) for x in values]
    if operation.name == "matmul" and () in shapes:
        return GraphError(
            f"@ multiplies vectors and matrices, and not single numbers ({names}): write * instead."
        )
    if len(set(shapes)) > 1 or not any(shapes):
        shown = listed(shape or "one number" for shape in shapes)
        return GraphError(
            f"{operation.name} cannot be computed for shapes {shown} ({names}): make the shapes agree."
        )
    return GraphError(f"{operation.name} of {names} cannot be computed: {error}.".replace("..", "."))
