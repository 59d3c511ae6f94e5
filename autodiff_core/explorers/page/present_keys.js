// The keys of the presenter view. Each belongs to a button, and presses it while that is to be seen; so the list of keys makes itself.

import { html, show } from "./dom.js";

const CAPS = { ArrowRight: "→", ArrowLeft: "←", PageDown: "Page down", PageUp: "Page up", Escape: "Esc", Backspace: "Backspace" };
const TYPED_INTO = "input:not([type=range], [type=radio], [type=checkbox]), textarea, select, [contenteditable]";
const OF_A_CLICKER = ["PageDown", "PageUp"];

/** A button that says its first key. */
export function keyButton(keys, label, onclick) {
  const cap = html("kbd", { "aria-hidden": "true" }, capOf(keys.split(" ")[0]));
  return html("button", { type: "button", "data-key": keys, onclick }, label, cap);
}

/** The button whose key this is, or undefined. */
export function pressedButton(event, stage) {
  const { defaultPrevented, ctrlKey, metaKey, altKey } = event;
  if (defaultPrevented || ctrlKey || metaKey || altKey || isForField(event)) return undefined;
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

/** True for a key that the field in focus uses: to type, or to move a slider or a choice. A lecturer with a clicker does neither. */
function isForField({ key, target }) {
  if (OF_A_CLICKER.includes(key)) return false;
  return target.matches(TYPED_INTO) || (target.matches("input") && key.length > 1 && key !== "Backspace");
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
