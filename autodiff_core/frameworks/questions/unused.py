"""The cost does not depend on b at all. What is its gradient?"""

SHOWS = ("dJ/db",)


def ours():
    from autodiff_core import trace

    graph = trace(lambda w, b: w**2, w=3, b=1)
    print(graph.backward()["b"])


def pytorch():
    import torch

    w = torch.tensor(3.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    J = w**2
    J.backward()
    print(b.grad)


def tensorflow():
    import tensorflow as tf

    w, b = tf.Variable(3.0), tf.Variable(1.0)
    with tf.GradientTape() as tape:
        J = w**2
    print(tape.gradient(J, b))


def jax():
    import jax

    slope = jax.grad(lambda w, b: w**2, argnums=1)
    print(slope(3.0, 1.0))
