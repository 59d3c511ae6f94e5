"""NumPy's own functions on nodes: recorded with NumPy's values and right gradients, or refused by name."""

import numpy as np
import pytest

from autodiff_core import GraphError, check_gradients, grad, trace
from autodiff_core.numpy_functions import ADVICE, FUNCTIONS, UFUNCS

X = np.array([[0.7, 1.3, 2.1], [1.9, 0.4, 0.6]])

ENDS_OF_CLIP = ("a_min", "a_max") if np.lib.NumpyVersion(np.__version__) < "2.1.0" else ("min", "max")
RECORDED = {
    "exp": lambda x: np.exp(x),
    "square": lambda x: np.square(x),
    "reciprocal": lambda x: np.reciprocal(x),
    "positive": lambda x: np.positive(x),
    "fabs": lambda x: np.fabs(x),
    "absolute": lambda x: np.absolute(-x),
    "float_power": lambda x: np.float_power(x, 1.5),
    "power": lambda x: np.power(2, x),
    "sum": lambda x: np.sum(x, axis=0),
    "sum kept": lambda x: x * np.sum(x, axis=(0, 1), keepdims=True),
    "mean": lambda x: np.mean(x, axis=-1),
    "max": lambda x: np.max(x, axis=1),
    "amax": lambda x: np.amax(x, axis=0),
    "min": lambda x: np.min(x),
    "amin": lambda x: np.amin(x, axis=-1, keepdims=True),
    "dot": lambda x: np.dot(x, x.T),
    "dot of vectors": lambda x: np.dot(x[0], x[1]),
    "dot with a number": lambda x: np.dot(2.0, x),
    "matmul": lambda x: np.matmul(x, x.T),
    "outer": lambda x: np.outer(x[0], x),
    "where": lambda x: np.where(x > 1, x**2, -x),
    "where with numbers": lambda x: np.where(x > 1, x, 0),
    "clip": lambda x: np.clip(x, 0.5, 1.5),
    "clip below": lambda x: np.clip(x, 0.5, None),
    "clip by name": lambda x: np.clip(x, **dict(zip(ENDS_OF_CLIP, (0.5, 1.5)))),
    "maximum": lambda x: np.maximum(x, 1),
    "maximum from the left": lambda x: np.maximum(0, x - 1),
    "minimum": lambda x: np.minimum(x, x[::-1] + 0.01),
    "reshape": lambda x: np.reshape(x, (3, -1)) @ x,
    "ravel": lambda x: np.ravel(x) * np.arange(6),
    "expand_dims": lambda x: np.expand_dims(x, 1) * x,
    "squeeze": lambda x: np.squeeze(x[:1]),
    "transpose": lambda x: np.transpose(x) @ x,
    "swapaxes": lambda x: np.swapaxes(x, 0, -1) @ x,
    "permuted": lambda x: np.transpose(np.stack([x, x * 2]), (2, 0, 1)) * np.arange(2),
    "broadcast_to": lambda x: np.broadcast_to(x, (4, 2, 3)) * np.arange(3),
    "concatenate": lambda x: np.concatenate([x, x**2], axis=-1),
    "stack": lambda x: np.stack([x, 2 * x, np.ones((2, 3))], axis=1),
    "hstack": lambda x: np.hstack([x[0], x[1] ** 2]),
    "hstack of matrices": lambda x: np.hstack([x, x**2]),
    "vstack": lambda x: np.vstack([x, x[0], np.ones(3)]),
    "zeros_like": lambda x: x + np.zeros_like(x) + np.ones_like(x),
    "shape, ndim and size": lambda x: x * np.shape(x)[1] + np.ndim(x) - np.size(x),
    "all": lambda x: x * np.all(x > 0),
    "any": lambda x: x * np.any(x > 2, axis=0),
    "logical_and": lambda x: np.where(np.logical_and(x > 0.5, x < 2), x, 0),
    "logical_or": lambda x: np.where(np.logical_or(x < 0.5, x > 2), x, 0),
    "logical_not": lambda x: np.where(np.logical_not(x > 1), x, 0),
}


@pytest.mark.parametrize("fn", RECORDED.values(), ids=RECORDED)
def test_a_function_of_numpy_is_recorded_with_its_value_and_its_gradient(fn):
    def number(x):
        return np.sum(np.sin(fn(x)))

    assert trace(number, x=X).output.value == pytest.approx(number(X))
    check = check_gradients(number, X)
    assert all(row.verdict == "agrees" for row in check.rows), check


ON_A_NUMBER = [np.sum, np.mean, np.max, np.min, np.transpose, np.abs, np.square, np.reciprocal, np.tanh]


