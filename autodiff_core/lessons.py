"""The functions and the numbers of the lessons, said once: notebooks, explorers, README and tests share them.

"The source document" is "Backpropagation & Computation Graphs", the text that these lessons teach.
"""

from __future__ import annotations

from random import Random

import numpy as np

from autodiff_core.activations import relu
from autodiff_core.points import normal

# The parameters of each function. What is input or target is a default of the function itself.
# Where the source document gives no numbers: a set in which no usual mistake gives the right answer.
COST_PARAMETERS = {"w": 5, "b": -3}
# The source document's own numbers for its network.
NETWORK_PARAMETERS = {"w1": 2, "b1": 0, "w2": 3, "b2": 1}
# Here w is used twice, and the two contributions, -18 and 4, have different signs.
TWO_USES_PARAMETERS = {"w": 2, "b": 1}
# The source's x = 1 hides a forgotten "times x". With these numbers every usual mistake shows.
TELLING_INPUTS = {"w1": 2, "b1": -3, "w2": 2, "b2": -4, "x": 3, "y": 4}


def square(w):
    """The cost w squared. Source document, "Derivatives: Intuition and Calculation"."""
    J = w**2
    return J


def cube(w):
    """w cubed. Beyond the source document: a curve for which forward and central difference differ."""
    J = w**3
    return J


def reciprocal(w):
    """1 / w. Beyond the source document: it falls wherever it is defined."""
    J = 1 / w
    return J


def two_links(x):
    """z depends on y, y on x. Source document, "Applying the Chain Rule"; the formulas are ours."""
    y = 2 + 3 * x
    z = y**2
    return z


def cost(w, b, x=2, y=4):
    """The four-node cost. Source document, "The Computation Graph Concept", "The Example Network"."""
    c = w * x
    a = c + b
    d = a - y
    J = d**2 / 2
    return J


def network(w1, b1, w2, b2, x=1, y=5):
    """One hidden layer: seven operation nodes. Source document, "A Larger Neural Network Example"."""
    m1 = w1 * x
    z1 = m1 + b1
    a1 = relu(z1)
    m2 = w2 * a1
    z2 = m2 + b2
    a2 = relu(z2)
    J = (a2 - y)**2 / 2
    return J


def twice(a):
    """a + a: one value used twice. Beyond the source document, which has no forks."""
    e = a + a
    return e


def squared(x):
    """x times itself: a fork with two local derivatives that grow. Beyond the source document."""
    e = x * x
    return e


def two_uses(w, b, x=3, y=10):
    """A cost in which w is used twice: an error, and w itself. Beyond the source document."""
    c = w * x
    a = c + b
    d = y - a
    e = d**2 + w**2
    return e


def two_roads(a):
    """b is used twice, on two roads of the same length. Beyond the source document."""
    b = 4 * a
    c = b + 3
    d = 5 * b
    e = c + d
    return e


def short_cut(a):
    """b is used twice, on a short and on a long road. Beyond the source document."""
    b = 4 * a
    c = b + 3
    d = 5 * c
    e = b + d
    return e


def moons_output(points, W1, b1, W2, b2):
    """One score for each point: a hidden layer of tanh units, then one unit without an activation.

    points has the shape (count, 2), W1 (2, hidden), b1 and W2 (hidden,), b2 is one number; the scores have
    the shape (count,). Beyond the source document: its hidden-layer network, with arrays for numbers.
    """
    a1 = np.tanh(points @ W1 + b1)
    scores = a1 @ W2 + b2
    return scores


def moons_cost(W1, b1, W2, b2, points, labels):
    """The mean of (score - label)**2 / 2 over all points; labels has the shape (count,), each 1 or -1.

    Beyond the source document: its half square, for many points in place of one.
    """
    d = moons_output(points, W1, b1, W2, b2) - labels
    J = np.mean(d**2 / 2)
    return J


def moons_parameters(hidden=16, seed=0):
    """Where the descent of `moons_cost` starts: W1, b1, W2 and b2, drawn at random, by name.

    The same seed gives the same numbers. Beyond the source document: W2 is drawn smaller for more hidden
    units, so that the scores start near the labels whatever their number.
    """
    random = Random(seed)
    return {
        "W1": normal(random, 2, hidden),
        "b1": normal(random, hidden),
        "W2": normal(random, hidden) / np.sqrt(hidden),
        "b2": 0.0,
    }


def network_half(w1, b1, w2, b2, x=1, y=5):
    """The same network, source document; the slope of ReLU at 0 is taken to be 1/2 (that choice is ours)."""
    m1 = w1 * x
    z1 = m1 + b1
    a1 = relu(z1, at_zero=0.5)
    m2 = w2 * a1
    z2 = m2 + b2
    a2 = relu(z2, at_zero=0.5)
    J = (a2 - y)**2 / 2
    return J


def network_one(w1, b1, w2, b2, x=1, y=5):
    """The same network, source document; the slope of ReLU at 0 is taken to be 1 (that choice is ours)."""
    m1 = w1 * x
    z1 = m1 + b1
    a1 = relu(z1, at_zero=1)
    m2 = w2 * a1
    z2 = m2 + b2
    a2 = relu(z2, at_zero=1)
    J = (a2 - y)**2 / 2
    return J
