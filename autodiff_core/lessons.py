"""The functions and the numbers of the lessons, said once: notebooks, explorers, README and tests share them.

"The source document" is "Backpropagation & Computation Graphs", the text that these lessons teach.
"""

from __future__ import annotations

from autodiff_core.activations import relu

# The parameters of each function. What is input or target is a default of the function itself.
# Where the source document gives no numbers: a set in which no usual mistake gives the right answer.
COST_PARAMETERS = {"w": 5, "b": -3}
# The source document's own numbers for its network.
NETWORK_PARAMETERS = {"w1": 2, "b1": 0, "w2": 3, "b2": 1}
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
