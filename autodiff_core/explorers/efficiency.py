"""EfficiencyExplorer: choose the size of a graph, and count what four ways to its gradients take."""

from __future__ import annotations

import functools

import traitlets

from autodiff_core.counting import EPSILON, METHODS, MOST_MULTIPLICATIONS, compare, paths
from autodiff_core.explorers.base import COMMON, Choice, Explorer, ExplorerError, Whole, module, stylesheet
from autodiff_core.explorers.efficiency_picture import draw_doubling, draw_row
from autodiff_core.families import BIAS, WEIGHTS, doubling, row
from autodiff_core.graph import Graph

FAMILIES = {"row": "a row of n nodes with p parameters", "doubling": "x = x + x, k times"}
LIMITS = {"n": (3, 200), "p": (1, 199), "k": (1, 30)}
SOME_SIZES = (1, 3, 10, 30, 100)  # the p at which each line is counted, beside the chosen one and the largest


class EfficiencyExplorer(Explorer):
    """Four ways to all gradients of a graph, run and counted: nudging, forward mode, paths, backpropagation.

        EfficiencyExplorer()                          # a row of 100 nodes with 20 parameters
        EfficiencyExplorer(n=60, p=30)
        EfficiencyExplorer(family="doubling", k=20)   # x = x + x, twenty times

    To read and set: `family` ("row" or "doubling"), `n` (3 to 200), `p` (1 to n - 1), `k` (1 to 30).
    To read: `graph`, the graph of that size, for `compare` and all else. Raises ExplorerError, in one
    sentence, for what cannot be set.
    """

    _esm = module("efficiency.js")
    _css = stylesheet(*COMMON, "axes.css", "stepper.css", "tables.css", "efficiency.css")

    family = Choice("row", lambda explorer: FAMILIES)
    n = Whole(100, *LIMITS["n"])
    p = Whole(20, *LIMITS["p"])
    k = Whole(20, *LIMITS["k"])
    settings = traitlets.Dict().tag(sync=True)

    def __init__(self, family="row", n=100, p=None, k=20):
        settings = {
            "families": [list(each) for each in FAMILIES.items()],
            "limits": {name: list(ends) for name, ends in LIMITS.items()},
            "weights": list(WEIGHTS),
            "bias": BIAS,
            "epsilon": EPSILON,
            "some": list(SOME_SIZES),
            "most": MOST_MULTIPLICATIONS,
        }
        sizes = {"n": n, "k": k} | ({} if p is None else {"p": p})  # without p: 20, or all there is room for
        super().__init__(family=family, settings=settings, **sizes)

    @traitlets.validate("p")
    def _room_for_p(self, proposal) -> int:
        if proposal.value > self.n - 1:
            raise ExplorerError(
                f"p goes from 1 to n - 1 = {self.n - 1}, one parameter at a node, not to {proposal.value}."
            )
        return proposal.value

    @traitlets.observe("n")
    def _fewer_nodes(self, change) -> None:
        self.p = min(self.p, self.n - 1)

    @property
    def graph(self) -> Graph:
        """The graph that is counted."""
        return row(self.n, self.p) if self.family == "row" else doubling(self.k)

    def plain(self) -> str:
        """The explorer in a few lines: its size, and the four methods with their counts."""
        sizes = f"n={self.n}, p={self.p}" if self.family == "row" else f"k={self.k}"
        return f"EfficiencyExplorer({self.family}, {sizes})\n{compare(self.graph)}"

    def svg(self) -> str:
        """One picture: steps counted for some p, with the chosen one marked; or paths beside nodes."""
        if self.family == "row":
            chosen = sorted({*(p for p in SOME_SIZES if p < self.n), self.p, self.n - 1})
            return draw_row(self.n, self.p, [(p, steps(self.n, p)) for p in chosen])
        low, high = LIMITS["k"]
        return draw_doubling(self.k, [(k, paths(doubling(k))[0], k + 1) for k in range(low, high + 1)])


@functools.lru_cache(maxsize=256)
def steps(n: int, p: int) -> tuple[int, ...]:
    """The steps that each method takes on a row of n nodes with p parameters, in the order of METHODS."""
    graph = row(n, p)
    return tuple(method(graph).steps for method in METHODS.values())
