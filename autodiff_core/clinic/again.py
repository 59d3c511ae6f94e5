"""An engine that goes back twice: whatever one pass leaves behind shows in the next."""

from __future__ import annotations

from typing import Any

from autodiff_core.engines import Engine
from autodiff_core.engines.protocol import engine_of


class TwoPasses(Engine):
    """An engine whose backward pass is run twice, one after the other, before anybody looks."""

    def run_backward(self, v: Any) -> None:
        super().run_backward(v)
        super().run_backward(v)


def two_passes(engine: type | Engine) -> Engine:
    """The same engine, with two backward passes in place of one: examine(two_passes(Value), cost, w=5, b=-3).

    If it is right, its gradients are the same as after one pass. Raises GraphError for what is no engine.
    """
    return TwoPasses(*engine_of(engine))
