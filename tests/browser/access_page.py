"""A page for those who cannot see it, or not well, or have no mouse: axe-core, and what it does not look at.

Every check returns complaints; a page in which nothing is wrong has none.
"""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from axe_playwright_python.base import AXE_SCRIPT

OWN_CHECKS = Path(__file__).with_name("access.js").read_text(encoding="utf-8")
EXPLORERS = ".adc:not(.adc .adc, .adc-stage)"
SMALLEST_LETTERS = 9  # pixels of the text in pictures: 12, at READABLE in board.js
RUN_AXE = """async ([areas, rules]) => {
  const include = areas ? [...document.querySelectorAll(areas)] : [document.documentElement];
  if (!include.length) return { violations: [], areas: 0, elements: 0 };
  const { violations } = await axe.run({ include }, { rules, resultTypes: ["violations"] });
  const oneByOne = violations.flatMap(({ id, nodes }) => nodes.map((node) => [id, node]));
  return {
    violations: oneByOne.map(([id, node]) => [id, node.target.flat().join(" "), node.failureSummary]),
    areas: include.length,
    elements: include.reduce((all, each) => all + each.querySelectorAll("*").length, 0),
  };
}"""
SIZES = {"target-size": {"enabled": True}}  # of controls: no rule of axe's own choice
OF_LAB = ("region", "page-has-heading-one", "landmark-one-main", "bypass", "heading-order")
NOT_ASKED_IN_LAB = f"axe: rules on where an output stands, which is JupyterLab's affair: {', '.join(OF_LAB)}"


class Complaint(NamedTuple):
    """What is wrong, where: the rule, the page, the element, and what was found there."""

    rule: str
    where: str
    element: str
    found: str = ""

    def __str__(self):
        return f"{self.rule}: {self.where}: {self.element}: {' '.join(self.found.split())}"


class Access:
    """The checks of one open page. `counted` says how much they have looked at,
    `exceptions` what they leave out.

    areas: a selector of the parts that are ours, or None for the whole page.
    """

    def __init__(self, page, where, areas=None):
        self.page, self.where, self.areas = page, where, areas
        self.counted, self.exceptions = Counter(), {}  # exceptions: in order, each once
        page.evaluate(OWN_CHECKS)
        self.exceptions |= dict.fromkeys(page.evaluate("access.exceptions"))

    def axe(self, in_lab=False):
        """The violations that axe-core finds in the areas."""
        rules = SIZES | (dict.fromkeys(OF_LAB, {"enabled": False}) if in_lab else {})
        if in_lab:
            self.exceptions[NOT_ASKED_IN_LAB] = None
        self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate(RUN_AXE, [self.areas, rules])
        self.counted.update({"areas": found["areas"], "elements seen by axe": found["elements"]})
        return [self._complaint(*each) for each in found["violations"]]

    def ask(self, check, *given):
        """The complaints of a check of access.js, over every area."""
        each = "(all, [check, given]) => all.flatMap((area) => access[check](area, ...given))"
        found = self.page.locator(self.areas or "body").evaluate_all(each, [check, given])
        return [self._complaint(*each) for each in dict.fromkeys(map(tuple, found))]

    def tab_through(self, area):
        """Walk with Tab through an area: every control once, in reading order, its focus shown, then out."""
        controls = area.evaluate_handle("(area) => access.tabbable(area)")
        count = controls.evaluate("(all) => all.length")
        if not count:
            return []
        complaints = [self._complaint(*each) for each in area.evaluate("(area) => access.readingOrder(area)")]
        controls.evaluate("(all) => all[0].focus({ focusVisible: true })")
        place = "(all) => all.indexOf(document.activeElement)"
        for i in range(count):
            if (at := controls.evaluate(place)) != i:
                asked = controls.evaluate("(all, i) => access.named(all[i])", i)
                here = self.page.evaluate("access.named(document.activeElement)")
                return [*complaints, self._complaint("tab-order", asked, f"the focus is at {here}, {at}")]
            complaints += [self._complaint(*each) for each in self.page.evaluate("access.focusShown()")]
            self.page.keyboard.press("Tab")
        if controls.evaluate(place) >= 0:
            complaints.append(self._complaint("tab-trap", area.evaluate("(area) => access.named(area)")))
        self.counted["controls reached by Tab"] += count
        return complaints

    def heard(self):
        """What has been given to a screen reader to say since this was asked last: [place, words] each."""
        return self.page.evaluate("access.heard()")

    def count(self):
        """How much has been looked at so far."""
        return self.counted + Counter(self.page.evaluate("access.counted"))

    def complaint(self, rule, area, found):
        """A complaint about a whole area."""
        return self._complaint(rule, area.evaluate("(area) => access.named(area)"), found)

    def _complaint(self, rule, element, found=""):
        return Complaint(rule, self.where, element, found)
