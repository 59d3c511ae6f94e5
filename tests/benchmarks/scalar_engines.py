"""The engines on functions of numbers: each a function that builds, runs forward and backward at one call.

A peer is an optional package: `available` holds those that can be imported here.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from typing import Any

import autodiff_core
from benchmarks.graphs import ScalarGraph

OURS, REPLAY, FLOATS = "autodiff_core", "replay", "floats, forward only"
Run = Callable[[], Any]  # gives (value, gradients), in the engine's own kinds of numbers


def ours(graph: ScalarGraph) -> Run:
    # As it is used: the function that gives both is made once, and called again and again.
    both = autodiff_core.value_and_grad(graph.made(autodiff_core.relu), tuple(range(len(graph.arguments))))
    return lambda: both(*graph.arguments)


def replayed(graph: ScalarGraph) -> Run:
    run = recorded(graph)
    return lambda: run(*graph.arguments)


def recorded(graph: ScalarGraph) -> Callable:
    """Our replay of a graph, recorded and compiled afresh."""
    positions = tuple(range(len(graph.arguments)))
    return autodiff_core.replay(graph.made(autodiff_core.relu), *graph.arguments, argnums=positions)


def floats(graph: ScalarGraph) -> Run:
    function = graph.made(lambda z: z if z > 0.0 else 0.0)
    return lambda: function(*graph.arguments)


def micrograd(graph: ScalarGraph) -> Run:
    from micrograd.engine import Value

    function = graph.made(Value.relu)

    def run():
        leaves = [Value(x) for x in graph.arguments]
        output = function(*leaves)
        output.backward()
        return output.data, [leaf.grad for leaf in leaves]

    return run


def autograd(graph: ScalarGraph) -> Run:
    import autograd
    import autograd.numpy as np

    function = graph.made(lambda z: np.maximum(z, 0.0))
    both = autograd.value_and_grad(function, tuple(range(len(graph.arguments))))
    return lambda: both(*graph.arguments)


def mygrad(graph: ScalarGraph) -> Run:
    import mygrad
    from mygrad.nnet.activations import relu

    function = graph.made(relu)

    def run():
        leaves = [mygrad.tensor(x) for x in graph.arguments]
        output = function(*leaves)
        output.backward()
        return output, [leaf.grad for leaf in leaves]

    return run


def torch(graph: ScalarGraph) -> Run:
    import torch

    torch.set_num_threads(1)
    function = graph.made(torch.relu)

    def run():
        leaves = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in graph.arguments]
        output = function(*leaves)
        output.backward()
        return output.detach(), [leaf.grad for leaf in leaves]

    return run


def jax_transformed(graph: ScalarGraph) -> Callable:
    """JAX's function of a graph that gives both, to be compiled or run as it is."""
    import jax

    return jax.value_and_grad(graph.made(jax.nn.relu), tuple(range(len(graph.arguments))))


def jax_eager(graph: ScalarGraph) -> Run:
    import jax

    both = jax_transformed(graph)
    return lambda: jax.block_until_ready(both(*graph.arguments))


def jax_jit(graph: ScalarGraph) -> Run:
    import jax

    both = jax.jit(jax_transformed(graph))
    return lambda: jax.block_until_ready(both(*graph.arguments))


ENGINES: dict[str, Callable[[ScalarGraph], Run]] = {
    OURS: ours,
    REPLAY: replayed,
    "micrograd": micrograd,
    "autograd": autograd,
    "mygrad": mygrad,
    "torch": torch,
    "jax": jax_eager,
    "jax.jit": jax_jit,
}
PACKAGES = ("micrograd", "autograd", "mygrad", "torch", "jax")


def available(engine: str) -> bool:
    """Whether the package of an engine is installed."""
    package = engine.split(".")[0]
    if engine == REPLAY:
        return hasattr(autodiff_core, "replay")
    return package not in PACKAGES or importlib.util.find_spec(package) is not None


def runs(graph: ScalarGraph, engines: Sequence[str]) -> dict[str, Run]:
    """Those of the engines that are installed, ready to run, once their values and gradients are checked."""
    made = {name: ENGINES[name](graph) for name in engines if available(name)}
    expected = as_floats(ours(graph)())
    for name, run in made.items():
        found = as_floats(run())
        if not all(abs(x - y) <= 1e-9 * max(1.0, abs(y)) for x, y in zip(found, expected, strict=True)):
            raise ArithmeticError(f"{name} on the {graph.name}: {found} is not {expected}")
    return made


def as_floats(both: tuple) -> list[float]:
    """A value and its gradients as plain floats, whatever kinds of numbers an engine has."""
    value, gradients = both
    return [float(value), *map(float, gradients)]
