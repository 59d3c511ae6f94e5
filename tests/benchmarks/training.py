"""Goal 4: one training step of a network of arrays, against the same backpropagation written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

import autodiff_core
from benchmarks.nets import DIGITS, MOONS, Net
from benchmarks.progress import progress
from benchmarks.rows import Row, seconds
from benchmarks.scalar_engines import OURS, REPLAY, available
from benchmarks.timing import absolute, paired, ratio

HAND = "NumPy by hand"
Step = Callable[[], object]  # one step downhill: gives the loss before it


def descending(net: Net, dtype: str, both: Callable) -> Step:
    """The step of an engine whose function `both` takes and gives NumPy arrays."""
    parameters, data = net.parameters(dtype), net.given(dtype)
    rate = net.rate

    def step():
        loss, gradients = both(*parameters, *data)
        for parameter, gradient in zip(parameters, gradients):
            parameter -= rate * gradient
        return loss

    return step


def positions(net: Net) -> tuple[int, ...]:
    return tuple(range(2 * len(net.sizes) - 2))


def hand(net: Net, dtype: str) -> Step:
    return descending(net, dtype, net.by_hand)


def ours(net: Net, dtype: str) -> Step:
    loss = net.loss(np, autodiff_core.relu)
    return descending(net, dtype, autodiff_core.value_and_grad(loss, positions(net)))


def replayed(net: Net, dtype: str) -> Step:
    loss = net.loss(np, autodiff_core.relu)
    example = *net.parameters(dtype), *net.given(dtype)
    return descending(net, dtype, autodiff_core.replay(loss, *example, argnums=positions(net)))


def autograd(net: Net, dtype: str) -> Step:
    import autograd
    import autograd.numpy as np

    loss = net.loss(np, lambda z: np.maximum(z, 0))
    return descending(net, dtype, autograd.value_and_grad(loss, positions(net)))


def mygrad(net: Net, dtype: str) -> Step:
    import mygrad
    from mygrad.nnet.activations import relu

    loss = net.loss(mygrad, relu)

    def both(*arguments):
        leaves = [mygrad.tensor(x, copy=False) for x in arguments[: len(positions(net))]]
        value = loss(*leaves, *arguments[len(leaves) :])
        value.backward()
        return value, [leaf.grad for leaf in leaves]

    return descending(net, dtype, both)


def torch(net: Net, dtype: str) -> Step:
    import torch
    from torch.nn import functional

    torch.set_num_threads(1)
    parameters = [torch.tensor(x, requires_grad=True) for x in net.parameters(dtype)]
    inputs, labels = map(torch.tensor, net.given(dtype))
    # As one writes it in PyTorch, with its own losses.
    error = functional.cross_entropy if net is DIGITS else lambda a, y: functional.mse_loss(a, y) / 2
    labels = labels.argmax(dim=1) if net is DIGITS else labels

    def step():
        a = inputs
        for i in range(0, len(parameters), 2):
            a = (functional.relu(a) if i else a) @ parameters[i] + parameters[i + 1]
        loss = error(a, labels)
        loss.backward()
        with torch.no_grad():
            for parameter in parameters:
                parameter -= net.rate * parameter.grad
                parameter.grad = None
        return loss.detach()

    return step


def jax_jit(net: Net, dtype: str) -> Step:
    import jax

    data = net.given(dtype)
    both = jax.value_and_grad(net.loss(jax.numpy, jax.nn.relu), positions(net))

    @jax.jit
    def update(parameters):
        loss, gradients = both(*parameters, *data)
        return loss, [x - net.rate * g for x, g in zip(parameters, gradients)]

    state = [jax.numpy.asarray(x) for x in net.parameters(dtype)]

    def step():
        nonlocal state
        loss, state = jax.block_until_ready(update(state))
        return loss

    return step


ENGINES: dict[str, Callable[[Net, str], Step]] = {
    HAND: hand,
    OURS: ours,
    REPLAY: replayed,
    "autograd": autograd,
    "mygrad": mygrad,
    "torch": torch,
    "jax.jit": jax_jit,
}
LIMITS = {
    (MOONS.name, OURS): 2.0,
    (MOONS.name, REPLAY): 1.3,
    (DIGITS.name, OURS): 1.15,
    (DIGITS.name, REPLAY): 1.05,
}


def steps(net: Net, dtype: str, engines: tuple[str, ...] = tuple(ENGINES)) -> dict[str, Step]:
    """The engines that are installed, once five steps of each have led where those by hand lead."""
    made = {name: ENGINES[name](net, dtype) for name in engines if name == HAND or available(name)}
    losses = {name: [float(step()) for _ in range(5)] for name, step in made.items()}
    for name, found in losses.items():
        tolerance = 1e-9 if dtype == "float64" else 1e-4
        np.testing.assert_allclose(found, losses[HAND], rtol=tolerance, err_msg=f"{name}, {net.name}")
    return made


def of_net(net: Net, dtype: str) -> Iterator[Row]:
    progress(f"{net.name}, {dtype}")
    times = paired(steps(net, dtype), 15)
    beside = seconds(absolute(times, HAND))
    for engine in ENGINES:
        limit = LIMITS.get((net.name, engine))
        what = f"{net.name}, {dtype}: {engine} / {HAND}"
        if engine in times and engine != HAND:
            middle, quartiles = ratio(times, engine, HAND)
            yield Row(4, what, middle, limit, "", quartiles, beside)
        elif limit:
            yield Row(4, what, None, limit, note="this version has no replay")
    what = f"{net.name}, {dtype}: {OURS} / torch"
    if "torch" in times:
        middle, quartiles = ratio(times, OURS, "torch")
        yield Row(4, what, middle, 1.0, "", quartiles, seconds(absolute(times, "torch")))
    else:
        yield Row(4, what, None, 1.0, note="torch is not installed")


def rows() -> list[Row]:
    return [row for net in (MOONS, DIGITS) for dtype in ("float64", "float32") for row in of_net(net, dtype)]
