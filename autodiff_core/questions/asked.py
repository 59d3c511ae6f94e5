"""What is asked of a graph, as one writes it: a value, a derivative, a step, a change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from autodiff_core.errors import GraphError, listed
from autodiff_core.in_words import short

if TYPE_CHECKING:
    from autodiff_core.graph import Graph

NUMBER = r"([\d.]+(?:e-?\d+)?)"
FORMS = {  # kind: how it is written, with the places of: the node `of`, the node `by`, the amount
    "derivative": (re.compile(r"d(?P<of>\w+)/d(?P<by>\w+)"), "dJ/dw"),
    "update": (
        re.compile(rf"(?P<by>\w+) - (?P<amount>{NUMBER}) \* d(?P<of>\w+)/d(?P=by)"),
        "w - 0.1 * dJ/dw",
    ),
    "change": (
        re.compile(rf"change of (?P<of>\w+) for (?P<by>\w+) \+ (?P<amount>{NUMBER})"),
        "change of J for w + 0.001",
    ),
    "value": (re.compile(r"(?P<of>\w+)"), "J"),
}


class Asked(NamedTuple):
    """kind: a key of FORMS. of: the node that answers. by: the node that is pushed ("" for a value).
    amount: the learning rate of an update, the push of a change; else 0."""

    kind: str
    of: str
    by: str
    amount: float


def parse(asked: str, graph: Graph) -> Asked:
    """Read what is asked. Raises GraphError for what cannot be read, and for nodes that are not there."""
    for kind, (form, _) in FORMS.items():
        found = form.fullmatch(asked) if isinstance(asked, str) else None
        if found:
            parts = found.groupdict()
            for name in filter(None, (parts["of"], parts.get("by"))):
                graph.node(name)  # says in a sentence that there is none
            return Asked(kind, parts["of"], parts.get("by") or "", float(parts.get("amount") or 0))
    examples = listed(f'"{example}"' for _, example in FORMS.values())
    raise GraphError(f"One can ask a graph for things such as {examples}, not for {short(asked)}.")
