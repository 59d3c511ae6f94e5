"""For every operation of the table: arguments to check its derivative rules on, away from kinks."""

import numpy as np

A = np.array([[0.7, -1.3, 2.1], [1.9, 0.4, -0.6]])
B = np.array([[1.1, 0.8, -0.5], [-1.7, 2.3, 0.9]])
POSITIVE = np.array([[0.7, 1.3, 2.1], [1.9, 0.4, 0.6]])
MASK = np.array([[True, False, True], [False, True, False]])

# name: the arguments that are values, then the settings
EXAMPLES = {
    "add": ([A, B], []),
    "subtract": ([A, B], []),
    "multiply": ([A, B], []),
    "divide": ([A, B], []),
    "power": ([POSITIVE, B], []),
    "negative": ([A], []),
    "matmul": ([A, B.T], []),
    "exp": ([A], []),
    "expm1": ([A], []),
    "log": ([POSITIVE], []),
    "log1p": ([POSITIVE], []),
    "log2": ([POSITIVE], []),
    "log10": ([POSITIVE], []),
    "sqrt": ([POSITIVE], []),
    "sin": ([A], []),
    "cos": ([A], []),
    "tan": ([A / 3], []),
    "arctan": ([A], []),
    "sinh": ([A], []),
    "cosh": ([A], []),
    "tanh": ([A], []),
    "sigmoid": ([A], []),
    "relu": ([A], [0.0]),
    "abs": ([A], []),
    "maximum": ([A, B], []),
    "minimum": ([A, B], []),
    "where": ([MASK, A, B], []),
    "sign": ([A], []),
    "identity": ([A], []),
    "greater": ([A, B], []),
    "greater_equal": ([A, B], []),
    "less": ([A, B], []),
    "less_equal": ([A, B], []),
    "equal": ([A, B], []),
    "not_equal": ([A, B], []),
    "logical_and": ([A > 0, B > 0], []),
    "logical_or": ([A > 0, B > 0], []),
    "logical_not": ([A > 0], []),
    "sum": ([A], [0, False]),
    "mean": ([A], [1, False]),
    "max": ([A], [1, False]),
    "min": ([A], [0, True]),
    "all": ([A > 0], [None, False]),
    "any": ([A > 0], [0, False]),
    "reshape": ([A], [(3, 2)]),
    "transpose": ([A], [(1, 0)]),
    "broadcast_to": ([A], [(2, 2, 3)]),
    "getitem": ([A], [(slice(None), [0, 0, 2])]),
    "scatter": ([A], [(4, 3), [3, 1]]),
    "concatenate": ([A, B], [0]),
}
