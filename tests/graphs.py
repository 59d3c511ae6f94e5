"""Functions that several tests draw and explore."""

from autodiff_core import relu


def cost(w, b, x=2, y=4):
    c = w * x
    a = c + b
    d = a - y
    J = d**2 / 2
    return J


def network(w1, b1, w2, b2, x=1, y=5):
    m1 = w1 * x
    z1 = m1 + b1
    a1 = relu(z1)
    m2 = w2 * a1
    z2 = m2 + b2
    a2 = relu(z2)
    J = (a2 - y) ** 2 / 2
    return J


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
