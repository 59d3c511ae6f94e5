"""What a mistake is: a name, what lies behind it, a question that leads on, and its wrong numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff_core.expressions import function_of
from autodiff_core.mistakes.scene import Scene

if TYPE_CHECKING:
    from autodiff_core.graph import Graph


@dataclass(frozen=True)
class Mistake:
    """One mistake. `kind` says what `wrong` is a function of, and what it returns:

    "backward": of a Scene; the wrong gradient of every node, by index. "forward": of a Scene; the wrong value
    of every node. "update": of a value, its gradient and alpha; the wrong new value. "change": of a push, the
    value before, the value after, and the rate; the wrong change. "own": a mistake of one question only, of
    the values of all nodes by name; the wrong answer to it.
    """

    kind: str
    name: str
    thinking: str
    question: str
    wrong: Callable[..., Any]
    lesson: str = "00"  # where a learner first meets the idea: no earlier lesson names this mistake

    def gradients(self, graph: Graph, /, **inputs) -> dict[str, float]:
        """The gradients that somebody with this mistake finds, by name of the node. For kind "backward"."""
        return self._by_name("backward", graph, inputs)

    def values(self, graph: Graph, /, **inputs) -> dict[str, float]:
        """The values that somebody with this mistake finds, by name of the node. For kind "forward"."""
        return self._by_name("forward", graph, inputs)

    def _by_name(self, kind: str, graph: Graph, inputs: dict) -> dict[str, float]:
        if self.kind != kind:
            raise ValueError(f"{self.name!r} is a mistake of the kind {self.kind}, not {kind}.")
        with np.errstate(all="ignore"):
            wrong = self.wrong(Scene(graph))
        numbers = function_of(graph, wrong)(list(graph.forward(**inputs).values()))
        return {node.name: number for node, number in zip(graph.nodes, numbers)}


backward = partial(Mistake, "backward")
forward = partial(Mistake, "forward")
updating = partial(Mistake, "update")
changing = partial(Mistake, "change")
own = partial(Mistake, "own")
