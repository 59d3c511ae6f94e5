"""A function that gives two numbers, the squares of 1 and 2. What is its gradient?"""

SHOWS = ("gradient",)


def ours():
    import numpy as np

    from autodiff_core import grad

    def squares(w):
        return w**2

    print(grad(squares)(np.array([1.0, 2.0])))


def pytorch():
    import torch

    w = torch.tensor([1.0, 2.0], requires_grad=True)
    J = w**2
    J.backward()
    print(w.grad.numpy())


def tensorflow():
    import tensorflow as tf

    w = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        J = w**2
    print(tape.gradient(J, w).numpy())


def jax():
    import jax
    import jax.numpy as jnp

    print(jax.grad(lambda w: w**2)(jnp.array([1.0, 2.0])))
