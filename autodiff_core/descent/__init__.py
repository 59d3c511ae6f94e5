"""Gradient descent: parameters take steps against their gradients, and what becomes of the cost is judged."""

from autodiff_core.descent.path import Path, descend, updated

__all__ = ["Path", "descend", "updated"]
