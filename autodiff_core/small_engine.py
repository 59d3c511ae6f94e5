"""A whole autodiff engine in about sixty lines: plain Python numbers, written to be read.

    w, b = Value(5.0), Value(-3.0)
    J = (w * 2 + b - 4) ** 2 / 2
    J.backward()
    w.gradient                       # dJ/dw, 6.0

It follows the protocol of engines.py, so `trace_with(Value, cost, w=5, b=-3)` shows it at work.
"""

from __future__ import annotations

import numpy as np


class Value:
    """A number that remembers which Values it was computed from, and its derivative by each of them."""

    def __init__(self, value, parents=(), local_derivatives=()):
        self.value = value
        self.parents = parents
        self.local_derivatives = local_derivatives
        self.gradient = 0.0

    # Forward: each operation computes a number, and one local derivative for each parent.

    def __add__(self, other):
        other = as_value(other)
        return Value(self.value + other.value, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = as_value(other)
        return Value(self.value * other.value, (self, other), (other.value, self.value))

    def __sub__(self, other):
        other = as_value(other)
        return Value(self.value - other.value, (self, other), (1.0, -1.0))

    def __truediv__(self, other):
        other = as_value(other)
        by_other = -self.value / other.value**2
        return Value(self.value / other.value, (self, other), (1 / other.value, by_other))

    def __pow__(self, number):
        return Value(self.value**number, (self,), (number * self.value ** (number - 1),))

    def __neg__(self):
        return Value(-self.value, (self,), (-1.0,))

    def relu(self):
        is_open = self.value > 0  # a factor, 1 or 0: an `if` would be recorded as the branch it took
        return Value(self.value * is_open, (self,), (is_open * 1.0,))

    def exp(self):
        result = np.exp(self.value)
        return Value(result, (self,), (result,))

    # A plain number on the left: 2 * w.

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return as_value(other) - self

    def __rtruediv__(self, other):
        return as_value(other) / self

    # Backward: every node passes its gradient on, times the local derivative, and contributions add up.

    def backward(self):
        """Put the derivative of this Value into `gradient` of every Value it was computed from."""
        order = topological_order(self)
        for node in order:
            node.gradient = 0.0
        self.gradient = 1.0
        for node in reversed(order):
            for parent, local_derivative in zip(node.parents, node.local_derivatives):
                parent.gradient += node.gradient * local_derivative


def as_value(x):
    """A Value as it is; a plain number as a Value that depends on nothing."""
    return x if isinstance(x, Value) else Value(x)


def topological_order(output):
    """The output and all it depends on, parents before the nodes that use them. No recursion: any depth."""
    order, placed, stack = [], set(), [(output, False)]
    while stack:
        node, parents_are_placed = stack.pop()
        if parents_are_placed:
            order.append(node)
        elif id(node) not in placed:
            placed.add(id(node))
            stack.append((node, True))
            stack += [(parent, False) for parent in node.parents]
    return order
