"""Random programs for the property tests and the fuzzing (fuzz/): forks, reuse and depth, numbers and arrays.

A program is a list of instructions. `run` computes it with whatever it is given: nodes, arrays, or complex
arrays. With complex ones it gives derivatives that owe nothing to the engine: the complex step f(x + ih) / h
is exact to rounding and needs no derivative rule.
"""

import math

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hn

from autodiff_core import relu, sigmoid

STEP = 1e-30
FAR = 0.05  # how far from a kink the programs of the property tests stay
LARGEST, MOST_AXES = 60, 4  # an array beyond these is summed instead of being arranged anew

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
    "product": lambda a, b: a * b / (2 + a * a),
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
CHOICES = {  # instructions of two arguments that compare them
    "at least": lambda a, b: (_real(a) >= _real(b)) * a + b / 2,
    "less": lambda a, b: (_real(a) < _real(b)) * a + b / 2,
    "at most": lambda a, b: np.where(_real(a) <= _real(b), np.sin(a), b),
    "equal": lambda a, b: np.where(_real(a) == _real(b), a * 3, a - b),
    "not equal": lambda a, b: (_real(a) != _real(b)) * a - b / 3,
    "both": lambda a, b: np.where((_real(a) > 0) & (_real(b) > 0), a, b),
    "either": lambda a, b: np.where((_real(a) > 0) | np.logical_not(_real(b) > 0), np.sin(a), b),
    "sign": lambda a, b: np.sign(_real(a)) * b,
    "all": lambda a, b: np.where(np.all(_real(a) > _real(b)), a, b / 2),
    "any along": lambda a, b: np.where(np.any(_real(a + b) > 0, axis=_last(a + b), keepdims=True), a, b),
    "branch": lambda a, b: a / 2 if np.sum(_real(a)) > np.sum(_real(b)) else np.sin(a) + b,
}
PARTS = {  # instructions for arrays, with a whole number that chooses an axis, a place or a shape
    "largest": lambda a, n: np.max(a, axis=n % np.ndim(a)),
    "largest of all": lambda a, n: np.max(a) * a,
    "smallest": lambda a, n: np.min(a, axis=n % np.ndim(a), keepdims=True) - a,
    "sum of axes": lambda a, n: np.sum(a, axis=_axes(a, n), keepdims=n % 2 == 0) / 2,
    "mean of axes": lambda a, n: np.mean(a, axis=_axes(a, n)),
    "mean of all": lambda a, n: a - np.mean(a),
    "permuted": lambda a, n: np.transpose(a, np.random.default_rng(n).permutation(np.ndim(a))),
    "element": lambda a, n: a[tuple(n % k for k in np.shape(a))] * a,
    "part": lambda a, n: a[..., n % np.shape(a)[-1] :: 1 + n % 2],
    "part of the first": lambda a, n: a[: 1 + n % len(a)],
    "picked": lambda a, n: a[..., np.array([0, n % np.shape(a)[-1], 0])],
    "picked pairs": lambda a, n: _rows(a)[
        np.arange(len(a))[::-1], np.full(len(a), n % np.shape(_rows(a))[1])
    ],
    "mask": lambda a, n: a[np.arange(len(a)) % 2 == 0],
    "computed mask": lambda a, n: np.sum(a[_real(a) > 0] * 0.7) + a,
    "broadcast": lambda a, n: np.broadcast_to(a, (1 + n % 2, *np.shape(a))),
    "new axis": lambda a, n: np.expand_dims(a, n % (np.ndim(a) + 1)),
    "squeezed": lambda a, n: np.squeeze(a[..., : 1 + n % 2]),
    "flat": lambda a, n: np.ravel(a),
    "stacked": lambda a, n: np.stack([a, np.sin(a)], axis=n % (np.ndim(a) + 1)),
    "joined": lambda a, n: np.concatenate([a, a * a / 3, -a], axis=n % np.ndim(a)),
    "joined alone": lambda a, n: np.concatenate([a], axis=-1),
    "side by side": lambda a, n: np.hstack([a, np.cos(a)]),
    "clip": lambda a, n: (
        _by_sign(a - 0.8, 0.8, _by_sign(a + 99, a, -99.0)) if _is_complex(a) else np.clip(a, -99, 0.8)
    ),
    "times its row": lambda a, n: np.tanh(a @ a[(0,) * (np.ndim(a) - 1)]),
    "column times it": lambda a, n: np.tanh(_column(a) @ a),
    "stack times matrix": lambda a, n: np.tanh(np.expand_dims(a, 0) @ _swap(np.sin(a))),
    "matrix times stack": lambda a, n: np.tanh(_swap(_rows(a)) @ np.stack([np.cos(_rows(a)), _rows(a)])),
    "outer": lambda a, n: np.tanh(np.outer(a, np.cos(a))),
}
TABLES = {"move": MOVES, "join": JOINS, "shape": SHAPES, "choice": CHOICES, "part": PARTS}


