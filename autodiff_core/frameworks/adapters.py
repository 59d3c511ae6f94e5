"""One function in each framework: inputs as its own numbers, NumPy's names as its own functions.

Everything but `ours` runs in a worker process (worker.py). There an adapter is given the inputs, as numbers
or nested lists, and `build`, which makes the function once it knows what `np`, `relu` and `sigmoid` mean.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from autodiff_core.graph import Graph

# Name in NumPy (and in jax.numpy), in PyTorch, in TensorFlow.
ELEMENTWISE = [
    ("abs", "abs", "abs"),
    ("absolute", "abs", "abs"),
    ("cos", "cos", "cos"),
    ("exp", "exp", "exp"),
    ("log", "log", "math.log"),
    ("maximum", "maximum", "maximum"),
    ("minimum", "minimum", "minimum"),
    ("sin", "sin", "sin"),
    ("sqrt", "sqrt", "sqrt"),
    ("square", "square", "square"),
    ("tan", "tan", "tan"),
    ("tanh", "tanh", "tanh"),
    ("where", "where", "where"),
]
REDUCTIONS = [("mean", "mean", "reduce_mean"), ("sum", "sum", "reduce_sum")]

Build = Callable[[dict[str, Any]], Callable]


def ours(graph: Graph) -> dict[str, Any]:
    """The graph of this package, where every input has a gradient."""
    J, gradients = graph.forward()[graph.output.name], graph.backward()
    return answer(J, {name: gradients[name] for name in graph.inputs}, np.asarray(J).dtype)


def pytorch(build: Build, inputs: dict[str, Any]) -> dict[str, Any]:
    """Tensors that require their gradients; J.backward() leaves these in .grad."""
    import torch

    leaves = {name: torch.tensor(x, dtype=torch.float32, requires_grad=True) for name, x in inputs.items()}
    function = build(
        {"np": functions("PyTorch", torch, 1, torch.tensor), "relu": torch.relu, "sigmoid": torch.sigmoid}
    )
    J = function(**leaves)
    J.backward()
    return answer(J.detach(), {name: leaf.grad for name, leaf in leaves.items()}, J.dtype)


def tensorflow(build: Build, inputs: dict[str, Any]) -> dict[str, Any]:
    """Variables, which a tape watches by itself."""
    import tensorflow as tf

    leaves = {name: tf.Variable(x, dtype=tf.float32) for name, x in inputs.items()}
    function = build(
        {"np": functions("TensorFlow", tf, 2, tf.constant), "relu": tf.nn.relu, "sigmoid": tf.sigmoid}
    )
    with tf.GradientTape() as tape:
        J = function(**leaves)
    return answer(J, tape.gradient(J, leaves), J.dtype.name)


def jax(build: Build, inputs: dict[str, Any]) -> dict[str, Any]:
    """A function of arrays, which jax.value_and_grad turns into another function."""
    import jax
    import jax.numpy as jnp

    function = build({"np": jnp, "relu": jax.nn.relu, "sigmoid": jax.nn.sigmoid})
    arrays = {name: jnp.array(x, dtype=jnp.float32) for name, x in inputs.items()}
    J, gradients = jax.value_and_grad(lambda leaves: function(**leaves))(arrays)
    return answer(J, gradients, J.dtype)


def answer(J: Any, gradients: dict[str, Any], dtype: Any) -> dict[str, Any]:
    """What a column shows, as plain numbers. A gradient that the framework does not give is None."""
    plain = {name: None if g is None else np.asarray(g).tolist() for name, g in gradients.items()}
    return {
        "value": np.asarray(J).tolist(),
        "gradients": plain,
        "precision": str(dtype).removeprefix("torch."),
        "error": "",
    }


def functions(title: str, library: Any, column: int, tensor: Callable) -> Any:
    """NumPy's names for the functions of a library that does not have them itself."""

    class Functions(SimpleNamespace):
        def __getattr__(self, name: str):
            raise AttributeError(f"np.{name} is not among the functions that are translated to {title} here.")

    def found(path: str) -> Callable:
        function = library
        for part in path.split("."):
            function = getattr(function, part)
        return function

    def of_numbers_too(function: Callable) -> Callable:
        """PyTorch's functions take tensors only: np.maximum(z, 0) means maximum(z, tensor(0.0))."""
        return lambda *args: function(*(tensor(float(x)) if type(x) in (int, float) else x for x in args))

    translated = {row[0]: of_numbers_too(found(row[column])) for row in ELEMENTWISE}
    translated |= {row[0]: found(row[column]) for row in REDUCTIONS}
    return Functions(pi=np.pi, e=np.e, **translated)
