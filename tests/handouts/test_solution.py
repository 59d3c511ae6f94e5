"""The worked solution: every step of both passes, every gradient checked, for any graph at any numbers."""

import numpy as np
import pytest
import random_programs
from engines_of_learners import Scalar
from graphs import branch, chain, fork, odd_names
from hypothesis import given, settings

from autodiff_core import GraphError, relu, trace
from autodiff_core.engines import trace_with
from autodiff_core.handouts import solution as module
from autodiff_core.handouts import worked_solution
from autodiff_core.lessons import COST_PARAMETERS, NETWORK_PARAMETERS, cost, network


def verdicts(solution):
    return {row[0]: row[-1] for row in solution.table}


def tie(x, y):
    m = np.maximum(x, y)
    J = m * m
    return J


def test_it_prints_as_the_code_the_transcript_and_the_table_of_checked_gradients():
    graph = trace(cost, **COST_PARAMETERS)
    text = str(worked_solution(graph))
    assert text.startswith(
        "Worked solution: cost\nw = 5, b = -3, x = 2, y = 4\n\ndef cost(w, b, x=2, y=4):\n"
    )
    assert graph.transcript() in text
    assert text.endswith("J     J = d**2 / 2    4.5         1                   1  agrees")


def test_a_function_a_graph_and_new_numbers_give_the_same_solution():
    assert str(worked_solution(cost, w=1, b=2)) == str(worked_solution(trace(cost, w=5, b=-3), w=1, b=2))


def test_the_same_inputs_give_the_same_bytes():
    one, other = (worked_solution(network, **NETWORK_PARAMETERS) for _ in range(2))
    assert (one.text, one.html) == (other.text, other.html)


@given(random_programs.scalar_cases(most=8))
@settings(max_examples=25, deadline=None)
def test_the_gradients_of_any_program_are_what_the_complex_step_finds_and_agree_with_the_check(case):
    program, inputs = case
    solution = worked_solution(
        lambda p, q, r: random_programs.run(program, (p, q, r)), **dict(zip("pqr", inputs))
    )
    wanted = [float(slope) for slope in random_programs.complex_step(program, inputs)]
    assert [solution.gradients[name] for name in "pqr"] == pytest.approx(wanted, rel=1e-9, abs=1e-12)
    assert set(verdicts(solution).values()) == {"agrees"}


@pytest.mark.parametrize(
    "solution",
    [
        lambda: worked_solution(fork, w=2, b=1),
        lambda: worked_solution(trace(network, **NETWORK_PARAMETERS).unfolded(), b1=0.5),
        lambda: worked_solution(network, w1=2, b1=-8, w2=3, b2=1),
        lambda: worked_solution(odd_names, layout=2, keys=3, id=4),
        lambda: worked_solution(chain, x=2),
        lambda: worked_solution(lambda x: 3.0 * x, x=2),
        lambda: worked_solution(lambda x: x, x=2),
        lambda: worked_solution(trace_with(Scalar, lambda a, b: a * b + a, a=2.0, b=3.0)),
    ],
    ids="fork unfolded shut odd_names long lambda input engine".split(),
)
def test_graphs_of_every_kind_are_solved_and_agree(solution):
    solved = solution()
    assert set(verdicts(solved).values()) == {"agrees"}
    assert [row[0] for row in solved.table] == [node.name for node in solved.graph.nodes]


def test_a_tie_is_shared_and_a_kink_is_named():
    tied = worked_solution(tie, x=2, y=2)
    assert (tied.gradients["x"], tied.gradients["y"]) == (2, 2)
    assert "dJ/dx = dJ/dm × dm/dx = dJ/dm × ((x > y) + 0.5 * (x == y)) = 4 × 0.5 = 2" in tied.text
    assert verdicts(worked_solution(lambda s: relu(s) + 1, s=0))["s"] == "at a kink"


