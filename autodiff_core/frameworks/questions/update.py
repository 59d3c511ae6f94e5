"""Two steps downhill on w squared from w = 3, with learning rate 0.1."""

SHOWS = ("after one step", "after two")


def ours():
    from autodiff_core import grad

    w = 3.0
    for _ in range(2):
        w = w - 0.1 * grad(lambda w: w**2)(w)
        print(f"{w:.4f}")


def pytorch():
    import torch

    w = torch.tensor(3.0, requires_grad=True)
    for _ in range(2):
        J = w**2
        J.backward()
        with torch.no_grad():
            w -= 0.1 * w.grad
        w.grad.zero_()
        print(f"{w.item():.4f}")


def tensorflow():
    import tensorflow as tf

    w = tf.Variable(3.0)
    for _ in range(2):
        with tf.GradientTape() as tape:
            J = w**2
        w.assign_sub(0.1 * tape.gradient(J, w))
        print(f"{w.numpy():.4f}")


def jax():
    import jax

    w = 3.0
    for _ in range(2):
        w = w - 0.1 * jax.grad(lambda w: w**2)(w)
        print(f"{w:.4f}")
