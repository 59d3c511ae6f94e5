"""The same, but the framework is told to keep the graph. Does it help?"""

# Ours and JAX keep it anyway.
from autodiff_core.frameworks.questions.same_graph_twice import SHOWS, jax, ours  # noqa: F401


def pytorch():
    import torch

    w = torch.tensor(3.0, requires_grad=True)
    J = w**2
    J.backward(retain_graph=True)
    print(w.grad.item())
    J.backward()
    print(w.grad.item())


def tensorflow():
    import tensorflow as tf

    w = tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        J = w**2
    print(tape.gradient(J, w).numpy())
    print(tape.gradient(J, w).numpy())
