"""autodiff_core: a small automatic differentiation engine, written to be read.

from autodiff_core import trace

def cost(w, b, x=2, y=4):
    c = w * x
    a = c + b
    d = a - y
    J = d**2 / 2
    return J

graph = trace(cost, w=5, b=-3)
graph.forward()    # the value of every node
graph.backward()   # the gradient of J with respect to every node
"""

from autodiff_core import array_methods, numpy_functions, operators  # noqa: F401  (they teach nodes what to do)
from autodiff_core.activations import relu, sigmoid
from autodiff_core.derivatives import nudge
from autodiff_core.errors import GraphError
from autodiff_core.gradient_check import check_gradients
from autodiff_core.gradients import grad, value_and_grad
from autodiff_core.graph import Graph, trace
from autodiff_core.replay import replay

__all__ = [
    "Graph",
    "GraphError",
    "check_gradients",
    "grad",
    "nudge",
    "relu",
    "replay",
    "sigmoid",
    "trace",
    "value_and_grad",
]
__version__ = "0.1.0"
