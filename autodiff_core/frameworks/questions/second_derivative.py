"""The derivative of w cubed at 3 as a function, and the derivative of that function."""

SHOWS = ("derivative", "second derivative")


def ours():
    from autodiff_core import grad

    def cube(w):
        return w**3

    print(grad(cube)(3.0))
    print(grad(grad(cube))(3.0))


def pytorch():
    import torch
    from torch.func import grad

    def cube(w):
        return w**3

    print(grad(cube)(torch.tensor(3.0)).item())
    print(grad(grad(cube))(torch.tensor(3.0)).item())


def tensorflow():
    import tensorflow as tf

    w = tf.Variable(3.0)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            J = w**3
        slope = inner.gradient(J, w)
    print(slope.numpy())
    print(outer.gradient(slope, w).numpy())


def jax():
    from jax import grad

    def cube(w):
        return w**3

    print(grad(cube)(3.0))
    print(grad(grad(cube))(3.0))
