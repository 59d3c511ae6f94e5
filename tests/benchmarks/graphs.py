"""The scalar graphs that are measured, written in the operators that every engine has.

ReLU is a function or a method, depending on the engine: each graph is made for the one that is given.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from autodiff_core.lessons import COST_PARAMETERS, NETWORK_PARAMETERS, cost, square


class ScalarGraph(NamedTuple):
    """A function of numbers: `made(relu)` is the function, for an engine with that ReLU."""

    name: str
    nodes: int  # operations, as Python counts them
    arguments: tuple[float, ...]
    made: Callable[[Callable], Callable]


def _network(relu: Callable) -> Callable:
    def network(w1, b1, w2, b2):
        a1 = relu(w1 * 1 + b1)
        a2 = relu(w2 * a1 + b2)
        return (a2 - 5) ** 2 / 2

    return network


def _readme(relu: Callable) -> Callable:
    def expression(a, b):
        c = a + b
        d = a * b + b**3
        c += c + 1
        c += 1 + c + (-a)
        d += d * 2 + relu(b + a)
        d += 3 * d + relu(b - a)
        e = c - d
        f = e**2
        g = f / 2.0
        g += 10.0 / f
        return g

    return expression


def _floats(parameters: dict) -> tuple[float, ...]:
    return tuple(map(float, parameters.values()))


# The source document's three, and the expression with which micrograd introduces itself.
SQUARE = ScalarGraph("w squared, one node", 1, (3.0,), lambda relu: square)
COST = ScalarGraph("four-node cost", 5, _floats(COST_PARAMETERS), lambda relu: cost)
NETWORK = ScalarGraph("ReLU network", 9, _floats(NETWORK_PARAMETERS), _network)
README = ScalarGraph("micrograd's README", 26, (-4.0, 2.0), _readme)

BINARY = ("+", "+", "-", "*", "*")
UNARY = ("-{a}", "{a} * {c}", "{c} * {a}", "{a} + {c}", "{c} - {a}", "{a} / 2.0", "{a}**2")
INPUTS = ("a", "b", "c", "d", "e", "f", "g", "h")


def random_source(count: int, seed: int = 0) -> tuple[str, int, tuple[float, ...]]:
    """A random function of about `count` operations as Python; the exact number; and eight arguments.

    Each line uses values drawn from all lines before it. What is never used is added up in pairs at the
    end, so that every line takes part and no path is longer than micrograd's recursion allows.
    """
    draw = random.Random(seed)
    arguments = tuple(round(draw.uniform(-1, 1), 3) for _ in INPUTS)
    values = dict(zip(INPUTS, arguments))
    names, unused, lines = list(INPUTS), dict.fromkeys(INPUTS), []

    def line(text: str, *used: str) -> None:
        name = f"v{len(lines)}"
        lines.append(f"    {name} = {text}")
        values[name] = eval(text, {}, {each: values[each] for each in used})
        for each in used:
            unused.pop(each, None)
        names.append(name)
        unused[name] = None

    while len(lines) + len(unused) - 1 < count:
        a, b = draw.choice(names), draw.choice(names)
        if abs(values[a]) > 2:  # so that numbers stay of the size of 1
            line(f"{a} * {round(draw.uniform(0.1, 0.5), 3)}", a)
        elif draw.random() < 0.7:
            line(f"{a} {draw.choice(BINARY)} {b}", a, b)
        else:
            line(draw.choice(UNARY).format(a=a, c=round(draw.uniform(0.5, 1.5), 3)), a)
    pending = deque(unused)
    while len(pending) > 1:
        line(f"{pending[0]} + {pending[1]}", pending.popleft(), pending.popleft())
        pending.append(names[-1])
    source = "\n".join([f"def graph({', '.join(INPUTS)}):", *lines, f"    return {pending[0]}", ""])
    return source, len(lines), arguments


def random_graph(count: int, seed: int = 0) -> ScalarGraph:
    """A random graph of about `count` operations. The same seed gives the same graph."""
    source, nodes, arguments = random_source(count, seed)
    place: dict = {}
    exec(compile(source, f"<random graph of {count}>", "exec"), place)
    return ScalarGraph(f"random graph of {count:,} nodes", nodes, arguments, lambda relu: place["graph"])
