"""What a lecturer gives for homework, looked at before anything is drawn: one sentence for what cannot be."""

from __future__ import annotations

import math
import numbers
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from autodiff_core.errors import GraphError
from autodiff_core.in_words import short

Draw = Mapping[str, Sequence[float]]


def check_sizes(**sizes: Any) -> None:
    """Sizes of a step and of a nudge. Raises GraphError for one that is no number above 0."""
    for name, size in sizes.items():
        if not isinstance(size, numbers.Real) or not 0 < size < math.inf:
            raise GraphError(f"{name} is a number above 0, such as 0.1, not {short(size)}.")


def check_seed(seed: Any) -> None:
    """Raises GraphError for what is neither a whole number nor text; half a character is no text."""
    if not isinstance(seed, int | str) or re.search("[\ud800-\udfff]", str(seed)):
        raise GraphError(f"The seed is a whole number or a text, not {short(seed)}.")


def check_draw(draw: Draw | None) -> None:
    """Raises GraphError unless every input that is named comes with numbers to draw from."""
    choices = draw.values() if isinstance(draw, Mapping) else ["" if draw is not None else (1,)]
    for each in choices:
        several = isinstance(each, Collection) and len(each) > 0
        if not several or not all(isinstance(number, numbers.Real) for number in each):
            raise GraphError(
                'draw says for an input which numbers it is drawn from: {"x": (2, 3, 4)}, '
                f"not {short(draw)}."
            )


def check_keep(keep: Any) -> None:
    """Raises GraphError for what cannot be asked about numbers."""
    if keep is not None and not callable(keep):
        raise GraphError(
            "keep is a function of the values of all nodes, true of those that are wanted, such as "
            f'keep=lambda values: values["J"] < 100, not {short(keep)}.'
        )


def own_numbers(sheets: Any) -> list[Mapping[str, float]]:
    """The inputs of each sheet. Raises GraphError for what is no list of dictionaries with names."""
    dicts = isinstance(sheets, list | tuple) and all(isinstance(each, Mapping) for each in sheets)
    if dicts and sheets and all(isinstance(name, str) for each in sheets for name in each):
        return list(sheets)
    raise GraphError(
        'Say how many sheets there are to be, or give the numbers of each: [{"w": 5, "b": -3}, ...], '
        f"not {short(sheets)}."
    )
