"""Where contributions meet, who sends when, and what an earlier pass has left."""

from __future__ import annotations

from autodiff_core.mistakes import passes
from autodiff_core.mistakes.mistake import backward

FORKS = (
    backward(
        "overwrites at a fork",
        "Perhaps a contribution that arrives takes the place of the one that is there, so that only the last "
        "one is left.",
        "If a push goes along two arrows at once, does only one of them reach the output?",
        lambda scene: passes.pass_back(scene, combine=lambda before, arrived: arrived),
    ),
    backward(
        "keeps only the first contribution at a fork",
        "Perhaps you followed one arrow and stopped, though the value is used again further up.",
        "How many arrows leave this value, and what comes back along each of them?",
        lambda scene: passes.pass_back(scene, combine=lambda before, arrived: before),
    ),
    backward(
        "multiplies at a fork",
        "Perhaps the contributions of two arrows were multiplied, as one does along a path.",
        "If two taps fill a bath, do their rates multiply or add?",
        lambda scene: passes.pass_back(scene, combine=lambda before, arrived: before * arrived),
    ),
    backward(
        "counts two arrows from one node once",
        "Perhaps a value that one line uses twice was counted as if the line used it once.",
        "How often does this line read the value?",
        passes.one_arrow_for_two,
    ),
)

ORDER = (
    backward(
        "sends too early",
        "Perhaps a node sent its gradient on before all contributions had arrived, and what came later was "
        "not passed on.",
        "Which nodes use this one, and have all of them sent before it sends?",
        passes.in_order("depth-first"),
    ),
    backward(
        "sends in the order of arrival",
        "Perhaps the node reached first was the one that sent first, although more was still on its way to "
        "it.",
        "Two paths of different length meet: may the node go on when the short one has arrived?",
        passes.in_order("breadth-first"),
    ),
    backward(
        "sends again whenever something arrives",
        "Perhaps a node sent its whole gradient on each time something arrived, so that some of it went out "
        "twice.",
        "What was in the second parcel that had not been in the first?",
        passes.in_order("plain recursion"),
    ),
)

LEFT_OVERS = (
    backward(
        "adds to the gradients of the pass before",
        "Perhaps the pass was run twice, and the second result was added to the first.",
        "What should every gradient be before the first contribution arrives?",
        passes.twice_without_clearing,
    ),
    backward(
        "clears only the inputs before a second pass",
        "Perhaps the nodes between kept the gradients of an earlier pass and handed them on once more.",
        "Whose boxes must be empty before a pass begins: those of the parameters, or all?",
        passes.twice_with_leaves_cleared,
    ),
)
