"""The slope of w squared at 3, where the 3 is a whole number."""

SHOWS = ("dJ/dw",)


def ours():
    from autodiff_core import grad

    print(grad(lambda w: w**2)(3))


def pytorch():
    import torch

    w = torch.tensor(3, requires_grad=True)
    J = w**2
    J.backward()
    print(w.grad.item())


def tensorflow():
    import tensorflow as tf

    w = tf.Variable(3)
    with tf.GradientTape() as tape:
        J = w**2
    print(tape.gradient(J, w))


def jax():
    import jax

    print(jax.grad(lambda w: w**2)(3))
