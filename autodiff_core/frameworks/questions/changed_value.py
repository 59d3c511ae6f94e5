"""Forward at w = 3; then w becomes 5; then backward. Which slope of w squared comes back?"""

SHOWS = ("dJ/dw",)


def ours():
    import numpy as np

    from autodiff_core import trace

    w = np.array([3.0])
    graph = trace(lambda w: np.sum(w**2), w=w)
    w[0] = 5.0
    print(graph.backward()["w"][0])


def pytorch():
    import torch

    w = torch.tensor([3.0], requires_grad=True)
    J = torch.sum(w**2)
    with torch.no_grad():
        w[0] = 5.0
    J.backward()
    print(w.grad.item())


def tensorflow():
    import tensorflow as tf

    w = tf.Variable([3.0])
    with tf.GradientTape() as tape:
        J = tf.reduce_sum(w**2)
    w.assign([5.0])
    print(tape.gradient(J, w).numpy()[0])


def jax():
    import jax
    import jax.numpy as jnp

    w = jnp.array([3.0])
    J, backward = jax.vjp(lambda w: jnp.sum(w**2), w)
    w[0] = 5.0
    print(backward(1.0)[0][0])
