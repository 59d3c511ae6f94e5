"""The square of 3.001, which is 9.006001, with ten decimals."""

SHOWS = ("by default", "in double precision")


def ours():
    w = 3.001
    print(f"{w * w:.10f}")
    print(f"{w * w:.10f}")


def pytorch():
    import torch

    w = torch.tensor(3.001)
    print(f"{w * w:.10f}")
    w = torch.tensor(3.001, dtype=torch.float64)
    print(f"{w * w:.10f}")


def tensorflow():
    import tensorflow as tf

    w = tf.constant(3.001)
    print(f"{(w * w).numpy():.10f}")
    w = tf.constant(3.001, dtype=tf.float64)
    print(f"{(w * w).numpy():.10f}")


def jax():
    import jax
    import jax.numpy as jnp

    w = jnp.array(3.001)
    print(f"{w * w:.10f}")
    jax.config.update("jax_enable_x64", True)
    w = jnp.array(3.001)
    print(f"{w * w:.10f}")
