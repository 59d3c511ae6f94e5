"""The right pass, read wrongly: another number than the one that was asked for."""

from __future__ import annotations

from autodiff_core.mistakes import passes
from autodiff_core.mistakes.mistake import backward
from autodiff_core.node import call
from autodiff_core.operations import divide

READINGS = (
    backward(
        "takes the value for the gradient",
        "Perhaps you took the value of the node: what it is, not how the output answers to it.",
        "If this node goes up by 1, by how much does the output change?",
        lambda scene: scene.values,
    ),
    backward(
        "takes the value of the output for the gradient",
        "Perhaps you took the value of the output itself: it says how high you stand, not how steep it is.",
        "What changes when you push this node a little, and by how much per unit?",
        lambda scene: [scene.values[scene.output.index]] * len(scene.nodes),
    ),
    backward(
        "turns the sign round",
        "The size is right, and the sign is the opposite.",
        "Push the node up a little: does the output go up, or down?",
        lambda scene: [-1.0 * gradient for gradient in scene.gradients],
    ),
    backward(
        "turns the gradient upside down",
        "Perhaps you asked how much this node changes per unit of the output: the order of the two is "
        "reversed.",
        "Which of the two is pushed, and which one answers?",
        lambda scene: [call(divide, 1.0, gradient) for gradient in scene.gradients],
    ),
    backward(
        "gives the change, not the rate",
        f"Perhaps you took the change of the output for a nudge of {passes.EPSILON}. A gradient is a rate: "
        "it does not depend on the nudge.",
        "How much is that per unit?",
        lambda scene: [passes.EPSILON * gradient for gradient in scene.gradients],
    ),
    backward(
        "takes one whole unit for a small nudge",
        "Perhaps you moved the node by 1 and looked how far the output went: on a curve the slope changes "
        "on the way.",
        "What does the quotient become if the nudge gets smaller and smaller?",
        passes.quotient(1.0),
    ),
    backward(
        "takes the quotient of a nudge for the gradient",
        f"Perhaps you took the quotient for a nudge of {passes.EPSILON}: close, but it still has the nudge "
        "in it.",
        "Towards which number do the quotients go as the nudge gets smaller?",
        passes.quotient(passes.EPSILON),
    ),
    backward(
        "sees no change at all",
        "0 says that the output does not notice this node. A nudge lost in the rounding looks the same.",
        "Follow a small push of this node from line to line: does anything stop it before the output?",
        lambda scene: [0.0] * len(scene.nodes),
    ),
)

ABOUT_NODES = (
    backward(
        "treats what is given as if it had no gradient",
        "Perhaps you took an input that is no parameter for a constant: then its gradient would be 0.",
        "If this input were a little larger, would the output stay the same?",
        passes.none_at(passes.is_given),
    ),
    backward(
        "keeps no gradient at nodes between",
        "Perhaps you thought that only inputs have a gradient: each node has one, kept or not.",
        "Push the node itself, in the middle of the graph: does the output move?",
        passes.none_at(passes.is_between),
    ),
)