@pytest.mark.parametrize("fn", ON_A_NUMBER, ids=lambda f: f.__name__)
def test_on_one_number_a_function_gives_a_graph_that_a_page_can_compute(fn):
    graph = trace(lambda x: 2 * fn(x), x=3.0)
    assert graph.output.value == pytest.approx(2 * fn(3.0))
    assert graph.is_scalar and graph.javascript


@pytest.mark.parametrize("x", [3.0, -2.0, 0.0])
def test_maximum_with_zero_is_relu(x):
    assert [edge.local for edge in trace(lambda x: np.maximum(x, 0), x=x).edges] == ["x > 0"]
    assert grad(lambda x: np.maximum(0, x))(x) == float(x > 0)


REFUSED_UFUNCS = sorted(
    {f.__name__: f for f in vars(np).values() if isinstance(f, np.ufunc) and f not in UFUNCS}.items()
)


@pytest.mark.parametrize("name, ufunc", REFUSED_UFUNCS, ids=[name for name, _ in REFUSED_UFUNCS])
def test_every_other_ufunc_is_refused_by_name_with_advice(name, ufunc):
    for x in (2.0, X):
        with pytest.raises(GraphError, match=f"^np.{name} is not recorded here, so its gradient .*: .+"):
            trace(lambda x: np.sum(ufunc(*[x] * ufunc.nin)), x=x)  # noqa: B023


REFUSED = {
    "np.prod": lambda x: np.prod(x),
    "np.std": lambda x: np.std(x),
    "np.cumsum": lambda x: np.cumsum(x),
    "np.linalg.norm": lambda x: np.linalg.norm(x),
    "np.linalg.inv": lambda x: np.linalg.inv(x),
    "np.fft.fft": lambda x: np.fft.fft(x),
    "np.einsum": lambda x: np.einsum("ij->", x),
    "np.linspace": lambda x: np.linspace(0, x, 3),
    "np.sort": lambda x: np.sort(x),
    "np.add.reduce": lambda x: np.add.reduce(x),
    "np.multiply.outer": lambda x: np.multiply.outer(x, x),
    "np.add.at": lambda x: np.add.at(np.zeros(3), [0], x),
}


@pytest.mark.parametrize("name, fn", REFUSED.items(), ids=REFUSED)
def test_other_functions_are_refused_by_name(name, fn):
    with pytest.raises(GraphError, match=f"^{name} is not recorded here"):
        trace(fn, x=X)


OPTIONS = {
    "a type": (lambda x: np.sum(x, dtype=float), "np.sum is recorded with fewer options than NumPy has"),
    "a type by position": (lambda x: np.sum(x, 0, float), "it takes a, axis and keepdims"),
    "an order": (lambda x: np.reshape(x, (3, 2), order="F"), "np.reshape is recorded with fewer options"),
    "an option of a ufunc": (lambda x: np.sum(np.exp(x, where=x.value > 1)), "leave out where"),
    "an output": (lambda x: np.exp(x, out=np.zeros((2, 3))), "cannot be changed in place"),
    "where with one argument": (lambda x: np.where(x > 1), "recorded with three arguments"),
    "a wrong axis": (lambda x: np.sum(np.expand_dims(x, 7)), "np.expand_dims cannot be computed"),
    "axes that do not exist": (lambda x: np.sum(np.swapaxes(x, 0, 7)), "np.swapaxes cannot be computed"),
    "an axis that is not 1": (lambda x: np.sum(np.squeeze(x, 0)), "np.squeeze cannot be computed"),
    "axes that are no tuple": (lambda x: np.sum(np.transpose(x, 1)), "np.transpose cannot be computed"),
    "unequal shapes": (lambda x: np.concatenate([x, np.ones((1, 2))]), r"shapes \(2, 3\) and \(1, 2\)"),
    "dot of stacks": (lambda x: np.sum(np.dot(x, np.ones((2, 3, 4)))), "use @ for stacks of matrices"),
}


@pytest.mark.parametrize("fn, sentence", OPTIONS.values(), ids=OPTIONS)
def test_an_option_that_is_not_recorded_is_refused_in_a_sentence(fn, sentence):
    with pytest.raises(GraphError, match=sentence):
        trace(fn, x=X)


def test_advice_is_given_only_for_what_is_not_recorded():
    assert not {f.__name__ for f in (*UFUNCS, *FUNCTIONS)} & set(ADVICE)


def test_a_plain_array_keeps_its_numpy():
    np.testing.assert_array_equal(np.cumsum([1, 2]), [1, 3])