def _real(a):
    return np.real(a) if _is_complex(a) else a


def _last(a):
    return np.ndim(a) - 1 if np.ndim(a) else None


def _axes(a, n):
    return tuple(i for i in range(np.ndim(a)) if n >> i & 1) or (-1,)


def _swap(a):
    return np.swapaxes(a, -1, -2) if np.ndim(a) > 1 else a


def _rows(a):
    return a if np.ndim(a) > 1 else np.stack([a, a], axis=1)


def _column(a):
    return a[(0,) * (np.ndim(a) - 2) + (slice(None), 0)] if np.ndim(a) > 1 else np.cos(a)


def _is_complex(*arrays):
    return any(isinstance(a, complex) or getattr(a, "dtype", float) == np.complex128 for a in arrays)


def _by_sign(condition, a, b):
    return np.where(np.real(condition) > 0, a, b)


def _margin(name, a, b=None):
    """How far an instruction stays from its kink."""
    if name in ("relu", "abs"):
        return np.min(np.abs(a), initial=1)
    return np.min(np.abs(a - b), initial=1) if name in ("maximum", "minimum", "where") else 1


def run(program, inputs, note=None, each=np.sin):
    """Compute a program: the sum of `each` value that nothing uses. `note(name, *arguments)` sees all."""
    values, unused = list(inputs), set(range(len(inputs)))
    for instruction in program:
        places = reads(instruction, len(values))
        values.append(carry_out(instruction, [values[p] for p in places], note))
        unused = unused.difference(places) | {len(values) - 1}
    return finish([values[i] for i in sorted(unused)], each)


def reads(instruction, count):
    """Which of the `count` values so far an instruction takes."""
    kind, _, *places = instruction
    return [count - 1 - p % count for p in (places[:1] if kind == "part" else places)]


def carry_out(instruction, arguments, note=None):
    """One instruction. What does not fit together, or grows too large, is summed first."""
    kind, name, *settings = instruction
    first = arguments[0]
    if kind in ("shape", "part"):
        if not np.ndim(first):
            kind, name = "move", "half"
        elif np.size(first) > LARGEST or np.ndim(first) > MOST_AXES:
            kind, name = "shape", "sum"
        elif not np.size(first):
            kind, name = "shape", "backwards"
    elif len(arguments) == 2 and not _fit(*arguments):
        arguments = [first, np.sum(arguments[1])]
    if kind == "part":
        arguments = [first, settings[1]]
    if note:
        note(name, *arguments)
    return TABLES[kind][name](*arguments)


def finish(values, each=np.sin):
    """One number in which every one of the values counts."""
    return sum(np.sum(each(value)) for value in values)


def _fit(a, b):
    try:
        return math.prod(np.broadcast_shapes(np.shape(a), np.shape(b))) <= 4 * LARGEST
    except ValueError:
        return False


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
    run(program, inputs, lambda *seen: margins.append(_margin(*seen)))
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
