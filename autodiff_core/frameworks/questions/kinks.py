"""The slope at a kink: relu(z), maximum(z, 0) and abs(z), each at z = 0."""

SHOWS = ("relu", "maximum", "abs")


def ours():
    import numpy as np

    from autodiff_core import grad, relu

    print(grad(relu)(0.0))
    print(grad(lambda z: np.maximum(z, 0))(0.0))
    print(grad(abs)(0.0))


def pytorch():
    import torch
    from torch.func import grad

    z = torch.tensor(0.0)
    print(grad(torch.relu)(z).item())
    print(grad(lambda z: torch.maximum(z, torch.tensor(0.0)))(z).item())
    print(grad(torch.abs)(z).item())


def tensorflow():
    import tensorflow as tf

    z = tf.Variable(0.0)
    for function in (tf.nn.relu, lambda z: tf.maximum(z, 0.0), tf.abs):
        with tf.GradientTape() as tape:
            J = function(z)
        print(tape.gradient(J, z).numpy())


def jax():
    import jax
    import jax.numpy as jnp

    print(jax.grad(jax.nn.relu)(0.0))
    print(jax.grad(lambda z: jnp.maximum(z, 0))(0.0))
    print(jax.grad(jnp.abs)(0.0))
