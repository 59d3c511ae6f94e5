"""w times w, where the second w is held: no gradient shall pass through it. At w = 3."""

SHOWS = ("dJ/dw",)


def ours():
    from autodiff_core import grad

    print(grad(lambda w, held: w * held)(3.0, 3.0))


def pytorch():
    import torch

    w = torch.tensor(3.0, requires_grad=True)
    J = w * w.detach()
    J.backward()
    print(w.grad.item())


def tensorflow():
    import tensorflow as tf

    w = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        J = w * tf.stop_gradient(w)
    print(tape.gradient(J, w).numpy())


def jax():
    import jax

    print(jax.grad(lambda w: w * jax.lax.stop_gradient(w))(3.0))
