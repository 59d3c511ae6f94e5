"""Engines as learners write them: one in the style of micrograd, and some with a mistake."""

from pathlib import Path

import numpy as np

from autodiff_core import small_engine


class Scalar:
    """In the style of micrograd: data, grad, a set of parents, and a function that passes the gradient on."""

    def __init__(self, data, parents=(), label=""):
        self.data = data
        self.grad = 0.0
        self.label = label
        self._prev = set(parents)
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Scalar) else Scalar(other)
        result = Scalar(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += result.grad
            other.grad += result.grad

        result._backward = _backward
        return result

    def __mul__(self, other):
        other = other if isinstance(other, Scalar) else Scalar(other)
        result = Scalar(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += result.grad * other.data
            other.grad += result.grad * self.data

        result._backward = _backward
        return result

    def __pow__(self, number):
        assert isinstance(number, (int, float))
        result = Scalar(self.data**number, (self,), f"**{number}")

        def _backward():
            self.grad += result.grad * number * self.data ** (number - 1)

        result._backward = _backward
        return result

    def relu(self):
        result = Scalar(max(0, self.data), (self,), "relu")

        def _backward():
            self.grad += result.grad * (result.data > 0)

        result._backward = _backward
        return result

    def exp(self):
        result = Scalar(np.exp(self.data), (self,), "exp")

        def _backward():
            self.grad += result.grad * result.data

        result._backward = _backward
        return result

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other

    def __truediv__(self, other):
        return self * other**-1

    def __rtruediv__(self, other):
        return self**-1 * other

    __radd__ = __add__
    __rmul__ = __mul__

    def backward(self):
        order, seen = [], set()

        def place(value):
            if value not in seen:
                seen.add(value)
                for parent in value._prev:
                    place(parent)
                order.append(value)

        place(self)
        self.grad = 1.0
        for value in reversed(order):
            value._backward()


MISTAKES = {  # a line of the small engine, and what a learner may have written instead
    "overwrites": ("parent.gradient += node", "parent.gradient = node"),
    "wrong product rule": (
        "(self, other), (other.value, self.value)",
        "(self, other), (self.value, other.value)",
    ),
    "forgets a parent": (
        "self.value * other.value, (self, other), (other.value, self.value)",
        "self.value * other.value, (self,), (other.value,)",
    ),
    "wrong order": (
        "in reversed(order):\n            for parent",
        "in wrong(order):\n            for parent",
    ),
    "no start": ("self.gradient = 1.0", "pass"),
}


def broken(mistake):
    """The class Value of the small engine with one mistake in it."""
    right, wrong = MISTAKES[mistake]
    source = Path(small_engine.__file__).read_text(encoding="utf-8")
    assert source.count(right) == 1
    names = {"wrong": lambda order: [order[-1], *order[:-1]]}  # the output first, then the leaves
    exec(compile(source.replace(right, wrong), f"<{mistake}>", "exec"), names)
    return names["Value"]
