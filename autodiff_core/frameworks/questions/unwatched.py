"""The target y is a plain number to the framework. What is its gradient?"""

SHOWS = ("dJ/dw", "dJ/dy")


def ours():
    from autodiff_core import trace

    graph = trace(lambda w, y: (w - y) ** 2 / 2, w=7, y=4)
    print(graph.backward()["w"])
    print(graph.backward()["y"])


def pytorch():
    import torch

    w = torch.tensor(7.0, requires_grad=True)
    y = torch.tensor(4.0)
    J = (w - y) ** 2 / 2
    J.backward()
    print(w.grad.item())
    print(y.grad)


def tensorflow():
    import tensorflow as tf

    w = tf.Variable(7.0)
    y = tf.constant(4.0)
    with tf.GradientTape() as tape:
        J = (w - y) ** 2 / 2
    dw, dy = tape.gradient(J, [w, y])
    print(dw.numpy())
    print(dy)


def jax():
    import jax

    def cost(w, y):
        return (w - y) ** 2 / 2

    print(jax.grad(cost)(7.0, 4.0))
