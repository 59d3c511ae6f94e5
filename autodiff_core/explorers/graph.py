"""The explorer of a graph: sliders, picture, steps and nudges, all of it computed in the page."""

from __future__ import annotations

import math
from collections.abc import Mapping

import traitlets

from autodiff_core.errors import GraphError
from autodiff_core.explorers.base import (
    COMMON,
    Explorer,
    ExplorerError,
    Number,
    module,
    stylesheet,
    trait_name,
)
from autodiff_core.explorers.graph_spec import check_ranges, drawn, spec_of_graph
from autodiff_core.in_words import short
from autodiff_core.numbers import format_number
from autodiff_core.picture import graph_of
from autodiff_core.picture.svg import PICTURE_CSS, draw_svg
from autodiff_core.tracing import need_names, unknown_names


class Step(traitlets.TraitType):
    """A synced trait: how many steps are done, or None for the whole picture."""

    default_value, allow_none = None, True

    def validate(self, explorer, value):
        """Return `value`, or raise an ExplorerError that says how many steps there are."""
        last = explorer.last_step
        if type(value) is not int or not 0 <= value <= last:
            raise ExplorerError(
                f"step needs a whole number from 0 to {last} (or None for the whole picture), "
                f"not {short(value)}."
            )
        return value


class Values(dict):
    """The values of all nodes by name. Setting an input here sets it in the explorer, and the page moves."""

    def __init__(self, explorer, values):
        super().__init__(values)
        self._explorer = explorer

    def __setitem__(self, name, value):
        self._explorer.values = {name: value}
        super().__init__(self._explorer.values)


class GraphExplorer(Explorer):
    """A graph to move: `GraphExplorer(cost, w=5, b=-3)`, or `GraphExplorer(graph)`.

    Every input is an attribute (`explorer.w`) that the page and Python both read and set. One whose name
    means something else to a widget has an underscore more: `explorer.layout_`, `explorer.values["layout"]`.

    ranges: {name: (min, max) or (min, max, step)} for the sliders. The number field beside a slider takes any
    number; the slider then rests at its end. step: how many steps are done, from 0 (a clear board), or None
    for the whole picture. Raises GraphError for a function that cannot be recorded, for arrays, unknown names
    and ranges that make no sense. Inputs that lead to another branch have the function recorded again.
    """

    _esm = module("graph.js")
    _css = stylesheet(*COMMON, PICTURE_CSS, "stepper.css", "tables.css", "graph.css")

    follows_branches = True  # the page can take over a graph that is recorded again

    spec = traitlets.Dict().tag(sync=True)
    step = Step().tag(sync=True)

    def __init__(self, graph_or_fn, /, *by_position, ranges=None, step=None, **inputs):
        __tracebackhide__ = True
        need_names(graph_or_fn, by_position, inputs, type(self).__name__)
        graph = graph_of(graph_or_fn, inputs)
        if not graph.is_scalar:
            raise GraphError(
                f"An explorer moves single numbers, and {graph.name} works on arrays: show it with draw."
            )
        unknown_names(graph.name, inputs, graph.inputs)
        check_ranges(ranges)
        unknown_names(graph.name, ranges or {}, graph.inputs)
        start = {name: float(value) for name, value in {**graph.inputs, **inputs}.items()}
        for name, value in start.items():
            if not math.isfinite(value):
                raise ExplorerError(f"{name} needs a finite number, not {format_number(value)}.")
        self.graph = graph.recorded_at(**start) if graph.takes_other_branch(**start) else graph
        self._traits_of_inputs = {name: trait_name(type(self), name) for name in graph.inputs}
        # Before the widget opens its line to the page, so that the page gets all inputs at once.
        traitlets.HasTraits.add_traits(self, **{trait: Number() for trait in self._traits_of_inputs.values()})
        super().__init__(spec=self._spec(start, ranges or {}), **self._as_traits(start))
        self.step = step
        self._start = start, ranges or {}
        if self.follows_branches:
            self.observe(self._follow_branches, names=list(self._traits_of_inputs.values()))

    @property
    def last_step(self) -> int:
        """How many steps there are."""
        return len(self.spec["steps"])

    @property
    def inputs(self) -> dict:
        """The present inputs, by name."""
        return {name: getattr(self, trait) for name, trait in self._traits_of_inputs.items()}

    @property
    def values(self) -> dict:
        """The value of every node, by name. Inputs can be set here: `explorer.values["w"] = 2`."""
        return Values(self, self.graph.forward(**self.inputs))

    @values.setter
    def values(self, values) -> None:
        if not isinstance(values, Mapping):
            raise ExplorerError(f"values needs numbers by name, such as {{'w': 2}}, not {short(values)}.")
        unknown_names(self.graph.name, values, self.graph.inputs)
        traits = self._as_traits(values)
        for trait, value in traits.items():  # all are looked at before the first is set
            self.traits()[trait].validate(self, value)
        for trait, value in traits.items():
            setattr(self, trait, value)

    @property
    def gradients(self) -> dict:
        """The gradient of the output with respect to every node, by name."""
        return self.graph.backward(**self.inputs)

    @property
    def transcript(self) -> str:
        """All steps of both passes at the present inputs, in words, symbols and numbers."""
        return self.graph.transcript(**self.inputs)

    def plain(self) -> str:
        """The table of all nodes, or the sentence why there is none for these inputs."""
        try:
            return self.graph.table(**self.inputs)
        except GraphError as error:
            return str(error)

    def svg(self) -> str:
        """The picture at the present inputs; without numbers where the graph has none for them."""
        try:
            return drawn(self.graph, self.inputs)
        except GraphError:
            return draw_svg(self.graph)

    def _follow_branches(self, _) -> None:
        """Record the function again where it takes another branch: other lines, so another picture."""
        try:
            if not self.graph.takes_other_branch(**self.inputs):
                return
            self.graph = self.graph.recorded_at(**self.inputs)
            spec = self._spec(*self._start)
        except Exception:  # whatever the learner's function says to these inputs: the page stays as it is,
            return  # and says which branch it shows and that these inputs lead to another
        with self.hold_sync():
            self.spec = spec
            if self.step is not None:
                self.step = min(self.step, self.last_step)

    def _spec(self, start, ranges):
        return spec_of_graph(self.graph, start, self._traits_of_inputs, ranges)

    def _as_traits(self, values):
        return {self._traits_of_inputs[name]: value for name, value in values.items()}
