"""What a learner's engine calls its things, and how they are read. The protocol stands in engines.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from autodiff_core.errors import GraphError
from autodiff_core.in_words import short
from autodiff_core.node import value_of
from autodiff_core.values import as_value


class Engine(NamedTuple):
    """A class of values, and what it calls the things of the protocol."""

    Value: type
    value: str = "value"
    parents: str = "parents"
    local_derivatives: str = "local_derivatives"  # numbers, or a method that passes the gradient on
    gradient: str = "gradient"
    backward: str = "backward"

    def number(self, v: Any) -> Any:
        """The number of a Value."""
        return self._read(v, self.value)

    def parents_of(self, v: Any) -> tuple:
        """The parents of a Value. Raises GraphError if one of them is something else."""
        parents = self._read(v, self.parents)
        if not isinstance(parents, Iterable):
            raise GraphError(
                f"{self._of(self.parents)} is {short(parents)}: it needs to be a tuple of Values."
            )
        for parent in parents:
            if not isinstance(parent, self.Value):
                raise GraphError(
                    f"{self._of(self.parents)} holds {short(parent)}, which is no {self.Value.__name__}: "
                    f"make it one first, with {self.Value.__name__}(...)."
                )
        return tuple(parents)

    def locals_of(self, v: Any, parents: tuple) -> tuple:
        """The local derivatives of a Value, one for each of its parents."""
        found = self._read(v, self.local_derivatives)
        if callable(found):
            return self._probed(v, parents, found)
        if found is None and not parents:  # a leaf has nothing to pass on
            return ()
        if isinstance(found, Mapping):
            raise GraphError(
                f"{self._of(self.local_derivatives)} is a {type(found).__name__}: "
                "it needs to be a tuple with one number for each parent."
            )
        found = tuple(found) if isinstance(found, Iterable) else (found,)
        for local in found:
            self._check_local(local)
        if len(found) != len(parents):
            raise GraphError(
                f"{self._of(self.local_derivatives)} has {_count(found, 'entry', 'entries')} for "
                f"{_count(parents, 'parent', 'parents')}: each parent needs one local derivative."
            )
        return found

    def gradient_of(self, v: Any, reached: bool) -> Any:
        """The gradient that backward left in a Value; 0 in one that it had no reason to reach."""
        found = getattr(v, self.gradient, None)
        if found is None and reached:
            raise GraphError(
                f"{self.backward}() left no {self.gradient} in a {self.Value.__name__} that the result "
                f"depends on: put a number into v.{self.gradient} of every one of them."
            )
        return 0.0 if found is None else found

    def run_backward(self, v: Any) -> None:
        self._read(v, self.backward)()

    def _check_local(self, local: Any) -> None:
        try:
            as_value(value_of(local))
        except GraphError:
            raise GraphError(
                f"{self._of(self.local_derivatives)} holds a {type(local).__name__} where a number is "
                f"wanted: v.{self.value} is the number of a {self.Value.__name__} v."
            ) from None

    def _probed(self, v: Any, parents: tuple, pass_on: Callable) -> tuple:
        """What arrives at each parent when `v` passes on a gradient of 1. All gradients are put back."""
        before = [(x, self._read(x, self.gradient)) for x in (v, *parents)]
        for parent in parents:
            setattr(parent, self.gradient, 0.0)
        setattr(v, self.gradient, 1.0)
        pass_on()
        arrived = tuple([getattr(parent, self.gradient) for parent in parents])
        for x, gradient in before:
            setattr(x, self.gradient, gradient)
        return arrived

    def _read(self, v: Any, name: str) -> Any:
        try:
            return getattr(v, name)
        except AttributeError:
            raise GraphError(
                f"{type(v).__name__} has no {name}: the explorers read "
                f"{', '.join(self[1:-1])} and call {self.backward}()."
            ) from None

    def _of(self, name: str) -> str:
        return f"{name} of a {self.Value.__name__}"


NAMES = {  # what engines call the things of the protocol: ours first, then those of others
    "value": ("value", "data", "val"),
    "parents": ("parents", "_prev", "prev", "_parents", "_children", "children"),
    "local_derivatives": ("local_derivatives", "_local_grads", "local_grads", "_backward"),
    "gradient": ("gradient", "grad"),
}


def engine_of(Value: Any) -> Engine:
    """The engine that a class belongs to, by the names it uses. Raises GraphError if it has none."""
    if isinstance(Value, Engine):
        for name in Value[1:]:
            if not (isinstance(name, str) and name.isidentifier()) or name.startswith("__"):
                raise GraphError(f"An engine is described by names such as data, not {short(name)}.")
        return Value
    if not isinstance(Value, type):
        raise GraphError(
            f"trace_with needs the class of your values first, and got {short(Value)}: "
            "write trace_with(Value, cost, w=5)."
        )
    try:
        sample = Value(1.0)
    except Exception as error:
        raise GraphError(
            f"{Value.__name__}(1.0) stopped with {type(error).__name__} ({error}): "
            "the class of your values is called with one number to make a leaf."
        ) from None
    found = {part: [name for name in names if hasattr(sample, name)] for part, names in NAMES.items()}
    engine = Engine(Value, **{part: names[0] for part, names in found.items() if names})
    engine.number(sample)
    return engine


def _count(things: tuple, one: str, many: str) -> str:
    return f"{len(things)} {one if len(things) == 1 else many}"
