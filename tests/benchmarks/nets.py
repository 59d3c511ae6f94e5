"""The two networks whose training step is measured: parameters, data, the loss, and its gradient by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

Arrays = list[np.ndarray]


class Net(NamedTuple):
    """A network to train. `loss(np, relu)` makes the loss for an engine with these functions."""

    name: str
    sizes: tuple[int, ...]
    data: tuple[np.ndarray, np.ndarray]
    loss: Callable[[Any, Callable], Callable]
    by_hand: Callable[..., tuple[Any, Arrays]]
    rate: float

    def parameters(self, dtype: str) -> Arrays:
        """Fresh weights and biases, the same on every call."""
        random = np.random.default_rng(1)
        found = []
        for many, few in zip(self.sizes, self.sizes[1:]):
            found += [random.standard_normal((many, few)) / np.sqrt(many), 0.1 * random.standard_normal(few)]
        return [x.astype(dtype) for x in found]

    def given(self, dtype: str) -> Arrays:
        return [x.astype(dtype) for x in self.data]


def _moons_data(count: int = 100) -> tuple[np.ndarray, np.ndarray]:
    """Two half circles, one into the other, with a little noise; labels 1 and -1."""
    angle = np.linspace(0, np.pi, count // 2)
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    points = np.concatenate([upper, [1.0, 0.5] - upper])
    labels = np.repeat([[1.0], [-1.0]], count // 2, axis=0)
    return points + 0.1 * np.random.default_rng(0).standard_normal(points.shape), labels


def _moons_loss(np, relu):
    def loss(W1, b1, W2, b2, W3, b3, points, labels):
        a1 = relu(points @ W1 + b1)
        a2 = relu(a1 @ W2 + b2)
        d = a2 @ W3 + b3 - labels
        return np.mean(d**2 / 2)

    return loss


def _moons_by_hand(W1, b1, W2, b2, W3, b3, points, labels):
    z1 = points @ W1 + b1
    a1 = np.maximum(z1, 0)
    z2 = a1 @ W2 + b2
    a2 = np.maximum(z2, 0)
    d = a2 @ W3 + b3 - labels
    dz3 = d / d.size
    dz2 = (dz3 @ W3.T) * (z2 > 0)
    dz1 = (dz2 @ W2.T) * (z1 > 0)
    gradients = [
        points.T @ dz1, dz1.sum(axis=0), a1.T @ dz2, dz2.sum(axis=0), a2.T @ dz3, dz3.sum(axis=0)
    ]  # fmt: skip
    return np.mean(d**2 / 2), gradients


def _digits_data(count: int = 64) -> tuple[np.ndarray, np.ndarray]:
    """As many numbers as a batch of handwritten digits has; labels as rows with a single 1."""
    random = np.random.default_rng(0)
    return random.uniform(size=(count, 784)), np.eye(10)[random.integers(0, 10, count)]


def _digits_loss(np, relu):
    def loss(W1, b1, W2, b2, images, labels):
        a1 = relu(images @ W1 + b1)
        z2 = a1 @ W2 + b2
        return np.mean(np.log(np.sum(np.exp(z2), axis=1)) - np.sum(labels * z2, axis=1))

    return loss


def _digits_by_hand(W1, b1, W2, b2, images, labels):
    z1 = images @ W1 + b1
    a1 = np.maximum(z1, 0)
    z2 = a1 @ W2 + b2
    powers = np.exp(z2)
    total = np.sum(powers, axis=1, keepdims=True)
    dz2 = (powers / total - labels) / len(labels)
    dz1 = (dz2 @ W2.T) * (z1 > 0)
    gradients = [images.T @ dz1, dz1.sum(axis=0), a1.T @ dz2, dz2.sum(axis=0)]
    return np.mean(np.log(total[:, 0]) - np.sum(labels * z2, axis=1)), gradients


MOONS = Net("moons 2-16-16-1, 100 points", (2, 16, 16, 1), _moons_data(), _moons_loss, _moons_by_hand, 1e-2)
DIGITS = Net("784-128-10, batch of 64", (784, 128, 10), _digits_data(), _digits_loss, _digits_by_hand, 1e-3)
