"""The slope of w * w at 3 by a central difference: what does the precision do to it?"""

SHOWS = ("epsilon = 0.01", "epsilon = 0.000006")


def ours():
    for epsilon in (0.01, 0.000006):
        up, down = 3.0 + epsilon, 3.0 - epsilon
        slope = (up * up - down * down) / (2 * epsilon)
        print(f"{slope:.4f}")


def pytorch():
    import torch

    w = torch.tensor(3.0)
    for epsilon in (0.01, 0.000006):
        up, down = w + epsilon, w - epsilon
        slope = (up * up - down * down) / (2 * epsilon)
        print(f"{slope:.4f}")


def tensorflow():
    import tensorflow as tf

    w = tf.constant(3.0)
    for epsilon in (0.01, 0.000006):
        up, down = w + epsilon, w - epsilon
        slope = (up * up - down * down) / (2 * epsilon)
        print(f"{slope.numpy():.4f}")


def jax():
    import jax.numpy as jnp

    w = jnp.array(3.0)
    for epsilon in (0.01, 0.000006):
        up, down = w + epsilon, w - epsilon
        slope = (up * up - down * down) / (2 * epsilon)
        print(f"{slope:.4f}")
