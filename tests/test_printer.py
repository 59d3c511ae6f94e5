"""Recorded nodes as code: as few brackets as are right, names that no language minds, nothing too long."""

import random

import numpy as np
import pytest

from autodiff_core import trace
from autodiff_core.node import Node
from autodiff_core.printer import DEEPEST, JAVASCRIPT_WORDS, LARGEST, PYTHON_WORDS, Printer, identifiers


def printed(fn, *values, **options):
    """The expression of what `fn` computes from nodes named a, b, c, ..."""
    nodes = [Node(value) for value in values]
    printer = Printer({node.age: "abcdefg"[i] for i, node in enumerate(nodes)}, **options)
    return printer.text(fn(*nodes))


EXPRESSIONS = [
    "a + b * c",
    "(a + b) * c",
    "a - (b - c)",
    "a - b - c",
    "a / (b * c)",
    "a / b / c",
    "a * (b / c)",
    "-a**2",
    "(-a)**2",
    "(a + b)**2",
    "a**b**c",
    "(a**b)**c",
    "2**a",
    "a**(-1)",
    "a - -3",
    "a * -3",
    "-(a + b)",
    "-(-a)",
    "abs(a - b)",
    "(a > b) * c",
    "(a > b) == (b > c)",
    "np.exp(a + b)",
    "np.where(a > b, a, b + 1)",
    "np.maximum(a, b) * c",
    "a + 1e-07",
    "a * 1.5",
    "a + np.inf",
]


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_an_expression_is_printed_as_one_writes_it(text):
    fn = eval(f"lambda a, b, c: {text}", {"np": np})
    spelled = {"a**b**c": "a**(b**c)"}.get(text, text)
    assert printed(fn, 2.0, 3.0, 4.0) == spelled


@pytest.mark.parametrize(
    "text, python",
    [
        ("x[0]", "a[0]"),
        ("x[-1, 1]", "a[(-1, 1)]"),
        ("x[1:]", "a[1:]"),
        ("x[:, ::2]", "a[:, ::2]"),
        ("x[..., None]", "a[..., None]"),
        ("x[[0, 0]]", "a[[0, 0]]"),
        ("np.sum(x)", "np.sum(a)"),
        ("np.sum(x, axis=0)", "np.sum(a, axis=0)"),
        ("np.sum(x, axis=(0, 1), keepdims=True)", "np.sum(a, axis=(0, 1), keepdims=True)"),
        ("np.reshape(x, (4, 1))", "np.reshape(a, (4, 1))"),
        ("np.concatenate([x, x], axis=1)", "np.concatenate([a, a], axis=1)"),
        ("x @ x.T", "a @ np.transpose(a, None)"),
    ],
)
def test_arrays_are_printed_as_numpy_writes_them(text, python):
    assert printed(eval(f"lambda x: {text}", {"np": np}), np.ones((2, 2))) == python


def test_an_array_gets_a_name_and_the_same_array_the_same_name():
    printer = Printer({})
    x, k = Node(np.ones(2)), np.array([1.0, 2.0])
    printer.variables[x.age] = "x"
    product = x * k
    assert printer.text(product) == printer.text(product) == "x * constant"
    assert [*printer.constants] == ["constant"]


@pytest.mark.parametrize("seed", range(200))
def test_a_random_expression_prints_to_its_own_value(seed):
    """The text is compiled, and gives the value that was recorded: no bracket is missing."""
    pick = random.Random(seed)
    nodes = [Node(1.5), Node(-0.5), Node(2.0)]
    names = dict(zip("abc", (1.5, -0.5, 2.0)))
    pool = list(nodes)
    for _ in range(8):
        x, y = pick.choice(pool), pick.choice([*pool, 2, -3, 0.5])
        how = pick.randrange(9)
        made = [x + y, x - y, x * y, x / 3, -x, x**2, abs(x), x > y, y - x][how]
        pool.append(made if type(made) is Node else x)
    printer = Printer({node.age: name for node, name in zip(nodes, names)})
    value = pool[-1].value
    assert eval(printer.text(pool[-1]), names) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("text", ["a > b", "(a > b) * c", "-(-a)", "a**2", "(a > b) & (b > c)", "~(a > b)"])
def test_javascript_has_numbers_where_python_has_truth_values(text):
    fn = eval(f"lambda a, b, c: {text}", {"np": np})
    expected = {
        "a > b": "+(a > b)",
        "(a > b) * c": "+(a > b) * c",
        "-(-a)": "-(-a)",
        "a**2": "power(a, 2)",
        "(a > b) & (b > c)": "+(+(+(a > b)) !== 0 && +(+(b > c)) !== 0)",
        "~(a > b)": "+(+(+(a > b)) === 0)",
    }
    assert printed(fn, 2.0, 3.0, 4.0, javascript=True) == expected[text]


def test_what_is_used_twice_gets_a_line_of_its_own():
    x = Node(2.0)
    part = x * x + 1
    printer = Printer({x.age: "x"})
    printer.assign(part / np.exp(part), "y")
    assert printer.lines == ["t1 = x * x + 1", "y = t1 / np.exp(t1)"]


def lines_of(fn, x=1.0):
    node = Node(x)
    printer = Printer({node.age: "x"})
    printer.assign(fn(node), "y")
    return printer.lines


def test_what_is_nested_too_deep_or_too_long_is_split():
    def deep(x):
        for _ in range(3 * DEEPEST):
            x = np.sin(x)
        return x

    def wide(x):
        parts = [x * i for i in range(4 * LARGEST)]
        while len(parts) > 1:
            parts = [a + b for a, b in zip(parts[::2], parts[1::2])]
        return parts[0]

    for fn in (deep, wide):
        lines = lines_of(fn)
        assert len(lines) > 1 and max(map(len, lines)) < 400


def test_a_long_product_stays_readable():
    inputs = [f"x{i}" for i in range(20)]
    names = {}
    exec(f"def f({', '.join(inputs)}):\n    J = {' * '.join(inputs)}\n    return J", names)
    graph = trace(names["f"], **dict.fromkeys(inputs, 1.5))
    assert graph.backward()["x7"] == pytest.approx(1.5**19)
    assert max(map(len, graph.python.splitlines()[:-4])) < 250


@pytest.mark.parametrize("words", [PYTHON_WORDS, JAVASCRIPT_WORDS], ids=["Python", "JavaScript"])
def test_a_word_of_the_language_gets_an_underscore_more(words):
    names = [word for word in sorted(words) if word.isidentifier()]
    assert not set(identifiers(names, words)) & words
    assert len(set(identifiers([*names, *[name + "_" for name in names]], words))) == 2 * len(names)
    assert identifiers(["w", "é", "变量"], words) == ["w", "é", "变量"]


def test_special_numbers():
    assert [Printer({})._number(x) for x in (np.nan, np.inf, -np.inf, -0.0, 3.0, 1e300)] == [
        "np.nan", "np.inf", "-np.inf", "-0.0", "3", "1e+300"]  # fmt: skip
    assert [Printer({}, javascript=True)._number(x) for x in (np.nan, -np.inf)] == ["NaN", "-Infinity"]
