"""PredictCard: a question, answered before anything is revealed; a wrong answer meets the idea behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import traitlets

from autodiff_core.explorers.base import COMMON, Explorer, Whole, module, stylesheet
from autodiff_core.picture.svg import PICTURE_CSS
from autodiff_core.practice.card_picture import draw
from autodiff_core.practice.card_spec import FORMS, checked
from autodiff_core.practice.card_state import Attempt, Record
from autodiff_core.wording import fill, without_numbers

WHERE = "Run this cell in JupyterLab to answer it."


class PredictCard(Explorer):
    """A card: `PredictCard(spec)`, where `spec` is a dict as card_spec.py describes it.

    numbers: what fills the slots of the question in the plain forms, as `graph.slots(...)` gives it; without
    it the inputs of the first set. record: what is known of earlier tries. done, of: the bar of the lesson,
    hidden while `of` is 0.

    To read: `record`, {"status": "new", "tried", "helped" or "right", "tries": n, "hints": n}. To hear of it:
    `observe(hear, "record")`. To set: `done`, `of`. Raises ExplorerError, in one sentence, for a spec or a
    value that makes no sense.
    """

    _esm = module("card.js")
    _css = stylesheet(*COMMON, PICTURE_CSS, "card.css", "tally.css")

    forms = FORMS  # that the page can show

    spec = traitlets.Dict().tag(sync=True)
    record = Record()
    attempt = Attempt()
    done = Whole(0, 0)
    of = Whole(0, 0)

    def __init__(
        self,
        spec: Mapping,
        *,
        numbers: Mapping[str, Sequence[float]] | None = None,
        record: Mapping | None = None,
        done: int = 0,
        of: int = 0,
    ):
        kept = {} if record is None else {"record": record}
        super().__init__(spec=checked(spec, self.forms), done=done, of=of, **kept)
        self._numbers = numbers or {"v": spec["sets"][0] if spec["sets"] else []}

    @property
    def question(self) -> list[str]:
        """The question, paragraph by paragraph, with the numbers that the card starts with."""
        return [self._filled(template) for template in self.spec["text"]]

    def plain(self) -> str:
        """The heading, the question and what can be chosen; no answer, and nothing that changes."""
        spec = self.spec
        options = [f"- {option['text']}" for option in spec["options"]]
        effort = f" ({spec['effort']})" if spec["effort"] else ""
        return "\n".join([f"{spec['heading']}{effort}", *self.question, *options, WHERE])

    def svg(self) -> str:
        """The card before it is answered."""
        spec = self.spec
        asked = spec["blanks"][0]["asked"]
        options = [option["text"] for option in spec["options"]]
        return draw(spec["heading"], spec["effort"], self.question, asked, options, WHERE)

    def _filled(self, template: str) -> str:
        try:
            return fill(template, self._numbers)
        except (LookupError, TypeError):  # a number that only the page computes
            return without_numbers(template)
