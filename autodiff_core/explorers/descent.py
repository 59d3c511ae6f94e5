"""DescentExplorer: the cost as a landscape over two parameters, and gradient descent walking down it."""

from __future__ import annotations

import inspect
import math
import numbers

import traitlets

from autodiff_core.derivatives import graph_of
from autodiff_core.descent import Path, descend, updated
from autodiff_core.descent.gates import gates
from autodiff_core.descent.path import check_during
from autodiff_core.descent.words import NO_WORD_OF_RISES, RISES, SAME, SMALL, WORDS
from autodiff_core.errors import listed
from autodiff_core.explorers.base import (
    COMMON,
    Choice,
    Explorer,
    ExplorerError,
    Number,
    module,
    stylesheet,
    trait_name,
)
from autodiff_core.explorers.descent_picture import LAND, draw
from autodiff_core.explorers.graph_spec import check_ranges, slider_range
from autodiff_core.graph import Graph
from autodiff_core.in_words import short
from autodiff_core.numbers import format_number
from autodiff_core.tracing import unknown_names

MOST_STEPS = 1000
ALPHA_RANGE = (0, 1, 0.01)


class Steps(traitlets.TraitType):
    """A synced trait: how many steps are taken."""

    default_value = 0

    def validate(self, explorer, value):
        """Return `value`, or raise an ExplorerError that says how many steps there can be."""
        if isinstance(value, bool) or not isinstance(value, numbers.Integral) or not 0 <= value <= MOST_STEPS:
            given = short(value)
            raise ExplorerError(f"steps_done needs a whole number from 0 to {MOST_STEPS}, not {given}.")
        return int(value)


class During(traitlets.TraitType):
    """A synced trait: whether parameters are updated while the backward pass still goes on."""

    default_value = False

    def validate(self, explorer, value):
        """Return `value`, or raise a GraphError if it is neither True nor False."""
        check_during(value)
        return value


class Axes(traitlets.TraitType):
    """A synced trait: the two parameters over which the cost is drawn, across and up."""

    def validate(self, explorer, value):
        """Return the two names as a list, or raise an ExplorerError that says which there are."""
        names = list(value) if isinstance(value, (list, tuple)) else []
        if len(names) != 2 or names[0] == names[1] or not set(names) <= set(explorer._names):
            raise ExplorerError(
                f"over needs two different names out of {listed(explorer._names)}, such as "
                f"{tuple(explorer._names[:2])!r}, not {short(value)}."
            )
        return names


class DescentExplorer(Explorer):
    """Gradient descent on a landscape: `DescentExplorer(cost, w=5, b=-3, alpha=0.1)`.

    functions: Python functions of single numbers that are updated alike, to choose from, or graphs.
    parameters: the inputs to update, if not all without a default. over: the two that the picture is drawn
    over. steps: taken at first. during: update while the backward pass still goes on, which is a mistake.
    ranges: {name or "alpha": (min, max) or (min, max, step)}, of sliders and picture.

    To read and set: every start value under its own name (`explorer.w`), `alpha`, `during`, `over`,
    `function` (the name of the one shown) and `steps_done`. To read: `path` (a descent.Path) and `cost`.
    Raises GraphError, in one sentence, for what cannot be recorded, computed or set.
    """

    _esm = module("descent.js")
    _css = stylesheet(*COMMON, "axes.css", "tables.css", "descent.css")

    spec = traitlets.Dict().tag(sync=True)
    alpha = Number(0.1)
    during = During().tag(sync=True)
    over = Axes().tag(sync=True)
    function = Choice("", lambda explorer: list(explorer._graphs))
    steps_done = Steps().tag(sync=True)

    def __init__(
        self,
        /,
        *functions,
        alpha=0.1,
        over=None,
        steps=0,
        parameters=None,
        during=False,
        ranges=None,
        **start,
    ):
        __tracebackhide__ = True
        if not functions:
            raise ExplorerError("Give a function to descend on, such as DescentExplorer(cost, w=5, b=-3).")
        check_during(during)
        for function in functions:
            _no_names_of_settings(function)
        graphs = [_graph(each, start) for each in functions]
        self._graphs = dict(zip(_labels(graphs), graphs, strict=True))
        self._names = _updated_alike(functions, graphs, parameters)
        first = graphs[0].inputs | start
        values = {name: _finite(name, first[name]) for name in self._names}
        self._held = {name: x for name, x in start.items() if name not in self._names}
        self._traits_of_inputs = {name: trait_name(type(self), name) for name in self._names}
        check_ranges(ranges)
        ranges = ranges or {}
        unknown_names(graphs[0].name, [key for key in ranges if key != "alpha"], self._names)
        self._ranges = {name: slider_range(name, values[name], ranges.get(name)) for name in self._names}
        alpha = type(self).alpha.validate(self, alpha)
        alphas = slider_range("alpha", alpha, ranges.get("alpha") or _alphas(alpha))
        traitlets.HasTraits.add_traits(self, **{trait: Number() for trait in self._traits_of_inputs.values()})
        super().__init__(
            spec=self._spec(values, alphas),
            **{self._traits_of_inputs[name]: value for name, value in values.items()},
            alpha=alpha,
            during=during,
            over=self._names[:2] if over is None else over,
            function=next(iter(self._graphs)),
            steps_done=steps,
        )

    @property
    def graph(self) -> Graph:
        """The recorded graph of the function shown."""
        return self._graphs[self.function]

    @property
    def start(self) -> dict[str, float]:
        """Where the descent starts: the parameters by name."""
        return {name: getattr(self, trait) for name, trait in self._traits_of_inputs.items()}

    @property
    def path(self) -> Path:
        """The descent of `steps_done` steps from the start."""
        inputs = self._held | self.start
        return descend(self.graph, self.alpha, self.steps_done, self._names, self.during, **inputs)

    @property
    def cost(self) -> float:
        """The cost where the path has come to."""
        return self.path.costs[-1]

    def plain(self) -> str:
        """The settings in one line, then the path as a table, and what became of it."""
        settings = [f"{name}={format_number(value)}" for name, value in self.start.items()]
        settings.append(f"alpha={format_number(self.alpha)}")
        settings += ["during=True"] * self.during
        return f"DescentExplorer({self.function}, {', '.join(settings)})\n{self.path!r}"

    def svg(self) -> str:
        """One picture: the landscape over the two parameters of `over`, and the path on it."""
        path = self.path
        ends = [(self._ranges[name]["min"], self._ranges[name]["max"]) for name in self.over]
        held = {**self.graph.inputs, **self._held, **path.points[-1].parameters}
        return draw(self.graph, path, self.over, ends, held)

    def _spec(self, start, alphas) -> dict:
        return {
            "parameters": [
                {"label": name, "trait": trait, "start": start[name], **self._ranges[name]}
                for name, trait in self._traits_of_inputs.items()
            ],
            "alpha": alphas,
            "mostSteps": MOST_STEPS,
            "land": LAND,
            "functions": [_for_the_page(*each, self._names, self._held) for each in self._graphs.items()],
            "words": WORDS,
            "limits": {"small": SMALL, "same": SAME, "rises": RISES, "noWordOfRises": NO_WORD_OF_RISES},
        }


