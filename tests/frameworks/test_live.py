"""Each framework that is installed is run, and says what is stored. conftest.py has REQUIRE_FRAMEWORKS."""

import numpy as np
import pytest

from autodiff_core import relu, sigmoid, trace
from autodiff_core.frameworks import compare, examples, process, reference, source
from autodiff_core.frameworks.adapters import ELEMENTWISE, REDUCTIONS
from autodiff_core.frameworks.columns import COLUMNS, version


def rounded(answer):
    """An answer with its numbers to six digits, as they are shown."""
    if isinstance(answer, dict):
        return {key: rounded(value) for key, value in answer.items()}
    return float(f"{answer:.6g}") if isinstance(answer, float) else answer


def unknown(w):
    return np.expand_dims(w, 0)[0] * w


def half_used(w, b):
    return w * w


def everything(w, x):
    u = np.exp(w) + np.log(x) + np.sqrt(x) + np.square(w) + np.tanh(w) + np.sin(w) * np.cos(x) + np.tan(w)
    v = relu(w) + sigmoid(x) + np.abs(w - 5) + np.absolute(x) + abs(w) + np.maximum(w, 0) + np.minimum(w, x)
    t = np.where(w > 0, w * x, x) + max(w, x) * np.pi
    return u + v + t


def of_arrays(w, x):
    return np.mean(w * x) + np.sum(w**2)


NUMBERS, ARRAYS = {"w": 0.5, "x": 2.0}, {"w": [1.0, 2.0], "x": [[3.0, 4.0], [5.0, 6.0]]}
TRANSLATED = [(everything, NUMBERS), (of_arrays, ARRAYS)]
OURS = [*TRANSLATED, (unknown, {"w": 2.0}), (half_used, {"w": 2.0, "b": 1.0})]


@pytest.fixture(autouse=True)
def asked_at_once(monkeypatch):
    """All that is asked here goes to a framework in one process, with what the lesson asks."""
    lesson = examples.tasks
    ours = [source.task(fn, trace(fn, **inputs).inputs) for fn, inputs in OURS]
    monkeypatch.setattr(examples, "tasks", lambda key: [*lesson(key), *ours])
    return lesson


def test_every_live_answer_is_the_stored_one(live, asked_at_once):
    answers = process.answers(live.key, live.title, examples.tasks(live.key))
    for task, answer in zip(asked_at_once(live.key), answers):
        assert rounded(answer) == rounded(reference.answer(live.key, task)), task["title"]


def test_its_version_is_known(live):
    assert version(live)


@pytest.mark.parametrize("fn, inputs", TRANSLATED)
def test_all_functions_that_are_translated_have_the_gradients_of_ours(live, fn, inputs):
    comparison = compare(fn, **inputs)
    ours, theirs = comparison.columns[0].answer, comparison.columns[COLUMNS.index(live)].answer
    assert theirs["error"] == "" and theirs["precision"] == "float32"
    assert theirs["value"] == pytest.approx(ours["value"], rel=1e-5)
    for name, gradient in ours["gradients"].items():
        assert np.array(theirs["gradients"][name]) == pytest.approx(np.array(gradient), rel=1e-5)


def test_the_function_above_uses_all_that_is_translated():
    used = {*everything.__code__.co_names, *of_arrays.__code__.co_names}
    assert {row[0] for row in [*ELEMENTWISE, *REDUCTIONS]} <= used


def test_what_a_framework_does_not_know_is_its_own_sentence_below_the_table(live):
    comparison = compare(unknown, w=2.0)
    error = comparison.columns[COLUMNS.index(live)].answer["error"]
    sentence = "np.expand_dims is not among the functions that are translated to"
    assert error == ("" if live.key == "jax" else f"AttributeError: {sentence} {live.title} here.")
    assert error in " ".join(repr(comparison).split())


def test_an_input_that_is_not_used_has_none_or_0(live):
    comparison = compare(half_used, w=2.0, b=1.0)
    unused = comparison.columns[COLUMNS.index(live)].answer["gradients"]["b"]
    assert unused == {"pytorch": None, "tensorflow": None, "jax": 0.0}[live.key]
