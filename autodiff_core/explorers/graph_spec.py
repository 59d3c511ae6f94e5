"""What the page needs to know of a graph, as one dictionary, so that the page restates none of it."""

from __future__ import annotations

import math

from autodiff_core import wording
from autodiff_core.engines.checks import TOLERANCE
from autodiff_core.errors import GraphError
from autodiff_core.in_words import short
from autodiff_core.numbers import format_number
from autodiff_core.picture.svg import draw_svg
from autodiff_core.unseen import drawable


def drawn(graph, inputs, style=True):
    return draw_svg(
        graph, graph.forward(**inputs), graph.backward(**inputs), graph.slots(**inputs)["l"], style=style
    )


def spec_of_graph(graph, start, traits, ranges):
    """The graph with its inputs at `start` (numbers by name), drawn at the inputs it was recorded with.

    traits: the synced trait of each input. ranges: {name: (min, max) or (min, max, step)} where given.
    """
    return {
        "title": drawable(f"Computation graph of {graph.name}"),
        "inputs": [
            {
                "label": name,
                "trait": traits[name],
                "start": value,
                **slider_range(name, value, ranges.get(name)),
            }
            for name, value in start.items()
        ],
        "nodes": [
            {
                "name": node.name,
                "code": node.code,
                "input": node.name in graph.inputs,
                "gradient": wording.gradient(graph.output, node),
            }
            for node in graph.nodes
        ],
        "edges": [
            {
                "parent": edge.parent.index,
                "node": edge.node.index,
                "label": wording.gradient(edge.node, edge.parent),
                "formula": edge.local,
            }
            for edge in graph.edges
        ],
        "steps": [
            {
                "kind": step.kind,
                "node": step.node.index,
                "edge": step.edge.index if step.edge else None,
                "sentences": [text for text in (step.words, step.symbols, step.sum) if text],
            }
            for step in graph.steps()
        ],
        "output": graph.output.index,
        "guards": list(graph.guards),
        "remarks": list(graph.remarks),
        "checks": {"sentences": list(graph.checks), "tolerance": TOLERANCE},
        "program": graph.javascript,
        "svg": drawn(graph, {}, style=False),
    }


def check_ranges(ranges) -> None:
    """Raise GraphError unless the ranges of sliders are given by the names of inputs, or not at all."""
    if not isinstance(ranges, dict | None):
        raise GraphError(f"ranges need to be given by name, such as {{'w': (-5, 5)}}, not {short(ranges)}.")


def slider_range(name, value, given) -> dict:
    """The ends and the step of a slider: as given, or round numbers on both sides of 0 around the value."""
    if given is None:
        end = 10.0 if value == 0 or 0.1 <= abs(value) <= 10 else _round_up(abs(value))
        return {"min": -end, "max": end, "step": end / 100}
    try:
        low, high, *step = (float(number) for number in given)
        step = step[0] if step else _round_up((high - low) / 200)
        fits = len(tuple(given)) <= 3 and -math.inf < low < high < math.inf and 0 < step <= high - low
    except (TypeError, ValueError, OverflowError):
        fits = False
    if not fits:
        raise GraphError(
            f"The range of {name} needs to be (smallest, largest) or (smallest, largest, step), "
            f"not {short(given)}."
        )
    if not low <= value <= high:
        ends = f"from {format_number(low)} to {format_number(high)}"
        raise GraphError(
            f"The range of {name}, {ends}, does not hold its value {format_number(value)}: widen it."
        )
    return {"min": low, "max": high, "step": step}


def _round_up(number):
    """The next of 1, 2, 5, 10, 20, 50, ... (and of 0.5, 0.2, 0.1, ...)."""
    power = 10.0 ** math.floor(math.log10(number))
    return next(
        float(format_number(power * digit)) for digit in (1, 2, 5, 10) if power * digit >= number * (1 - 1e-9)
    )
