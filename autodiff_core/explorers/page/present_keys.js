// The keys of the presenter view. Each belongs to a button, and presses it while that is to be seen; so the list of keys makes itself.

import { html, show } from "./dom.js";

const CAPS = { ArrowRight: "→", ArrowLeft: "←", PageDown: "Page down", PageUp: "Page up", Escape: "Esc", Backspace: "Backspace" };
const TYPED_INTO = "input:not([type=range], [type=radio], [type=checkbox]), textarea, select, [contenteditable]";
const WITHOUT_TEXT = ["Backspace"]; // of the keys with a long name, those that do nothing to a slider or a choice

/** A button that says its first key. */
export function keyButton(keys, label, onclick) {
  const cap = html("kbd", { "aria-hidden": "true" }, capOf(keys.split(" ")[0]));
  return html("button", { type: "button", "data-key": keys, onclick }, label, cap);
}

/** The button whose key this is, or undefined: also where someone types, or moves a slider with it. */
export function pressedButton(event, stage) {
  const { key, target, defaultPrevented, ctrlKey, metaKey, altKey } = event;
  if (defaultPrevented || ctrlKey || metaKey || altKey || target.matches(TYPED_INTO)) return undefined;
  if (key.length > 1 && !WITHOUT_TEXT.includes(key) && target.matches("input")) return undefined;
  const name = nameOf(event);
  return buttonsWithKeys(stage).find((button) => keysOf(button).includes(name));
}

/** The list of all keys: { element, toggle(stage), close() }. */
export function keyList() {
  const rows = html("dl");
  const element = html("div", { class: "adc-stage-keys", role: "note" }, html("p", {}, "Keys"), rows);
  show(element, false);

  function toggle(stage) {
    rows.replaceChildren(...buttonsWithKeys(stage).map((button) =>
      html("div", {}, html("dt", {}, ...keysOf(button).map((key) => html("kbd", {}, capOf(key)))), html("dd", {}, nameOfButton(button)))));
    show(element, element.hidden);
    return !element.hidden;
  }

  return { element, toggle, close: () => show(element, false) };
}

/** A digit is its key in every layout, with Shift or without. */
function nameOf({ key, code, shiftKey }) {
  const [, digit] = /^(?:Digit|Numpad)(\d)$/.exec(code) ?? [];
  if (digit) return shiftKey ? `Shift+${digit}` : digit;
  return key.length === 1 ? key.toLowerCase() : key;
}

function keysOf(button) {
  return button.dataset.key.split(" ");
}

function capOf(key) {
  return CAPS[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

function buttonsWithKeys(stage) {
  return [...stage.querySelectorAll("[data-key]")].filter((button) => button.checkVisibility() && !button.disabled);
}

function nameOfButton(button) {
  const cap = button.querySelector("kbd")?.textContent ?? "";
  return button.getAttribute("aria-label") ?? button.textContent.slice(0, button.textContent.length - cap.length);
}
