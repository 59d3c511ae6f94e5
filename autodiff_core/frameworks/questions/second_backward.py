"""Two forward and two backward passes with the same w. What is the gradient each time?"""

SHOWS = ("after the first", "after the second")


def ours():
    from autodiff_core import grad

    for _ in range(2):
        print(grad(lambda w: w**2)(3.0))


def pytorch():
    import torch

    w = torch.tensor(3.0, requires_grad=True)
    for _ in range(2):
        J = w**2
        J.backward()
        print(w.grad.item())


def tensorflow():
    import tensorflow as tf

    w = tf.Variable(3.0)
    for _ in range(2):
        with tf.GradientTape() as tape:
            J = w**2
        print(tape.gradient(J, w).numpy())


def jax():
    import jax

    for _ in range(2):
        print(jax.grad(lambda w: w**2)(3.0))
