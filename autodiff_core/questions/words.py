"""What is said about a question: its text, why the answer is right, three hints, the worked solution.

All of them are templates over the graph (see wording.py), built from its step records, so that they hold
for any numbers. {r:0} is the right answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from autodiff_core.errors import listed
from autodiff_core.numbers import format_number
from autodiff_core.wording import gradient, literal

if TYPE_CHECKING:
    from autodiff_core.graph import Graph
    from autodiff_core.questions.question import Question
    from autodiff_core.steps import Step


class Words(NamedTuple):
    """What is asked, in a few letters ("dJ/dw"); then templates: the question, why the right answer is right,
    three hints, the solution line by line.
    """

    short: str
    asks: str
    right: str
    hints: tuple[str, str, str]
    solution: tuple[str, ...]


def words_of(question: Question, place: int = 0) -> Words:
    """The words of a question; `place` is its number among the questions of one page."""
    kinds = {"value": _value, "derivative": _derivative, "update": _update, "change": _change}
    return kinds[question.asked.kind](question, f"{{r:{place}}}")


def given(graph: Graph) -> str:
    """The inputs of a graph, as the beginning of a sentence: At w = 5 and b = -3."""
    return "At " + listed(f"{name} = {{v:{place}}}" for place, name in enumerate(graph.inputs))


def _derivative(question: Question, right: str) -> Words:
    graph, by, d = question.graph, question.by, gradient(question.of, question.by)
    if question.by is question.of:
        return _seed(d)
    leaving = [step for step in graph.steps() if step.edge and step.edge.parent is by]
    if not leaving:
        return _unused(question, d)
    users = list(dict.fromkeys(step.node for step in leaving))
    arrows = "one arrow" if len(leaving) == 1 else f"{len(leaving)} arrows"
    uses = listed(f"`{literal(node.code)}`" for node in users)
    upstream = listed(f"{gradient(question.of, node)} = {{g:{node.index}}}" for node in users)
    local = listed(
        f"{gradient(step.node, by)}{_formula(step.edge.local)} = {{l:{step.edge.index}}}" for step in leaving
    )
    last = "One multiplication is left." if len(leaving) == 1 else "Multiply along each arrow, then add."
    return Words(
        d,
        f"What is {d}?",
        _sum(leaving, d, right) if len(leaving) > 1 else f"{leaving[0].symbols}.",
        (
            f"{by.name} is used in {uses}, so what comes back to {by.name} comes along {arrows}. Begin at "
            f"{question.of.name} with 1 and walk back.",
            f"What arrives from further up, the upstream gradient: {upstream}.",
            f"On the way to {by.name}, the local derivative: {local}. {last}",
        ),
        (*_seed_line(graph), *_lines(_on_the_way(question))),
    )


def _seed(d: str) -> Words:
    hint = f"{d} asks for the output itself: it moves exactly as much as itself."
    right = f"{d} = 1: the output moves exactly as much as itself."
    return Words(d, f"What is {d}?", right, (hint, hint, right), (right,))


def _unused(question: Question, d: str) -> Words:
    line = f"No line on the way to {question.of.name} reads {question.by.name}: {d} = 0."
    hint = f"Which lines read {question.by.name}? Does one of them lead to {question.of.name}?"
    return Words(d, f"What is {d}?", line, (hint, hint, line), (line,))


def _value(question: Question, right: str) -> Words:
    node, graph = question.of, question.graph
    needed = _needed(graph, node)
    lines = [step.symbols for step in graph.steps() if step.kind == "forward" and step.node in needed]
    before = " ".join(f"{line}." for line in lines[:-1]) or f"{given(graph)}."
    parents = dict.fromkeys(node.parents)
    return Words(
        node.name,
        f"What is {node.name}?",
        lines[-1] + ".",
        (
            f"Go through the lines up to `{literal(node.code)}`. Which values does each of them read?",
            before,
            f"Now `{literal(node.code)}`, with {listed(f'{p.name} = {{v:{p.index}}}' for p in parents)}.",
        ),
        tuple(lines),
    )


def _update(question: Question, right: str) -> Words:
    by, alpha = question.by, format_number(question.asked.amount)
    d = gradient(question.of, by)
    slope = _derivative(question, right)
    step = f"{by.name} - {alpha} × {d} = {{v:{by.index}}} - {alpha} × {{(g:{by.index})}} = {right}"
    return Words(
        f"the new {by.name}",
        f"What is {by.name} after one step with alpha = {alpha}?",
        step + ".",
        (
            f"The step goes against the gradient: the new {by.name} is {by.name} - alpha × {d}.",
            f"{slope.hints[1]} {slope.hints[2]}",
            f"{d} = {{g:{by.index}}}, and {by.name} = {{v:{by.index}}}. Put both into the first hint.",
        ),
        (*slope.solution, step + "."),
    )


def _change(question: Question, right: str) -> Words:
    of, by, push = question.of, question.by, format_number(question.asked.amount)
    rate = gradient(of, by)
    said = f"{of.name} moves by {right}: about {rate} × {push} = {{g:{by.index}}} × {push}"
    return Words(
        f"change of {of.name}",
        f"By how much does {of.name} change when {by.name} goes up by {push}?",
        said + ".",
        (
            f"Work {of.name} out twice: once as it is, and once with {by.name} larger by {push}.",
            f"Before, {of.name} = {{v:{of.index}}}. Only the difference is asked for.",
            f"Per unit it is {rate} = {{g:{by.index}}}, and the push is {push} of a unit.",
        ),
        (*_derivative(question, right).solution, said + "."),
    )


def _lines(steps: Sequence[Step]) -> list[str]:
    """The symbols of each step, and where a contribution is added to another one, how."""
    several = [step.edge.parent for step in steps]
    lines = []
    for step in steps:
        lines.append(step.symbols + ".")
        if several.count(step.edge.parent) > 1:
            lines.append(f"{step.sum}.")
    return lines


def _sum(leaving: Sequence[Step], d: str, right: str) -> str:
    first, *further = [step.edge.index for step in leaving]
    added = "".join(f" + {{(c:{edge})}}" for edge in further)
    return f"What the {len(leaving)} arrows bring is added: {d} = {{c:{first}}}{added} = {right}."


def _seed_line(graph: Graph) -> list[str]:
    return [step.symbols + "." for step in graph.steps() if step.kind == "seed"]


def _on_the_way(question: Question) -> list[Step]:
    """The backward steps that the answer is made of: along edges that lead to the node that is pushed."""
    scene = question.scene
    further = scene.depends_on(question.by)
    return [step for step in question.graph.steps() if step.edge and step.edge.parent.index in further]


def _needed(graph: Graph, node) -> set:
    needed, stack = {node}, [node]
    while stack:
        for parent in stack.pop().parents:
            if parent not in needed:
                needed.add(parent)
                stack.append(parent)
    return needed


def _formula(local: str) -> str:
    """The local derivative as a formula, if that says more than its number."""
    return f" = {local}" if any(c.isalpha() for c in local) else ""
