"""How are the gradients of the four-node cost asked for?"""

SHOWS = ("J", "dJ/dw", "dJ/db")


def ours():
    from autodiff_core import value_and_grad

    def cost(w, b, x=2.0, y=4.0):
        return (w * x + b - y) ** 2 / 2

    ask = value_and_grad(cost, argnums=(0, 1))
    J, (dw, db) = ask(5.0, -3.0)
    print(J, dw, db, sep="\n")


def pytorch():
    import torch

    w = torch.tensor(5.0, requires_grad=True)
    b = torch.tensor(-3.0, requires_grad=True)
    x, y = torch.tensor(2.0), torch.tensor(4.0)

    J = (w * x + b - y) ** 2 / 2
    J.backward()
    print(J.item(), w.grad.item(), b.grad.item(), sep="\n")


def tensorflow():
    import tensorflow as tf

    w, b = tf.Variable(5.0), tf.Variable(-3.0)
    x, y = tf.constant(2.0), tf.constant(4.0)

    with tf.GradientTape() as tape:
        J = (w * x + b - y) ** 2 / 2
    dw, db = tape.gradient(J, [w, b])
    print(J.numpy(), dw.numpy(), db.numpy(), sep="\n")


def jax():
    import jax

    def cost(w, b, x=2.0, y=4.0):
        return (w * x + b - y) ** 2 / 2

    ask = jax.value_and_grad(cost, argnums=(0, 1))
    J, (dw, db) = ask(5.0, -3.0)
    print(J, dw, db, sep="\n")
