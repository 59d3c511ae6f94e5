"""One function in four columns: right, stable, and kind where it cannot be had."""

import functools

import numpy as np
import pytest

from autodiff_core import GraphError, nudge
from autodiff_core.frameworks import compare, source
from autodiff_core.frameworks.examples import EXAMPLES
from autodiff_core.lessons import COST_PARAMETERS, cost

RATE = 0.1


def test_the_cost_in_four_columns():
    assert repr(compare(cost, **COST_PARAMETERS)) == (
        "                ours  PyTorch  TensorFlow      JAX\n"
        "J                4.5      4.5         4.5      4.5\n"
        "dJ/dw              6        6           6        6\n"
        "dJ/db              3        3           3        3\n"
        "dJ/dx             15       15          15       15\n"
        "dJ/dy             -3       -3          -3       -3\n"
        "computed in  float64  float32     float32  float32"
    )


@pytest.mark.parametrize("fn, inputs", EXAMPLES, ids=lambda x: getattr(x, "__name__", None))
def test_every_column_is_the_central_difference_except_at_a_kink(fn, inputs, absent):
    comparison = compare(fn, **inputs)
    ours, *others = [column.answer for column in comparison.columns]
    for name in comparison.inputs:
        checked = nudge(fn, name, 1e-5, **inputs)
        assert checked.kink or ours["gradients"][name] == pytest.approx(checked.central, rel=1e-6, abs=1e-6)
        for other in others:
            assert checked.kink or other["gradients"][name] == pytest.approx(ours["gradients"][name])
            assert other["value"] == pytest.approx(ours["value"])


def test_at_a_tie_the_columns_differ_and_none_is_outside_the_two_slopes():
    (_, agreeing), (mine, tie) = EXAMPLES[-2:]
    columns = compare(mine, **tie).columns
    assert [column.answer["gradients"]["w"] for column in columns] == [0, -4, -8, -4]
    assert len({column.answer["gradients"]["w"] for column in compare(mine, **agreeing).columns}) == 1


def test_comments_and_a_docstring_change_nothing(absent):
    def cost(w, b, x=2, y=4):  # the same, with words
        """A cost."""
        c = w * x
        a = c + b  # add the bias

        d = a - y
        J = d**2 / 2
        return J

    assert all(column.answer for column in compare(cost, w=5, b=-3).columns)


def test_what_is_not_stored_shows_ours_and_how_to_get_the_rest(absent):
    text = repr(compare(cost, w=1, b=1))
    assert text.splitlines()[1].split() == ["J", "0.5", "-", "-", "-"]
    for title, package in (("PyTorch", "torch"), ("TensorFlow", "tensorflow"), ("JAX", "jax")):
        assert f"{title} is not installed here: pip install {package} to see its column." in text


def test_arrays_have_gradients_of_their_shape(absent):
    def mine(w, x):
        return np.sum(w * x)

    text = repr(compare(mine, w=np.array([1.0, 2.0]), x=[[3.0, 4.0], [5.0, 6.0]]))
    assert "[8, 10]" in text and "[[1, 2], [1, 2]]" in text


def with_inner_names(w, /, x=2):
    class Half:
        of = 2

    def square(u):
        return u * u

    match x:
        case times:
            pass
    try:
        return square(w) * times / Half.of
    except Exception as error:
        raise error


def test_names_that_a_function_makes_itself_are_its_own(absent):
    assert compare(with_inner_names, w=3).columns[0].answer["gradients"] == {"w": 6, "x": 4.5}


def test_all_inputs_can_be_given_by_name():
    assert source.source_of(with_inner_names).startswith("def with_inner_names(w, x=2):")


class Kept:
    def method(self, w):
        return w * w


def constant(w):
    return 3.0


def imports_numpy(w):
    import numpy as np

    return np.exp(w)


def outside(w):
    return RATE * w


def decorated(f):
    return functools.wraps(f)(lambda w: f(w))


@decorated
def wrapped(w):
    return w * w


@pytest.mark.parametrize(
    "fn, inputs, sentence",
    [
        (lambda w: w * w, {"w": 2}, "The source of .* cannot be sent to the frameworks: write a function"),
        (outside, {"w": 2}, "outside uses RATE, which stands outside it: the frameworks are sent"),
        (wrapped, {"w": 2}, "The source of .* cannot be sent to the frameworks"),
        (Kept().method, {"w": 2}, "The source of method cannot be sent to the frameworks"),
        (constant, {"w": 2}, "constant returns a number that uses none of its inputs"),
        (imports_numpy, {"w": 2}, "imports_numpy imports numpy itself: leave that line out"),
        (np.tanh, {"x": 2}, "The (source|inputs) of .*tanh.* cannot be (sent|read)"),  # NumPy 2.0
        (3.0, {}, "trace needs a function and got 3.0"),
    ],
)
def test_what_cannot_be_sent_is_refused_in_one_sentence(fn, inputs, sentence):
    with pytest.raises(GraphError, match=sentence):
        compare(fn, **inputs)


def test_a_function_whose_source_is_gone_is_refused_in_one_sentence():
    namespace = {}
    exec("def mine(w):\n    return w * w", namespace)
    with pytest.raises(GraphError, match="The source of mine cannot be sent to the frameworks"):
        compare(namespace["mine"], w=2)


def test_inputs_are_refused_as_trace_refuses_them():
    with pytest.raises(GraphError, match="cost needs a value for w and b"):
        compare(cost)
    with pytest.raises(GraphError, match="cost has no input called ww"):
        compare(cost, ww=1, b=2)
    with pytest.raises(GraphError, match="The input w is not usable"):
        compare(cost, w="5", b=2)


def test_a_setting_is_refused_and_its_default_is_used(absent):
    def mine(w, doubled=False):
        return 2 * w * w if doubled else w * w

    assert compare(mine, w=2.0).inputs == ("w",)
    with pytest.raises(GraphError, match="numbers and arrays only: doubled can be set by a default"):
        compare(mine, w=2.0, doubled=True)
