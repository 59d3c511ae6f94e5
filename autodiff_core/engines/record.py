"""A learner's engine watched at work: recorded once on nodes, and run again on plain numbers."""

from __future__ import annotations

import numbers
from collections.abc import Callable
from functools import cached_property
from typing import Any

from autodiff_core import operations as ops
from autodiff_core.engines.plain_python import plain_python_takes_nodes
from autodiff_core.engines.protocol import Engine
from autodiff_core.engines.run import Run
from autodiff_core.errors import GraphError
from autodiff_core.node import Node, record
from autodiff_core.recording import Recording, recording
from autodiff_core.tracing import Trace, bind, leaves_of
from autodiff_core.values import as_value
from autodiff_core.watch import Watch, name_of


class Recorded:
    """One run on nodes: what was computed forward, what backward, and what the engine believes in between."""

    def __init__(self, engine: Engine, fn: Callable, inputs: dict[str, Any]):
        self.engine, self.fn = engine, fn
        given, self.settings = bind(fn, inputs)
        self.leaves = leaves_of(given)
        for name, node in self.leaves.items():
            if node.shape:
                raise GraphError(
                    f"The input {name} is an array: an engine of your own is shown with single numbers."
                )
        if not self._watched():  # the engine may say float(data), which ends the recording
            with plain_python_takes_nodes(engine.Value):
                self._watch()

    def _watched(self) -> bool:
        try:
            self._watch()
        except GraphError:
            return False
        return True

    def _watch(self) -> None:
        """Run the function, and the backward pass of its result, on nodes."""
        fn = self.fn
        notes = Recording({node.age: name for name, node in self.leaves.items()})
        watch = Watch(fn, notes.names, self._node_in)
        self.held: dict[int, int] = {}  # the id of each Value by the age of the node that is its own
        token = recording.set(notes)
        try:
            self.run = Run(self.engine, fn, self.leaves, self.settings, watch.call, self._own, self._hold)
            self.places = self.run.reached()
            self.nodes = [self._hold(self.run.values[place]) for place in self.places]
            self.local_derivatives = [self.run.local_derivatives(place) for place in self.places]
            self.run.backward()
            self.gradients = [self.run.gradient(place) for place in self.places]
        finally:
            recording.reset(token)
        output = self.nodes[self.places.index(self.run.place[id(self.run.output)])]
        self.trace = Trace(
            name_of(fn), self.leaves, output, notes.names, watch.source, notes.branches, fn, self.settings
        )

    def _node_in(self, x: Any) -> Node | None:
        number = getattr(x, self.engine.value, None) if isinstance(x, self.engine.Value) else None
        return number if type(number) is Node else None

    def node_of(self, value: Any) -> Node:
        """The node that a Value holds."""
        return self.engine.number(value)

    def _own(self, value: Any, number: Any) -> Any:
        """What a Value is made from, as a node of its own. What is no number stays as it is."""
        if hasattr(number, self.engine.backward) and not isinstance(number, self.engine.Value):
            kind = self.engine.Value.__name__
            raise GraphError(
                f"A {kind} is made here from the {type(number).__name__} of another engine: "
                f"use one engine throughout, the {kind} that trace_with was given."
            )
        if not isinstance(number, (Node, numbers.Real)):
            return number
        if type(number) is not Node or self.held.setdefault(number.age, id(value)) != id(value):
            number = record(ops.identity, number)
            self.held[number.age] = id(value)
        return number

    def _hold(self, value: Any) -> Node:
        """Give a Value a node of its own: a constant gets one, and so does who shares the node of another."""
        held = self.engine.number(value)
        node = self._own(value, held)
        if node is not held:
            try:
                setattr(value, self.engine.value, node)
            except AttributeError:
                raise GraphError(
                    f"{self.engine.value} of a {self.engine.Value.__name__} cannot be changed: "
                    "the explorers need to put a recorded node there, so make it an ordinary attribute."
                ) from None
        return node


class Numbers(list):
    """The value of every node from a run of the engine on plain numbers, and what its backward pass left."""

    def __init__(self, recorded: Recorded, inputs: dict[str, float]):
        self.places = recorded.places
        self.run = Run(recorded.engine, recorded.fn, inputs, recorded.settings)
        if self.run.reached() != self.places:
            raise GraphError(
                f"With these inputs {recorded.trace.name} makes other values than when it was recorded: "
                "trace it again with these inputs."
            )
        super().__init__(as_value(recorded.engine.number(self.run.values[place])) for place in self.places)

    @cached_property
    def local_derivatives(self) -> list[tuple]:
        return [tuple(map(as_value, self.run.local_derivatives(place))) for place in self.places]

    @cached_property
    def gradients(self) -> list:
        assert self.local_derivatives is not None  # an engine is asked for them before its backward pass
        self.run.backward()
        return [as_value(self.run.gradient(place)) for place in self.places]
