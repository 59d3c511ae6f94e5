"""An explorer in a page: its picture, its state as JSON, the files it needs. mount.js brings it to life."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any, NamedTuple

from autodiff_core.in_words import short
from autodiff_core.publish.assets import Assets, fingerprint, without_comments
from autodiff_core.publish.markup import harmless
from autodiff_core.publish.record import PublishError

NO_NAME = re.compile(r"[^a-z0-9]")
OF_WIDGETS = {"layout", "tabbable", "tooltip"}  # traits that only JupyterLab reads


class Mounted(NamedTuple):
    """The HTML of an explorer, and the addresses of the style sheet and the script it needs."""

    html: str
    style: str
    script: str


def mounted(state: Mapping[str, Any], svg: str, assets: Assets) -> Mounted:
    """An explorer of this state. Until it is alive, or where no script may run, `svg` stands in its place."""
    kind = NO_NAME.sub("", str(state.get("_anywidget_id")).rpartition(".")[2].lower())[:40] or "widget"
    style = assets.add(f"{kind}.css", without_comments(state["_css"]))
    key, script = assets.add_module(kind, state["_esm"])
    traits = {name: each for name, each in state.items() if name[0] != "_" and name not in OF_WIDGETS}
    try:
        text = json.dumps(traits, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError) as error:
        raise PublishError(f"The state of {short(kind)} cannot be kept in a page: {error}.") from None
    data = {"module": key, **_card(traits)}
    attributes = "".join(f' data-{name}="{escape(each)}"' for name, each in data.items())
    html = (
        f'<div class="explorer"{attributes}><div class="explorer-view">{harmless(svg)}</div>'
        f'<script type="application/json">{_in_a_script(text)}</script></div>'
    )
    return Mounted(html, style, script)


def _card(traits: Mapping[str, Any]) -> dict[str, str]:
    """What an answer is kept by: the lesson and the name of the card, and what the card says."""
    if "record" not in traits:
        return {}
    spec = traits["spec"]
    return {"lesson": spec["lesson"], "card": spec["name"], "version": fingerprint(json.dumps(spec))}


def _in_a_script(text: str) -> str:
    """JSON that no reader of HTML takes for the end of the script, or for a comment."""
    return text.replace("</", "<\\/").replace("<!--", "<\\u0021--")