def test_what_is_not_finite_is_said_and_not_compared():
    solution = worked_solution(lambda x: (x * 1e200) ** 2, x=1e200)
    assert verdicts(solution)["x"] == "not finite"
    assert "note: the gradient of x is infinity" in solution.text
    assert "The gradient of x is infinity." in solution.html


def test_a_wrong_gradient_differs():
    class Wrong(Scalar):
        def __mul__(self, other):
            result = Wrong(self.data * other.data, (self, other))

            def _backward():
                self.grad += other.data * result.grad
                other.grad += 2 * self.data * result.grad

            result._backward = _backward
            return result

    assert verdicts(worked_solution(trace_with(Wrong, lambda a, b: a * b, a=2.0, b=3.0)))["b"] == "DIFFERS"


def test_inputs_on_the_other_branch_are_solved_on_the_other_branch():
    assert "z = -x = -(-2) = 2" in worked_solution(trace(branch, x=1), x=-2).text


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        (lambda: worked_solution(3), "A function or a graph is needed here, not 3"),
        (lambda: worked_solution(trace(cost, w=5, b=-3), v=1), "cost has no input called v"),
        (lambda: worked_solution(lambda x: np.log(x), x=-1), "log of x = -1.0 is not defined"),
        (lambda: worked_solution(lambda x: np.sum(x * x), x=[1.0, 2.0]), "made for single numbers"),
    ],
)
def test_what_cannot_be_solved_is_said_in_a_sentence(wrong, sentence):
    with pytest.raises(GraphError, match=sentence):
        wrong()


# Saving


@pytest.fixture
def solution():
    return worked_solution(cost, w=5, b=-3)


def test_it_is_saved_as_a_page(solution, tmp_path):
    solution.save(tmp_path / "solution.html")
    assert (tmp_path / "solution.html").read_text(encoding="utf-8") == solution.html


def test_it_is_saved_as_a_pdf_by_the_browser_of_the_machine(solution, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "browser", lambda: "/bin/chromium")
    monkeypatch.setattr(module, "print_pdf", lambda page, program: f"{program}: {page}".encode())
    solution.save(str(tmp_path / "solution.PDF"))
    assert (tmp_path / "solution.PDF").read_text(encoding="utf-8") == f"/bin/chromium: {solution.html}"


def refused(solution, path):
    with pytest.raises(GraphError) as caught:
        solution.save(path)
    assert not path.exists()
    return str(caught.value)


def test_without_a_browser_the_page_is_to_be_printed(solution, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "browser", lambda: None)
    assert refused(solution, tmp_path / "solution.pdf") == (
        "A PDF needs Chromium or Chrome, and there is none here: "
        "save the solution as .html, open it and print it."
    )


def test_a_browser_that_prints_nothing_is_no_stack_trace(solution, tmp_path, monkeypatch):
    def fails(page, program):
        raise RuntimeError("chromium printed nothing: no memory")

    monkeypatch.setattr(module, "browser", lambda: "chromium")
    monkeypatch.setattr(module, "print_pdf", fails)
    assert refused(solution, tmp_path / "solution.pdf").startswith(
        "chromium printed nothing: no memory; save"
    )


def test_a_place_that_cannot_be_written_to_is_named(solution, tmp_path):
    (tmp_path / "file").write_text("")
    assert "a.html cannot be written: " in refused(solution, tmp_path / "file" / "a.html")


def test_another_ending_is_refused(solution, tmp_path):
    assert refused(solution, tmp_path / "solution.docx") == (
        "A solution is saved as .html or as .pdf, not as solution.docx."
    )


def test_at_a_kink_a_note_says_why_the_two_numbers_differ():
    gate = worked_solution(lambda w, x: relu(w * x), w=0, x=3)
    assert "at a kink" in gate.table[0] and module.AT_A_KINK in gate.notes and module.AT_A_KINK in gate.text
    assert module.AT_A_KINK not in worked_solution(lambda w, x: relu(w * x), w=1, x=3).notes
