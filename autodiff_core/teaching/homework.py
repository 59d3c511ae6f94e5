"""Homework: sheets with numbers of their own, all the same on every run, and their key.

    sheets = homework(cost, 24, seed=2026, w=5, b=-3)     # 24 sheets with numbers that are drawn
    sheets = homework("fill in the network", 24)          # on the graph of a card, with numbers that suit it
    sheets = homework(cost, [{"w": 5, "b": -3}])          # one sheet with your own numbers
    sheets.save("homework.html")
    sheets.key.save("key.html")
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autodiff_core.cards import CARDS
from autodiff_core.errors import GraphError
from autodiff_core.numbers import format_number
from autodiff_core.picture import graph_of
from autodiff_core.questions import Screened
from autodiff_core.teaching.answers import Answers, Blank
from autodiff_core.teaching.given import check_draw, check_keep, check_seed, check_sizes, own_numbers
from autodiff_core.teaching.named import named
from autodiff_core.teaching.problems import problems
from autodiff_core.teaching.sheets import Homework, Sheet
from autodiff_core.tracing import unknown_names

MOST = 500  # sheets
SPARE = 20  # sets of numbers more than twice the sheets, from which the seed chooses


def homework(
    fn_or_graph: Any,
    sheets: int | Sequence[Mapping[str, float]] = 1,
    *,
    seed: int = 0,
    draw: Mapping[str, Sequence[float]] | None = None,
    keep: Callable[[dict], bool] | None = None,
    alpha: float = 0.1,
    push: float = 0.01,
    **inputs: float,
) -> Homework:
    """Sheets on a function, a graph of single numbers or that of a card: how many, or the inputs of each.

    Drawn numbers are screened, so that common mistakes give different gradients of all parameters; the same
    seed gives the same sheets. `draw` says for an input which numbers it is drawn from, `keep` is true of the
    values of all nodes (by name) that are wanted. `inputs` are numbers at which the function can be recorded:
    those of the lesson; no sheet has them. Your own numbers are taken as they are, and `remarks` says which
    mistakes they hide. alpha: the learning rate; push: the size of a nudge. Raises GraphError for numbers
    with which it cannot be done, and where no numbers tell the mistakes apart.
    """
    if isinstance(fn_or_graph, str):
        with_graph = {name: card for name, card in CARDS.items() if card.fn}
        card = named(fn_or_graph, with_graph, "card with a graph")
        fn_or_graph, inputs = card.fn, {**card.inputs, **inputs}
        draw, keep = draw or card.draw, keep or card.keep
    check_sizes(alpha=alpha, push=push)
    check_seed(seed)
    check_draw(draw)
    check_keep(keep)
    if isinstance(sheets, int) and not isinstance(sheets, bool):
        if not 1 <= sheets <= MOST:
            raise GraphError(f"There can be 1 to {MOST} sheets, not {sheets}.")
        answers = _answers(fn_or_graph, inputs, alpha, push)
        unknown_names(answers.graph.name, draw or {}, answers.graph.inputs)
        return _drawn(answers, sheets, seed, draw, keep or (lambda values: True))
    own = own_numbers(sheets)
    recorded = [_recorded(fn_or_graph, number, {**inputs, **each}) for number, each in enumerate(own, 1)]
    answers = _answers(fn_or_graph, recorded[0], alpha, push)
    made = [_sheet(answers, number, each, seed) for number, each in enumerate(recorded, 1)]
    return Homework(tuple(made), tuple(remark for sheet in made for remark in _hidden(answers, sheet)))


def _recorded(fn_or_graph: Any, number: int, given: Mapping) -> dict[str, float]:
    """All inputs of one sheet: what is left out has its default, and not the number of another sheet."""
    try:
        graph = graph_of(fn_or_graph, given)
        unknown_names(graph.name, given, graph.inputs)
    except GraphError as error:
        raise _not_made(number, error) from None
    return {**graph.inputs, **given}


def _not_made(number: int, why: Any) -> GraphError:
    return GraphError(f"Sheet {number} cannot be made. {why}")


def _answers(fn_or_graph: Any, inputs: Mapping, alpha: float, push: float) -> Answers:
    graph = graph_of(fn_or_graph, inputs)
    if not graph.is_scalar:
        raise GraphError(f"Homework is made for graphs of single numbers, and {graph.name} works on arrays.")
    if not graph.edges:
        raise GraphError(f"No line of {graph.name} computes with its inputs: there is nothing to work out.")
    return Answers(graph, alpha, push)


def _sheet(answers: Answers, number: int, inputs: Mapping[str, float], seed: int) -> Sheet:
    graph = answers.graph
    try:
        values, gradients = graph.forward(**inputs), graph.backward(**inputs)
        whole = {name: float(values[name]) for name in graph.inputs}
        if not all(map(math.isfinite, (*values.values(), *gradients.values()))):
            raise GraphError("A value or a gradient would be infinite there, or no number at all.")
        made = tuple(problems(answers, whole, random.Random(f"{seed} {number}")))
    except GraphError as error:
        raise _not_made(number, error) from None
    return Sheet(number, graph, whole, made)


def _drawn(answers: Answers, count: int, seed: int, draw: Any, keep: Callable) -> Homework:
    graph = answers.graph
    sets = _screened(answers, 2 * count + SPARE, draw, keep)
    if not sets:
        raise GraphError(
            f"No numbers were found for {graph.name} that tell the common mistakes apart. Draw from others "
            "(draw=...), or give your own, a dictionary for each sheet."
        )
    order = random.Random(seed).sample(sets, len(sets))
    chosen = [dict(zip(graph.inputs, order[place % len(order)])) for place in range(count)]
    made = tuple(_sheet(answers, number, inputs, seed) for number, inputs in enumerate(chosen, 1))
    few = f"Sets of numbers that tell the mistakes apart: {len(sets)}. So some sheets have the same."
    return Homework(made, (few,) if len(sets) < count else ())


def _screened(answers: Answers, count: int, draw: Any, keep: Callable) -> list[tuple[float, ...]]:
    """Sets of inputs. A gradient that is 0 asks for too little, and a nudge may cross no kink."""
    graph, names = answers.graph, answers.parameters
    moving = [name for name in names if graph.backward()[name]]

    def wanted(values: dict) -> bool:
        inputs = {name: values[name] for name in graph.inputs}
        gradients = graph.backward(**inputs)
        nudged = (graph.nudged(name, answers.push, **inputs) for name in names)
        return (
            keep(values)
            and all(gradients[name] for name in moving)
            and not any(graph.kink_between(values, after) for after in nudged)
        )

    return Screened(answers.screened, draw, wanted, count + 1).sets[1:]


def _hidden(answers: Answers, sheet: Sheet) -> list[str]:
    """A sentence for each parameter at whose gradient the numbers of a sheet do not tell mistakes apart."""
    remarks = []
    for question in answers.screened:
        blank = answers.blank(question.text, sheet.inputs)
        if said := _said(blank):
            where = f"Sheet {sheet.number} ({sheet.given}) hides mistakes at {blank.label}"
            remarks.append(f"{where}: {'; '.join(said)}.")
    return remarks


def _said(blank: Blank) -> list[str]:
    """The first mistake that is not seen, and the first two that give the same number."""
    right = format_number(blank.right)
    said = [f"whoever {mistake.name} finds the right number, {right}" for mistake in blank.unseen[:1]]
    shared = [each for each in blank.wrong if len(each.mistakes) > 1]
    for each in shared[:1]:
        first, second = (repr(mistake.name) for mistake in each.mistakes[:2])
        said.append(f"{first} and {second} both give {format_number(each.number)}")
    return said
