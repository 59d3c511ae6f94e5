"""A card as its page gets it: the question, the program that answers it, and every sentence."""

from __future__ import annotations

from autodiff_core.cards.card import FILL, Card
from autodiff_core.explorers.graph_spec import spec_of_graph
from autodiff_core.expressions import javascript_function_of
from autodiff_core.graph import Graph
from autodiff_core.picture.svg import draw_svg
from autodiff_core.questions import Question
from autodiff_core.questions.closeness import TOLERANCE
from autodiff_core.questions.words import words_of
from autodiff_core.wording import effort

STATED = (
    f"A number, a fraction such as 1/2, or 2e-3. It is right within {TOLERANCE * 100:g} % of the exact "
    "number, or rounded from it to two digits or more."
)


def spec_of_card(card: Card) -> dict:
    """Everything the page needs. A card without a graph has no program, and no sets."""
    spec = {
        "name": card.name,
        "lesson": card.lesson,
        "kind": card.kind,
        "heading": card.heading,
        "effort": effort(card.difficulty, card.minutes) if card.difficulty else "",
        "form": card.form,
        "text": [card.asks()],
        "options": [{"text": o.text, "right": o.right, "idea": card.template(o.idea)} for o in card.options],
        "tolerance": STATED if card.form not in ("choice", "direction") else "",
    }
    return spec | (_with_graph(card) if card.questions else _without_graph(card))


def _without_graph(card: Card) -> dict:
    blank = {"asked": "", "label": "", "right": card.why, "wrong": [], "others": [], "solution": []}
    blank["hints"] = list(card.hints)
    nothing = {key: [] for key in ("nodes", "inputs", "steps", "edges", "sets", "mistakes")}
    return {"program": "", "svg": "", "blanks": [blank], **nothing}


def _with_graph(card: Card) -> dict:
    screened = card.screened
    graph = screened.graph
    start = dict(zip(graph.inputs, screened.start))
    of_graph = spec_of_graph(graph, start, dict.fromkeys(start, ""), {})
    mistakes = list(dict.fromkeys(mistake for kept in screened.mistakes for mistake in kept))
    parts, blanks = [], []
    for place, (question, kept) in enumerate(zip(screened.questions, screened.mistakes)):
        wrong = {mistake.name: expression for mistake, expression in question.wrong}
        parts.append([question.right, [wrong[m.name] for m in kept], [x for _, x in question.others]])
        blanks.append(_blank(card, question, place) | {"wrong": [mistakes.index(m) for m in kept]})
    answers = javascript_function_of(graph, "answers", parts)
    return {
        "program": graph.javascript + answers,
        "nodes": of_graph["nodes"],
        "edges": of_graph["edges"],
        "steps": of_graph["steps"],
        "inputs": list(graph.inputs),
        "output": of_graph["output"],
        "sets": [list(inputs) for inputs in screened.sets],
        "blanks": blanks,
        "mistakes": [{"name": m.name, "thinking": m.thinking, "question": m.question} for m in mistakes],
        "svg": _picture(card, graph, of_graph["svg"]) if card.form == FILL else "",
    }


def _picture(card: Card, graph: Graph, with_gradients: str) -> str:
    """The picture of the graph; without places for gradients where none is asked for."""
    return draw_svg(graph, graph.forward(), style=False) if card.asked == "values" else with_gradients


def _blank(card: Card, question: Question, place: int) -> dict:
    words = words_of(question, place)
    return {
        "asked": words.short,
        "label": words.asks,
        "right": card.template(card.right) or words.right,
        "others": [label for label, _ in question.others],
        "hints": [*map(card.template, card.hints)] or list(words.hints),
        "solution": [*map(card.template, card.solution)] or list(words.solution),
    }
