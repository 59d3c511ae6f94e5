"""What can be asked of a graph: the right answer, every wrong one that the bank knows, and numbers.

    question = Question(trace(cost, w=5, b=-3), "dJ/dw")     # or "J", "dc/dw", "w - 0.1 * dJ/dw"
    question.numbers(w=5, b=-3).right                        # 6.0
    question.diagnose(2, w=5, b=-3).name                     # "forgets the upstream gradient"
    Screened([question]).sets                                # number sets that tell the mistakes apart
"""

from autodiff_core.questions.question import Numbers, Question
from autodiff_core.questions.screened import Screened

__all__ = ["Numbers", "Question", "Screened"]
