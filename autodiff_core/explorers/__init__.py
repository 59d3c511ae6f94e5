"""What a learner moves, computed in the page. Each explorer is a widget with a plain form for print."""

from autodiff_core.explorers.derivative import DerivativeExplorer
from autodiff_core.explorers.graph import GraphExplorer

__all__ = ["DerivativeExplorer", "GraphExplorer"]
