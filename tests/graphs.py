"""Functions that several tests draw and explore."""

from autodiff_core.lessons import cost, network  # noqa: F401  (shared with the tests that import this module)


def fork(w, b, x=3, y=4):
    p = w * x + b
    r = y - p
    e = r**2 + w**2
    return e


def square(x):
    J = x * x
    return J


def quotient(x, y=1):
    u = x - y
    v = 1 / u
    J = u * v
    return J


def branch(x, k=2):
    if x > 0:
        z = k * x
    else:
        z = -x
    return z


def chain(x):
    h = x
    for _ in range(300):
        h = h * 1.01
    return h


def odd_names(layout, keys, id, values=2):
    J = layout * keys + id * values
    return J
