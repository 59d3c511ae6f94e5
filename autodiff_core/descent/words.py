"""What becomes of a descent, judged from its numbers and said in a sentence, once for Python and the page.

The sentences are templates. The page fills the same ones and judges by the same rules
(explorers/page/descent_words.js); the browser tests compare the two.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autodiff_core.errors import listed
from autodiff_core.numbers import format_number

SMALL = 1e-6  # of the largest gradient on the path: a gradient this small has done its work
SAME = 1e-9  # costs that differ by less, relatively, are the same
NO_WORD_OF_RISES = ("diverged", "diverges", "swings", "stands", "other branch", "undefined")
RISES = 3  # so many rises on end, to above the start, are no accident

WORDS = {
    # one gate at one point, in the column of notes
    "closed": "{gate} closed",
    "on the kink": "{gate} on the kink",
    # the last step
    "fell": "Step {step}: {J} falls from {before} to {after}.",
    "rose": "Step {step}: {J} rises from {before} to {after}.",
    "stayed": "Step {step}: {J} stays {after}.",
    "shuts": "The gate of {gate} shuts.",
    "opens": "The gate of {gate} opens.",
    "lands": "{gate} lands exactly on 0, the kink.",
    "slope": "There the slope of ReLU is taken to be {slope}.",
    "too early": "Updated too early: {gradients}.",
    "wrong": "d{J}/d{name} came out as {used} where {right} is right",
    "not too early": "Updated during the pass; in this step every gradient came out right all the same.",
    # the run as a whole
    "start": "No step yet: {J} is {after}.",
    "diverged": "Diverged: after step {step}, {J} is {after}, and no further step makes sense.",
    "other branch": "Stopped after {steps}: here the code would take a branch that was not recorded. "
    "To see that branch, run the cell with these numbers as the start.",
    "undefined": "Stopped after {steps}: {J} is {after} here, so there is no gradient to follow. "
    "The function is not defined at these numbers, or one of them has become too large.",
    "dead": "Dead: every gradient is 0 at {J} = {after}, as no gradient passes the closed gate of {gates}.",
    "on a kink": "Stuck exactly on the kink of {gates}: every gradient is 0 at {J} = {after}.",
    "converged": "Converged: after step {step} every gradient is 0, or next to it, at {J} = {after}.",
    "diverges": "Diverges: {J} has risen at each of the last {rises} steps, and is above where it began.",
    "swings": "Swings: {J} stays {after}, step after step, though the gradients are not 0.",
    "stands": "Stands still: {J} stays {after}, though the gradients are not 0. Alpha is 0, or too small.",
    "overshot": "Overshot: {J} rose at step {step}.",
    "on its way": "On its way: {J} has come from {first} to {after} in {steps}.",
    "rose before": "On the way it overshot: {J} rose at step {rise}.",
    "idle": "Only {learning} still learns: the gradient of {idle} is 0.",
}


@dataclass(frozen=True)
class Verdict:
    """The regime of a descent, one of the names in WORDS, and the sentence that says it."""

    regime: str
    sentence: str


def judge(
    output: str,
    costs: Sequence[float],
    gradients: Sequence[Mapping[str, float]],
    held: Mapping[str, float],
    elsewhere: bool = False,
) -> Verdict:
    """Judge a descent.

    costs: at the start and after each step. gradients: beside each cost, of every parameter by name. held:
    the gates that hold a gradient back at the last point, by name, with their inputs. elsewhere: at the last
    point the code would take another branch than the one that was recorded.
    """
    step, rises = len(costs) - 1, [k for k in range(1, len(costs)) if costs[k] > costs[k - 1]]
    regime = "other branch" if elsewhere else _regime(costs, gradients, held)
    learning = [name for name, gradient in gradients[-1].items() if gradient != 0]
    idle = [name for name in gradients[-1] if name not in learning]
    slots = {
        "J": output,
        "step": step,
        "steps": counted(step),
        "first": format_number(costs[0]),
        "after": format_number(costs[-1]),
        "rises": RISES,
        "gates": listed(held),
        "rise": rises[0] if rises else "",
        "learning": listed(learning),
        "idle": listed(idle),
    }
    sentences = [WORDS[regime].format(**slots)]
    if rises and rises[0] < step and regime not in NO_WORD_OF_RISES:
        sentences.append(WORDS["rose before"].format(**slots))
    if idle and learning and held:
        sentences.append(WORDS["idle"].format(**slots))
    return Verdict(regime, " ".join(sentences))


def counted(steps: int) -> str:
    """'1 step', '2 steps': how many steps, in a sentence."""
    return f"{steps} step" if steps == 1 else f"{steps} steps"


def _regime(
    costs: Sequence[float], gradients: Sequence[Mapping[str, float]], held: Mapping[str, float]
) -> str:
    last, before = costs[-1], costs[-2] if len(costs) > 1 else costs[-1]
    steepest = [max(map(abs, each.values())) for each in gradients]
    if not math.isfinite(last):
        return "diverged" if math.isinf(last) and len(costs) > 1 else "undefined"
    if steepest[-1] == 0 and held:
        return "dead" if any(at < 0 for at in held.values()) else "on a kink"
    if len(costs) == 1:
        return "converged" if steepest[-1] == 0 else "start"
    if steepest[-1] <= SMALL * max(steepest):
        return "converged"
    if abs(last - before) <= SAME * abs(last):
        # From one side to the other and back, the slope changes its sign; what does not move keeps it.
        turned = any(gradients[-1][name] * slope < 0 for name, slope in gradients[-2].items())
        return "swings" if turned else "stands"
    if last > before:
        ends = costs[-RISES - 1 :]
        on_end = len(costs) > RISES and all(a < b for a, b in zip(ends, ends[1:]))
        return "diverges" if on_end and last > costs[0] else "overshot"
    return "on its way"
