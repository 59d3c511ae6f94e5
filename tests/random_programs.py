"""Random programs for the property tests: forks, reuse and depth, over numbers and arrays, away from kinks.

A program is a list of instructions. `run` computes it with whatever it is given: nodes, arrays, or complex
arrays. With complex ones it gives derivatives that owe nothing to the engine: the complex step f(x + ih) / h
is exact to rounding and needs no derivative rule.
"""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hn

from autodiff_core import relu, sigmoid

STEP = 1e-30
FAR = 0.05  # how far from a kink a program must stay

MOVES = {  # instructions of one argument, kept within bounds so that depth does not overflow
    "exp": lambda a: np.exp(np.sin(a)),
    "expm1": lambda a: np.expm1(np.sin(a)),
    "log": lambda a: np.log(1.5 + a * a),
    "log1p": lambda a: np.log1p(a * a),
    "log2": lambda a: np.log2(1.5 + a * a),
    "log10": lambda a: np.log10(1.5 + a * a),
    "sqrt": lambda a: np.sqrt(0.5 + a * a),
    "sin": np.sin,
    "cos": np.cos,
    "tan": lambda a: np.tan(np.cos(a)),
    "arctan": np.arctan,
    "sinh": lambda a: np.sinh(np.cos(a)),
    "cosh": lambda a: np.cosh(np.sin(a)),
    "tanh": np.tanh,
    "sigmoid": lambda a: 1 / (1 + np.exp(-a)) if _is_complex(a) else sigmoid(a),
    "relu": lambda a: _by_sign(a, a, 0 * a) if _is_complex(a) else relu(a),
    "abs": lambda a: _by_sign(a, a, -a) if _is_complex(a) else abs(a),
    "square": lambda a: (a / 3) ** 2,
    "cube": lambda a: np.sin(a) ** 3,
    "negative": lambda a: -a,
    "reciprocal": lambda a: 1 / (2 + a * a),
    "power": lambda a: (1.2 + a * a) ** -0.7,
    "exponent": lambda a: 1.3 ** np.sin(a),
    "half": lambda a: a / 2 + 1,
}
JOINS = {  # instructions of two arguments
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: np.tanh(a) * b,
    "divide": lambda a, b: a / (1.5 + b * b),
    "power": lambda a, b: (1.2 + a * a) ** np.tanh(b),
    "maximum": lambda a, b: _by_sign(a - b, a, b) if _is_complex(a, b) else np.maximum(a, b),
    "minimum": lambda a, b: _by_sign(a - b, b, a) if _is_complex(a, b) else np.minimum(a, b),
    "where": lambda a, b: _by_sign(a - b, a * 2, b) if _is_complex(a, b) else np.where(a > b, a * 2, b),
}
SHAPES = {  # instructions for arrays: sums, parts and arrangements
    "sum": lambda a: np.sum(a, axis=0),
    "sum kept": lambda a: np.sum(a, axis=-1, keepdims=True) / 2,
    "mean": lambda a: np.mean(a, axis=-1),
    "transpose": lambda a: np.transpose(a),
    "reshape": lambda a: np.reshape(a, -1),
    "expand": lambda a: np.expand_dims(a, 0),
    "last": lambda a: a[-1],
    "backwards": lambda a: a[::-1],
    "twice": lambda a: a[np.array([0, 0])],
    "stack": lambda a: np.stack([a, a * a / 3]),
    "concatenate": lambda a: np.concatenate([a, np.sin(a)]),
    "self product": lambda a: np.tanh(a @ (np.swapaxes(a, -1, -2) if np.ndim(a) > 1 else a)),
}


def _is_complex(*arrays):
    return any(isinstance(a, complex) or getattr(a, "dtype", float) == np.complex128 for a in arrays)


def _by_sign(condition, a, b):
    return np.where(np.real(condition) > 0, a, b)


def _margin(name, a, b=None):
    """How far an instruction stays from its kink."""
    if name in ("relu", "abs"):
        return np.min(np.abs(a), initial=1)
    return np.min(np.abs(a - b), initial=1) if name in ("maximum", "minimum", "where") else 1


def run(program, inputs, margins=None):
    """Compute a program; what nothing uses counts in the result. `margins` collects what `_margin` gives."""
    values, unused = list(inputs), set(range(len(inputs)))
    for kind, name, *places in program:
        places = [-1 - p % len(values) for p in places]
        arguments = [values[p] for p in places]
        if kind == "join" and not _fit(*arguments):
            arguments[1] = np.sum(arguments[1])
        if kind == "shape" and not np.ndim(arguments[0]):
            kind, name = "move", "half"
        if margins is not None:
            margins.append(_margin(name, *arguments))
        unused -= {len(values) + p for p in places}
        unused.add(len(values))
        values.append({"move": MOVES, "join": JOINS, "shape": SHAPES}[kind][name](*arguments))
    return sum(np.sum(np.sin(values[i])) for i in sorted(unused))


def _fit(a, b):
    try:
        np.broadcast_shapes(np.shape(a), np.shape(b))
    except ValueError:
        return False
    return True


def complex_step(program, inputs):
    """The gradient of a program with respect to each input, computed without any derivative rule."""
    gradients = []
    for i, x in enumerate(inputs):
        gradient = np.zeros(np.shape(x))
        for index in np.ndindex(np.shape(x)):
            moved = [np.array(v, complex) for v in inputs]
            moved[i][index] += 1j * STEP
            gradient[index] = np.imag(run(program, [m if m.ndim else m[()] for m in moved])) / STEP
        gradients.append(gradient)
    return gradients


_places = st.integers(0, 5)
_moves = st.tuples(st.just("move"), st.sampled_from(sorted(MOVES)), _places)
_joins = st.tuples(st.just("join"), st.sampled_from(sorted(JOINS)), _places, _places)
_shapes = st.tuples(st.just("shape"), st.sampled_from(sorted(SHAPES)), _places)
_numbers = st.floats(-2, 2).map(lambda x: round(x, 3))


def _away_from_kinks(case):
    program, inputs = case
    margins = []
    run(program, inputs, margins)
    return min(margins, default=1) > FAR


def scalar_cases(most=14):
    """A program of numbers and its three inputs."""
    programs = st.lists(_moves | _joins, min_size=1, max_size=most)
    return st.tuples(programs, st.tuples(_numbers, _numbers, _numbers)).filter(_away_from_kinks)


def array_cases(most=8):
    """A program of arrays and its three inputs, of shapes that broadcast together now and then."""
    programs = st.lists(_moves | _joins | _shapes, min_size=1, max_size=most)
    shapes = st.sampled_from([(), (1,), (3,), (2, 1), (2, 3)])
    inputs = shapes.flatmap(lambda shape: hn.arrays(float, shape, elements=_numbers))
    inputs = inputs.map(lambda x: x if x.ndim else float(x))
    return st.tuples(programs, st.tuples(inputs, inputs, inputs)).filter(_away_from_kinks)
