"""The protocol by which an engine that a learner wrote drives the explorers of this package.

    Value(number)          a leaf
    v.value                its number
    v.parents              the Values it was computed from, in order; one that is used twice is there twice
    v.local_derivatives    a number for each parent: by how much v changes per unit of that parent
    v.backward()           afterwards each Value that v depends on has its gradient in
    v.gradient             dv/d(that Value)

and Python's operators. That is all: every explorer takes the graph `trace_with(Value, cost, w=5, b=-3)`.

The engine runs on our recorded nodes in the place of numbers. So its own arithmetic, forward and backward,
is written down, mistakes included, and a page can do it again. Its float(), int() and math.exp take such
nodes meanwhile (see plain_python.py).

An engine with other names is described by `Engine`. One that keeps no local derivatives but gives every
value a function that passes its gradient on is asked for them: they are what arrives at the parents of a
value whose gradient is 1. Names that engines often use (data, grad, _prev, _backward, _children,
_local_grads and some more) are recognised; others are said:

    trace_with(Engine(Tensor, value="x", gradient="g"), cost, w=5, b=-3)
"""

from __future__ import annotations

from collections.abc import Callable

from autodiff_core.engines.graph import EngineGraph
from autodiff_core.engines.protocol import Engine, engine_of
from autodiff_core.engines.record import Recorded

__all__ = ["Engine", "EngineGraph", "trace_with"]


def trace_with(Value: type | Engine, fn: Callable, /, **inputs) -> EngineGraph:
    """Run `fn` on a learner's own Values and return the graph as their engine sees it.

    Value: a class that follows the protocol, or an Engine that says how a class does. Inputs are single
    numbers, given by name. Raises GraphError (one sentence) for an engine that cannot be shown, and for
    what goes wrong inside it.
    """
    return EngineGraph(Recorded(engine_of(Value), fn, inputs))
