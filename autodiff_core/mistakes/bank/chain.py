"""The chain rule: what an edge does to the gradient that travels along it."""

from __future__ import annotations

from autodiff_core.mistakes import passes
from autodiff_core.mistakes.mistake import backward
from autodiff_core.node import call
from autodiff_core.operations import divide

CHAIN = (
    backward(
        "forgets the upstream gradient",
        "Perhaps you took the local derivative on the last edge for the whole gradient.",
        "The next node moves by that much: and how much does the output move for each unit of the next node?",
        passes.last_step(lambda upstream, local: local),
    ),
    backward(
        "leaves out the last local derivative",
        "Perhaps you stopped one edge early, with what has arrived at the next node.",
        "And if this node goes up by 1, by how much does the next one go up?",
        passes.last_step(lambda upstream, local: upstream),
    ),
    backward(
        "passes the gradient on unchanged",
        "Perhaps the 1 at the output was carried back without a single factor.",
        "What does an edge do to the gradient that travels along it?",
        lambda scene: passes.pass_back(scene, lambda upstream, local: upstream),
    ),
    backward(
        "adds in the last step",
        "Perhaps upstream gradient and local derivative were added, where they multiply.",
        "A wheel turns 3 times as fast as the one before, and that one twice as fast: how fast in all?",
        passes.last_step(lambda upstream, local: upstream + local),
    ),
    backward(
        "adds along the path",
        "Perhaps the local derivatives of the path were added up, where they multiply.",
        "One edge doubles a change and the next one triples it: what do the two do together?",
        lambda scene: passes.pass_back(scene, lambda upstream, local: upstream + local, seed=0.0),
    ),
    backward(
        "divides by the local derivative",
        "Perhaps you divided where the way back multiplies.",
        "If the next node moves twice as much as this one, does the output move twice or half as much?",
        passes.last_step(lambda upstream, local: call(divide, upstream, local)),
    ),
    backward(
        "starts from the value of the output",
        "Perhaps the way back began with the value of the output, where it begins with 1.",
        "When the output goes up by 1, by how much does the output go up?",
        lambda scene: passes.pass_back(scene, seed=scene.values[scene.output.index]),
    ),
    backward(
        "evaluates at the input",
        "Perhaps a derivative further on was taken at the value of this node, not at the value of the node "
        "that it belongs to.",
        "Each local derivative is taken where its own node stands: what is the value there?",
        passes.everything_at_the_input,
    ),
)

MOVING_VALUES = (
    backward(
        "updates during the pass",
        f"Perhaps a parameter took its step (alpha = {passes.ALPHA}) before the gradient had travelled past "
        "it, and the rest of the pass read the new value.",
        "With which value was the output computed that this pass explains?",
        passes.updates_during_the_pass,
    ),
    backward(
        "updates between the two passes",
        f"Perhaps the inputs took their step (alpha = {passes.ALPHA}) after the forward pass and before the "
        "backward pass.",
        "Do the values that the backward pass reads still belong to this output?",
        passes.updates_before_the_pass,
    ),
)
