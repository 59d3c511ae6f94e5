"""The gradient of a node in the middle, the error d."""

SHOWS = ("dJ/dd", "with retain_grad()")


def ours():
    from autodiff_core import trace
    from autodiff_core.lessons import cost

    gradients = trace(cost, w=5, b=-3).backward()
    print(gradients["d"])


def pytorch():
    import torch

    w = torch.tensor(5.0, requires_grad=True)
    d = w * 2 - 7
    (d**2 / 2).backward()
    print(d.grad)

    d = w * 2 - 7
    d.retain_grad()
    (d**2 / 2).backward()
    print(d.grad.item())


def tensorflow():
    import tensorflow as tf

    w = tf.Variable(5.0)
    with tf.GradientTape() as tape:
        d = w * 2 - 7
        J = d**2 / 2
    dw, dd = tape.gradient(J, [w, d])
    print(dd.numpy())


def jax():
    import jax

    w = 5.0
    d = w * 2 - 7
    print(jax.grad(lambda d: d**2 / 2)(d))
