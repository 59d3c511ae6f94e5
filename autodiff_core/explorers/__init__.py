"""What a learner moves, computed in the page. Each explorer is a widget with a plain form for print."""

import importlib

__all__ = [
    "DerivativeExplorer",
    "DescentExplorer",
    "EfficiencyExplorer",
    "FitExplorer",
    "GraphExplorer",
    "OrderExplorer",
]


def __getattr__(name: str):
    """Load an explorer, with its page, when it is first asked for: a lesson has one or two of them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = importlib.import_module(f"{__name__}.{name.removesuffix('Explorer').lower()}")
    return getattr(module, name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
