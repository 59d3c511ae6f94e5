"""Which mistake shows on which test graph: the table of all symptoms, computed."""

from __future__ import annotations

from autodiff_core.clinic.bugs import BUGS
from autodiff_core.clinic.graphs import TESTS, right, said
from autodiff_core.text_table import text_table


class Symptoms(dict):
    """For each name a dict: the wrong gradients by test. It prints as a table of how many are wrong."""

    def __repr__(self) -> str:
        rows = [(name, *[str(len(wrong) or "·") for wrong in row.values()]) for name, row in self.items()]
        return text_table(("wrong gradients on", *[test.name for test in TESTS]), rows, left=(0,))


def symptoms() -> Symptoms:
    """Every mistake on every test graph: the wrong gradients, by the name of the node."""
    return Symptoms({bug.name: _row(bug.engine()) for bug in BUGS})


def _row(engine: type) -> dict[str, dict[str, float]]:
    return {
        test.name: {node: x for node, x in said(engine, number).items() if x != right(number)[node]}
        for number, test in enumerate(TESTS)
    }
