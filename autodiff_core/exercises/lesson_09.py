"""Lesson 09: a training loop with parameters that accumulate."""

from __future__ import annotations

import functools

from autodiff_core.exercises.accumulating import Accumulating, Parameter
from autodiff_core.exercises.forms import AFunction
from autodiff_core.exercises.look import close, number
from autodiff_core.exercises.run import CAUSES, Fails
from autodiff_core.exercises.task import Property, Task
from autodiff_core.graph import trace
from autodiff_core.lessons import cost, two_uses
from autodiff_core.numbers import format_number

RUNS = ((cost, {"w": 5.0, "b": -3.0}, 0.1), (two_uses, {"w": 2.0, "b": 1.0}, 0.02))
LEFT = 7.0  # in .grad, from an earlier pass


@functools.cache
def recorded(function, *start):
    return trace(function, **dict(start))


def trained(train, function, start, alpha, steps, left=0.0):
    """The values of the parameters after the learner's loop, and how many forward passes it took."""
    parameters = [Parameter(value, left) for value in start.values()]
    J = Accumulating(function, *parameters)
    train(parameters, J, alpha, steps)
    values = [number(p.value, f"the value of {name} after training") for name, p in zip(start, parameters)]
    return values, J.passes


def simulated(function, start, alpha, steps, *, left=0.0, keep=0.0, sign=-1.0):
    """The values after `steps`, if that part `keep` of every .grad is still there at the next pass."""
    graph, values = recorded(function, *start.items()), dict(start)
    grad = dict.fromkeys(start, left)
    for _ in range(steps):
        found = graph.backward(**values)
        grad = {name: found[name] + keep * grad[name] for name in start}
        values = {name: values[name] + sign * alpha * grad[name] for name in start}
    return list(values.values())


def compared(train, steps, causes, left=0.0):
    """Fails if the parameters are not where `steps` of gradient descent lead; `causes` by wrong values."""
    for function, start, alpha in RUNS:
        came, passes = trained(train, function, start, alpha, steps, left)
        right = simulated(function, start, alpha, steps)
        if all(map(close, came, right)):
            continue
        cause = next(
            (cause for cause, wrong in causes(function, start, alpha) if all(map(close, came, wrong))), ""
        )
        taken, lead = ("1 step", "leads") if steps == 1 else (f"{steps} steps", "lead")
        where = f"from {list(start.values())} with alpha = {alpha:g}, {taken}"
        if left:
            where += f", with {left:g} left in every .grad,"
        raise Fails(f"{where} {lead} to {numbers(came)}, and should lead to {numbers(right)}", cause)


def numbers(values):
    return ", ".join(map(format_number, values))


def takes_one_step(train):
    def causes(function, start, alpha):
        moved = simulated(function, start, alpha, 1)
        yield (
            "No value has changed. A number taken out of a parameter is a copy: what is to change is p.value "
            "itself. Or .grad was emptied between the backward pass and the step.",
            list(start.values()),
        )
        yield "The step is added: that leads uphill.", simulated(function, start, alpha, 1, sign=1.0)
        yield "alpha is left out.", simulated(function, start, 1.0, 1)
        yield "Only the first parameter moves.", [moved[0], *list(start.values())[1:]]
        yield "The step is taken twice.", simulated(function, start, 2 * alpha, 1)

    compared(train, 1, causes)


def takes_several_steps(train):
    def causes(function, start, alpha):
        for steps in (1, 2, 4, 5):
            times = "once" if steps == 1 else f"{steps} times"
            yield f"The loop runs {times}, and not 3 times.", simulated(function, start, alpha, steps)
        yield (
            "Nobody empties .grad. Each backward pass adds to it, so the second step goes along two "
            "gradients, the third along three.",
            simulated(function, start, alpha, 3, keep=1.0),
        )
        once = [3 * m - 2 * s for m, s in zip(simulated(function, start, alpha, 1), start.values())]
        yield "The three gradients all belong to the start. Is there a forward pass in each round?", once

    compared(train, 3, causes)


def starts_afresh(train):
    def causes(function, start, alpha):
        first = (
            "What was in .grad before the loop is used in the first step. It is emptied later, or not at all."
        )
        yield first, simulated(function, start, alpha, 1, left=LEFT, keep=1.0)

    compared(train, 1, causes, left=LEFT)


def one_pass_for_each_step(train):
    function, start, alpha = RUNS[0]
    _, passes = trained(train, function, start, alpha, 5)
    if passes != 5:
        raise Fails(f"for 5 steps, {passes} forward passes were made")


TRAINING_LOOP = Task(
    name="training loop",
    lesson="09",
    title="A training loop",
    difficulty=3,
    minutes=8,
    asks=AFunction("train", ("parameters", "cost", "alpha", "steps")),
    skeleton='''def train(parameters, cost, alpha, steps):
    """Take so many steps of gradient descent; cost() is a forward pass, p.grad accumulates."""
    ...''',
    todo="Complete train",
    hints=(
        "Four things happen in every round: the places for gradients are emptied; forward; backward; a step. "
        "Does the order matter, and which of them may not stand outside the loop?",
        "`cost()` makes a forward pass, and `cost().backward()` adds to each `p.grad`. The loop runs "
        "`steps` times, and inside of it are two loops over the parameters: one before that line, one after.",
        "The first inner loop sets each `p.grad` to 0, then come both passes in one line, and the "
        "second inner loop subtracts alpha times `p.grad` from `p.value`.",
    ),
    properties=(
        Property(
            "One step moves every parameter against its gradient, by alpha times as much.",
            takes_one_step,
            "Another number is subtracted from p.value than alpha * p.grad.",
            "Which three lines lead from a parameter to its new value?",
        ),
        Property(
            "Three steps lead where gradient descent leads.",
            takes_several_steps,
            "Something is left over from one round to the next.",
            "What is in p.grad when the second backward pass begins?",
        ),
        Property(
            "What an earlier pass has left in .grad does not count.",
            starts_afresh,
            ".grad is emptied too late.",
            "Somebody has called backward() before training. What does your first step use?",
        ),
        Property(
            "Each step takes one forward pass.",
            one_pass_for_each_step,
            "cost() is called more often than it is needed.",
            "What is needed from the forward pass, and how often?",
        ),
    ),
    then="In PyTorch, which line of yours is optimizer.zero_grad(), and which is optimizer.step()?",
    causes=(
        (
            r"backward pass has been taken",
            "cost() stands outside the loop, so all rounds share one forward pass.",
        ),
        (
            r"not iterable",
            "parameters is a list, and p, one of them, is no list.",
        ),
        *CAUSES,
    ),
)

LESSON = (TRAINING_LOOP,)
