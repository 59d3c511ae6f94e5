// The pictures of one explorer that a room sees one at a time: a part with a data-scene is there in the scenes that it names.

import { change, html, show } from "./dom.js";

/** Buttons for the scenes: { element, begin(), end() }. Without scenes in `root` nothing is shown. */
export function scenes(root) {
  const element = html("div", { class: "adc-buttons adc-stage-scenes", role: "group", "aria-label": "Picture" });
  let parts = [];
  let buttons = [];

  function begin() {
    parts = [...root.querySelectorAll("[data-scene]")];
    const names = [...new Set(parts.flatMap(namesOf))];
    buttons = names.map((name) => html("button", { type: "button", onclick: () => go(name) }, name));
    element.replaceChildren(...buttons);
    show(element, names.length > 1);
    if (names.length) go(names[0]);
  }

  function go(name) {
    for (const part of parts) part.classList.toggle("adc-offstage", !namesOf(part).includes(name));
    const at = buttons.findIndex((button) => button.textContent === name);
    buttons.forEach((button, i) => {
      change(button, { "aria-pressed": i === at });
      if (i === (at + 1) % buttons.length) change(button, { "data-key": "n" });
      else button.removeAttribute("data-key");
    });
    root.dispatchEvent(new Event("layout")); // what was not displayed had no size
  }

  function end() {
    for (const part of parts) part.classList.remove("adc-offstage");
    root.dispatchEvent(new Event("layout"));
  }

  return { element, begin, end };
}

function namesOf(part) {
  return part.dataset.scene.split(" | ");
}
