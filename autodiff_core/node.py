"""A node: a value that remembers the operation and the inputs it was computed from.

Nodes stand in for numbers and arrays while a function runs. Each operator and each NumPy function applied
to a node looks its operation up in the table and makes a new node, and so the computation graph is
recorded.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

from autodiff_core.errors import GraphError
from autodiff_core.operations import Operation
from autodiff_core.recording import refusal
from autodiff_core.scope import Tape, joined, new_age, silence
from autodiff_core.values import as_value, constant, input_value


class Node:
    """A value (float or array), the operation that made it and its inputs. A leaf has no operation.

    `tape` is where a gradient finds it again, if one is taken; `upstream` is used by the backward pass only.
    The operators are added by operators.py, what an array can do by array_methods.py, and what NumPy's
    functions do with a node by numpy_functions.py.
    """

    __slots__ = ("value", "operation", "inputs", "age", "tape", "upstream")

    def __init__(
        self, value: Any, operation: Operation | None = None, inputs: tuple = (), tape: Tape | None = None
    ):
        self.value = value if type(value) is float else as_value(value)
        self.operation = operation
        self.inputs = inputs
        self.age = new_age()  # inputs are older than the nodes that use them: sorted by age is topological
        self.upstream = None
        self.tape = tape
        if tape is not None:
            tape.append(self)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def leaf(x: Any) -> Node:
    """A new leaf for an input. Raises GraphError if `x` is not a number or an array."""
    return Node(input_value(x))


def value_of(x: Any) -> Any:
    """The value of a node; anything else is its own value."""
    return x.value if type(x) is Node else x


def record(operation: Operation, *inputs: Any) -> Node:
    """Apply an operation to inputs, as a rule at least one of them a node, and return the node of the result.

    Raises GraphError for inputs that do not fit together.
    """
    silence()
    count = len(inputs) - operation.settings
    kept = [x if type(x) is Node else constant(x) for x in inputs[:count]]
    values = [x.value if type(x) is Node else x for x in kept]
    tapes = [x.tape for x in kept if type(x) is Node] or [None]
    settings = inputs[count:]
    inputs = (*kept, *settings)
    try:
        value = operation.forward(*values, *settings)
    except GraphError:
        raise
    except (ValueError, TypeError) as error:
        raise refusal(operation, inputs, error) from None
    return Node(value, operation, inputs, reduce(joined, tapes))


def call(operation: Operation, *inputs: Any) -> Any:
    """Apply an operation: recorded if any input is a node, otherwise just computed."""
    recorded = any([type(x) is Node for x in inputs])
    return record(operation, *inputs) if recorded else operation.forward(*inputs)
