"""A Python `if`: made fast (recorded or compiled) with w = 3, then called with w = -2."""

SHOWS = ("w = 3", "w = -2")


def ours():
    from autodiff_core import trace

    def size(w):
        return w if w > 0 else -w

    graph = trace(size, w=3)
    print(graph.forward()["w"])
    print(graph.forward(w=-2))


def pytorch():
    import torch

    def size(w):
        return w if w > 0 else -w

    print(size(torch.tensor(3.0)).item())
    print(size(torch.tensor(-2.0)).item())


def tensorflow():
    import tensorflow as tf

    @tf.function
    def size(w):
        return w if w > 0 else -w

    print(size(tf.constant(3.0)).numpy())
    print(size(tf.constant(-2.0)).numpy())


def jax():
    import jax

    @jax.jit
    def size(w):
        return w if w > 0 else -w

    print(size(3.0))
    print(size(-2.0))
