"""Refusals are sentences, and a notebook shows the sentence alone."""

import linecache
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
    sentence = "GraphError: 'a' is text, not a number: leave out the quotes, str() or f\"...\"."
    assert (shown.stdout + shown.stderr).strip() == sentence


def shown(*lines, name="__main__", file="a cell"):
    """What a notebook shows of an error of the package that these lines lead to."""
    code = "\n".join(lines)
    linecache.cache[file] = (len(code), None, code.splitlines(keepends=True), file)
    with pytest.raises(GraphError) as refusal:
        exec(compile(code, file, "exec"), {"__name__": name, "trace": trace})
    return refusal.value._render_traceback_()[1:]


def test_the_innermost_line_of_the_learner_is_named_and_its_function():
    inside = shown("def f(w):", "    c = w ^ 2", "    return c", "trace(f, w=3)")
    assert inside == ["See line 2, in f: c = w ^ 2"]
    assert shown("x = 3", "trace(abs, w=x)") == ["See line 2: trace(abs, w=x)"]


def test_a_cell_of_one_line_is_not_repeated_and_no_line_of_another_file_is_shown():
    assert shown("trace(abs, w=3)") == []
    assert shown("x = 3", "trace(abs, w=x)", name="somebody.else") == []


def test_a_line_that_cannot_be_read_is_not_shown():
    code = compile("\n\ntrace(abs, w=3)", "a file that is gone", "exec")
    with pytest.raises(GraphError) as refusal:
        exec(code, {"__name__": "__main__", "trace": trace})
    assert len(refusal.value._render_traceback_()) == 1


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
