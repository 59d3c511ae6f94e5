"""What a colour means in an explorer, and what says the same without it, for those who see no colours.

Each line of MEANINGS holds two things that a colour tells apart against each other, as they are drawn.
"""

from typing import NamedTuple


class Meaning(NamedTuple):
    """The two things in words, their explorer, a selector of each, and by what else they differ."""

    words: str
    explorer: str
    one: str
    other: str
    by: tuple[str, ...]


GRAPH, ORDER, DERIVATIVE, DESCENT = ".ad-explorer", ".ado-explorer", ".adc-derivative", ".adc-descent"
FIT, EFFICIENCY = ".adc-fit", ".adc-efficiency"
MARKED = ".ad-receives, .ad-sends, .ad-computes, .ad-nudged, .ad-changed, .ad-output, .ado-wrong"
USUAL = f".ad-node:not({MARKED}) .ad-card"
AHEAD, BACK = ".ad-edge:not(.ad-back) .ad-wire", ".ad-back .ad-wire"
DRAWN = ("secant", "tangent", "point", "nudged")
SECANT, TANGENT, POINT, NUDGED = map(".adc-curve-picture .adc-{}".format, DRAWN)
WAYS = [f"g.adc-eff-{i} .adc-eff-line" for i in range(4)]
BOTH = ("dashes", "weight")
MEANINGS = [
    Meaning("a value, a gradient", GRAPH, ".ad-value-box", ".ad-gradient-box", ("shape",)),
    Meaning("a local derivative, a value", GRAPH, ".ad-chip", ".ad-value-box", ("shape",)),
    Meaning("its row, and that of a gradient", GRAPH, ".ad-value-row", ".ad-gradient-row", ("words",)),
    Meaning("the edge of a step, another", GRAPH, BACK, AHEAD, BOTH),
    Meaning("the node that receives, another", GRAPH, ".ad-receives .ad-card", USUAL, ("weight",)),
    Meaning("what is nudged, another", GRAPH, ".ad-nudged .ad-card", USUAL, ("weight",)),
    Meaning("a wrong gradient, a right one", ORDER, ".ado-wrong .ad-card", USUAL, BOTH),
    Meaning("the secant, the tangent", DERIVATIVE, SECANT, TANGENT, ("dashes",)),
    Meaning("the point, the nudged one", DERIVATIVE, POINT, NUDGED, ("shape",)),
    Meaning("forward, central", DERIVATIVE, "path.adc-forward", "path.adc-central", ("dashes",)),
    Meaning("the way so far, the next step", DESCENT, ".adc-track", "line.adc-next", ("shape", "weight")),
    Meaning("a contour line, a kink", DESCENT, ".adc-contour", "path.adc-kink", BOTH),
    Meaning("label 1, label -1", FIT, ".adc-fit-plus", ".adc-fit-minus", ("shape",)),
    Meaning("the wrong side, the right side", FIT, ".adc-fit-ring", ".adc-fit-plus", ("shape",)),
    *(Meaning("a method, the next one", EFFICIENCY, *two, ("dashes",)) for two in zip(WAYS, WAYS[1:])),
]


def without_colour(access):
    """The complaints of somebody who sees no colours: two things that nothing else tells apart."""
    page, complaints = access.page, []
    for each in MEANINGS:
        root = page.locator(each.explorer).first
        if each.explorer == ORDER:
            root.locator("input[value='depth-first'], input[value='plain recursion']").last.check()
            root.locator(".ad-scrub input").press("End")
        elif each.explorer == GRAPH:
            root.get_by_label("Nudge a node").check()
            root.locator(".ad-scrub input").press("End")
            root.locator(".ad-scrub input").press("ArrowLeft")
        both = [root.locator(selector).first.element_handle() for selector in (each.one, each.other)]
        ways = page.evaluate("([one, other]) => access.difference(one, other)", both)
        access.counted["meanings of colours"] += 1
        if missing := set(each.by) - set(ways):
            complaints.append(access.complaint("colour-alone", root, f"{each.words}: no {missing}"))
    return complaints
