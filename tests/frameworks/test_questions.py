"""The questions: each has its program in four columns, and what they answer is what the lesson says."""

import ast
import inspect

import pytest

from autodiff_core import GraphError
from autodiff_core.frameworks import QUESTIONS, ask, show_code, snippets
from autodiff_core.frameworks.columns import COLUMNS

every_question = pytest.mark.parametrize("question", QUESTIONS)


@every_question
def test_every_question_has_a_program_in_every_column(question):
    module = snippets.module(question)
    assert inspect.getdoc(module) and module.SHOWS
    for column in COLUMNS:
        code = snippets.code(question, column.key)
        assert f"import {column.module}" in code or f"from {column.module}" in code or column.key == "ours"
        assert code in repr(show_code(question))
        assert len(code.splitlines()) <= 16 and max(map(len, code.splitlines())) <= 72
        assert "print(" in code


@every_question
def test_a_program_can_be_copied_and_run_as_it_is_shown(question, capsys):
    code = snippets.code(question, "ours")
    assert snippets.failure(lambda: exec(code, {})) == snippets.run(question, "ours")["error"]
    assert capsys.readouterr().out.splitlines() == snippets.run(question, "ours")["lines"]


@every_question
def test_a_framework_is_imported_only_where_it_is_used(question):
    tree = ast.parse(inspect.getsource(snippets.module(question)))
    modules = [node.module for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert not any(isinstance(node, ast.Import) for node in tree.body)
    assert all(module.startswith("autodiff_core.frameworks.questions.") for module in modules)


@every_question
def test_nothing_is_printed_beyond_the_rows_and_whoever_prints_less_is_asked_less(question, absent):
    answers = ask(question)
    for column in answers.columns:
        assert len(column.answer["lines"]) + bool(column.answer["error"]) <= len(answers.shows)
        assert column.answer["lines"] or column.answer["error"]


@pytest.mark.parametrize(
    "question, row, right",
    [
        ("gradients", "dJ/dw", "6.0 6.0 6.0 6.0"),
        ("gradients", "dJ/db", "3.0 3.0 3.0 3.0"),
        ("second_backward", "after the second", "6.0 12.0 6.0 6.0"),
        ("same_graph_twice", "second time", "6.0 error error 6.0"),
        ("kept_graph", "second time", "6.0 12.0 6.0 6.0"),
        ("unwatched", "dJ/dy", "-3.0 None None -"),
        ("unused", "dJ/db", "0.0 None None 0.0"),
        ("middle", "dJ/dd", "3.0 None 3.0 3.0"),
        ("middle", "with retain_grad()", "- 3.0 - -"),
        ("second_derivative", "second derivative", "18.0 18.0 18.0 18.0"),
        ("precision", "by default", "9.0060010000 9.0060005188 9.0060005188 9.0060005188"),
        ("precision", "in double precision", "9.0060010000 9.0060010000 9.0060010000 9.0060010000"),
        ("nudges", "epsilon = 0.000006", "6.0000 5.9605 5.9605 5.9605"),
        ("whole_numbers", "dJ/dw", "6.0 error None error"),
        ("kinks", "relu", "0.0 0.0 0.0 0.0"),
        ("kinks", "maximum", "0.0 0.5 1.0 0.5"),
        ("kinks", "abs", "0.0 0.0 0.0 1.0"),
        ("two_outputs", "gradient", "error error [2. 4.] error"),
        ("changed_value", "dJ/dw", "6.0 error 6.0 error"),
        ("branch", "w = -2", "error 2.0 2.0 -"),
        ("update", "after two", "1.9200 1.9200 1.9200 1.9200"),
        ("held", "dJ/dw", "3.0 3.0 3.0 3.0"),
    ],
)
def test_what_comes_back(question, row, right):
    (line,) = [line for line in repr(ask(question)).splitlines() if line.startswith(f"{row} ")]
    assert line.removeprefix(row).split() == right.split()


def test_an_error_is_its_kind_and_its_first_sentence():
    text = repr(ask("same_graph_twice"))
    assert "\n\nPyTorch: RuntimeError: Trying to backward through the graph a second time (or" in text
    assert "\nTensorFlow: RuntimeError: A non-persistent GradientTape can only be used" in text
    assert max(map(len, text.splitlines())) <= 96
    assert snippets.first_sentence("  One thing. Another.\nMore") == "One thing."
    assert snippets.first_sentence("x is 0.5 here") == "x is 0.5 here"
    assert snippets.first_sentence("") == ""


def test_the_graph_has_an_operation_for_each_row_in_every_column():
    answers = ask("graph")
    assert {len(column.answer["lines"]) for column in answers.columns} == {len(answers.shows)}


def test_an_unknown_question_is_one_sentence():
    for function in (ask, show_code):
        with pytest.raises(GraphError, match="There is no question 'twice': the questions are branch, "):
            function("twice")


def test_programs_are_shown_as_text_never_as_markup():
    page = show_code("branch")._repr_html_()
    assert "w &gt; 0" in page and "w > 0" not in page
    assert [page.count(f"<b>{column.title}</b>") for column in COLUMNS] == [1, 1, 1, 1]
