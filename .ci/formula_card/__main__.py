"""Write notebooks/formula_card.html: one page of formulas to print, with every number computed by the engine.

The text stands in template.html. There [[four.a]] is a number or a piece that is made here, and $...$ is a
formula. The recipe and the bands of the relative error are those of the lessons, the local derivatives those
of the engine.
"""

import inspect
import re
from html import escape
from pathlib import Path

import nbformat
import numpy as np
from latex import latex

from autodiff_core import gradient_check, nudge, relu, sigmoid, trace
from autodiff_core.lessons import COST_PARAMETERS, NETWORK_PARAMETERS, cost, cube, network, two_links
from autodiff_core.numbers import format_number
from autodiff_core.picture import draw
from autodiff_core.picture.palette import PALETTE_CSS, light_only, shades
from autodiff_core.publish.formulas import mathml

TEMPLATE = Path(__file__).with_name("template.html")
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CARD = NOTEBOOKS / "formula_card.html"
LEARNING_RATE = 0.1
CLOSING_BIAS = -8  # with it the hidden gate of the network is closed: lesson 04
NETWORK_COLUMNS = "x w1 b1 z1 a1 w2 b2 z2 a2 y J".split()
TWO_ARGUMENTS = (
    lambda a, b: a + b,
    lambda a, b: a - b,
    lambda a, b: a * b,
    lambda a, b: a / b,
    lambda a, b: np.maximum(a, b),
)
ONE_ARGUMENT = (
    lambda a: a**2,
    lambda a: a**3,
    lambda a: np.sqrt(a),
    lambda a: np.exp(a),
    lambda a: np.log(a),
    lambda a: np.tanh(a),
    lambda a: sigmoid(a),
    lambda a: relu(a),
    lambda a: abs(a),
)


def numbers():
    """Every number on the card, by the name of its slot."""
    found = {}

    def take(graph, key, **inputs):
        found.update({f"{key}.{name}": value for name, value in graph.forward(**inputs).items()})
        found.update({f"{key}.d{name}": slope for name, slope in graph.backward(**inputs).items()})

    four, links, fork = trace(cost, **COST_PARAMETERS), trace(two_links, x=3), trace(_fork, v=3)
    take(four, "four")
    take(links, "links")
    take(fork, "fork")
    found |= {f"links.local.{step.node.name}": step.local for step in _back(links)}
    for part in ("before", "contribution", "after"):
        found |= {f"fork.{number}.{part}": getattr(step, part) for number, step in enumerate(_back(fork))}
    moved = {name: found[f"four.{name}"] - LEARNING_RATE * found[f"four.d{name}"] for name in COST_PARAMETERS}
    take(four, "moved", **moved)
    at = {"epsilon": 0.001, "w": 2}
    slope = nudge(cube, "w", **at)
    for part in ("forward", "central", "gradient"):
        at[part] = getattr(slope, part)
    found |= {f"cube.{name}": number for name, number in at.items()}
    check = {"check.epsilon": gradient_check.EPSILON, "check.tolerance": gradient_check.TOLERANCE}
    found |= {"alpha": LEARNING_RATE, **check}
    return {name: _written(number) for name, number in found.items()}


def _back(graph):
    """The steps of the backward pass that go along an edge."""
    return [step for step in graph.steps() if step.edge]


def _fork(v):
    J = v * v
    return J


def _written(number):
    """As LaTeX: 12.000001, -3, 6 times a power of ten."""
    digits, _, exponent = format_number(number, 8).partition("e")
    if not exponent:
        return digits
    return _power(exponent) if digits == "1" else rf"{digits} \times {_power(exponent)}"


def _power(exponent):
    return f"10^{{{exponent}}}"


# -- pieces


def _rows(rows):
    return "\n".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)


def _local_derivatives(function):
    """An operation, and what each of its edges carries, as formulas."""
    graph = trace(function, **dict.fromkeys(inspect.signature(function).parameters, 2.0))
    operation = graph.output.code.removeprefix("v1 = ").replace("maximum", "max")
    return [f"${latex(code.replace('v1', 'v'))}$" for code in (operation, *(e.local for e in graph.edges))]


def two_arguments():
    return _rows(map(_local_derivatives, TWO_ARGUMENTS))


def one_argument():
    """In two columns. The derivative of a sum is a number for each element of its array."""
    (each,) = set(trace(lambda a: np.sum(a), a=[1, 2, 3]).backward()["a"])
    sums = [r"$\text{sum}(a)$", f"${_written(each)}$ for each element"]
    rows = [*map(_local_derivatives, ONE_ARGUMENT), sums]
    half = len(rows) // 2
    return _rows([left + right for left, right in zip(rows[:half], rows[half:])])


def network_numbers():
    graph = trace(network, **NETWORK_PARAMETERS)

    def row(kind, label, numbers):
        cells = "".join(f"<td>${_written(numbers[name])}$</td>" for name in NETWORK_COLUMNS)
        return f'<tr class="{kind}"><th>{label}</th>{cells}</tr>'

    names = "".join(
        f'<th><span class="said">{name}</span><span aria-hidden="true">${"_".join(name)}$</span></th>'
        for name in NETWORK_COLUMNS
    )
    closed = f"gradient if $b_1 = {CLOSING_BIAS}$: gate closed"
    return "\n".join(
        [
            f"<tr><td></td>{names}</tr>",
            row("value", "value", graph.forward()),
            row("gradient", "gradient", graph.backward()),
            row("gradient", closed, graph.backward(b1=CLOSING_BIAS)),
        ]
    )


def _prose(lesson):
    cells = nbformat.read(NOTEBOOKS / f"{lesson}.ipynb", as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def recipe():
    """The four lines of lesson 03."""
    lines = re.findall(r"^> \d\. (.*)$", _prose("03_backward"), re.M)
    return "\n".join(f"<li>{escape(line)}</li>" for line in lines)


def bands():
    """The bands of the relative error in lesson 01."""
    (table,) = re.findall(r"\| Relative error \|.*\n\| ---.*\n((?:\|.*\n?)+)", _prose("01_derivatives"))
    powers = re.sub(r"0\.0+1\b", lambda small: f"${_power(2 - len(small[0]))}$", escape(table))
    return _rows(row.strip("| ").split(" | ") for row in powers.splitlines())


def picture():
    """The four-node graph, in the colours of paper only."""
    return light_only(draw(trace(cost, **COST_PARAMETERS)).svg)


def palette():
    colours = shades(PALETTE_CSS.read_text(encoding="utf-8"))
    return " ".join(f"{name.replace('adc-', '')}: {light};" for name, (light, _) in colours.items())


PIECES = (two_arguments, one_argument, network_numbers, recipe, bands, picture, palette)


def card():
    """The card as an HTML page."""
    pieces = {piece.__name__: piece() for piece in PIECES} | numbers()

    def fill(slot):
        text = pieces[slot["name"]]
        return f"({text})" if slot["bracket"] and text.startswith("-") else text

    page = re.sub(r"\[\[(?P<bracket>\(?)(?P<name>[\w.]+)\)?\]\]", fill, TEMPLATE.read_text(encoding="utf-8"))
    # What a reader would not break off a formula stays with it.
    page = re.sub(r"\$[^$]+\$[.,:;]", r'<span class="unbroken">\g<0></span>', page)
    return re.sub(r"\$([^$]+)\$", lambda formula: mathml(formula[1]), page)


if __name__ == "__main__":
    CARD.write_text(card(), encoding="utf-8")
    print(f"stored {CARD.relative_to(NOTEBOOKS.parent)}")
