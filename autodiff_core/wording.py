"""The sentences of the step-by-step explanation, said once for the page, the transcript and the handout.

A sentence is a template with slots for numbers: {v:4} is the value of node 4, {g:4} its gradient, and
{l:2}, {c:2}, {b:2}, {a:2} are the local derivative, the contribution, and the gradient before and after, of
edge 2. {r:0} is the right answer to question 0, where one is asked; {m:3} and {t:3} belong to check 3 of a
learner's engine. With round brackets, {(v:4)}, a negative number is put into brackets. {o:0} is an opening
curly bracket: `literal` writes it into a learner's code that looks like a slot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from autodiff_core.errors import listed
from autodiff_core.numbers import format_number

if TYPE_CHECKING:
    from autodiff_core.fold import GraphNode
    from autodiff_core.graph import Edge

SLOT = re.compile(r"\{(\(?)([vglcbamtro]):(\d+)\)?\}")
BRACKET = "{o:0}"
NUMBER = re.compile(r"\(?-?[\d.e+-]+\)?")
NAME = re.compile(r"(?<![\w.])[^\W\d]\w*(?!\w*\s*[\(.])")
QUOTED = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
NAME_OR_QUOTED = re.compile(f"{QUOTED}|{NAME.pattern}")


def fill(template: str, numbers: Mapping[str, Sequence[float]], digits: int = 6) -> str:
    """Put numbers into the slots of a template: `numbers["v"][4]` goes into {v:4}."""
    return "".join(text for _, text in pieces(template, numbers, digits))


def pieces(
    template: str, numbers: Mapping[str, Sequence[float]], digits: int = 6
) -> Iterator[tuple[str, str]]:
    """The words of a template, each as ("", text), and between them the numbers as ("v", "5"), in order."""
    place = 0
    for slot in SLOT.finditer(template):
        yield "", template[place : slot.start()]
        bracket, kind, index = slot.groups()
        place = slot.end()
        if kind == "o":
            yield "", "{"
            continue
        text = format_number(numbers[kind][int(index)], digits)
        yield kind, f"({text})" if bracket and text.startswith("-") else text
    yield "", template[place:]


def without_numbers(template: str) -> str:
    """A template with an ellipsis in each slot."""
    return SLOT.sub(lambda slot: "{" if slot[2] == "o" else "…", template)


def literal(code: str) -> str:
    """Code as a part of a template: what looks like a slot in it is none."""
    return SLOT.sub(lambda slot: BRACKET + slot[0][1:], code)


def gradient(output: GraphNode, node: GraphNode) -> str:
    """dJ/dw: how a gradient is written."""
    return f"d{output.name}/d{node.name}"


def forward_words(node: GraphNode) -> str:
    names = list(dict.fromkeys(parent.name for parent in node.parents))
    return (
        f"Forward: compute {node.name} from {listed(names)}."
        if names
        else f"Forward: {node.name} is a constant."
    )


def forward_symbols(node: GraphNode) -> str:
    places = {parent.name: parent.index for parent in node.parents}
    own = node.code.split(" = ", 1)[-1]
    expression = SLOT.sub(lambda slot: "\0" + slot[0][1:], own)  # as long as it was, and without a slot

    def slot(match: re.Match) -> str:
        name = match.group()
        if name not in places:
            return name  # also what stands in quotation marks
        alone = expression[match.start() - 1 : match.start()] == "(" and expression[
            match.end() : match.end() + 1
        ] in (")", ",")
        first = match.start() == 0 and not expression[match.end() :].lstrip().startswith("**")
        return f"{{v:{places[name]}}}" if alone or first else f"{{(v:{places[name]})}}"

    code = literal(node.code)
    if NUMBER.fullmatch(expression):
        return code
    numbers = NAME_OR_QUOTED.sub(slot, expression).replace("\0", BRACKET)
    if numbers == literal(own):  # it names no node
        return f"{code} = {{v:{node.index}}}"
    return (
        f"{code} = {numbers} = {{v:{node.index}}}"
        if numbers != f"{{v:{node.index}}}"
        else f"{code} = {numbers}"
    )


def seed_words(output: GraphNode) -> str:
    return f"Backward: start at {output.name}. It changes exactly as much as itself, so its gradient is 1."


def seed_symbols(output: GraphNode) -> str:
    return f"{gradient(output, output)} = {{g:{output.index}}}"


def backward_words(edge: Edge, output: GraphNode) -> str:
    node, parent = edge.node, edge.parent
    return (
        f"Backward from {node.name} to {parent.name}: "
        f"the upstream gradient {{g:{node.index}}} of {node.name}, "
        f"times the local derivative {{l:{edge.index}}} on the edge, "
        f"is the contribution {{c:{edge.index}}} to {gradient(output, parent)}."
    )


def backward_symbols(edge: Edge, output: GraphNode, alone: bool) -> str:
    """The chain rule for one edge; `alone` if no other edge leaves the parent: then it is the gradient."""
    node, parent = edge.node, edge.parent
    left = gradient(output, parent) if alone else f"contribution to {gradient(output, parent)}"
    upstream, local = gradient(output, node), f"d{node.name}/d{parent.name}"
    formula = (
        ""
        if NUMBER.fullmatch(edge.local) or not edge.local
        else f" = {upstream} × {_bracketed(edge.local)}"
    )
    numbers = f"{{g:{node.index}}} × {{(l:{edge.index})}} = {{c:{edge.index}}}"
    return f"{left} = {upstream} × {local}{formula} = {numbers}"


def backward_sum(edge: Edge) -> str:
    return f"before {{b:{edge.index}}} + {{(c:{edge.index})}} = after {{a:{edge.index}}}"


def _bracketed(formula: str) -> str:
    simple = re.fullmatch(r"[\w.]+(\*\*[\w.]+)?|[\w.]*\([^()]*\)", formula)
    return formula if simple else f"({formula})"


def effort(difficulty: int, minutes: int) -> str:
    """How hard something is, from 1 to 5, and how long it takes: in words and in dots."""
    dots = "●" * difficulty + "○" * (5 - difficulty)
    unit = "minute" if minutes == 1 else "minutes"
    return f"Difficulty {difficulty} of 5 {dots}, about {minutes} {unit}"
