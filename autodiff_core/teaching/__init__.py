"""What a lecturer needs: the wrong answers to expect, homework with fresh numbers and its key, assignments.

wrong_answers("the whole chain")                        # what a class will say, and what to ask then
homework(cost, 24, seed=2026, w=5, b=-3).save("homework.html")
nbgrader_notebook("03", "source/week-1/backward.ipynb")
"""

from autodiff_core.teaching.expected import wrong_answers
from autodiff_core.teaching.homework import homework
from autodiff_core.teaching.nbgrader import nbgrader_notebook

__all__ = ["homework", "nbgrader_notebook", "wrong_answers"]
