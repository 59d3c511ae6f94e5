"""ReLU and the sigmoid: the two functions of the lessons that NumPy does not have."""

from __future__ import annotations

import numbers
from typing import Any

import numpy as np

from autodiff_core import operations as ops
from autodiff_core.errors import GraphError
from autodiff_core.in_words import short
from autodiff_core.node import Node
from autodiff_core.operations import Operation
from autodiff_core.values import as_value


def relu(z: Any, at_zero: float = 0.0) -> Any:
    """max(0, z), element by element.

    `at_zero` is the derivative to use at z = 0, from 0 to 1: a convention, 0 by default. Raises GraphError
    for another `at_zero`. An object with a method `relu` computes it itself, as NumPy's functions do it.
    """
    if type(at_zero) is not float and not isinstance(at_zero, numbers.Real) or not 0 <= at_zero <= 1:
        raise GraphError(
            "The derivative of ReLU at 0 can be any number from 0 to 1, such as 0, 1/2 or 1; "
            f"{short(at_zero)} is not one."
        )
    return _apply(ops.relu, z, float(at_zero))


def sigmoid(z: Any) -> Any:
    """1 / (1 + exp(-z)), element by element, computed so that a large |z| cannot overflow."""
    return _apply(ops.sigmoid, z)


def _apply(operation: Operation, z: Any, *settings: Any) -> Any:
    if type(z) is Node:
        return Node(operation.forward(z.value, *settings), operation, (z, *settings), z.tape)
    if type(z) is float:
        return operation.forward(z, *settings)
    own = getattr(z, operation.name, None)  # an object that computes for itself: NumPy does the same
    if callable(own):
        return own()
    if _is_object(z):
        name = operation.name
        raise GraphError(
            f"{type(z).__name__} has no method {name}: write one, and {name}(z) calls z.{name}()."
        )
    return operation.forward(as_value(z), *settings)


def _is_object(z: Any) -> bool:
    """True for an object of a class that somebody wrote, which no sentence about numbers would help."""
    if type(z).__module__ == "builtins" or isinstance(z, numbers.Number):
        return False
    return np.ndim(z) == 0 and np.asarray(z).dtype == object
