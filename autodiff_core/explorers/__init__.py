"""What a learner moves, computed in the page. Each explorer is a widget with a plain form for print."""

from autodiff_core.explorers.derivative import DerivativeExplorer
from autodiff_core.explorers.descent import DescentExplorer
from autodiff_core.explorers.efficiency import EfficiencyExplorer
from autodiff_core.explorers.fit import FitExplorer
from autodiff_core.explorers.graph import GraphExplorer
from autodiff_core.explorers.order import OrderExplorer

__all__ = [
    "DerivativeExplorer",
    "DescentExplorer",
    "EfficiencyExplorer",
    "FitExplorer",
    "GraphExplorer",
    "OrderExplorer",
]
