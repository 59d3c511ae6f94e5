"""What a card consists of, as the dictionary that its page gets: how it is made, and what has to hold of it.

name, lesson, kind, heading, effort ("" or how hard it is), tolerance (the sentence that states it, or "")
text      the question, a template (see wording.py) for each paragraph
form      "number", "direction", "choice", or "fill" for a graph to fill in
program   the graph as a JavaScript module with answers(values): for each blank [right, [wrong, ...],
          [other, ...]]; "" for a choice without a graph
nodes, inputs, steps, edges, output, svg    the graph, as in explorers/graph_spec.py (output only where there
          is one); svg may be ""
sets      lists of inputs: the first is the start, "Another one" takes the next
blanks    {asked, right (why it is right, a template), wrong (indices into mistakes, in the order of the wrong
          numbers), others (labels of the other numbers), hints (templates), solution (templates)} each; only
          a graph to fill in has more than one
mistakes  {name, thinking, question} each
options   {text, right, idea} each; for a direction: up, down, no change, and the right number decides
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from autodiff_core.cards.card import CHOICE, DIRECTION, DOWN, FILL, NO_CHANGE, NUMBER, UP, Card
from autodiff_core.errors import listed
from autodiff_core.explorers.base import ExplorerError
from autodiff_core.explorers.graph_spec import spec_of_graph
from autodiff_core.expressions import javascript_function_of
from autodiff_core.graph import Graph
from autodiff_core.in_words import short
from autodiff_core.picture.svg import draw_svg
from autodiff_core.questions import Question
from autodiff_core.questions.tolerance import TOLERANCE
from autodiff_core.questions.words import words_of
from autodiff_core.wording import effort

FORMS = (NUMBER, DIRECTION, CHOICE)  # of a PredictCard
DIRECTIONS = (UP, DOWN, NO_CHANGE)
KEYS = (
    "name lesson kind heading effort text form program nodes inputs steps edges sets blanks mistakes "
    "options svg tolerance"
).split()
KEYS_OF_BLANK = "asked right wrong others hints solution".split()
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
        "tolerance": STATED if card.form not in (CHOICE, DIRECTION) else "",
    }
    return spec | (_with_graph(card) if card.questions else _without_graph(card))


def _without_graph(card: Card) -> dict:
    blank = {"asked": "", "right": card.why, "wrong": [], "others": [], "solution": []}
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
        "right": card.template(card.right) or words.right,
        "others": [label for label, _ in question.others],
        "hints": [*map(card.template, card.hints)] or list(words.hints),
        "solution": [*map(card.template, card.solution)] or list(words.solution),
    }


# ---------------------------------------------------------------- what has to hold


def checked(spec: Mapping, forms: Sequence[str] = FORMS) -> dict:
    """Return the spec as a dict, or raise an ExplorerError that says what does not fit together."""
    if not isinstance(spec, Mapping):
        raise ExplorerError(f"A card needs a dictionary, not {short(spec)}.")
    where = f"The card {short(spec.get('name', 'without a name'))}"
    try:
        json.dumps(spec, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError) as error:  # UnicodeEncodeError is a ValueError
        raise ExplorerError(f"{where} cannot be sent to a page: {error}.") from None
    _need(where, spec, KEYS)
    if spec["form"] not in forms:
        raise ExplorerError(f"{where} has one of the forms {listed(forms)}, not {short(spec['form'])}.")
    if not spec["blanks"]:
        raise ExplorerError(f"{where} asks for nothing: it needs one blank.")
    for blank in spec["blanks"]:
        _need(where, blank, KEYS_OF_BLANK)
        if not all(0 <= index < len(spec["mistakes"]) for index in blank["wrong"]):
            raise ExplorerError(f"{where} names a mistake that it does not hold.")
    for problem in _problems(spec):
        raise ExplorerError(f"{where} {problem}")
    return dict(spec)


def _problems(spec):
    options = spec["options"]
    if spec["form"] == DIRECTION and sorted(option["text"] for option in options) != sorted(DIRECTIONS):
        yield f"needs the options {listed(DIRECTIONS)}, each of them once."
    if spec["form"] == CHOICE and sum(bool(option["right"]) for option in options) != 1:
        yield "needs options of which exactly one is right."
    if spec["form"] != CHOICE and not (spec["program"] and spec["sets"]):
        yield "needs a program and at least one set of inputs."
    if any(len(inputs) != len(spec["inputs"]) for inputs in spec["sets"]):
        yield f"needs {len(spec['inputs'])} numbers in every set of inputs."


def _need(where, found, keys):
    if missing := [key for key in keys if key not in found]:
        raise ExplorerError(f"{where} lacks {listed(missing)}.")
