"""Refusals are sentences, and a notebook shows the sentence alone."""

import os
import subprocess
import sys

import pytest

from autodiff_core import GraphError, trace
from autodiff_core.errors import GraphAttributeError, listed


def test_a_graph_error_is_a_value_error():
    assert issubclass(GraphError, ValueError)


def test_a_notebook_shows_the_sentence_without_a_stack_trace():
    assert GraphError("Too large.")._render_traceback_() == ["GraphError: Too large."]


def test_ipython_itself_shows_the_sentence_alone(tmp_path):
    pytest.importorskip("IPython")
    code = "from autodiff_core import grad; grad(lambda x: x * 'a')(3.0)"
    shown = subprocess.run(
        [sys.executable, "-m", "IPython", "--HistoryManager.enabled=False", "-c", code],
        env=os.environ | {"IPYTHONDIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    sentence = "GraphError: 'a' is text, not a number: write it without the quotes."
    assert (shown.stdout + shown.stderr).strip() == sentence


def test_a_missing_attribute_is_an_attribute_error_too():
    assert issubclass(GraphAttributeError, GraphError) and issubclass(GraphAttributeError, AttributeError)


def test_no_other_error_is_shown_as_its_cause():
    with pytest.raises(GraphError) as refusal:
        trace(lambda w: w + "a", w=3)
    assert refusal.value.__cause__ is None
    assert refusal.value.__context__ is None or refusal.value.__suppress_context__


@pytest.mark.parametrize(
    "names, text", [([], "none"), (["w"], "w"), (["w", "b"], "w and b"), (["w", "b", "x"], "w, b and x")]
)
def test_names_are_listed_as_in_a_sentence(names, text):
    assert listed(names) == text
