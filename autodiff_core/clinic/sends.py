"""What an engine really sends in its backward pass, and when: every change of a gradient, as it happens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from autodiff_core.clinic.examine import computed_nodes
from autodiff_core.engines import Engine, trace_with
from autodiff_core.engines.protocol import engine_of
from autodiff_core.errors import GraphError
from autodiff_core.numbers import format_number
from autodiff_core.text_table import text_table


class Send(NamedTuple):
    """`sender` sends to `node`, whose gradient was `before` and is `after`."""

    sender: str
    node: str
    before: float
    after: float


class Sends(tuple):
    """All sends, in the order in which they happened; they print as a table."""

    def __repr__(self) -> str:
        heading = ("", "from", "to", "before", "after")
        rows = [
            (str(number), s.sender, s.node, format_number(s.before), format_number(s.after))
            for number, s in enumerate(self, start=1)
        ]
        return text_table(heading, rows, left=(1, 2))


def sends(engine: type | Engine, fn: Callable, /, **inputs) -> Sends:
    """Run `fn` on an engine's Values, then its backward pass, and note every send in its order.

    What arrives at constants is left out. Raises GraphError as `trace_with`, and for Values with slots.
    """
    graph, engine = trace_with(engine, fn, **inputs), engine_of(engine)
    values, backward = graph.run()
    names = {id(value): name for name, value in values.items()}
    shown = set(computed_nodes(graph))
    if not all(hasattr(value, "__dict__") for value in values.values()):
        raise GraphError(f"{engine.Value.__name__} has slots: what it sends cannot be watched.")
    watch = _Watched(values.values())
    with watch.of(engine):
        backward()
    found = [Send(names[id(sender)], names[id(node)], *change) for sender, node, *change in watch.changes]
    return Sends(each for each in found if each.node in shown)


class _Watched:
    """The changes of gradients, each with its sender: the Value whose local derivatives were read last.

    Whoever asks for parents alone is looking for an order, and sends nothing.
    """

    def __init__(self, values: Iterable[Any]):
        self.own = {id(value) for value in values}
        self.sender: Any = None
        self.changes: list[tuple] = []

    @contextmanager
    def of(self, engine: Engine) -> Iterator[None]:
        """Meanwhile the three attributes of the Values of an engine tell when they are used."""
        told = {
            engine.parents: _Told(engine.parents, read=self._looks_around),
            engine.local_derivatives: _Told(engine.local_derivatives, read=self._sends),
            engine.gradient: _Told(engine.gradient, changed=self._changes),
        }
        before = {name: vars(engine.Value)[name] for name in told if name in vars(engine.Value)}
        for name, attribute in told.items():
            setattr(engine.Value, name, attribute)
        try:
            yield
        finally:
            for name in told:
                delattr(engine.Value, name)
            for name, original in before.items():
                setattr(engine.Value, name, original)

    def _looks_around(self, node: Any) -> None:
        self.sender = None

    def _sends(self, node: Any) -> None:
        self.sender = node

    def _changes(self, node: Any, before: Any, after: Any) -> None:
        if self.sender is not None and id(node) in self.own:
            self.changes.append((self.sender, node, float(before), float(after)))


def _nothing(*_: Any) -> None:
    pass


class _Told:
    """An attribute that tells when it is read or changed. Its value stays where it was, with each object."""

    def __init__(self, name: str, read: Callable = _nothing, changed: Callable = _nothing):
        self.name, self.read, self.changed = name, read, changed

    def __get__(self, node: Any, kind: type | None = None) -> Any:
        if node is None:
            return self
        self.read(node)
        return vars(node)[self.name]

    def __set__(self, node: Any, value: Any) -> None:
        self.changed(node, vars(node).get(self.name, 0.0), value)
        vars(node)[self.name] = value
