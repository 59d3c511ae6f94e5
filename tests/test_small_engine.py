"""The small engine: about sixty lines, right by central differences, and the same numbers again each time."""

import ast
from pathlib import Path

import numpy as np
import pytest

from autodiff_core import small_engine
from autodiff_core.small_engine import Value, topological_order

SOURCE = Path(small_engine.__file__).read_text(encoding="utf-8")
EXPRESSIONS = [
    lambda a, b: a + b,
    lambda a, b: a + 2,
    lambda a, b: 2 + a,
    lambda a, b: a - b,
    lambda a, b: 2 - a,
    lambda a, b: a * b,
    lambda a, b: 3 * a,
    lambda a, b: a / b,
    lambda a, b: 3 / b,
    lambda a, b: a**3,
    lambda a, b: b**-1,
    lambda a, b: b**0.5,
    lambda a, b: -a,
    lambda a, b: a.relu(),
    lambda a, b: (-a).relu(),
    lambda a, b: a.exp(),
    lambda a, b: np.exp(a * b),
    lambda a, b: a + a,
    lambda a, b: a * a * a,
    lambda a, b: (a * b + b) ** 2 / (b + 1) - a,
]


def test_it_has_at_most_sixty_lines_of_code():
    code = set()
    docstrings = set()
    for node in ast.walk(ast.parse(SOURCE)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node):
            docstrings |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    for number, line in enumerate(SOURCE.splitlines(), start=1):
        if number not in docstrings and line.strip() and not line.strip().startswith("#"):
            code.add(number)
    assert 50 <= len(code) <= 60


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_gradients_agree_with_central_differences(expression):
    def value(a, b):
        return expression(Value(a), Value(b)).value

    a, b = Value(1.3), Value(0.7)
    J = expression(a, b)
    J.backward()
    epsilon = 1e-6
    by_a = (value(1.3 + epsilon, 0.7) - value(1.3 - epsilon, 0.7)) / (2 * epsilon)
    by_b = (value(1.3, 0.7 + epsilon) - value(1.3, 0.7 - epsilon)) / (2 * epsilon)
    assert a.gradient == pytest.approx(by_a, rel=1e-8, abs=1e-8)
    assert b.gradient == pytest.approx(by_b, rel=1e-8, abs=1e-8)


def test_the_gate_is_shut_at_zero_and_below():
    for z, value, gradient in ((2.0, 2.0, 1.0), (0.0, 0.0, 0.0), (-2.0, 0.0, 0.0)):
        z = Value(z)
        a = z.relu()
        a.backward()
        assert (a.value, z.gradient) == (value, gradient)


def test_a_second_backward_gives_the_same():
    x = Value(3.0)
    J = (x * x) * x
    J.backward()
    assert x.gradient == 27
    J.backward()
    assert x.gradient == 27


def test_parents_come_before_the_nodes_that_use_them():
    x = Value(3.0)
    y = x * 2
    J = y * x + y
    order = topological_order(J)
    assert len(order) == len(set(order)) and order[-1] is J
    assert all(order.index(parent) < order.index(node) for node in order for parent in node.parents)


def test_no_graph_is_too_deep_and_no_path_is_walked_twice():
    y = x = Value(1.0)
    for _ in range(100_000):
        y = y + x
    y.backward()
    assert x.gradient == 100_001
    y = x = Value(1.0)
    for _ in range(60):
        y = y + y
    y.backward()
    assert x.gradient == 2.0**60


def test_it_knows_nothing_of_the_rest_of_the_package():
    assert "autodiff_core" not in SOURCE
