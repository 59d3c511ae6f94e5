"""OrderExplorer: the order of the backward pass is chosen or made by hand, and the gradients judged."""

from __future__ import annotations

import traitlets

from autodiff_core.errors import GraphError
from autodiff_core.explorers.base import COMMON, Choice, ExplorerError, module, stylesheet
from autodiff_core.explorers.graph import GraphExplorer
from autodiff_core.in_words import short
from autodiff_core.numbers import format_number
from autodiff_core.orders import BY_HAND, BY_HAND_RULE, ORDERS, Played, backward_in_order, sends_of
from autodiff_core.orders.words import SENTENCES
from autodiff_core.picture.svg import PICTURE_CSS, draw_svg


class Senders(traitlets.TraitType):
    """A synced trait: the names of the nodes that have sent, in the order that somebody chose."""

    def __init__(self):
        super().__init__(default_value=[])
        self.tag(sync=True)

    def validate(self, explorer, value) -> list[str]:
        """Return the names as a list, or raise an ExplorerError that says which node cannot send, and why."""
        if not isinstance(value, (list, tuple)):
            raise ExplorerError(f"{self.name} needs a list of names of nodes, not {short(value)}.")
        try:
            sends_of(explorer.graph, list(value))
        except GraphError as error:
            raise ExplorerError(str(error)) from None
        return list(value)


class OrderExplorer(GraphExplorer):
    """A backward pass in one order or another: `OrderExplorer(cost, order="depth-first", w=5, b=-3)`.

    order: "topological", "depth-first", "breadth-first", "plain recursion" or "by hand". senders: for "by
    hand", the names of the nodes that have sent, in their order. step: how many sends are done, from 0, or
    None for all of them. Inputs, ranges and errors are as with GraphExplorer.

    To read: `gradients` (the right ones), `found` (those of the order chosen), `verdicts`.
    """

    _esm = module("order.js")
    _css = stylesheet(*COMMON, PICTURE_CSS, "stepper.css", "tables.css", "graph.css", "order.css")

    follows_branches = False  # the senders are nodes of the graph as it was recorded

    order = Choice("topological", lambda explorer: [*ORDERS, BY_HAND])
    senders = Senders()

    def __init__(self, graph_or_fn, /, order="topological", *, step=None, senders=(), ranges=None, **inputs):
        super().__init__(graph_or_fn, ranges=ranges, **inputs)
        self.order, self.senders, self.step = order, senders, step

    @property
    def last_step(self) -> int:
        """How many sends the longest of the orders takes; an order with fewer is then at its end."""
        return max(len(order["sends"]) for order in self.spec["orders"])

    @property
    def played(self) -> Played:
        """The whole backward pass in the present order, at the present inputs."""
        return self._play(self.order)

    @property
    def found(self) -> dict[str, float]:
        """The gradients that the present order finds, by name."""
        return self.played.gradients

    @property
    def verdicts(self) -> dict[str, str]:
        """For each node whether the gradient found is right, in words."""
        return self.played.verdicts

    def plain(self) -> str:
        """The gradients of the order chosen, and in a line for each what the other orders come to."""
        inputs = [f"{name}={format_number(value)}" for name, value in self.inputs.items()]
        first = f"OrderExplorer({', '.join([self.graph.name, f'order={self.order!r}', *inputs])})"
        try:
            width = max(map(len, ORDERS))
            others = [f"{name:{width}}  {self._play(name).summary}" for name in ORDERS]
            return "\n".join([first, repr(self.played), "", *others])
        except GraphError as error:  # the code takes another branch here than the recorded one
            return f"{first}\n{error}"

    def svg(self) -> str:
        """The picture with the gradients that the present order finds."""
        try:
            values, local = self.graph.forward(**self.inputs), self.graph.slots(**self.inputs)["l"]
            return draw_svg(self.graph, values, self.found, local)
        except GraphError:
            return draw_svg(self.graph)

    def _play(self, order: str) -> Played:
        return backward_in_order(self.graph, self.senders if order == BY_HAND else order, **self.inputs)

    def _spec(self, start, ranges):
        orders = [  # first, since they refuse a graph that is too large, before it is drawn
            {
                "name": name,
                "rule": order.rule,
                "again": order.again,
                "sends": [edge.index for edge in sends_of(self.graph, name)],
            }
            for name, order in ORDERS.items()
        ]
        spec = super()._spec(start, ranges)
        by_hand = {"name": BY_HAND, "rule": BY_HAND_RULE}
        return {**spec, "orders": orders, "byHand": by_hand, "sentences": SENTENCES}
