"""Names of cards and tasks, as a lecturer writes them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

from autodiff_core.errors import GraphError
from autodiff_core.in_words import short


def named(name: Any, known: Mapping[str, Any], kind: str) -> Any:
    """What has this name. Raises GraphError for another one, with the nearest name that there is."""
    if isinstance(name, str) and name in known:
        return known[name]
    near = difflib.get_close_matches(str(name), known, 1)
    hint = f"Did you mean {near[0]!r}?" if near else "The names stand in the lessons."
    raise GraphError(f"There is no {kind} called {short(name)}. {hint}")
