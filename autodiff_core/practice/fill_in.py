"""FillInGraph: the whole graph with blanks for values and gradients, filled in where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping

import traitlets

from autodiff_core.cards.card import FILL
from autodiff_core.explorers.base import COMMON, ExplorerError, module, stylesheet
from autodiff_core.in_words import short
from autodiff_core.numbers import format_number
from autodiff_core.picture.lettering import escape
from autodiff_core.picture.svg import PICTURE_CSS, numbers_said, static_style
from autodiff_core.practice.card_state import is_count, is_text
from autodiff_core.practice.predict_card import PredictCard
from autodiff_core.text_table import text_table

WHERE = "Run this cell in JupyterLab: there each ? is a field."
PLACE = re.compile(r'(<text class="ad-(value|gradient|local)"[^>]*?)(?: textLength=[^>]*)?>[^<]*</text>')
NODE = re.compile(r'<g class="ad-node[^>]*data-node="(\d+)".*')
SHOWN = re.compile(r'<text class="ad-(value|gradient)"[^>]*>([^<]+)</text>')
SAID = re.compile(r"(?: In the cards: .*)?</desc>")


class Filling(traitlets.TraitType):
    """A synced trait: what stands in the blanks on the present numbers, and what help is to be seen."""

    def __init__(self):
        super().__init__(default_value={"set": 0, "entries": [], "at": None, "shown": False})
        self.tag(sync=True)

    def validate(self, fill_in, value) -> dict:
        """Return `value` as a dict, or raise an ExplorerError."""
        blanks = len(fill_in.spec["blanks"])
        if (
            isinstance(value, Mapping)
            and value.keys() == {"set", "entries", "at", "shown"}
            and is_count(value["set"])
            and value["set"] < len(fill_in.spec["sets"])
            and (value["at"] is None or is_count(value["at"]) and value["at"] < blanks)
            and type(value["shown"]) is bool
            and isinstance(value["entries"], list | tuple)
            and len(value["entries"]) <= blanks
            and all(map(_is_entry, value["entries"]))
        ):
            return dict(value)
        allowed = "a set, an entry for each blank, the blank that is talked about, and whether all is shown"
        raise ExplorerError(f"{self.name} needs {allowed}, not {short(value)}.")


def _is_entry(entry) -> bool:
    return (
        isinstance(entry, Mapping)
        and entry.keys() == {"answers", "hints", "solution"}
        and isinstance(entry["answers"], list | tuple)
        and all(map(is_text, entry["answers"]))
        and is_count(entry["hints"])
        and type(entry["solution"]) is bool
    )


class FillInGraph(PredictCard):
    """A graph to fill in: `FillInGraph(spec)`, where `spec` is a dict as card_spec.py describes it.

    Its `blanks` stand in the order of the passes: "c" asks for a value, "dJ/dc" for a gradient. What is not
    asked for is given. The keyword arguments, and what can be read and set, are those of a PredictCard;
    `record` is "right" when every blank is.
    """

    _esm = module("fill_in.js")
    _css = stylesheet(*COMMON, PICTURE_CSS, "card.css", "fill_in.css")

    forms = (FILL,)
    attempt = Filling()

    def __init__(self, spec: Mapping, **options):
        super().__init__(spec, **options)
        self.spec = self.spec | {"svg": _without_numbers(self.spec)}

    def plain(self) -> str:
        """The heading, the question, and the table of the graph with a question mark for each blank."""
        spec = self.spec
        effort = f" ({spec['effort']})" if spec["effort"] else ""
        asked = {blank["asked"] for blank in spec["blanks"]}
        start = dict(zip(spec["inputs"], map(format_number, spec["sets"][0])))
        rows = [
            [
                node["name"],
                node["code"],
                "?" if node["name"] in asked else start.get(node["name"], ""),
                "?" if node["gradient"] in asked else "",
            ]
            for node in spec["nodes"]
        ]
        columns = 4 if any(row[3] for row in rows) else 3
        table = text_table(
            ("node", "code", "value", "gradient")[:columns], [row[:columns] for row in rows], left=(0, 1)
        )
        return "\n".join([f"{spec['heading']}{effort}", *self.question, table, WHERE])

    def svg(self) -> str:
        """The graph before anything is filled in."""
        head, rest = self.spec["svg"].split("</desc>", 1)
        width, height = re.search(r'width="(\d+)" height="(\d+)"', head).groups()
        paper = f'<rect class="ad-paper" width="{width}" height="{height}" rx="8"/>'
        head = head.replace('class="ad-picture"', 'class="ad-picture ad-static"', 1)
        return f"{head}</desc><style>{static_style()}</style>{paper}{rest}"


def _without_numbers(spec: Mapping) -> str:
    """The picture without the numbers of the blanks, and without the local derivatives that lead to them."""
    asked = {blank["asked"] for blank in spec["blanks"]}

    def emptied(line: str) -> str:
        node = NODE.match(line)
        names = spec["nodes"][int(node[1])] if node else {}
        named = {"value": names.get("name"), "gradient": names.get("gradient"), "local": None}
        return PLACE.sub(lambda m: f"{m[1]}></text>" if named[m[2]] in {*asked, None} else m[0], line)

    lines = [emptied(line) for line in spec["svg"].split("\n")]
    cards = {int(node[1]): dict(SHOWN.findall(line)) for line in lines if (node := NODE.match(line))}
    left = ((spec["nodes"][i]["name"], card.get("value"), card.get("gradient")) for i, card in cards.items())
    said = f" {escape(numbers_said(left))}</desc>"
    return SAID.sub(lambda _: said, "\n".join(lines), count=1)
