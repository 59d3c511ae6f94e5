"""The same programs in PyTorch and in JAX: values, gradients and derivatives of gradients.

A program calls NumPy's functions; a `Foreign` number answers them with those of another framework, by name.
"""

from __future__ import annotations

import importlib
from types import SimpleNamespace
from typing import Any

import numpy as np

from autodiff_core.backward import ancestors
from autodiff_core.node import Node, value_of
from fuzz.kinks import decided_by_rounding, distances
from fuzz.programs import NAMES
from fuzz.report import Report
from fuzz.ways import Ways

JAX_EVERY = 200  # programs: without jit, JAX takes many times as long as all else together


class Foreign(np.lib.mixins.NDArrayOperatorsMixin):
    """A tensor of a framework that takes part in NumPy's functions."""

    def __init__(self, framework: Framework, tensor: Any):
        self.framework, self.tensor = framework, tensor

    shape = property(lambda self: tuple(self.tensor.shape))
    ndim = property(lambda self: len(self.tensor.shape))

    def __array_ufunc__(self, ufunc, method, *inputs):
        return self.framework.call(ufunc.__name__, *inputs)

    def __array_function__(self, function, types, inputs, options):
        if function in (np.shape, np.ndim, np.size):
            return function(np.empty(self.shape))
        return self.framework.call(function.__name__, *inputs, **options)

    def __getitem__(self, index):
        if isinstance(index, Foreign):
            index = self.framework.number(index.tensor)
        taken = np.arange(np.prod(self.shape, dtype=int)).reshape(self.shape)[index]
        return self.framework.call("taken", self, taken)

    def __len__(self):
        return self.shape[0]

    def __bool__(self):
        return bool(self.framework.number(self.tensor))

    def relu(self):
        return self.framework.call("relu", self)

    def sigmoid(self):
        return self.framework.call("sigmoid", self)


class Framework:
    """What a framework needs: its functions under NumPy's names, and derivatives."""

    name: str

    def call(self, name, *inputs, **options):
        return Foreign(self, self.functions(name)(*map(self._bare, inputs), **options))

    def _bare(self, x):
        if isinstance(x, (list, tuple)) and any(isinstance(i, Foreign) for i in x):
            return [self._bare(i) for i in x]
        return x.tensor if isinstance(x, Foreign) else x

    def along(self, case, direction):
        """Value, gradients, and the derivative of the gradient along a direction."""
        raise NotImplementedError


class PyTorch(Framework):
    name = "PyTorch"

    def __init__(self, torch):
        self.torch = torch
        torch.set_num_threads(1)
        special = SimpleNamespace(
            max=lambda a, axis=None, keepdims=False: torch.amax(a, _axes(a, axis), keepdims),
            min=lambda a, axis=None, keepdims=False: torch.amin(a, _axes(a, axis), keepdims),
            sum=lambda a, axis=None, keepdims=False: torch.sum(a, _axes(a, axis), keepdims),
            mean=lambda a, axis=None, keepdims=False: torch.mean(a, _axes(a, axis), keepdims),
            any=lambda a, axis=None, keepdims=False: torch.any(a, _axes(a, axis), keepdims),
            all=lambda a, axis=None, keepdims=False: torch.all(a, _axes(a, axis), keepdims),
            transpose=lambda a, axes=None: a.permute(*(axes if axes is not None else range(a.ndim)[::-1])),
            expand_dims=torch.unsqueeze,
            concatenate=lambda arrays, axis=0: torch.concatenate(arrays, axis),
            stack=lambda arrays, axis=0: torch.stack(arrays, axis),
            clip=lambda a, low, high: torch.minimum(torch.maximum(a, self.tensor(low)), self.tensor(high)),
            power=lambda a, b: torch.pow(a, b),
            taken=lambda a, places: a.reshape(-1)[self.torch.from_numpy(np.array(places))],
            outer=lambda a, b: torch.outer(a.reshape(-1), b.reshape(-1)),
            where=lambda c, a, b: torch.where(torch.as_tensor(c), self.tensor(a), self.tensor(b)),
            add=lambda a, b: self.tensor(a) + b,
            divide=lambda a, b: self.tensor(a) / b,
            multiply=lambda a, b: self.tensor(a) * b,
            reshape=lambda a, shape: a.reshape(shape),
            equal=torch.eq,
            sign=lambda a: torch.where(torch.isnan(a), a, torch.sign(a)),  # torch.sign of NaN is 0
            relu=torch.relu,
            sigmoid=torch.sigmoid,
        )
        self.functions = lambda name: getattr(special, name, None) or getattr(torch, name)

    def tensor(self, x):
        return self.torch.as_tensor(x, dtype=self.torch.float64)

    def number(self, tensor):
        return tensor.detach().numpy(force=True)

    def along(self, case, direction):
        torch = self.torch
        leaves = [self.tensor(x).clone().requires_grad_() for x in case.inputs]
        value = case.run(*[Foreign(self, leaf) for leaf in leaves])
        gradients = torch.autograd.grad(self._bare(value), leaves, create_graph=True, materialize_grads=True)
        slope = sum((g * self.tensor(d)).sum() for g, d in zip(gradients, direction))
        second = [torch.zeros_like(leaf) for leaf in leaves]
        if slope.requires_grad:
            second = torch.autograd.grad(slope, leaves, materialize_grads=True)
        arrays = [[self.number(x) for x in many] for many in (gradients, second)]
        return self.number(self._bare(value)), *arrays


