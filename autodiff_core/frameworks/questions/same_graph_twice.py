"""One forward pass, and two backward passes through the same graph."""

SHOWS = ("first time", "second time")


def ours():
    from autodiff_core import trace

    graph = trace(lambda w: w**2, w=3)
    print(graph.backward()["w"])
    print(graph.backward()["w"])


def pytorch():
    import torch

    w = torch.tensor(3.0, requires_grad=True)
    J = w**2
    J.backward()
    print(w.grad.item())
    J.backward()
    print(w.grad.item())


def tensorflow():
    import tensorflow as tf

    w = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        J = w**2
    print(tape.gradient(J, w).numpy())
    print(tape.gradient(J, w).numpy())


def jax():
    import jax

    J, backward = jax.vjp(lambda w: w**2, 3.0)
    print(*backward(1.0))
    print(*backward(1.0))
