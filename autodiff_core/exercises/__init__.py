'''Code exercises: what the learner writes is judged by its properties, never compared with a solution.

How a task is written. A lesson's tasks stand in `lesson_NN.py`, in the tuple LESSON, in the order of the
notebook. A task is data (task.py):

    HALF = Task(
        name="half",                               # unique over all lessons: check("half", half)
        lesson="02",
        title="Half of it",
        difficulty=1,                              # 1 to 5
        minutes=3,
        asks=AFunction("half", ("x",)),            # forms.py: AFunction, AClass or AValue
        skeleton='def half(x):\n    """Half of x."""\n    ...',    # the cell of the notebook, word for word
        todo="Complete half",                      # "Complete half. Then run that cell, and this one again."
        hints=("...", "...", "..."),               # from a question to nearly the line
        properties=(
            Property(
                "half(x) is half of x, at any x.",               # a sentence that is true of a right answer
                halves,                                          # its test, below
                "x is multiplied by 2, where it is divided.",    # what lies behind a failure most often
                "What is half of 10?",                           # and a question that leads on
            ),
        ),
        then="What is the slope of this function?",              # for whoever has it right
    )

A test gets the answer and raises Fails (run.py) where its sentence is not true; whatever the answer raises,
prints, or takes too long for is taken care of. It gets its truth from the engine, from a difference quotient
or from an identity, and never contains the solution:

    def halves(half):
        for x in (10.0, -3.0, 0.7):
            what = said("half", x)                                    # "half(10)"
            equal(call(half, x), engine_says(x), what, {2 * x: "That is twice x."})

- `look.py` has what most tests need: call, said, number, named (several numbers), equal.
- Is the answer a gradient? `gradients.py` judges it at many inputs, and names the mistake of the bank whose
  numbers the learner has: `Gives("backward", graph, ("dJ/dw", "dJ/db"), points)`.
- Order the properties from the simplest to the one that needs all others: the first that fails is told.
- Write in `tests/exercise_answers.py` a right answer, and each typical wrong one with what it is told. The
  tests then run each of them, and a few thousand hostile ones. Every property must fail for one of them.
'''

from __future__ import annotations

from autodiff_core.exercises import (
    lesson_01,
    lesson_02,
    lesson_03,
    lesson_04,
    lesson_05,
    lesson_06,
    lesson_07,
    lesson_09,
)
from autodiff_core.exercises.forms import AClass, AFunction, AValue
from autodiff_core.exercises.judge import MISSING, failures, judge
from autodiff_core.exercises.run import Fails
from autodiff_core.exercises.task import OPEN, RIGHT, WRONG, Feedback, Property, Task

__all__ = [
    "MISSING",
    "OPEN",
    "RIGHT",
    "TASKS",
    "WRONG",
    "AClass",
    "AFunction",
    "AValue",
    "Fails",
    "Feedback",
    "Property",
    "Task",
    "failures",
    "judge",
]

LESSONS = (lesson_01, lesson_02, lesson_03, lesson_04, lesson_05, lesson_06, lesson_07, lesson_09)
TASKS: dict[str, Task] = {task.name: task for lesson in LESSONS for task in lesson.LESSON}
