"""Handouts to print: the worked solution of any graph at any numbers."""

from autodiff_core.handouts.solution import Solution, worked_solution

__all__ = ["Solution", "worked_solution"]
