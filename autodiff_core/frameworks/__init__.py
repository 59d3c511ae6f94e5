"""Ours beside PyTorch, TensorFlow and JAX: one function, four columns, and where they differ (lesson 09).

from autodiff_core.frameworks import ask, compare, installed, show_code

compare(cost, w=5, b=-3)      # the value and the gradients of your own function in four frameworks
show_code("second_backward")  # the same program in four frameworks
ask("second_backward")        # what came back
installed()                   # which frameworks are here, and where the others' answers come from
"""

from autodiff_core.frameworks.columns import installed
from autodiff_core.frameworks.comparison import compare
from autodiff_core.frameworks.snippets import QUESTIONS
from autodiff_core.frameworks.views import ask, show_code

__all__ = ["QUESTIONS", "ask", "compare", "installed", "show_code"]