def _no_names_of_settings(function) -> None:
    """An input called like a setting of the explorer could not be given its value."""
    settings = inspect.signature(DescentExplorer.__init__).parameters.values()
    taken = [each.name for each in settings if each.kind is each.KEYWORD_ONLY]
    known = inspect.signature(function).parameters if inspect.isfunction(function) else {}
    if clash := [name for name in known if name in taken]:
        raise ExplorerError(
            f"{clash[0]} is a setting of this explorer: give the input of that name another one, "
            f"such as {clash[0]}_."
        )


def _finite(name: str, value) -> float:
    if not math.isfinite(value):
        raise ExplorerError(f"{name} needs a finite number to start from, not {format_number(value)}.")
    return float(value)


def _graph(function, start) -> Graph:
    __tracebackhide__ = True
    graph = graph_of(function, start)
    if not graph.is_scalar:
        raise ExplorerError(f"{graph.name} works on arrays: this explorer descends on single numbers.")
    if "alpha" in graph.inputs:
        raise ExplorerError("alpha is the learning rate here: give the input of that name another one.")
    unknown_names(graph.name, start, graph.inputs)
    return graph


def _updated_alike(functions, graphs, parameters) -> list[str]:
    """The parameters, the same for all functions, and at least two of them."""
    names, *others = [updated(*each, parameters) for each in zip(functions, graphs, strict=True)]
    for each in others:
        if each != names:
            raise ExplorerError(
                f"The functions have different parameters, {listed(names)} and {listed(each)}: "
                "give functions with the same ones."
            )
    if len(names) < 2:
        value = graphs[0].inputs[names[0]]
        raise ExplorerError(
            f"The picture is drawn over two parameters, and {graphs[0].name} has only {names[0]}: "
            "give a function of two or more, or follow this one in a table with "
            f"descend({_labels(graphs)[0]}, alpha=0.1, steps=10, {names[0]}={format_number(value)})."
        )
    return names


def _labels(graphs) -> list[str]:
    """The name of each function; never two alike."""
    labels = []
    for graph in graphs:
        label = graph.name if graph.name.isidentifier() else "f"
        while label in labels:
            label += "'"
        labels.append(label)
    return labels


def _alphas(alpha: float) -> tuple:
    """The usual range of the slider, or a wider one that holds `alpha`."""
    low, high, step = ALPHA_RANGE
    twice = 2 * alpha if math.isfinite(2 * alpha) else alpha
    return ALPHA_RANGE if low <= alpha <= high else (min(twice, low), max(twice, high), step)


def _for_the_page(label: str, graph: Graph, names, held) -> dict:
    """What the page computes with: the program, and which of its numbers are what."""
    inputs = list(graph.inputs)
    order = [graph.edge_of(flow) for flow in graph._symbolic]
    last = {edge.parent.index: number for number, edge in enumerate(order)}
    return {
        "name": label,
        "output": graph.output.name,
        "node": graph.output.index,
        "inputs": inputs,
        "values": [float(value) for value in (graph.inputs | held).values()],
        "places": [inputs.index(name) for name in names],
        "javascript": graph.javascript,
        "guards": list(graph.guards),
        # The way back: each edge, in the order of the backward pass, and if it is the last one to its parent.
        "edges": [
            {
                "edge": edge.index,
                "node": edge.node.index,
                "parent": edge.parent.index,
                "last": last[edge.parent.index] == number,
            }
            for number, edge in enumerate(order)
        ],
        "gates": [
            {"place": gate.place, "name": gate.name, "line": gate.line, "slope": gate.slope_at_zero}
            for gate in gates(graph)
        ],
    }
