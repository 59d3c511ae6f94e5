"""Array programs in JavaScript: what is printed, and what is refused. (Their numbers: see tests/browser.)"""

import re

import numpy as np
import pytest

from autodiff_core import GraphError
from autodiff_core.array_program import array_javascript

POINTS, LABELS = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), np.array([1.0, -1.0, 1.0])

PROGRAM = """\
const c0 = {"shape": [], "data": [1.0]};
const c1 = {"shape": [], "data": [3.0]};
export function run(np, [x0, x1, x2]) {
  const v0 = np.matmul(x1, x0);
  const v1 = np.multiply(v0, x2);
  const v2 = np.mean(v1, [0], []);
  const v3 = np.broadcast_to(c0, [3]);
  const v4 = np.divide(v3, c1);
  const v5 = np.multiply(v4, x2);
  const v6 = np.reshape(v5, [3, 1]);
  const v7 = np.multiply(v6, x1);
  const v8 = np.sum(v7, [0], [2]);
  return [v2, v8];
}
"""


def cost(w, points, labels):
    return np.mean(points @ w * labels)


def test_the_program_of_a_cost_and_its_gradient_is_one_line_for_each_operation():
    assert array_javascript(cost, [[0.5, -0.5], POINTS, LABELS], gradients=1) == PROGRAM


def test_no_array_that_is_given_is_written_into_the_program():
    many = np.random.default_rng(0).standard_normal((500, 2))
    assert len(array_javascript(cost, [[0.5, -0.5], many, many[:, 0]], gradients=1)) < 1000


def test_a_result_that_depends_on_nothing_and_a_gradient_that_is_0_are_written_as_they_are():
    program = array_javascript(lambda w, b: np.sum(w), [[1.0, 2.0], 3.0], gradients=2)
    assert 'const c1 = {"shape": [], "data": [0.0]};' in program
    assert array_javascript(lambda w: np.array([1.0, np.nan, np.inf, -np.inf]), [1.0]).startswith(
        'const c0 = {"shape": [4], "data": [1.0, NaN, Infinity, -Infinity]};\n'
    )


def branching(w):
    return np.sum(w) if w[0] > 0 else np.sum(-w)


@pytest.mark.parametrize(
    ("fn", "argument", "sentence"),
    [
        (branching, [1.0], "branching asks if a number that it computes is true, and a page can go only one"),
        (lambda w: np.sum(w[w > 0]), [1.0], "asks if a number that it computes is true"),
        (np.sum, np.array([1, 2], np.float32), "sum computes with float32 numbers, and a page only with"),
        (lambda w: np.sum((w > 0) + (w > 1)), [1.0], "adds truth values, which a page takes for numbers"),
        (np.cumsum, [1.0], "np.cumsum is not recorded here"),
        (np.tanh, [1.0, 2.0], "tanh returned an array of shape (2,): gradients start from one number"),
    ],
)
def test_what_a_page_would_compute_otherwise_is_refused_in_one_sentence(fn, argument, sentence):
    with pytest.raises(GraphError, match=re.escape(sentence)) as refusal:
        array_javascript(fn, [argument], gradients=1)
    assert str(refusal.value).count(". ") == 0