def _axes(a, axis):
    return tuple(range(a.ndim)) if axis is None else axis


class Jax(Framework):
    name = "JAX"

    def __init__(self, jax):
        jax.config.update("jax_enable_x64", True)
        self.jax, jnp = jax, jax.numpy
        special = {
            "taken": lambda a, places: jnp.reshape(a, -1)[places],
            "absolute": lambda a: a * jnp.sign(a),  # jnp.abs has the derivative 1 at 0
            "relu": jax.nn.relu,
            "sigmoid": jax.nn.sigmoid,
            "stack": lambda arrays, axis=0: jnp.stack(list(arrays), axis),
            "clip": lambda a, low, high: jnp.minimum(jnp.maximum(a, low), high),
        }
        self.functions = lambda name: special.get(name) or getattr(jnp, name)

    def number(self, tensor):
        return np.asarray(self.jax.lax.stop_gradient(tensor))

    def along(self, case, direction):
        def value(leaves):
            return self._bare(case.run(*[Foreign(self, leaf) for leaf in leaves])) * 1.0

        leaves = [self.jax.numpy.asarray(x) for x in case.inputs]
        direction = [self.jax.numpy.asarray(d) for d in direction]
        found, gradients = self.jax.value_and_grad(value)(leaves)
        _, second = self.jax.jvp(self.jax.grad(value), (leaves,), (direction,))
        return found, gradients, second


def installed() -> list[Framework]:
    found = []
    for name, framework in (("torch", PyTorch), ("jax", Jax)):
        try:
            found.append(framework(importlib.import_module(name)))
        except ImportError:
            pass
    return found


def check(ways: Ways, report: Report, random, frameworks) -> None:
    case = ways.case
    direction = [np.asarray(np.round(random.uniform(-1, 1, np.shape(x)), 2)) for x in case.inputs]
    second = None
    if decided_by_rounding(distances(case.run, case.inputs)):
        report.notes["programs whose branch is decided by rounding: no frameworks"] += 1
        return
    for framework in frameworks:
        if framework.name == "JAX" and case.seed[1] % JAX_EVERY:
            continue
        value, gradients, again = framework.along(case, direction)
        tolerance = 10 * ways.tolerance
        report.compare(f"value: {framework.name}", "J", ways.eager[0], value, tolerance)
        if not ways.moderate:  # a NaN times the slope 0 is NaN by IEEE 754, and 0 where a framework masks it
            report.notes[
                f"programs with numbers beyond 1e50, infinite or NaN: value alone in {framework.name}"
            ] += 1
            continue
        for name, one, other in zip(NAMES, ways.eager[1], gradients):
            report.compare(f"gradient: {framework.name}", name, one, other, tolerance)
        if second is None:
            second = ways.along(direction)
        if framework.name == "PyTorch" and _power_0(ways.graph.output.recorded):
            report.notes["programs with a power of exponent 0: no second derivative in PyTorch"] += 1
            continue
        size = max(1.0, *[float(np.max(np.abs(x), initial=0)) for x in again])
        for name, one, other in zip(NAMES, second, again):
            report.compare(f"second: {framework.name}", name, one, other, 1e3 * tolerance * size)


def _power_0(output: Node) -> bool:
    """True if a power has an exponent 0: PyTorch masks it, and d2(a**b)/da/db is then 0 in place of 1 / a."""
    return any(
        node.operation and node.operation.name == "power" and np.any(value_of(node.inputs[1]) == 0)
        for node in ancestors(output)
    )
