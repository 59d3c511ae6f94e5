"""What a card consists of, as the dictionary that the page gets, and the traits that say what came of it.

name, lesson, kind, heading, effort ("" or how hard it is), tolerance (the sentence that states it)
text      the question, a template (see wording.py) for each paragraph
form      "number", "direction" or "choice"
program   the graph as a JavaScript module with answers(values): for each blank [right, [wrong, ...],
          [other, ...]]; "" for a choice without a graph
nodes, inputs, steps, edges, svg    the graph, as in explorers/graph_spec.py; svg may be ""
sets      lists of inputs: the first is the start, "Another one" takes the next
blanks    one: {asked, right (why it is right, a template), wrong (indices into mistakes, in the order of the
          wrong numbers), others (labels of the other numbers), hints (templates), solution (templates)}
mistakes  {name, thinking, question} each
options   {text, right, idea} each; for a direction: up, down, no change, and the right number decides
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import traitlets

from autodiff_core.errors import listed
from autodiff_core.explorers.base import ExplorerError

FORMS = ("number", "direction", "choice")
DIRECTIONS = ("up", "down", "no change")
STATUSES = ("new", "tried", "helped", "right")
KEYS = (
    "name lesson kind heading effort text form program nodes inputs steps edges sets blanks mistakes "
    "options svg tolerance"
).split()
KEYS_OF_BLANK = "asked right wrong others hints solution".split()


def checked(spec: Mapping, forms: Sequence[str] = FORMS) -> dict:
    """Return the spec as a dict, or raise an ExplorerError that says what does not fit together."""
    if not isinstance(spec, Mapping):
        raise ExplorerError(f"A card needs a dictionary, not {spec!r}.")
    where = f"The card {spec.get('name', 'without a name')!r}"
    _need(where, spec, KEYS)
    if spec["form"] not in forms:
        raise ExplorerError(f"{where} has one of the forms {listed(forms)}, not {spec['form']!r}.")
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
    if spec["form"] == "direction" and sorted(option["text"] for option in options) != sorted(DIRECTIONS):
        yield f"needs the options {listed(DIRECTIONS)}, each of them once."
    if spec["form"] == "choice" and sum(bool(option["right"]) for option in options) != 1:
        yield "needs options of which exactly one is right."
    if spec["form"] != "choice" and not (spec["program"] and spec["sets"]):
        yield "needs a program and at least one set of inputs."
    if any(len(inputs) != len(spec["inputs"]) for inputs in spec["sets"]):
        yield f"needs {len(spec['inputs'])} numbers in every set of inputs."


def _need(where, found, keys):
    if missing := [key for key in keys if key not in found]:
        raise ExplorerError(f"{where} lacks {listed(missing)}.")


class Record(traitlets.TraitType):
    """A synced trait: what came of a card so far."""

    def __init__(self):
        super().__init__(default_value={"status": "new", "tries": 0, "hints": 0})
        self.tag(sync=True)

    def validate(self, card, value) -> dict:
        """Return `value` as a dict, or raise an ExplorerError."""
        if (
            isinstance(value, Mapping)
            and value.keys() == {"status", "tries", "hints"}
            and value["status"] in STATUSES
            and is_count(value["tries"])
            and is_count(value["hints"])
        ):
            return dict(value)
        allowed = f"a status ({', '.join(STATUSES)}) and the number of tries and hints"
        raise ExplorerError(f"{self.name} needs {allowed}, not {value!r}.")


class Attempt(traitlets.TraitType):
    """A synced trait: what was answered on the present numbers, and what help is to be seen."""

    def __init__(self):
        super().__init__(default_value={"set": 0, "answers": [], "hints": 0, "solution": False})
        self.tag(sync=True)

    def validate(self, card, value) -> dict:
        """Return `value` as a dict, or raise an ExplorerError."""
        if (
            isinstance(value, Mapping)
            and value.keys() == {"set", "answers", "hints", "solution"}
            and is_count(value["set"])
            and value["set"] < max(len(card.spec["sets"]), 1)
            and is_count(value["hints"])
            and value["hints"] <= len(card.spec["blanks"][0]["hints"])
            and type(value["solution"]) is bool
            and isinstance(value["answers"], list)
            and all(self._can_be_read(card, answer) for answer in value["answers"])
        ):
            return dict(value)
        allowed = "a set, answers as texts, the number of hints, and whether the solution is shown"
        raise ExplorerError(f"{self.name} needs {allowed}, not {value!r}.")

    @staticmethod
    def _can_be_read(card, answer) -> bool:
        options = [str(index) for index in range(len(card.spec["options"]))]
        return isinstance(answer, str) and (card.spec["form"] == "number" or answer in options)


def is_count(value) -> bool:
    """True for a whole number from 0."""
    return type(value) is int and value >= 0
