"""Parameters that behave as those of PyTorch do: backward passes add to `.grad`, and nobody empties it.

w, b = Parameter(5), Parameter(-3)
J = Accumulating(cost, w, b)          # the four-node cost, say
J().backward()                        # forward, backward: w.grad is 6, b.grad is 3
J().backward()                        # and now 12 and 6
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from autodiff_core.errors import GraphError
from autodiff_core.graph import trace
from autodiff_core.numbers import format_number


@dataclass(eq=False)
class Parameter:
    """A number that is to be learnt, and the place where backward passes leave its gradient."""

    value: float
    grad: float | None = 0.0

    def __repr__(self) -> str:
        return f"Parameter(value={format_number(self.value)}, grad={self.grad and format_number(self.grad)})"


class Accumulating:
    """A cost of some parameters. Each call is a forward pass, with the values they have at that moment."""

    def __init__(self, function: Callable, *parameters: Parameter):
        self.parameters, self.passes = parameters, 0
        names = [*function.__code__.co_varnames[: len(parameters)]]
        self._graph = trace(function, **dict(zip(names, (p.value for p in parameters))))
        self._names = names

    def __call__(self) -> Forward:
        self.passes += 1
        values = {name: p.value for name, p in zip(self._names, self.parameters)}
        graph = self._graph
        gradients = graph.backward(**values)
        return Forward(
            graph.forward(**values)[graph.output.name], self.parameters, [gradients[n] for n in values]
        )


class Forward:
    """What one forward pass has found: the value of the cost, and the way back, which can be taken once."""

    def __init__(self, value: float, parameters: tuple[Parameter, ...], gradients: list[float]):
        self.value, self._parameters, self._gradients = value, parameters, gradients

    def backward(self) -> None:
        """Add the gradient of every parameter to its `.grad`. GraphError at the second call."""
        if self._gradients is None:
            raise GraphError("This backward pass has been taken: each one needs a forward pass of its own.")
        for parameter, gradient in zip(self._parameters, self._gradients):
            parameter.grad = (parameter.grad or 0.0) + gradient
        self._gradients = None

    def __repr__(self) -> str:
        return f"J = {format_number(self.value)}"
